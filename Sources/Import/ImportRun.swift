import Client
import NIOCore
import Schema

/// Imports a file's rows: each becomes one command, hundreds are under way at once, in the order of the file.
///
/// A subject that many rows speak of is created by a command of its own, under a command id made from its key, right
/// before the first row that needs it; where it exists already, the rows use what exists. A row that is refused is
/// handed to `reject`, and the rows after it go on. When the connection breaks, what was not answered is sent again
/// under the same command ids.
package struct ImportRun<Sink: ImportSink> {
  /// How many rows may be under way.
  package static var rowsInFlightMax: Int { 400 }
  /// How often in a row the connection may break without a single answer.
  package static var breaksMax: Int { 5 }

  /// A row on its way.
  private struct Flight {
    var row: SourceRow
    /// What is to be recorded; nil when the row could not be read.
    var plan: RowBuilder.Plan?
    /// The ids that its facts were made with.
    var ids: [String: String] = [:]
    var creations: [(subject: RowBuilder.SubjectPlan, pending: Sink.Pending)] = []
    var pending: Sink.Pending?
    /// Why it was refused before it was sent. It waits its turn, so that rejects keep the order of the rows.
    var refusal: String?
  }

  /// What is known of a subject by its name and key.
  private enum Knowledge {
    case sent(id: String)
    case known(id: String)
  }

  private struct SubjectKey: Hashable {
    var name: String
    var key: String
  }

  package private(set) var tally = ImportTally()
  private var builder: RowBuilder
  private let sink: Sink
  private let rehearsal: String?
  private let reject: (SourceRow, String) throws -> Void
  private var flights = CircularBuffer<Flight>()
  private var knowledge: [SubjectKey: Knowledge] = [:]
  private var failures: [SubjectKey: String] = [:]
  private var breaks = 0

  /// With the name of a rehearsal nothing is recorded: rows are judged as if those before them had been.
  package init(
    _ builder: RowBuilder, sink: Sink, rehearsal: String? = nil, reject: @escaping (SourceRow, String) throws -> Void
  ) {
    self.builder = builder
    self.sink = sink
    self.rehearsal = rehearsal
    self.reject = reject
  }

  /// Takes the next row. Throws what ends the whole import: it may be begun again from the start.
  package mutating func take(_ row: SourceRow) async throws {
    tally.rows += 1
    var flight = Flight(row: row)
    do {
      guard try await prepare(&flight) else {
        tally.skipped += 1
        return
      }
    } catch let error as RowError {
      flight.refusal = error.description
    }
    do throws(KithError) {
      try await launch(&flight)
      flights.append(flight)
    } catch {
      flights.append(flight)
      try await recover(from: error)
    }
    if flights.count >= Self.rowsInFlightMax { try await settleFirst() }
  }

  /// Waits for all rows that are under way.
  package mutating func finish() async throws {
    while !flights.isEmpty { try await settleFirst() }
  }

  // MARK: Sending

  /// Reads the row and finds its subjects; false when no fact of the mapping is for it.
  private mutating func prepare(_ flight: inout Flight) async throws -> Bool {
    let plan = try builder.plan(flight.row)
    flight.plan = plan
    for subject in plan.subjects {
      let key = SubjectKey(name: subject.name, key: subject.key)
      switch knowledge[key] {
      case .sent(let id)?, .known(let id)?: flight.ids[subject.name] = id
      case nil: flight.ids[subject.name] = try await find(subject) ?? subject.id
      }
    }
    return try builder.events(of: plan, ids: flight.ids) != nil
  }

  /// The id of the subject when a search finds exactly one; nil when it is to be created.
  private mutating func find(_ subject: RowBuilder.SubjectPlan) async throws -> String? {
    let key = SubjectKey(name: subject.name, key: subject.key)
    if let params = subject.find {
      let found = try await find(params, for: subject)
      if found.count > 1 {
        throw RowError("\(subject.name): \(found.count) contacts fit: \(found.joined(separator: ", "))")
      }
      if let id = found.first {
        knowledge[key] = .known(id: id)
        return id
      }
    }
    guard subject.events != nil else { throw RowError("\(subject.name): there is no such contact") }
    return nil
  }

  private mutating func find(_ params: String, for subject: RowBuilder.SubjectPlan) async throws -> [String] {
    while true {
      do throws(KithError) { return try await sink.find(params) } catch {
        guard error.endsImport else { throw RowError("\(subject.name): \(error.message)") }
        try await recover(from: error)
      }
    }
  }

  /// Sends what a row needs and the row itself. A refusal before sending is a row's fault; a broken connection is not.
  private mutating func launch(_ flight: inout Flight) async throws(KithError) {
    flight.creations = []
    flight.pending = nil
    guard let plan = flight.plan else { return }
    do throws(KithError) {
      for subject in plan.subjects {
        let key = SubjectKey(name: subject.name, key: subject.key)
        guard knowledge[key] == nil, let events = subject.events else { continue }
        let pending = try await create(subject, events)
        knowledge[key] = .sent(id: subject.id)
        flight.creations.append((subject, pending))
      }
      guard flight.refusal == nil, let events = try builder.eventsOrRefusal(of: plan, ids: flight.ids) else { return }
      flight.pending = try await sink.send(record(events, commandID: plan.commandID))
    } catch {
      guard !error.endsImport else { throw error }
      flight.refusal = error.rowMessage
    }
  }

  /// Sends what creates a subject; a refusal before sending names it.
  private mutating func create(
    _ subject: RowBuilder.SubjectPlan, _ events: String
  ) async throws(KithError) -> Sink.Pending {
    do throws(KithError) { return try await sink.send(record(events, commandID: subject.commandID)) } catch {
      throw error.endsImport ? error : KithError(.invalid, error.message(about: subject.name))
    }
  }

  private func record(_ events: String, commandID: String) -> String {
    let suffix = rehearsal.map { ",\"rehearsal\":\(JSONText.quoted($0))" } ?? ""
    return "{\"events\":\(events),\"commandId\":\"\(commandID)\"\(suffix)}"
  }

  // MARK: Settling

  private mutating func settleFirst() async throws {
    guard let first = flights.first else { return }
    do throws(KithError) {
      for (subject, pending) in first.creations { try await settle(subject, pending) }
      try await settle(first)
    } catch {
      return try await recover(from: error)
    }
    if first.pending != nil { breaks = 0 }
    flights.removeFirst()
  }

  /// Connects again after a break and sends what was not answered; throws any other error, or when it breaks too often.
  private mutating func recover(from error: KithError) async throws(KithError) {
    var error = error
    while true {
      guard error.code == .disconnected || error.code == .shuttingDown, breaks < Self.breaksMax else { throw error }
      breaks += 1
      do throws(KithError) { return try await sendAllAgain() } catch let next { error = next }
    }
  }

  private mutating func settle(
    _ subject: RowBuilder.SubjectPlan, _ pending: Sink.Pending
  ) async throws(KithError) {
    let key = SubjectKey(name: subject.name, key: subject.key)
    do throws(KithError) {
      if try await !pending.wasRecordedBefore() { tally.subjectsCreated += 1 }
      knowledge[key] = .known(id: subject.id)
    } catch {
      if error.code == .idReused {
        // An earlier run created it from another row, which said something else of it.
        knowledge[key] = .known(id: subject.id)
      } else if error.code == .conflict, let holder = error.subject, holder.hasPrefix("\(subject.kind.prefix)_") {
        knowledge[key] = .known(id: holder)
      } else if error.endsImport {
        throw error
      } else {
        knowledge[key] = nil
        failures[key] = error.message(about: subject.name)
      }
    }
  }

  private mutating func settle(_ flight: Flight) async throws(KithError) {
    if let refusal = flight.refusal { return try reject(flight, because: refusal) }
    guard let plan = flight.plan, let pending = flight.pending else { return }
    do throws(KithError) { try count(await pending.wasRecordedBefore()) } catch {
      if error.endsImport { throw error }
      let ids = knownIDs(of: flight)
      guard ids != flight.ids else { return try reject(flight, error) }
      // The subject is known by another id than was assumed: the row is told that one.
      do throws(KithError) {
        guard let events = try builder.eventsOrRefusal(of: plan, ids: ids) else { return }
        let again = try await sink.send(record(events, commandID: plan.commandID))
        try count(await again.wasRecordedBefore())
      } catch {
        if error.endsImport { throw error }
        try reject(flight, error)
      }
    }
  }

  private mutating func count(_ wasRecordedBefore: Bool) {
    if wasRecordedBefore { tally.replayed += 1 } else { tally.recorded += 1 }
  }

  private func knownIDs(of flight: Flight) -> [String: String] {
    var ids = flight.ids
    for subject in flight.plan?.subjects ?? [] {
      if case .known(let id)? = knowledge[SubjectKey(name: subject.name, key: subject.key)] { ids[subject.name] = id }
    }
    return ids
  }

  /// After a lost connection: everything that was not answered, in its order.
  private mutating func sendAllAgain() async throws(KithError) {
    try await sink.reconnect()
    knowledge = knowledge.filter { if case .known = $0.value { true } else { false } }
    for index in flights.indices {
      var flight = flights[index]
      flight.ids = knownIDs(of: flight)
      try await launch(&flight)
      flights[index] = flight
    }
  }

  // MARK: Rejecting

  private mutating func reject(_ flight: Flight, _ error: KithError) throws(KithError) {
    let keys = (flight.plan?.subjects ?? []).map { SubjectKey(name: $0.name, key: $0.key) }
    var cause: String?
    for key in keys where cause == nil && knowledge[key] == nil { cause = failures[key] }
    try reject(flight, because: cause ?? error.rowMessage)
  }

  private mutating func reject(_ flight: Flight, because reason: String) throws(KithError) {
    tally.rejected += 1
    do { try reject(flight.row, reason) } catch {
      throw KithError(.storageFull, "the rejects cannot be written: \(error)")
    }
  }
}

extension RowBuilder {
  /// The row's events; a row that makes none is refused as the daemon would.
  fileprivate func eventsOrRefusal(of plan: Plan, ids: [String: String]) throws(KithError) -> String? {
    do throws(RowError) { return try events(of: plan, ids: ids) } catch {
      throw KithError(.invalid, error.description)
    }
  }
}

extension KithError {
  /// Whether no later row can fare better.
  fileprivate var endsImport: Bool {
    isRetryable || [.forbidden, .noDaemon, .malformed, .noSuchMethod].contains(code) || code.rawValue == "unsupported"
      || field == "rehearsal"
  }

  /// The refusal of what creates a subject, without the path to its only fact.
  fileprivate func message(about subject: String) -> String {
    "\(subject): \(message.replacing(/^events\[0\]\.(data\.)?/, with: ""))"
  }

  /// The refusal as a row's reason, which counts the row's facts from 1.
  fileprivate var rowMessage: String {
    guard code != .idReused else {
      return "this row was imported before and became other facts; did the mapping change? Give it another name"
    }
    return message.replacing(/^events\[(\d+)\]\.(data\.)?/) { "fact \((Int($0.output.1) ?? 0) + 1): " }
  }
}

/// What came of an import's rows so far.
package struct ImportTally: Sendable, Equatable {
  package var rows = 0
  package var recorded = 0
  /// Recorded by an earlier run.
  package var replayed = 0
  package var rejected = 0
  /// No fact of the mapping was for them.
  package var skipped = 0
  /// Subjects that were created beside the rows' own facts.
  package var subjectsCreated = 0

  package init() {}
}
