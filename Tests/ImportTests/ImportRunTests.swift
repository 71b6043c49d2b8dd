import Client
import Cryptography
import FactSchema
import Synchronization
import Testing

@testable import Import

/// Stands for a daemon: knows contacts by key and commands by id, and can break off.
final class FakeSink: ImportSink {
  struct Answer: PendingRecord {
    let result: Result<Bool, KithError>
    var subject: String?

    func outcome() async throws(KithError) -> RecordOutcome {
      RecordOutcome(wasRecordedBefore: try result.get(), subjects: subject.map { [$0] } ?? [])
    }
  }

  struct State {
    var recorded: [String: String] = [:]
    /// The command ids that stand for a command which was corrected.
    var corrected: Set<String> = []
    var order: [String] = []
    /// The contacts that hold an external id, by the id.
    var holders: [String: String] = [:]
    /// The contacts that a search finds by name, separated by spaces.
    var names: [String: String] = [:]
    /// How often in a row the daemon cannot be reached.
    var absences = 0
    var answersUntilBreak: Int?
    /// Whether the next search meets a broken connection.
    var isSearchBroken = false
    var reconnects = 0
    /// How many requests for identities there were.
    var identified = 0
    /// How many accepted commands a rehearsal has room for.
    var roomInRehearsal = Int.max
    /// How many commands were accepted in a rehearsal that lasts.
    var heldInRehearsal = 0
  }

  let state = Mutex(State())

  func send(_ record: String) async throws(KithError) -> Answer {
    state.withLock { state in
      if let left = state.answersUntilBreak {
        if left == 0 { return Answer(result: .failure(KithError(.disconnected, "gone", isRetryable: true))) }
        state.answersUntilBreak = left - 1
      }
      guard let id = record.firstMatch(of: /"commandId":"([^"]*)"/)?.output.1 else {
        return Answer(result: .failure(KithError(.invalid, "no command id")))
      }
      if record.contains("\"rehearsal\":"), state.heldInRehearsal >= state.roomInRehearsal {
        var error = KithError(.tooLarge, "full")
        error.field = "rehearsal"
        return Answer(result: .failure(error))
      }
      let corrected = record.firstMatch(of: /,"causationId":"corrects:([^"]*)"/)
      let request = record.replacing(/"commandId":.*/, with: "")
      for known in [String(id), (corrected?.output.1).map(String.init)].compactMap(\.self) {
        guard let earlier = state.recorded[known] else { continue }
        var error = KithError(.idReused, "reused")
        if state.corrected.contains(known) { error.reason = "corrected" }
        return Answer(result: earlier == request ? .success(true) : .failure(error))
      }
      // What names nothing that was recorded is refused as the daemon refuses it.
      if let deal = record.firstMatch(of: /"type":"DealWon","data":{"deal":"([^"]*)"/)?.output.1,
        !state.order.contains(where: { $0.contains("DealOpened") && $0.contains(deal) })
      {
        return Answer(result: .failure(KithError(.notFound, "no such deal")))
      }
      if record.contains("\"bad\"") { return Answer(result: .failure(KithError(.invalid, "text: bad"))) }
      if let external = record.firstMatch(of: /"externalId":"([^"]*)"/)?.output.1 {
        if let holder = state.holders[String(external)] {
          var error = KithError(.conflict, "taken")
          error.subject = holder
          return Answer(result: .failure(error))
        }
        let contact = record.firstMatch(of: /"contact":"([^"]*)"/)?.output.1
        state.holders[String(external)] = contact.map(String.init)
      } else if let contact = record.firstMatch(of: /"contact":"([^"]*)"/)?.output.1,
        !state.holders.values.contains(String(contact))
      {
        return Answer(result: .failure(KithError(.notFound, "no such contact")))
      }
      state.recorded[String(id)] = request
      if let other = corrected?.output.1 {
        state.recorded[String(other)] = request
        state.corrected.insert(String(other))
      }
      state.order.append(record)
      if record.contains("\"rehearsal\":") { state.heldInRehearsal += 1 }
      let subject = record.firstMatch(of: /"contact":"([^"]*)"/)?.output.1
      return Answer(result: .success(false), subject: subject.map(String.init))
    }
  }

  /// Made with a secret that only the sink knows.
  static func identity(of name: ImportedName, secret: String = "secret") -> ImportedIdentity {
    ImportedIdentity(digits: SHA256.digest(Array(([secret] + name.texts).joined(separator: "|").utf8)).description)
  }

  func identify(_ names: [ImportedName]) async throws(KithError) -> [ImportedIdentity] {
    state.withLock { state in
      state.identified += 1
      return names.map { name in
        var identity = Self.identity(of: name)
        identity.formerID = name.formerIDs.first { state.recorded[$0] != nil }
        return identity
      }
    }
  }

  func find(_ params: String) async throws(KithError) -> [String] {
    let isBroken = state.withLock { state in
      defer { state.isSearchBroken = false }
      return state.isSearchBroken
    }
    guard !isBroken else { throw KithError(.disconnected, "gone", isRetryable: true) }
    guard let name = params.firstMatch(of: /"name":"([^"]*)"/)?.output.1 else { return [] }
    return state.withLock { $0.names[String(name)]?.split(separator: " ").map(String.init) ?? [] }
  }

  func reconnect() async throws(KithError) {
    let isThere = state.withLock { state in
      state.reconnects += 1
      state.answersUntilBreak = nil
      // A rehearsal is gone with its connection.
      if state.heldInRehearsal > 0 {
        (state.recorded, state.corrected, state.order, state.holders) = ([:], [], [], [:])
        state.heldInRehearsal = 0
      }
      guard state.absences > 0 else { return true }
      state.absences -= 1
      return false
    }
    guard isThere else { throw KithError(.noDaemon, "nobody answers") }
  }
}

@Suite struct `An import` {
  static let yaml = """
    name: t
    subjects: {who: {key: "${id}", data: {name: "${id}", externalId: "${id}"}}}
    facts: [{type: NoteAdded, data: {contact: "${who}", text: "${text}"}}]
    """

  static let noPause = ReconnectingClient.Patience(attempts: 3) { _ in }

  /// Imports rows of (id, text); gives what came of them and the reasons of those rejected.
  static func run(
    _ rows: [(String, String)], into sink: FakeSink, mapping yaml: String = Self.yaml
  ) async throws -> (tally: ImportTally, reasons: [String]) {
    let reasons = Mutex<[String]>([])
    let builder = try RowBuilder(try ImportMapping(yaml: yaml), columns: ["id", "text"])
    var run = ImportRun(builder, sink: sink, patience: Self.noPause) { _, reason in
      reasons.withLock { $0.append(reason) }
    }
    for (index, row) in rows.enumerated() {
      try await run.take(SourceRow(line: index + 1, raw: [], fields: [row.0, row.1], fault: nil))
    }
    try await run.finish()
    return (run.tally, reasons.withLock { $0 })
  }

  @Test func `records each row once and each subject once`() async throws {
    let sink = FakeSink()
    let (tally, _) = try await Self.run([("1", "a"), ("1", "b"), ("2", "a")], into: sink)
    #expect(tally.recorded == 3)
    #expect(tally.subjectsCreated == 2)
  }

  @Test func `keeps genuine duplicates and records nothing the second time`() async throws {
    let sink = FakeSink()
    let rows = [("1", "a"), ("1", "a"), ("1", "b")]
    let (first, _) = try await Self.run(rows, into: sink)
    let (second, _) = try await Self.run(rows, into: sink)
    #expect(first.recorded == 3)
    #expect(second.recorded == 0)
    #expect(second.replayed == 3)
    #expect(second.subjectsCreated == 0)
  }

  @Test func `goes on after a row that is refused and says why`() async throws {
    let (tally, reasons) = try await Self.run([("1", "bad"), ("1", "a"), ("2", "b")], into: FakeSink())
    #expect(tally.rejected == 1)
    #expect(tally.recorded == 2)
    #expect(reasons == ["text: bad"])
  }

  @Test func `rejects rows in the order of the file, wherever they were refused`() async throws {
    let rows = [("1", "bad"), ("1", ""), ("2", "b"), ("", "c"), ("2", "bad"), ("2", "")]
    let lines = Mutex<[Int]>([])
    let builder = try RowBuilder(try ImportMapping(yaml: Self.yaml), columns: ["id", "text"])
    var run = ImportRun(builder, sink: FakeSink()) { row, _ in lines.withLock { $0.append(row.line) } }
    for (index, row) in rows.enumerated() {
      let fault = index % 2 == 1 ? "line \(index + 1) is torn" : nil
      try await run.take(SourceRow(line: index + 1, raw: [], fields: [row.0, row.1], fault: fault))
    }
    try await run.finish()
    #expect(lines.withLock { $0 } == [1, 2, 4, 5, 6])
  }

  @Test func `goes on with a search that the connection broke under`() async throws {
    let sink = FakeSink()
    sink.state.withLock { $0.isSearchBroken = true }
    let yaml = Self.yaml.replacing("{key: ", with: "{find: {externalId: \"${id}\"}, key: ")
    let (tally, reasons) = try await Self.run([("1", "a"), ("2", "b")], into: sink, mapping: yaml)
    #expect(reasons == [])
    #expect(tally.recorded == 2)
    #expect(sink.state.withLock { $0.reconnects } == 1)
  }

  @Test func `records of a corrected file only what is new`() async throws {
    let sink = FakeSink()
    _ = try await Self.run([("1", "a"), ("1", "bad")], into: sink)
    let (tally, _) = try await Self.run([("1", "a"), ("1", "good")], into: sink)
    #expect(tally.recorded == 1)
    #expect(tally.replayed == 1)
  }

  @Test func `uses the contact that holds the external id already`() async throws {
    let sink = FakeSink()
    sink.state.withLock { $0.holders["1"] = "contact_elsewhere" }
    let (tally, reasons) = try await Self.run([("1", "a"), ("1", "b")], into: sink)
    #expect(reasons == [])
    #expect(tally.recorded == 2)
    #expect(tally.subjectsCreated == 0)
    #expect(sink.state.withLock { $0.order.allSatisfy { $0.contains("contact_elsewhere") } })
  }

  @Test func `rejects a row with the reason why its subject could not be created`() async throws {
    let (tally, reasons) = try await Self.run([("bad", "a"), ("1", "b")], into: FakeSink())
    #expect(tally.rejected == 1)
    #expect(tally.recorded == 1)
    #expect(reasons == ["who: text: bad"])
  }

  @Test(arguments: [0, 1, 2, 5, 11])
  func `records every row once when the connection breaks`(answers: Int) async throws {
    let sink = FakeSink()
    sink.state.withLock { $0.answersUntilBreak = answers }
    let rows = (0..<20).map { ("\($0 % 3)", "text \($0)") }
    let (tally, reasons) = try await Self.run(rows, into: sink)
    #expect(reasons == [])
    #expect(tally.recorded + tally.replayed == 20)
    #expect(sink.state.withLock { $0.reconnects } == 1)
    #expect(sink.state.withLock { $0.order.count } == 23)
  }

  @Test func `waits for a daemon that is away, and not for ever`() async throws {
    let sink = FakeSink()
    let rows = (0..<20).map { ("\($0 % 3)", "text \($0)") }
    sink.state.withLock { ($0.answersUntilBreak, $0.absences) = (7, 2) }
    let (tally, _) = try await Self.run(rows, into: sink)
    #expect(tally.recorded + tally.replayed == 20)
    #expect(sink.state.withLock { $0.reconnects } == 3)

    let gone = FakeSink()
    gone.state.withLock { ($0.answersUntilBreak, $0.absences) = (7, 1000) }
    let error = await #expect(throws: KithError.self) { try await Self.run(rows, into: gone) }
    #expect(error?.code == .noDaemon)
    #expect(gone.state.withLock { $0.reconnects } == 3)
  }

  @Test func `in rehearsal goes on with another piece when the connection breaks`() async throws {
    let sink = FakeSink()
    sink.state.withLock { $0.answersUntilBreak = 2 }
    let builder = try RowBuilder(try ImportMapping(yaml: Self.yaml), columns: ["id", "text"])
    var run = ImportRun(builder, sink: sink, rehearsal: "r", patience: Self.noPause) { _, _ in }
    for line in 1...5 {
      try await run.take(SourceRow(line: line, raw: [], fields: ["1", "a"], fault: nil))
    }
    try await run.finish()
    #expect((run.tally.recorded, run.tally.subjectsCreated, run.tally.rejected) == (5, 1, 0))
    #expect(sink.state.withLock { $0.reconnects } == 1)
  }

  @Test func `takes a row whose line ends in quotes are written otherwise as the same`() async throws {
    let sink = FakeSink()
    _ = try await Self.run([("1", "a\r\nb")], into: sink)
    let (tally, reasons) = try await Self.run([("1", "a\nb")], into: sink)
    #expect(reasons == [])
    #expect(tally.replayed == 1)
    #expect(sink.state.withLock { $0.order.last?.contains(#""text":"a\nb""#) } == true)
  }

  @Test func `knows the rows again that the first release imported`() async throws {
    let sink = FakeSink()
    let yaml = """
      name: t
      timeZone: +01:00
      subjects: {who: {key: k, data: {name: Ada, externalId: k}}}
      facts:
        - type: DealOpened
          as: sale
          occurredAt: "${id}"
          data: {contact: "${who}", title: "${text}"}
      """
    // What it sent for the row: a date as its first moment, a title with its blanks, an id made of the bytes in the file.
    let row = ["2025-01-01", " a\r\nb  c"]
    let contact = StableID.subject(
      .contact, mapping: "t", subject: "who", key: "k", ImportedIdentity(digits: "", formerID: "import-key-")
    ).description
    let id = "import-row-" + FormerID.digits(["row", "t", "1"] + row)
    let deal = StableID.subject(.deal, command: id, fact: "sale").description
    let former =
      #"{"events":[{"type":"DealOpened","data":{"contact":"\#(contact)","title":" a\r\nb  c","deal":"\#(deal)"},"#
      + #""occurredAt":"2025-01-01T00:00:00+01:00"}],"#
    sink.state.withLock { state in
      state.recorded[id] = former
      state.holders["k"] = contact
    }
    let (tally, reasons) = try await Self.run([(row[0], row[1])], into: sink, mapping: yaml)
    #expect(reasons == [])
    #expect((tally.recorded, tally.replayed) == (0, 1))
    // What the first release made of another mapping stays another row.
    sink.state.withLock { $0.recorded[id] = former.replacing("DealOpened", with: "TaskScheduled") }
    let (other, said) = try await Self.run([(row[0], row[1])], into: sink, mapping: yaml)
    #expect((other.recorded, other.rejected) == (0, 1))
    #expect(said.first?.contains("did the mapping change?") == true)
  }

  @Test func `keeps the order of the file`() async throws {
    let sink = FakeSink()
    let rows = (0..<1000).map { ("1", "text \($0)") }
    _ = try await Self.run(rows, into: sink)
    #expect(sink.state.withLock { $0.identified } == 6, "rows and their subjects, 400 at a time")
    let notes = sink.state.withLock { $0.order.dropFirst() }
    #expect(notes.enumerated().allSatisfy { $0.element.contains("\"text \($0.offset)\"") })
  }
}
