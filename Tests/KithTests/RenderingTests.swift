import Import
import Testing

@testable import KithCommands

@Suite struct `What stands on a terminal` {
  static let plain = Console.Style(isJSON: false, hasColor: false, showsProgress: false, width: nil)

  @Test func `a table's columns are as wide as what stands in them`() {
    let table = TextTable([.init("name"), .init("n", right: true)], rows: [["Ada", "1"], ["Bob", "12"]])
    #expect(table.lines(style: Self.plain) { text, _ in text } == ["name   n", "Ada    1", "Bob   12"])
  }

  @Test func `a table that is too wide is cut where nothing is lost that one needs`() {
    var style = Self.plain
    style.width = 24
    let table = TextTable(
      [.init("title"), .init("id", whole: true)], rows: [[.init("A very long title"), .init("deal_123456")]])
    #expect(table.lines(style: style) { text, _ in text }.last == "A very lon…  deal_123456")
  }

  @Test func `a column in which nothing stands is left out`() {
    let table = TextTable([.init("name"), .init("tags")], rows: [["Ada", ""]])
    #expect(table.lines(style: Self.plain) { text, _ in text } == ["name", "Ada"])
  }

  @Test func `what is denied is said, not left empty`() {
    #expect(Show.personal("", "name", ["name", "emails"]) == "(denied)")
    #expect(Show.personal("Ada", "name", []) == "Ada" && Show.personal("", "phones", ["name"]) == "")
  }

  @Test func `wide characters take two columns and marks that combine none`() {
    #expect(DisplayText.width("日本") == 4)
    #expect(DisplayText.width("e\u{301}") == 1)
    #expect(DisplayText.cut("日本語", to: 5) == "日本…")
  }

  @Test func `what was recorded cannot steer the terminal`() {
    #expect(DisplayText.safe("a\u{1B}[31mb\nc\u{202E}d") == "a\u{FFFD}[31mb c\u{FFFD}d")
  }

  @Test func `progress says how far, how fast and how long`() {
    #expect(
      ProgressBar.text(label: "Import", unit: "rows", count: 1500, fraction: 0.5, rate: 200, secondsLeft: 7.2)
        == "Import [██████████··········]  50 %  1,500 rows  200/s  8 s left")
  }

  @Test(arguments: [(59, "59 s"), (60, "1 min"), (3_700, "1 h 1 min"), (90_000, "1 d 1 h")])
  func `durations are read as people say them`(_ seconds: Int, _ text: String) {
    #expect(Figures.duration(Int64(seconds)) == text)
  }
}

@Suite struct `The arguments of a fact` {
  static let sources = FactArguments.Sources(
    file: { $0 == "note.txt" ? "from a file\n" : nil }, standardInput: { "from input\n" })

  static func read(_ arguments: String...) throws -> FactArguments {
    try FactArguments(arguments, sources: sources)
  }

  @Test func `are text, JSON, paths and lists`() throws {
    let read = try Self.read("name=Ada=1", "n:=[1]", "a.b=x", "tags=v", "tags=w")
    #expect(
      read.data
        == .fields([
          .init("name", .text("Ada=1")), .init("n", .json("[1]")), .init("a", .fields([.init("b", .text("x"))])),
          .init("tags", .list([.text("v"), .text("w")])),
        ]))
  }

  @Test func `read files and standard input`() throws {
    let read = try Self.read("text=@note.txt", "notes=-", "name=@@ada")
    #expect(
      read.data
        == .fields([
          .init("text", .text("from a file")), .init("notes", .text("from input")), .init("name", .text("@ada")),
        ]))
  }

  @Test func `may be the whole fact as JSON`() throws {
    #expect(try Self.read("-").whole == "from input")
  }

  @Test func `keep what belongs to the command apart`() throws {
    let read = try Self.read("commandId=c", "occurredAt=2026-01-01", "text=t")
    #expect(read.envelope == ["commandId": "c", "occurredAt": "2026-01-01"])
    #expect(read.data == .fields([.init("text", .text("t"))]))
  }

  @Test(arguments: [
    (["text"], "'text' is no field"), (["=x"], "'=x' is no field"), (["a:=x"], "a: what stands behind ':=' is no JSON"),
    (["a=1", "a.b=2"], "a.b: stands inside something that was given as a whole"),
    (["a=-", "b=-"], "standard input can be read only once"),
    (["a=@none"], "the file 'none' cannot be read as UTF-8 text"),
    (["-", "a=1"], "'-' is the whole fact as JSON and stands alone"), (["expect=1"], "'expect' is given with --expect"),
  ])
  func `that mean nothing are refused`(_ arguments: [String], _ message: String) {
    let failure = #expect(throws: CommandFailure.self) { try FactArguments(arguments, sources: Self.sources) }
    #expect(failure?.message == message)
    #expect(failure?.status == .usage)
  }
}
