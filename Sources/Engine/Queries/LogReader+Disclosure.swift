import APISchema
import Bytes
import Domain
import EventLog
import FactSchema
import ReadModels

/// What is recorded about a person, for whoever must tell it to them.
extension LogReader {
  /// Answers a `contact.disclose`: the encoded ContactDiscloseReply; the watch's refusal when that ends it.
  func disclose(_ request: ContactDiscloseRequest, _ watch: QueryWatch? = nil) throws(Refusal) -> [UInt8] {
    guard let contact = SubjectID(request.contact) else { throw .invalid("contact", "is not an id") }
    let limit = request.hasLimit ? min(Int(request.limit), limits.logPageMax) : limits.logPageDefault
    try checkBound(request.after)
    let head = eventReader.head
    let disclosure = try Disclosure(of: contact, upTo: head, from: self, watch)
    let positions = try disclosure.positions(after: Position(request.after), limit: limit + 1, watch)
    var reply: [UInt8] = []
    reply.appendField(ContactDiscloseReply.Field.position, head.value)
    var last = Position(request.after)
    var told = 0
    for position in positions.prefix(limit) {
      guard let record = try record(at: position, watch) else { continue }
      let fact = try disclosure.told(record)
      guard told == 0 || reply.count + fact.count <= limits.logPageBytes else { break }
      reply.appendField(ContactDiscloseReply.Field.facts, fact)
      last = position
      told += 1
    }
    let hasMore = positions.count > told
    reply.appendField(ContactDiscloseReply.Field.next, (hasMore ? last : head).value)
    reply.appendField(ContactDiscloseReply.Field.more, hasMore)
    return reply
  }

  fileprivate func record(at position: Position, _ watch: QueryWatch?) throws(Refusal) -> StoredFact? {
    try page(.all, after: position.previous, before: position.next, limit: 1, watch: watch).records.first
  }
}

/// Which facts are about a person, and what of them the person is told.
private struct Disclosure {
  private let reader: LogReader
  private let contact: SubjectID
  private let end: Position
  /// The deals, tasks and orders that are or were the contact's own.
  private let own: [SubjectID]

  /// Throws `.notFound` for a contact of whom nothing is recorded.
  init(
    of contact: SubjectID, upTo head: Position, from reader: LogReader, _ watch: QueryWatch?
  ) throws(Refusal) {
    (self.reader, self.contact, end) = (reader, contact, head.next)
    let named = LogFilter(subjects: [contact])
    guard try !reader.eventReader.index.positions(named, after: .zero, before: end, limit: 1, watch: watch).isEmpty
    else {
      throw Refusal(.notFound, "contact: there is no \(contact)", field: "contact")
    }
    var own: [SubjectID] = []
    var known: Set<SubjectID> = []
    let making = LogFilter(types: Self.making.map(\.rawValue), subjects: [contact])
    let positions = try reader.eventReader.index.positions(
      making, after: .zero, before: end, limit: Self.ownMax + 1, watch: watch)
    guard positions.count <= Self.ownMax else {
      throw Refusal(.tooLarge, "contact: has more than \(Self.ownMax) deals, tasks and orders", field: "contact")
    }
    for position in positions {
      if let watch, !watch.mayGoOn() { throw watch.refusal }
      guard let header = try reader.eventReader.header(at: position),
        header.otherSubjects.first(where: { $0.kind == .contact }) == contact, known.insert(header.subject).inserted
      else { continue }
      own.append(header.subject)
    }
    self.own = own
  }

  /// By these something is the contact's that they name.
  private static let making: [FactType] = [.dealOpened, .dealTransferred, .taskScheduled, .orderPlaced]
  /// Facts about something of the contact's that need not name it.
  private static let following = Dictionary(
    grouping: FactType.allCases.filter { $0.subjectKind != .contact }, by: \.subjectKind)
  private static let ownMax = 10_000

  /// Where the facts behind a position stand, each once and in order, at most so many.
  func positions(after: Position, limit: Int, _ watch: QueryWatch?) throws(Refusal) -> [Position] {
    let index = reader.eventReader.index
    var found = try index.positions(
      LogFilter(subjects: [contact]), after: after, before: end, limit: limit, watch: watch)
    for subject in own {
      let types = (Self.following[subject.kind] ?? []) + [.factRetracted]
      found += try index.positions(
        LogFilter(types: types.map(\.rawValue), subjects: [subject]), after: after, before: end, limit: limit,
        watch: watch)
    }
    return Array(Set(found).sorted().prefix(limit))
  }

  /// An encoded DisclosedFact: without the texts that may be about others.
  func told(_ record: StoredFact) throws(Refusal) -> [UInt8] {
    var record = record
    var withheld: [String] = []
    let reason = reason(record.header)
    if reason != .unspecified, record.header.type != FactType.personalDataErased.rawValue {
      do throws(FactCodec.Failure) {
        let (message, names) = try FactCodec.withholding(type: record.header.type, message: record.message)
        if !names.isEmpty { record = StoredFact(record, telling: message) }
        withheld = names
      } catch {
        throw .internal("the fact at position \(record.header.position) cannot be read")
      }
    }
    var fact: [UInt8] = []
    for var event in try reader.encoder.encode(CollectionOfOne(record), index: reader.eventReader.index) {
      for name in withheld { event.appendPresentField(Event.Field.denied, name) }
      fact.appendField(DisclosedFact.Field.event, event)
    }
    if !withheld.isEmpty { fact.appendField(DisclosedFact.Field.because, UInt64(reason.rawValue)) }
    return fact
  }

  /// Why texts of the fact are not given out unread; `unspecified` where they are the person's own.
  private func reason(_ header: EventHeader) -> WithheldReason {
    if header.sealSubject != contact { return .ofAnother }
    let isShared = FactType(rawValue: header.type)?.changesNothing ?? false
    return isShared && header.otherSubjects.contains { $0.kind == .contact && $0 != contact }
      ? .namesOthers : .unspecified
  }
}
