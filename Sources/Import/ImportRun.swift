package import Client
import FactSchema
import NIOCore

/// Imports a file's rows: each becomes one command, hundreds are under way at once, in the order of the file.
///
/// A subject that many rows speak of is created by a command of its own, under a command id made from its key, right
/// before the first row that needs it; where it exists already, the rows use what exists. A row that is refused is
/// handed to `reject`, and the rows after it go on. When the connection breaks or the daemon is away for a while, what
/// was not answered is sent again under the same command ids.
package struct ImportRun<Sink: ImportSink> {
  /// How many rows may be under way.
  package static var rowsInFlightMax: Int { 400 }
  /// How many rows, and how many bytes of them, wait for their identities.
  static var rowsTakenMax: Int { 400 }
  static var bytesTakenMax: Int { 1 << 20 }
  /// How many bytes of the file may be under way.
  static var bytesInFlightMax: Int { 8 << 20 }

  /// A row on its way.
  struct Flight {
    var row: SourceRow
    /// What is to be recorded; nil when the row could not be read.
    var plan: RowBuilder.Plan?
    /// The ids that its facts were made with.
    var ids: [String: String] = [:]
    var creations: [Creation] = []
    var pending: Sink.Pending?
    /// What its own facts are.
    var draft: RowBuilder.Draft?
    /// The command id by which the daemon is asked whether a row that was refused here was corrected and imported before.
    var questionID: String?
    /// Why it was refused before it was sent. It waits its turn, so that rejects keep the order of the rows.
    var refusal: String?
  }

  /// The creation of a subject on its way.
  struct Creation {
    var subject: RowBuilder.SubjectPlan
    var draft: RowBuilder.Draft
    var pending: Sink.Pending
  }

  /// What is known of a subject by its name and key.
  enum Knowledge {
    case sent(id: String)
    case known(id: String)
  }

  struct SubjectKey: Hashable {
    var name: String
    var key: String

    init(_ subject: RowBuilder.SubjectPlan) { (name, key) = (subject.name, subject.key) }
  }

  package internal(set) var tally = ImportTally()
  var builder: RowBuilder
  let sink: Sink
  private let rehearsal: String?
  private let patience: ReconnectingClient.Patience
  private let noteWait: (KithError) -> Void
  let reject: (SourceRow, String) throws -> Void
  /// Rows that were taken and not begun: their identities are asked for together.
  private var taken: [SourceRow] = []
  private var bytesTaken = 0
  private var flights = CircularBuffer<Flight>()
  private var bytesInFlight = 0
  var knowledge: [SubjectKey: Knowledge] = [:]
  var failures: [SubjectKey: String] = [:]
  /// Subjects that were created only when their first creation had been refused: rows sent before that were refused.
  var late: Set<SubjectKey> = []
  var rehearsed = RehearsedContacts()
  private var commands = RehearsedCommands()
  /// How often in a row the daemon was away or busy, without an answer in between.
  private var waits = 0

  /// With the name of a rehearsal nothing is recorded: rows are judged as if those before them had been. `noteWait` is
  /// told why, when the daemon has been away or busy for about a second.
  package init(
    _ builder: RowBuilder, sink: Sink, rehearsal: String? = nil, patience: ReconnectingClient.Patience = .ofImports,
    noteWait: @escaping (KithError) -> Void = { _ in }, reject: @escaping (SourceRow, String) throws -> Void
  ) {
    self.builder = builder
    self.sink = sink
    self.rehearsal = rehearsal
    self.patience = patience
    self.noteWait = noteWait
    self.reject = reject
  }

  /// Takes the next row. Throws what ends the whole import: it may be begun again from the start.
  package mutating func take(_ row: SourceRow) async throws {
    tally.rows += 1
    taken.append(row)
    bytesTaken += row.raw.count
    if taken.count >= Self.rowsTakenMax || bytesTaken > Self.bytesTakenMax { try await beginTaken() }
  }

  /// Begins the rows that were taken.
  private mutating func beginTaken() async throws {
    guard !taken.isEmpty else { return }
    var rows: [SourceRow] = []
    swap(&rows, &taken)
    bytesTaken = 0
    let identities = try await identities(of: rows)
    for (row, identity) in zip(rows, identities.rows) { try await begin(row, identity, identities) }
  }

  private mutating func begin(
    _ row: SourceRow, _ identity: RowBuilder.Identity?, _ identities: RowIdentities
  ) async throws {
    var flight = Flight(row: row)
    do {
      guard try await prepare(&flight, identity, identities) else { return countWithoutFacts(nil, flight.plan) }
    } catch let error as RowError {
      flight.refusal = error.description
    }
    bytesInFlight += row.raw.count
    do throws(KithError) {
      try await launch(&flight)
      flights.append(flight)
    } catch {
      flights.append(flight)
      try await recover(from: error)
    }
    while flights.count >= Self.rowsInFlightMax || bytesInFlight > Self.bytesInFlightMax { try await finishFirst() }
  }

  /// Begins all rows that were taken, and waits for them.
  package mutating func finish() async throws {
    try await beginTaken()
    try await finishBegun()
  }

  private mutating func finishBegun() async throws {
    while !flights.isEmpty { try await finishFirst() }
  }

  // MARK: Sending

  /// Reads the row and finds its subjects; false when there is nothing to record for it.
  private mutating func prepare(
    _ flight: inout Flight, _ identity: RowBuilder.Identity?, _ identities: RowIdentities
  ) async throws -> Bool {
    flight.row.origin = identity?.origin
    flight.questionID = identity?.commandID
    if let fault = flight.row.fault { throw RowError(fault) }
    guard let identity else { return false }
    guard let plan = try identities.plan(flight.row, identity, builder) else { return false }
    for subject in plan.subjects { flight.ids[subject.name] = try await id(of: subject) }
    // A row that cannot be made as a whole creates no subjects either.
    for subject in plan.subjects { _ = try builder.creation(of: subject, plan, ids: flight.ids) }
    let hasFacts = try builder.facts(of: plan, ids: flight.ids) != nil
    flight.questionID = nil
    flight.plan = plan
    return hasFacts
      || plan.subjects.contains { subject in
        if case .known? = knowledge[SubjectKey(subject)] { false } else { subject.canBeCreated }
      }
  }

  /// The id that the subject has, or will have when it is created; nil when there is no such contact.
  private mutating func id(of subject: RowBuilder.SubjectPlan) async throws -> String? {
    let key = SubjectKey(subject)
    switch knowledge[key] {
    case .sent(let id)?, .known(let id)?: return id
    case nil: break
    }
    if let search = subject.find {
      let found = try await find(search, for: subject)
      if found.count > 1 {
        throw RowError("\(subject.name): \(found.count) contacts fit: \(found.joined(separator: ", "))")
      }
      if let id = found.first {
        knowledge[key] = .known(id: id)
        return id
      }
    }
    // What this row does not create, another row of this file or of an earlier one may have.
    return subject.isCreatedByRows ? subject.id : nil
  }

  private mutating func find(
    _ search: ContactSearch, for subject: RowBuilder.SubjectPlan
  ) async throws -> [String] {
    let found = try await ask(search.params, for: subject)
    guard isRehearsal else { return found }
    // The daemon has answered everything that was sent before; what of it was accepted stands in no read model.
    try await finishBegun()
    return found + rehearsed.found(search).subtracting(found).sorted()
  }

  /// The identities of these, in their order.
  mutating func identify(_ names: [ImportedName]) async throws(KithError) -> [ImportedIdentity] {
    while true {
      do throws(KithError) {
        let identities = try await sink.identify(names)
        waits = 0
        return identities
      } catch {
        guard error.isPassing else { throw error }
        try await recover(from: error)
      }
    }
  }

  private mutating func ask(_ params: String, for subject: RowBuilder.SubjectPlan) async throws -> [String] {
    while true {
      do throws(KithError) {
        let found = try await sink.find(params)
        waits = 0
        return found
      } catch {
        if error.isPassing {
          try await recover(from: error)
        } else if error.endsImport {
          throw error
        } else {
          throw RowError("\(subject.name): \(error.message)")
        }
      }
    }
  }

  /// Sends what a row needs and the row itself. A refusal before sending is a row's fault; a broken connection is not.
  private mutating func launch(_ flight: inout Flight) async throws(KithError) {
    flight.creations = []
    flight.pending = nil
    if flight.refusal != nil, let id = flight.questionID { flight.pending = try await sink.send(question(id)) }
    guard flight.refusal == nil, let plan = flight.plan else { return }
    do throws(KithError) {
      for subject in plan.subjects where subject.canBeCreated && knowledge[SubjectKey(subject)] == nil {
        guard let creation = try await create(subject, plan, ids: flight.ids) else { continue }
        knowledge[SubjectKey(subject)] = .sent(id: subject.id)
        flight.creations.append(creation)
      }
      guard let draft = try builder.factsOrRefusal(of: plan, ids: flight.ids) else { return }
      flight.draft = draft
      flight.pending = try await send(draft, as: plan.identity)
    } catch {
      guard !error.isPassing, !error.endsImport else { throw error }
      flight.refusal = error.rowMessage
    }
  }

  /// Sends what creates a subject; a refusal before sending names it.
  mutating func create(
    _ subject: RowBuilder.SubjectPlan, _ plan: RowBuilder.Plan, ids: [String: String]
  ) async throws(KithError) -> Creation? {
    guard let draft = try builder.creationOrRefusal(of: subject, plan, ids: ids) else { return nil }
    do throws(KithError) {
      let pending = try await send(RehearsedCommands.Command(events: draft.events, id: subject.commandID), draft)
      return Creation(subject: subject, draft: draft, pending: pending)
    } catch {
      throw error.isPassing || error.endsImport ? error : KithError(.invalid, error.message(about: subject.name))
    }
  }

  /// Sends a row's facts.
  mutating func send(
    _ draft: RowBuilder.Draft, as identity: RowBuilder.Identity
  ) async throws(KithError) -> Sink.Pending {
    try await send(RehearsedCommands.Command(draft.events, identity), draft)
  }

  /// Sends a command, and before it what it stands on, where another piece of a dry run made that.
  private mutating func send(
    _ command: RehearsedCommands.Command, _ draft: RowBuilder.Draft
  ) async throws(KithError) -> Sink.Pending {
    for earlier in commands.takeMissing(for: draft.named) { _ = try await sink.send(record(earlier)) }
    return try await sink.send(record(command))
  }

  func record(_ command: RehearsedCommands.Command) -> String {
    var json = "{\"events\":[\(command.events.joined(separator: ","))],\"commandId\":\"\(command.id)\""
    if let corrects = command.corrects { json += ",\"causationId\":\"corrects:\(corrects)\"" }
    if let rehearsal { json += ",\"rehearsal\":\(JSONText.quoted("\(rehearsal)-\(commands.piece)"))" }
    return json + "}"
  }

  /// A command that is never recorded, since it expects a version of a contact that has none: its refusal says what is
  /// known of its id.
  private func question(_ id: String) -> String {
    let contact = StableID.nobody.description
    let event = #"{"type":"NoteAdded","data":{"contact":"\#(contact)","text":"?"}}"#
    var json = #"{"events":[\#(event)],"expect":[{"subject":"\#(contact)","version":1}],"commandId":"\#(id)""#
    if let rehearsal { json += ",\"rehearsal\":\(JSONText.quoted("\(rehearsal)-\(commands.piece)"))" }
    return json + "}"
  }

  var isRehearsal: Bool { rehearsal != nil }

  /// Remembers what a dry run would have recorded.
  mutating func note(
    _ command: @autoclosure () -> RehearsedCommands.Command, _ draft: RowBuilder.Draft, _ outcome: RecordOutcome
  ) {
    guard isRehearsal else { return }
    commands.add(command(), draft, subjects: outcome.subjects)
    for contact in draft.contacts where outcome.subjects.indices.contains(contact.event) {
      rehearsed.add(outcome.subjects[contact.event], contact)
    }
  }

  // MARK: Waiting

  private mutating func finishFirst() async throws {
    guard let first = flights.first else { return }
    do throws(KithError) { try await finish(first) } catch { return try await recover(from: error) }
    if first.pending != nil || !first.creations.isEmpty { waits = 0 }
    bytesInFlight -= first.row.raw.count
    flights.removeFirst()
  }

  /// Waits while the daemon is away or busy, and sends what was not answered; throws any other error, or when it has been
  /// away for too long. A dry run goes on with another piece then, as when the daemon holds of it what it may.
  private mutating func recover(from error: KithError) async throws(KithError) {
    var error = error
    while true {
      guard error.isPassing, waits < patience.attempts else { throw error }
      waits += 1
      if waits == Self.waitsUnsaid { noteWait(error) }
      await patience.pause(waits)
      do throws(KithError) {
        if error.isAway || error.isOfFullRehearsal {
          commands.beginPiece()
          try await sink.reconnect()
        }
        return try await sendAllAgain()
      } catch let next { error = next }
    }
  }

  /// A daemon that is back sooner is not worth a word.
  private static var waitsUnsaid: Int { 5 }

  /// After a lost connection: everything that was not answered, in its order.
  private mutating func sendAllAgain() async throws(KithError) {
    knowledge = knowledge.filter { if case .known = $0.value { true } else { false } }
    for index in flights.indices {
      var flight = flights[index]
      if let plan = flight.plan { flight.ids = knownIDs(plan, flight.ids) }
      try await launch(&flight)
      flights[index] = flight
    }
  }
}

extension ReconnectingClient.Patience {
  /// About a minute: 50 ms before the second attempt, twice as long before each further one, up to two seconds.
  package static let ofImports = Self(attempts: 35) { attempt in
    try? await Task.sleep(for: .milliseconds(min(25 << min(attempt, 10), 2000)))
  }
}
