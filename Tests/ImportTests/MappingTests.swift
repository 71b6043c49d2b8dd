import FactSchema
import Testing

@testable import Import

@Suite struct `A mapping` {
  static func builder(_ yaml: String, columns: [String]) throws -> RowBuilder {
    try RowBuilder(try ImportMapping(yaml: yaml), columns: columns)
  }

  static func row(_ fields: String..., line: Int = 1) -> SourceRow {
    SourceRow(line: line, raw: [], fields: fields, fault: nil)
  }

  static func plan(_ builder: inout RowBuilder, _ row: SourceRow) throws -> RowBuilder.Plan {
    let identity = try #require(identity(&builder, row))
    var missing: ImportedName?
    return try #require(try builder.plan(row, identity, missing: &missing) { FakeSink.identity(of: $0) })
  }

  static func identity(_ builder: inout RowBuilder, _ row: SourceRow) -> RowBuilder.Identity? {
    builder.name(row).map { name, occurrence in
      let command = FakeSink.identity(of: name).rowCommand
      return RowBuilder.Identity(commandID: command, origin: RowOrigin(command: command, occurrence: occurrence))
    }
  }

  static func ids(_ plan: RowBuilder.Plan) -> [String: String] {
    Dictionary(uniqueKeysWithValues: plan.subjects.map { ($0.name, $0.id) })
  }

  static func events(_ yaml: String, _ columns: [String], _ fields: [String]) throws -> String? {
    var builder = try Self.builder(yaml, columns: columns)
    let plan = try Self.plan(&builder, SourceRow(line: 1, raw: [], fields: fields, fault: nil))
    return try builder.facts(of: plan, ids: Self.ids(plan)).map { "[\($0.events.joined(separator: ","))]" }
  }

  static let notes = """
    name: notes
    timeZone: +01:00
    tables:
      kinds: {V: visit, "*": other}
    subjects:
      who:
        key: ${id}
        data: {name: "${first | trim} ${last}", externalId: "${id}", tags: ["imported", "${kind | map kinds}"]}
    facts:
      - type: NoteAdded
        when: ${text}
        occurredAt: ${day | date dd.MM.yyyy}
        data: {contact: "${who}", text: "${text}"}
      - type: CallLogged
        unless: {kind: [V, W]}
        data: {contact: "${who}", direction: inbound, durationSeconds: "${seconds | default 60}"}
    """
  static let columns = ["id", "first", "last", "kind", "text", "day", "seconds"]

  @Test func `makes facts of a row`() throws {
    let json = try Self.events(Self.notes, Self.columns, ["7", " Ada ", "L", "X", "hi", "03.02.2024", ""])
    let who = ImportedName.subject(mapping: "notes", "who", key: "7")
    let id = StableID.subject(
      .contact, mapping: "notes", subject: "who", key: "7", FakeSink.identity(of: who)
    ).description
    #expect(
      json
        == #"[{"type":"NoteAdded","data":{"contact":"\#(id)","text":"hi"},"occurredAt":"2024-02-03"},"#
        + #"{"type":"CallLogged","data":{"contact":"\#(id)","direction":"INBOUND","durationSeconds":60}}]"#)
  }

  @Test func `leaves out a fact whose condition does not hold`() throws {
    let json = try Self.events(Self.notes, Self.columns, ["7", "A", "L", "V", "", "", "5"])
    #expect(json == nil)
  }

  @Test func `creates a subject with the id that its key gives`() throws {
    var builder = try Self.builder(Self.notes, columns: Self.columns)
    let plan = try Self.plan(&builder, Self.row("7", "Ada", "L", "V", "hi", "", ""))
    let subject = try #require(plan.subjects.first)
    #expect(
      try builder.creation(of: subject, plan, ids: [:])?.events
        == [
          #"{"type":"ContactCreated","data":{"name":"Ada L","externalId":"7","tags":["imported","visit"],"#
            + #""contact":"\#(subject.id)"}}"#
        ])
  }

  @Test func `gives the same row the same command and a second one another`() throws {
    var builder = try Self.builder(Self.notes, columns: Self.columns)
    let row = Self.row("7", "Ada", "L", "V", "hi", "", "")
    let first = Self.identity(&builder, row)?.commandID
    #expect(first != nil)
    let second = Self.identity(&builder, row)?.commandID
    var again = try Self.builder(Self.notes, columns: Self.columns)
    #expect(Self.identity(&again, Self.row("7", "Ada", "L", "V", "hi", "", "", line: 99))?.commandID == first)
    #expect(first != second)
  }

  @Test func `tells of a row, a key and what they make no more than their identities do`() throws {
    let row = Self.row("7", "Ada", "L", "V", "hi", "", "")
    var builder = try Self.builder(Self.notes, columns: Self.columns)
    let named = builder.name(row)
    let name = try #require(named).name
    // What is asked is not what is got: the same question with another secret gives other ids.
    let subject = ImportedName.subject(mapping: "notes", "who", key: "7")
    for asked in [name, subject] {
      #expect(asked.texts.allSatisfy { !$0.contains("Ada") })
      let (one, other) = (FakeSink.identity(of: asked), FakeSink.identity(of: asked, secret: "other"))
      #expect(one.rowCommand != other.rowCommand && one.subjectCommand != other.subjectCommand)
      #expect(!asked.texts.contains { one.digits.contains($0) || $0.contains(one.digits) })
    }
    let ids = ["secret", "other"].map { secret in
      StableID.subject(
        .contact, mapping: "notes", subject: "who", key: "7", FakeSink.identity(of: subject, secret: secret))
    }
    #expect(ids[0] != ids[1])
  }

  @Test func `tells rows apart whose fields run together`() throws {
    var builder = try Self.builder(Self.notes, columns: Self.columns)
    let first = Self.identity(&builder, Self.row("ab", "c", "", "", "", "", ""))?.commandID
    let second = Self.identity(&builder, Self.row("a", "bc", "", "", "", "", ""))?.commandID
    #expect(first != second)
  }

  @Test func `names what a row creates so that later facts of the row can refer to it`() throws {
    let yaml = """
      name: shop
      subjects: {who: {key: "${id}", data: {name: "${id}"}}}
      facts:
        - type: OrderPlaced
          as: purchase
          data: {contact: "${who}", total: "${sum} EUR"}
        - type: PaymentReceived
          data: {contact: "${who}", amount: "${sum} EUR", order: "${purchase}"}
      """
    let json = try #require(try Self.events(yaml, ["id", "sum"], ["7", "1.50"]))
    let order = try #require(json.firstMatch(of: /"order":"(order_\w{26})"}},/))
    #expect(json.contains(#""amount":"1.50"},"order":"\#(order.output.1)"}"#))
  }

  @Test(arguments: [
    ("name: x\n", "the mapping needs facts: what a row becomes"),
    ("facts: []\n", "the mapping needs a name"),
    ("name: x\nfacts: []\n", "line 2: facts is empty"),
    ("name: x\nname: y\nfacts: []\n", "line 1: 'name' stands twice"),
    ("name: x\nfacts: [\n", "line 3: this is no YAML: did not find expected node content"),
    ("name: \"x\n", "line 2: this is no YAML: found unexpected end of stream"),
    ("name: x\nfacts:\n  - type: NoteAded\n", "line 3: there is no fact 'NoteAded'; did you mean 'NoteAdded'?"),
    ("name: x\nfacts:\n  - type: NoteAdded\n    data: {text: a}\n", "line 3: NoteAdded needs data.contact"),
    (
      "name: x\nfacts:\n  - type: NoteAdded\n    data: {contact: a, text: \"${nmae}\"}\n",
      "line 4: 'nmae' is neither a column nor a name given here; did you mean 'name'?"
    ),
    (
      "name: x\nfacts:\n  - type: NoteAdded\n    data: {contact: a, text: \"${name | lwer}\"}\n",
      "line 4: there is no conversion 'lwer'; did you mean 'lower'?"
    ),
    (
      "name: x\ninput: {delimiter: ab}\nfacts: []\n", "line 2: delimiter must be one ASCII character, tab or whitespace"
    ),
    ("name: x\ninput: {header: false}\nfacts: []\n", "line 2: a file without a header needs columns: [name, ...]"),
  ])
  func `says what is wrong with it and in which line`(_ yaml: String, _ message: String) {
    let error = #expect(throws: MappingError.self) { try Self.builder(yaml, columns: ["id", "name"]) }
    #expect(error?.description == message)
  }

  @Test func `refuses a row without naming its text`() throws {
    let error = #expect(throws: RowError.self) {
      try Self.events(Self.notes, Self.columns, ["7", "A", "L", "X", "hi", "yesterday", ""])
    }
    #expect(error?.description == "column day: expected a date in the pattern given")
  }

  @Test(arguments: [
    ("decimal ,", "1.234,50", "1234.50"), ("minor 2", "5", "0.05"), ("minor 2", "-1250", "-12.50"),
    ("money EUR", " 3.5 ", "3.5 EUR"), ("money EUR", "", ""), ("word", "New York!", "new-york"),
    ("upper", "é", "É"), ("default none", " ", "none"),
  ])
  func `converts text`(_ conversion: String, _ text: String, _ expected: String) throws {
    #expect(try Conversion(conversion, Conversion.Settings()).apply(to: text) == expected)
  }

  @Test func `splits one column into a list`() throws {
    let yaml = """
      name: tags
      facts: [{type: ContactCreated, data: {name: "${name}", tags: "${tags | split ;}"}}]
      """
    #expect(
      try Self.events(yaml, ["name", "tags"], ["A", "x; y;;"])
        == #"[{"type":"ContactCreated","data":{"name":"A","tags":["x","y"]}}]"#)
  }
}
