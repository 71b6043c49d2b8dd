import Bytes
import Cryptography
import Domain
import EventLog
import FactSchema
import LMDB
import RowSchema
import SwiftProtobuf

extension Registry: Knowledge {
  func state(of subject: SubjectID) throws(Refusal) -> SubjectState? {
    if let state = layers.state(of: subject) { return state }
    guard let bytes = try row(RegistryRows.stateKey(subject)) else { return nil }
    guard let state = try? SubjectState(serializedBytes: bytes) else { throw Self.unreadable }
    layers.read.keep(state, of: subject)
    return state
  }

  func version(of subject: SubjectID) throws(Refusal) -> FactSchema.Version? {
    if let known = layers.version(of: subject) { return known.isFallen ? nil : known.version }
    return try state(of: subject).flatMap { $0.fallen ? nil : FactSchema.Version($0.version) }
  }

  func key(of id: ExternalID) -> ExternalKey {
    ExternalKey(id.kind, eventReader.log.secret.key.externalID(id.kind, id.text))
  }

  func holder(of key: ExternalKey) throws(Refusal) -> SubjectID? {
    if let holder = layers.first({ $0.holders[key] }) { return holder }
    guard let bytes = try row(RegistryRows.holderKey(key)) else { return nil }
    guard let holder = RegistryRows.subject(bytes) else { throw Self.unreadable }
    return holder
  }

  func recorded(at position: Position) throws(Refusal) -> RecordedSummary? {
    guard position > .zero else { return nil }
    return try header(at: position).map(RecordedSummary.init)
  }

  func retraction(of position: Position) throws(Refusal) -> Position? {
    var standings = Standings { [self] (position) throws(Refusal) in try retractions(of: position) }
    return try standings.retractedBy(position)
  }

  /// All that names the fact in order to take it back.
  func retractions(of position: Position) throws(Refusal) -> [Position] {
    // What is in the open batch, or a rehearsal, the index does not have yet.
    var found = Set(try eventReader.index.retractions(of: position...position).map(\.by))
    for layer in [layers.rehearsal, layers.live, layers.frozen] {
      found.formUnion(layer?.retractions[position] ?? [])
    }
    return Array(found)
  }

  func sends(of campaign: SubjectID, to contact: SubjectID) throws(Refusal) -> Sends {
    let pair = SendKey(campaign: campaign, contact: contact)
    if let sends = layers.first({ $0.sends[pair] }) { return sends }
    guard let bytes = try row(RegistryRows.sendsKey(pair)) else { return .none }
    guard let sends = RegistryRows.sends(bytes) else { throw Self.unreadable }
    return sends
  }

  func words(onAddress key: ExternalKey) throws(Refusal) -> [AddressState.Word] {
    if let words = layers.first({ $0.addresses[key] }) { return words }
    guard let bytes = try row(RegistryRows.addressKey(key)) else { return [] }
    guard let state = try? AddressState(serializedBytes: bytes) else { throw Self.unreadable }
    return state.words
  }

  func fact(at position: Position) throws(Refusal) -> RecordedEvent? {
    if let open = openFact(at: position) { return open }
    guard position > .zero, position <= eventReader.head else { return nil }
    return try logFacts.fact(at: position)
  }

  func facts(
    of subject: SubjectID, types: [FactType], after: Position, before end: Position, limit: Int
  ) throws(Refusal) -> [RecordedEvent] {
    let open = openHeaders.first?.position ?? end
    var facts = try logFacts.facts(
      of: subject, types: types, after: after, before: min(open, end, eventReader.head.next), limit: limit)
    try count(factsTold: facts.count)
    guard facts.count < limit else { return facts }
    let numbers = Set(types.map(\.rawValue))
    let opened = openFacts(of: subject).filter {
      $0.position > after && $0.position < end && numbers.contains($0.type)
    }
    facts += opened.prefix(limit - facts.count)
    return facts
  }

  /// However many, and not counted: an erasure is not refused.
  func sealedFacts(of subject: SubjectID, before end: Position) throws(Refusal) -> [RecordedEvent] {
    let open = openHeaders.first?.position ?? end
    let facts = try logFacts.facts(
      of: subject, types: FactType.sealed, after: .zero, before: min(open, end, eventReader.head.next), limit: .max)
    let numbers = Set(FactType.sealed.map(\.rawValue))
    return facts + openFacts(of: subject).filter { $0.position < end && numbers.contains($0.type) }
  }

  func hasMoreFacts(than limit: Int, of subject: SubjectID, types: [FactType]) throws(Refusal) -> Bool {
    let numbers = Set(types.map(\.rawValue))
    let open = openFacts(of: subject).count { numbers.contains($0.type) }
    if open > limit { return true }
    return try logFacts.hasMore(
      than: limit - open, of: CollectionOfOne(subject), types: types, upTo: eventReader.head)
  }

  func owned(by login: Login, limit: Int) throws(Refusal) -> [SubjectID] {
    guard let snapshot else { throw Self.unreadable }
    let owner = Owned.hash(login)
    var changed: [SubjectID: Bool] = [:]
    for layer in [layers.frozen, layers.live, layers.rehearsal] {
      for (owned, isOwned) in layer?.owned ?? [:] where owned.owner == owner { changed[owned.subject] = isOwned }
    }
    var subjects: [SubjectID] = []
    do throws(LMDBError) {
      // One that is not theirs any more takes the place of none that is.
      let most = limit + changed.count
      try snapshot.transaction.scan(snapshot.rows, prefix: RegistryRows.ownerPrefix(owner)) { (key, _) in
        guard let subject = RegistryRows.subject(Array(copying: key.extracting(9...))) else { return .next }
        if changed[subject] == nil { subjects.append(subject) }
        return subjects.count < most ? .next : .stop
      }
    } catch {
      throw .internal("the registry cannot be read: \(error)")
    }
    subjects += changed.filter(\.value).keys
    subjects.sort()
    return Array(subjects.prefix(limit))
  }

  func firstPipeline() throws(Refusal) -> SubjectID? {
    guard let snapshot else { throw Self.unreadable }
    do throws(LMDBError) {
      if let row = try snapshot.transaction.first(in: snapshot.rows, prefix: RegistryRows.pipelinePrefix) {
        guard let pipeline = RegistryRows.subject(row.value) else { throw LMDBError(.corrupted, operation: "get") }
        return pipeline
      }
    } catch {
      throw .internal("the registry cannot be read: \(error)")
    }
    for layer in [layers.frozen, layers.live, layers.rehearsal] {
      if let first = layer?.pipelines.min(by: { $0.key < $1.key }) { return first.value }
    }
    return nil
  }

  func openDeals(in pipeline: SubjectID, stage: String, limit: Int) throws(Refusal) -> [SubjectID] {
    var found: [SubjectID] = []
    for deal in try dealsEver(in: pipeline) where found.count < limit {
      guard let known = try state(of: deal), !known.fallen else { continue }
      let state = known.deal
      guard !state.won, !state.lost, state.stage == stage, state.pipeline == pipeline.description else { continue }
      found.append(deal)
    }
    return found
  }

  /// Every deal that came into the pipeline, also those of the open batch and of the rehearsal, each once.
  private func dealsEver(in pipeline: SubjectID) throws(Refusal) -> [SubjectID] {
    let filter = LogFilter(types: Self.enteringPipeline.map(\.rawValue), subjects: [pipeline])
    var deals: [SubjectID] = []
    var seen: Set<SubjectID> = []
    func note(_ deal: SubjectID) { if seen.insert(deal).inserted { deals.append(deal) } }
    var after = Position.zero
    while true {
      let positions = try eventReader.index.positions(
        filter, after: after, before: eventReader.head.next, limit: Self.dealsAtOnce)
      for position in positions {
        if let header = try eventReader.header(at: position) { note(header.subject) }
      }
      guard positions.count == Self.dealsAtOnce, let last = positions.last else { break }
      after = last
    }
    for header in openHeaders where filter.matches(header) { note(header.subject) }
    // What was rehearsed stands nowhere else.
    for deal in (layers.rehearsal?.states.keys.filter { $0.kind == .deal } ?? []).sorted(by: { $0.value < $1.value }) {
      note(deal)
    }
    return deals
  }

  private static let enteringPipeline: [FactType] = [.dealOpened, .dealTransferred]
  private static let dealsAtOnce = 1_000

  /// The key slot of a subject that has one.
  func slot(of subject: SubjectID) throws(Refusal) -> UInt64? {
    if let slot = layers.slot(of: subject) { return slot }
    guard let bytes = try row(RegistryRows.slotKey(subject)) else { return nil }
    guard let slot = RegistryRows.number(bytes) else { throw Self.unreadable }
    layers.read.keep(slot: slot, of: subject)
    return slot
  }

  /// Where the facts of a command are that was recorded, or is in the open batch.
  func entry(of command: CommandKey) throws(Refusal) -> CommandEntry? {
    if commands.isNew(command.hash) { return nil }
    var places: [Position] = []
    if let bytes = try row(RegistryRows.commandKey(command.hash)) {
      guard let written = RegistryRows.positions(bytes) else { throw Self.unreadable }
      places = written
    }
    places += layers.places(ofCommands: command.hash)
    // Of two that have the name, which earlier releases allowed for one that was corrected, the later one holds.
    for first in places.reversed() {
      guard let header = try header(at: first) else { throw Self.unreadable }
      if command.names(header) { return CommandEntry(first: first, count: header.count) }
    }
    return nil
  }

  private func header(at position: Position) throws(Refusal) -> EventHeader? {
    if let open = openHeader(at: position) { return open }
    return position < nextInLog ? try eventReader.header(at: position) : nil
  }

  private func row(_ key: [UInt8]) throws(Refusal) -> [UInt8]? {
    guard let snapshot else { throw Self.unreadable }
    do throws(LMDBError) {
      return try snapshot.transaction.get(key, in: snapshot.rows)
    } catch {
      throw .internal("the registry cannot be read: \(error)")
    }
  }

  private static let unreadable = Refusal.internal(
    "a row of the registry cannot be read; delete the folder and restart")
}
