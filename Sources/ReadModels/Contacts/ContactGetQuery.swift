import APISchema
import Bytes
import Cryptography
import Domain
import FactSchema
import RowSchema
import RowStore

/// `contact.get`: the card, spliced from its two rows; what is counted of an organization is that of its people too.
struct ContactGetQuery: QueryBody {
  let projections: [String]
  /// One that turns out to be an organization of very many is ended and begun again elsewhere.
  let isBrief = true
  private let contact: SubjectID
  private let linkKey: LinkKey
  private let isOwn: Bool

  init(_ request: ContactGetRequest, _ linkKey: LinkKey) throws(Refusal) {
    self.linkKey = linkKey
    contact = try QueryCheck.read(SubjectID(request.contact))
    isOwn = request.own
    // Of people who came and went their histories are counted.
    projections = [ReadModelName.contacts] + (isOwn ? [] : [ReadModelName.history])
  }

  func run(_ context: QueryContext) throws(Refusal) -> [UInt8] {
    let snapshot = try context.snapshot()
    guard var identity = try snapshot.get(ContactsTable.identity(contact)) else { throw .missing("contact", contact) }
    try Self.tellEnds(of: &identity, now: context.now, snapshot)
    for word in try SuppressionRows.told(ofCard: identity, linkKey, snapshot) {
      identity.appendField(ContactCard.Field.suppressions, word)
    }
    var counted = try ContactCounters(of: contact, snapshot)
    var position = snapshot.position
    let people = isOwn ? People(contact) : try People(of: contact, snapshot)
    if !people.isAlone {
      let history = try context.snapshot(1)
      position = min(position, history.position)
      var counters = PeopleCounters(people, counted)
      try counters.count(snapshot, history)
      counted = counters.counters
    }
    let counters = counted.cardFields
    var reply: [UInt8] = []
    reply.reserveCapacity(identity.count + counters.count + 16)
    reply.appendField(ContactGetReply.Field.position, position.value)
    reply.appendHead(ContactGetReply.Field.contact, count: identity.count + counters.count)
    reply.append(contentsOf: identity)
    reply.append(contentsOf: counters)
    return reply
  }

  /// Says which of its consents have ended by now; most cards have none that ends.
  private static func tellEnds(
    of identity: inout [UInt8], now: Instant, _ snapshot: borrowing RowReader
  ) throws(Refusal) {
    guard hasEnd(identity.span) else { return }
    guard var card = Row.decode(ContactCard.self, identity) else { throw .internal("a card could not be read") }
    let zone = Zone(try CompanyRow.card(snapshot)?.timeZone ?? "") ?? .utc
    for index in card.consents.indices where card.consents[index].end.hasPassed(at: now, in: zone) {
      card.consents[index].ended = true
    }
    identity = try encoded(card)
  }

  private static func hasEnd(_ card: Span<UInt8>) -> Bool {
    var reader = ProtobufReader(0..<card.count)
    while let field = reader.field(card) {
      guard field.number == ContactCard.Field.consents else { continue }
      var consent = ProtobufReader(field.content)
      while let part = consent.field(card) {
        if part.number == ContactCard.Consent.Field.untilAt || part.number == ContactCard.Consent.Field.untilOn {
          return true
        }
      }
    }
    return false
  }
}
