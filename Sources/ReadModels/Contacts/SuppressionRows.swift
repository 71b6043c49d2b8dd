import APISchema
import Bytes
import Cryptography
import Domain
import FactSchema
import RowSchema
import RowStore

/// What was said of whether addresses are written to: a ``Suppression`` for each fact, under the address's key.
enum SuppressionRows {
  /// All of them: address, position, kind and id of what the fact is about.
  static let table = RowKey(table: 24)
  static func words(on address: UInt128) -> RowKey { table.appending(address) { $0.append($1) } }

  private static func word(on address: UInt128, _ header: EventHeader) -> RowKey {
    var key = words(on: address)
    key.append(header.position)
    key.append(header.subject.kind.rawValue)
    return key.with(header.subject)
  }

  private static let positionStart = 17
  private static let kindStart = 25

  /// Whose row it is.
  static func subject(ofRow key: [UInt8]) -> SubjectID? {
    guard key.count > kindStart, let kind = SubjectKind(rawValue: key[kindStart]) else { return nil }
    return SubjectID(kind, ending: key)
  }

  /// The address of a row.
  static func address(_ key: RowKey) -> UInt128 { key.withSpan { $0.bigEndian(at: 1) } }
  /// The position of the fact of a row.
  static func position(_ key: RowKey) -> UInt64 { key.uint64(at: positionStart) }

  // MARK: - What facts say

  static func add(_ fact: SuppressionAdded, _ header: EventHeader, _ view: inout ViewWriter) throws(ProjectionFailure) {
    var word = Suppression()
    (word.address, word.channel, word.reason) = (fact.address, fact.channel, fact.reason)
    word.id = header.subject.description
    (word.cause, word.scope) = (.added, fact.scope == .allButTransactional ? .allButTransactional : .everything)
    try put(word, on: fact.addressKey, header, &view)
  }

  static func lift(_ fact: SuppressionLifted, _ header: EventHeader, _ view: inout ViewWriter) throws(ProjectionFailure)
  {
    var word = Suppression()
    (word.address, word.cause) = (fact.address, .lifted)
    try put(word, on: fact.addressKey, header, &view)
  }

  /// The response of a contact; nothing where it says nothing of an address.
  static func respond(
    _ fact: CampaignResponseRecorded, _ header: EventHeader, _ linkKey: LinkKey, _ view: inout ViewWriter
  ) throws(ProjectionFailure) {
    guard let cause = Suppressions.cause(of: fact), let key = ExternalKey(ofAddress: fact.addressKey) else { return }
    var word = Suppression()
    word.cause = cause
    word.scope = cause == .complaint ? .allButTransactional : .everything
    word.contact = header.subject.description
    if let card = try view.message(ContactsTable.identity(header.subject), ContactCard.self) {
      word.address = addresses(of: card, linkKey).first { $0.key == key.value }?.text ?? ""
    }
    try put(word, on: fact.addressKey, header, &view)
  }

  /// Who had the address was erased: nothing is sent to it.
  static func erase(_ address: String, _ header: EventHeader, _ view: inout ViewWriter) throws(ProjectionFailure) {
    var word = Suppression()
    (word.cause, word.scope) = (.erased, .everything)
    word.contact = header.subject.description
    try put(word, on: address, header, &view)
  }

  private static func put(
    _ word: Suppression, on digits: String, _ header: EventHeader, _ view: inout ViewWriter
  ) throws(ProjectionFailure) {
    guard let address = ExternalKey(ofAddress: digits) else { return }
    var word = word
    word.since = header.occurredAt.timestamp
    word.position = header.position.value
    view.put(Self.word(on: address.value, header), try view.encoded(word))
  }

  // MARK: - What holds

  /// The addresses of a contact, as they were written and by their keys, each once.
  static func addresses(of card: ContactCard, _ linkKey: LinkKey) -> [(text: String, key: UInt128)] {
    let region = PhoneRegion(card.phoneRegion)
    let ids =
      card.emails.map { ($0, Address.email($0)) } + card.phones.map { ($0, Address.phone($0, region: region)) }
    var addresses: [(text: String, key: UInt128)] = []
    for (text, id) in ids {
      guard let id else { continue }
      let key = linkKey.externalID(id.kind, id.text)
      if !addresses.contains(where: { $0.key == key }) { addresses.append((text, key)) }
    }
    return addresses
  }

  /// What of the words on an address forbids something.
  static func standing(on address: UInt128, _ snapshot: borrowing RowReader) throws(Refusal) -> [Suppression] {
    var words: [Suppression] = []
    var isSound = true
    try snapshot.scan(Self.words(on: address)) { _, row in
      if let word = Row.decode(Suppression.self, Array(copying: row)) { words.append(word) } else { isSound = false }
      return .next
    }
    guard isSound else { throw .internal("what was said of an address cannot be read") }
    words.sort(by: Suppressions.isEarlier)
    return Suppressions.standing(words, at: Instant(microseconds: .max))
  }

  /// The most of them that a card tells.
  private static let onCard = 16

  /// What forbids something to be sent to a contact, encoded; nothing is decoded where nothing was ever said of an address.
  static func told(
    ofCard identity: [UInt8], _ linkKey: LinkKey, _ snapshot: borrowing RowReader
  ) throws(Refusal) -> [[UInt8]] {
    guard try snapshot.hasAny(table) else { return [] }
    guard let card = Row.decode(ContactCard.self, identity) else { throw .internal("a card could not be read") }
    var told: [[UInt8]] = []
    for (text, key) in addresses(of: card, linkKey) {
      for var word in try standing(on: key, snapshot) where told.count < onCard {
        if word.address.isEmpty { word.address = text }
        told.append(try ContactGetQuery.encoded(word))
      }
    }
    return told
  }
}

/// `suppression.list`: the addresses that are not written to, by their keys.
struct SuppressionListQuery: QueryBody {
  let projections = [ReadModelName.contacts]
  private let request: SuppressionListRequest
  private let bounds: PageBounds
  private let linkKey: LinkKey

  init(_ request: SuppressionListRequest, _ linkKey: LinkKey) throws(Refusal) {
    self.request = request
    self.linkKey = linkKey
    bounds = try PageBounds(request)
  }

  func run(_ context: QueryContext) throws(Refusal) -> [UInt8] {
    let bounds = try self.bounds.of(context)
    let snapshot = try context.snapshot()
    var page = PageFill(bounds, position: snapshot.position)
    let prefix = try prefix(snapshot)
    var (address, standing): (UInt128?, [UInt64: Suppression]) = (nil, [:])
    let next = try snapshot.page(prefix, after: try bounds.key(under: prefix), into: &page) { (key) throws(Refusal) in
      let found = SuppressionRows.address(key)
      if address != found {
        let words = try SuppressionRows.standing(on: found, snapshot)
        standing = Dictionary(uniqueKeysWithValues: words.map { ($0.position, $0) })
        address = found
      }
      guard let word = standing[SuppressionRows.position(key)] else { return .passed(0) }
      return .entry(try Self.encoded(word))
    }
    return try page.ended(at: next?.bytes, bounds)
  }

  private func prefix(_ snapshot: borrowing RowReader) throws(Refusal) -> RowKey {
    guard request.hasAddress else { return SuppressionRows.table }
    let region = try CompanyRow.card(snapshot).flatMap { PhoneRegion($0.phoneRegion) }
    guard let id = Address.id(of: request.address, region: region) else {
      throw .invalid(
        "address",
        "must be an e-mail address, or a phone number with + and its calling code unless the company has a phone region"
      )
    }
    return SuppressionRows.words(on: linkKey.externalID(id.kind, id.text))
  }
}
