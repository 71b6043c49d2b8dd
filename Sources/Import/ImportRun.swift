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
    var plan: RowBuilder.Plan
    /// The ids that its facts were made with.
    var ids: [String: String]
    var creations: [(subject: RowBuilder.SubjectPlan, pending: Sink.Pending)]
    var pending: Sink.Pending?
    /// Refused before it was sent; only its creations are waited for.
    var isRejected = false
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
    let plan: RowBuilder.Plan
    do throws(RowError) { plan = try builder.plan(row) } catch {
      return try rejected(row, error.description)
    }
    do throws(RowError) {
      guard var flight = try await prepare(plan) else {
        tally.skipped += 1
        return
      }
      do throws(RowError) { try await launch(&flight) } catch {
        flight.isRejected = true
        if !flight.creations.isEmpty { flights.append(flight) }
        throw error
      }
      flights.append(flight)
    } catch {
      return try rejected(row, error.description)
    }
    if flights.count >= Self.rowsInFlightMax { try await settleFirst() }
  }

  /// Waits for all rows that are under way.
  package mutating func finish() async throws {
    while !flights.isEmpty { try await settleFirst() }
  }

  // MARK: Sending

  private mutating func prepare(_ plan: RowBuilder.Plan) async throws(RowError) -> Flight? {
    var flight = Flight(plan: plan, ids: [:], creations: [])
    for subject in plan.subjects {
      let key = SubjectKey(name: subject.name, key: subject.key)
      switch knowledge[key] {
      case .sent(let id)?, .known(let id)?: flight.ids[subject.name] = id
      case nil: flight.ids[subject.name] = try await find(subject) ?? subject.id
      }
    }
    return try builder.events(of: plan, ids: flight.ids) == nil ? nil : flight
  }

  /// The id of the subject when a search finds exactly one; nil when it is to be created.
  private mutating func find(_ subject: RowBuilder.SubjectPlan) async throws(RowError) -> String? {
    let key = SubjectKey(name: subject.name, key: subject.key)
    if let params = subject.find {
      let found: [String]
      do throws(KithError) { found = try await sink.find(params) } catch {
        throw RowError("\(subject.name): \(error.message)")
      }
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

  /// Sends what a row needs and the row itself. A refusal before sending is a row's fault.
  private mutating func launch(_ flight: inout Flight) async throws(RowError) {
    flight.creations = []
    flight.pending = nil
    do throws(KithError) {
      for subject in flight.plan.subjects {
        let key = SubjectKey(name: subject.name, key: subject.key)
        guard knowledge[key] == nil, let events = subject.events else { continue }
        let pending = try await sink.send(record(events, commandID: subject.commandID))
        knowledge[key] = .sent(id: subject.id)
        flight.creations.append((subject, pending))
      }
      guard !flight.isRejected, let events = try builder.eventsOrRefusal(of: flight.plan, ids: flight.ids) else {
        return
      }
      flight.pending = try await sink.send(record(events, commandID: flight.plan.commandID))
    } catch {
      throw RowError(error.rowMessage)
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
      guard error.code == .disconnected || error.code == .shuttingDown, breaks < Self.breaksMax else { throw error }
      breaks += 1
      try await sendAllAgain()
      return
    }
    breaks = 0
    flights.removeFirst()
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
        failures[key] = "\(subject.name): \(error.rowMessage)"
      }
    }
  }

  private mutating func settle(_ flight: Flight) async throws(KithError) {
    guard let pending = flight.pending else { return }
    do throws(KithError) { try count(await pending.wasRecordedBefore()) } catch {
      if error.endsImport { throw error }
      let ids = knownIDs(of: flight)
      guard ids != flight.ids else { return try reject(flight, error) }
      // The subject is known by another id than was assumed: the row is told that one.
      do throws(KithError) {
        guard let events = try builder.eventsOrRefusal(of: flight.plan, ids: ids) else { return }
        let again = try await sink.send(record(events, commandID: flight.plan.commandID))
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
    for subject in flight.plan.subjects {
      if case .known(let id)? = knowledge[SubjectKey(name: subject.name, key: subject.key)] { ids[subject.name] = id }
    }
    return ids
  }

  /// After a lost connection: everything that was not answered, in its order.
  private mutating func sendAllAgain() async throws {
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
    let keys = flight.plan.subjects.map { SubjectKey(name: $0.name, key: $0.key) }
    var cause: String?
    for key in keys where cause == nil && knowledge[key] == nil { cause = failures[key] }
    do { try rejected(flight.plan.row, cause ?? error.rowMessage) } catch {
      throw KithError(.storageFull, "the rejects cannot be written: \(error)")
    }
  }

  private mutating func rejected(_ row: SourceRow, _ reason: String) throws {
    tally.rejected += 1
    try reject(row, reason)
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

  /// The refusal as a row's reason.
  fileprivate var rowMessage: String {
    code == .idReused
      ? "this row was imported before and became other facts; did the mapping change? Give it another name" : message
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
