import Client
import Synchronization
import Testing

@testable import Import

@Suite struct `Subjects of an import` {
  static let deals = """
    name: deals
    subjects:
      who: {key: "${buyer}", find: {name: "${buyer}"}, data: {name: "${buyer}", externalId: "${buyer}"}}
      deal:
        {key: "${sale}", type: DealOpened, when: {event: opened}, data: {contact: "${who}", title: "${sale}"}}
    facts:
      - {type: DealWon, when: {event: won}, data: {deal: "${deal}"}}
    """
  static let columns = ["buyer", "sale", "event"]

  static func run(
    _ rows: [[String]], _ yaml: String, columns: [String] = Self.columns, into sink: FakeSink, rehearsal: String? = nil
  ) async throws -> (tally: ImportTally, reasons: [String]) {
    let reasons = Mutex<[String]>([])
    let builder = try RowBuilder(try ImportMapping(yaml: yaml), columns: columns)
    var run = ImportRun(builder, sink: sink, rehearsal: rehearsal, patience: `An import`.noPause) { _, reason in
      reasons.withLock { $0.append(reason) }
    }
    for (index, row) in rows.enumerated() {
      try await run.take(SourceRow(line: index + 1, raw: [], fields: row, fault: nil))
    }
    try await run.finish()
    return (run.tally, reasons.withLock { $0 })
  }

  static func recorded(_ sink: FakeSink, _ type: String) -> [String] {
    sink.state.withLock { $0.order.filter { $0.contains("\"\(type)\"") } }
  }

  @Test func `are created by a row that becomes no fact`() async throws {
    let sink = FakeSink()
    let rows = [["Ada", "D1", "opened"], ["Ada", "D1", "won"], ["Bob", "", "x"], ["Bob", "", "x"], ["", "", "x"]]
    let (tally, reasons) = try await Self.run(rows, Self.deals, into: sink)
    #expect(reasons == [])
    #expect(Self.recorded(sink, "DealOpened").count == 1)
    #expect(Self.recorded(sink, "DealWon").count == 1)
    #expect(Self.recorded(sink, "ContactCreated").count == 2)
    #expect((tally.recorded, tally.replayed, tally.skipped, tally.subjectsCreated) == (3, 0, 2, 3))
    let (second, _) = try await Self.run(rows, Self.deals, into: sink)
    #expect((second.recorded, second.replayed, second.skipped, second.subjectsCreated) == (0, 3, 2, 0))
  }

  @Test func `need no facts beside them`() async throws {
    let sink = FakeSink()
    let yaml = """
      name: list
      subjects: {who: {key: "${buyer}", data: {name: "${buyer}", externalId: "${buyer}"}}}
      """
    let (first, _) = try await Self.run([["Ada"], ["Bob"], ["Ada"]], yaml, columns: ["buyer"], into: sink)
    #expect((first.recorded, first.replayed, first.skipped, first.subjectsCreated) == (2, 1, 0, 2))
    let (second, _) = try await Self.run([["Ada"], ["Bob"], ["Eve"]], yaml, columns: ["buyer"], into: sink)
    #expect((second.recorded, second.replayed, second.skipped, second.subjectsCreated) == (1, 2, 0, 1))
    // Without a key there is nobody who could be there.
    let (third, _) = try await Self.run([["Ada"], [""]], yaml, columns: ["buyer"], into: sink)
    #expect((third.recorded, third.replayed, third.skipped, third.subjectsCreated) == (0, 1, 1, 0))
  }

  @Test func `name a contact that was found by the id that it has`() async throws {
    let sink = FakeSink()
    sink.state.withLock {
      $0.names["Ada"] = "contact_found"
      $0.holders["x"] = "contact_found"
    }
    let (tally, reasons) = try await Self.run([["Ada", "D1", "opened"]], Self.deals, into: sink)
    #expect(reasons == [])
    #expect(tally.subjectsCreated == 1)
    #expect(Self.recorded(sink, "DealOpened").allSatisfy { $0.contains("\"contact\":\"contact_found\"") })
  }

  @Test func `name the contact that holds the external id, and so do the rows that are under way`() async throws {
    let sink = FakeSink()
    sink.state.withLock { $0.holders["Ada"] = "contact_elsewhere" }
    let rows = [["Ada", "D1", "opened"], ["Ada", "D1", "won"], ["Ada", "D2", "opened"]]
    let (tally, reasons) = try await Self.run(rows, Self.deals, into: sink)
    #expect(reasons == [])
    #expect((tally.recorded, tally.subjectsCreated) == (3, 2))
    #expect(Self.recorded(sink, "DealOpened").allSatisfy { $0.contains("\"contact\":\"contact_elsewhere\"") })
    #expect(Self.recorded(sink, "DealWon").count == 1)
  }

  @Test func `are created by the next row when the first one's data was refused`() async throws {
    let yaml = """
      name: t
      subjects: {who: {key: "${buyer}", data: {name: "${sale}", externalId: "${buyer}"}}}
      facts: [{type: NoteAdded, data: {contact: "${who}", text: "${event}"}}]
      """
    let rows = [["1", "bad", "a"], ["1", "good", "b"], ["1", "good", "c"]]
    let (tally, reasons) = try await Self.run(rows, yaml, into: FakeSink())
    #expect(reasons == ["who: text: bad"])
    #expect((tally.recorded, tally.subjectsCreated) == (2, 1))
  }

  @Test func `that a refused row speaks of are not created by it`() async throws {
    let yaml = """
      name: t
      subjects: {who: {key: "${buyer}", data: {name: "${sale}", externalId: "${buyer}"}}}
      facts: [{type: CallLogged, data: {contact: "${who}", direction: "${event}"}}]
      """
    let sink = FakeSink()
    let (tally, _) = try await Self.run([["1", "A", "sideways"]], yaml, into: sink)
    #expect((tally.rejected, tally.subjectsCreated) == (1, 0))
    #expect(sink.state.withLock { $0.order } == [])
  }

  @Test func `that must be found and are not are no fault of a row that does not name them`() async throws {
    let yaml = """
      name: t
      subjects: {who: {key: "${buyer}", find: {name: "${buyer}"}}}
      facts: [{type: NoteAdded, when: {event: note}, data: {contact: "${who}", text: "${sale}"}}]
      """
    let (tally, reasons) = try await Self.run([["A", "x", "other"], ["A", "x", "note"]], yaml, into: FakeSink())
    #expect(tally.skipped == 1)
    #expect(reasons == ["who: there is no such contact"])
  }

  @Test func `that fit several are the row's fault`() async throws {
    let sink = FakeSink()
    sink.state.withLock { $0.names["Ada"] = "contact_a contact_b" }
    let (_, reasons) = try await Self.run([["Ada", "D1", "opened"]], Self.deals, into: sink)
    #expect(reasons == ["who: 2 contacts fit: contact_a, contact_b"])
  }

  @Test func `are not looked for by the beginnings of words`() {
    let yaml = """
      name: t
      subjects: {who: {key: "${buyer}", find: {text: "${buyer}"}}}
      facts: [{type: NoteAdded, data: {contact: "${who}", text: x}}]
      """
    let error = #expect(throws: MappingError.self) { try ImportMapping(yaml: yaml) }
    #expect(
      error?.description
        == "line 2: find knows externalId, email, phone, name, not 'text'; for a contact of exactly that "
        + "name say name")
  }

  @Test(arguments: [
    (" Emmy", "Noether", "Emmy Noether"), ("", "Noether ", "Noether"), ("Emmy", "", "Emmy"),
    ("Emmy\u{A0} A.", " Noether", "Emmy A. Noether"),
  ])
  func `have names without the blanks of empty columns`(first: String, last: String, name: String) async throws {
    let yaml = """
      name: t
      subjects: {who: {key: x, data: {name: "${title} ${first}  ${last}", externalId: "x"}}}
      """
    let sink = FakeSink()
    _ = try await Self.run([["", first, last]], yaml, columns: ["title", "first", "last"], into: sink)
    #expect(sink.state.withLock { $0.order.first?.contains("\"name\":\"\(name)\"") } == true)
  }
}

@Suite struct `A dry run's searches` {
  static let yaml = """
    name: t
    subjects:
      who:
        key: "${id}"
        find: {email: "${email}"}
        data: {name: "${id}", externalId: "${id}", emails: ["${email}"]}
    facts: [{type: NoteAdded, data: {contact: "${who}", text: "${id}"}}]
    """

  @Test func `find what the rows before would have created`() async throws {
    let rows = (0..<680).map { ["k\($0)", "mail\($0 % 400)@Example.com"] }
    let (tally, reasons) = try await `Subjects of an import`.run(
      rows, Self.yaml, columns: ["id", "email"], into: FakeSink(), rehearsal: "r")
    #expect(reasons == [])
    #expect((tally.recorded, tally.subjectsCreated) == (680, 400))
  }

  @Test func `find nothing of a creation that was refused`() async throws {
    let rows = [["bad", "a@example.com"], ["1", "a@example.com"], ["2", "A@example.com "]]
    let (tally, reasons) = try await `Subjects of an import`.run(
      rows, Self.yaml, columns: ["id", "email"], into: FakeSink(), rehearsal: "r")
    #expect(reasons == ["who: text: bad"])
    #expect((tally.recorded, tally.subjectsCreated) == (2, 1))
  }

  @Test func `compare as the daemon's do, all conditions at once`() {
    var contacts = RehearsedContacts()
    func draft(_ fields: [(String, DraftValue)]) -> ContactDraft {
      ContactDraft(fields.map { DraftValue.Field($0.0, $0.1) }, event: 0)
    }
    contacts.add(
      "a",
      draft([
        ("name", .text("Zoë Lee")), ("emails", .list([.text("x@y.de"), .text("Z@y.de")])),
        ("phones", .text("+49 (0)30 1234567")), ("externalId", .text("17")),
      ]))
    contacts.add("b", draft([("name", .text("ZOE LEE")), ("phones", .list([.text("030 1234567")]))]))
    func found(_ conditions: (String, String)...) -> [String] {
      var search = ContactSearch()
      for (field, text) in conditions { search.set(field, to: text) }
      return contacts.found(search).sorted()
    }
    #expect(found(("name", "zoe lee")) == ["a", "b"])
    #expect(found(("name", "zoe")) == [])
    #expect(found(("name", "zoe lee"), ("email", "z@Y.de")) == ["a"])
    #expect(found(("name", "zoe lee"), ("email", "q@y.de")) == [])
    #expect(found(("phone", "+49 30 123 4567")) == ["a"])
    #expect(found(("phone", "(030) 123-4567")) == ["b"])
    #expect(found(("externalId", "17")) == ["a"])
  }
}
