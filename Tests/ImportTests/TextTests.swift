import Bytes
import Testing

@testable import Import

@Suite struct `Dates and times` {
  @Test(arguments: [
    ("yyyyMMdd", "19970101", "1997-01-01"),
    ("dd.MM.yyyy", "03.02.2024", "2024-02-03"),
    ("d.M.yy", "3.2.69", "2069-02-03"),
    ("MM/dd/yyyy HH:mm:ss", "12/31/1999 23:59:58", "1999-12-31T23:59:58+02:00"),
    ("M/d/yyyy h:mm a", "1/2/2020 12:05 AM", "2020-01-02T00:05:00+02:00"),
    ("dd-MMM-yyyy", "09-Nov-1989", "1989-11-09"),
    ("yyyy-MM-ddTHH:mm:ssZ", "2020-01-02T03:04:05-0330", "2020-01-02T03:04:05-03:30"),
    ("unix", "951782400", "2000-02-29T00:00:00Z"),
    ("unixms", "-1", "1969-12-31T23:59:59.999Z"),
    ("iso", "2024-02-29", "2024-02-29"),
    ("iso", "2024-02-29 10:00", "2024-02-29T10:00:00+02:00"),
  ])
  func `are read in the pattern given`(_ pattern: String, _ text: String, _ expected: String) throws {
    #expect(try #require(DatePattern(pattern)).read(text, in: Zone(minutes: 120)) == expected)
  }

  @Test(arguments: [
    ("yyyyMMdd", "19970230"), ("yyyyMMdd", "1997010"), ("dd.MM.yyyy", "1.2.2020"), ("iso", "2023-02-29"),
  ])
  func `that do not exist or do not fit are refused`(_ pattern: String, _ text: String) throws {
    #expect(try #require(DatePattern(pattern)).read(text, in: .utc) == nil)
  }

  @Test(arguments: ["", "yyyy", "MMdd", "yyyy-qq-dd"])
  func `in a pattern that makes no date are refused`(_ pattern: String) {
    #expect(DatePattern(pattern) == nil)
  }

  @Test(arguments: [
    ("2026-03-01", "2026-03-01T12:00:00Z"), ("2026-03-01T09:30:00Z", "2026-03-01T09:30:00Z"),
    ("2026-03-01 09:30", "2026-03-01T09:30:00Z"), ("2026-03-01T09:30:00.12345+01:00", "2026-03-01T09:30:00.123+01:00"),
  ])
  func `are taken as people type them`(_ text: String, _ expected: String) {
    #expect(TimeText.timestamp(text) == expected)
  }

  @Test func `without a time of day are that day in every zone, whatever the mapping's is`() throws {
    let pattern = try #require(DatePattern("dd.MM.yyyy"))
    for name in ["Z", "+01:00", "+14:00", "-12:00", "America/New_York"] {
      let zone = try #require(Zone(name))
      let date = try #require(pattern.read("01.01.2025", in: zone))
      #expect(TimeText.timestamp(date, in: zone) == "2025-01-01T12:00:00Z")
      #expect(TimeText.timeOrDay(date, in: zone) == "2025-01-01")
    }
    let zone = Zone(minutes: 60)
    #expect(TimeText.timeOrDay("2025-01-01 00:00", in: zone) == "2025-01-01T00:00:00+01:00")
    #expect(TimeText.timestamp("2025-01-01 00:00", in: zone) == "2025-01-01T00:00:00+01:00")
  }

  @Test func `are by the clocks of a zone, in summer and in winter`() throws {
    let berlin = try #require(Zone("Europe/Berlin"))
    let pattern = try #require(DatePattern("dd.MM.yyyy HH:mm"))
    #expect(pattern.read("05.01.2026 00:30", in: berlin) == "2026-01-05T00:30:00+01:00")
    #expect(pattern.read("05.07.2026 00:30", in: berlin) == "2026-07-05T00:30:00+02:00")
    // Left out: an hour later by the new clocks. Twice there: the first.
    #expect(pattern.read("29.03.2026 02:30", in: berlin) == "2026-03-29T02:30:00+01:00")
    #expect(pattern.read("25.10.2026 02:30", in: berlin) == "2026-10-25T02:30:00+02:00")
    // By the sun, 13 minutes and 35 seconds ahead.
    let lagos = try #require(Zone("Africa/Lagos"))
    #expect(TimeText.timestamp("1904-01-01 12:00", in: lagos) == "1904-01-01T11:46:25Z")
    #expect(TimeText.timeOrDay("1904-01-01", in: lagos) == "1904-01-01")
  }

  @Test(arguments: ["", "tomorrow", "2026-3-1", "2026-03-01T25:00:00Z", "2026-03-01T09:30:00+99:00"])
  func `that are none are refused`(_ text: String) {
    #expect(TimeText.timestamp(text) == nil)
  }
}

@Suite struct `A fact from text` {
  static func json(_ fact: String, _ fields: [(String, String)]) throws -> String {
    var draft = DraftValue.fields([])
    for (path, text) in fields { try draft.set(path.split(separator: ".").map(String.init), to: .text(text)) }
    return try DraftWriter.json(draft, as: try #require(FactCatalogue.table(named: fact)))
  }

  @Test func `takes the types of its fields from the schema`() throws {
    let json = try Self.json(
      "CallLogged", [("contact", "contact_x"), ("direction", "outbound"), ("durationSeconds", " 180 ")])
    #expect(json == #"{"contact":"contact_x","direction":"OUTBOUND","durationSeconds":180}"#)
  }

  @Test(arguments: ["12.50 EUR", "EUR 12.50", "12.50eur"])
  func `takes amounts as people write them`(_ text: String) throws {
    let json = try Self.json("DealWon", [("deal", "d"), ("value", text)])
    #expect(json == #"{"deal":"d","value":{"currency":"EUR","amount":"12.50"}}"#)
  }

  @Test func `makes a list of a key that is given again`() throws {
    let json = try Self.json("ContactCreated", [("name", "A"), ("tags", "x"), ("tags", "y"), ("emails", "a@b.c")])
    #expect(json == #"{"name":"A","tags":["x","y"],"emails":["a@b.c"]}"#)
  }

  @Test func `reaches into messages by points`() throws {
    let json = try Self.json("DealWon", [("deal", "d"), ("value.amount", "1"), ("value.currency", "EUR")])
    #expect(json == #"{"deal":"d","value":{"amount":"1","currency":"EUR"}}"#)
  }

  @Test func `takes the fields of a message in their order with colons between`() throws {
    let json = try Self.json("PipelineDefined", [("name", "p"), ("stages", "lead:10"), ("stages", "offer:50:30")])
    #expect(
      json
        == #"{"name":"p","stages":[{"stage":"lead","probability":10},{"stage":"offer","probability":50,"rotDays":30}]}"#
    )
  }

  @Test(arguments: [
    ("CallLogged", "direction", "sideways", "direction: expected one of INBOUND, OUTBOUND"),
    ("CallLogged", "durationSeconds", "long", "durationSeconds: expected a whole number"),
    ("CallLogged", "duration", "1", "duration: CallLogged has no such field; did you mean 'durationSeconds'?"),
    ("DealWon", "value", "12.50", "value: expected an amount such as 12.50 EUR"),
    ("DealWon", "value.amuont", "12.50", "value.amuont: Money has no such field; did you mean 'amount'?"),
  ])
  func `says what is wrong and where`(_ fact: String, _ path: String, _ text: String, _ message: String) throws {
    let error = #expect(throws: DraftError.self) { try Self.json(fact, [(path, text)]) }
    #expect(error?.description == message)
  }

  @Test func `refuses two values for one place`() throws {
    let error = #expect(throws: DraftError.self) { try Self.json("NoteAdded", [("text", "a"), ("text", "b")]) }
    #expect(error?.description == "text: expected one value, not several")
  }

  @Test func `writes text as JSON whatever stands in it`() {
    #expect(JSONText.quoted("\"\\\n\u{1}é") == #""\"\\\n\u0001é""#)
  }
}
