import Synchronization
import Testing

@testable import Import

@Suite struct `A rejects file` {
  static func roundTrip(_ text: String, format: InputFormat) throws -> (first: [SourceRow], again: [SourceRow]) {
    var reader = SourceReader(format)
    reader.push(Array(text.utf8))
    var rows: [SourceRow] = []
    while let row = try reader.next(atEnd: true) { rows.append(row) }
    var rejects = Rejects.header(reader.header, format: format) ?? []
    for row in rows { rejects += Rejects.line(row, reason: "amount: \"what\", it\nsays", format: format) }
    var second = SourceReader(format)
    second.push(rejects)
    var again: [SourceRow] = []
    while let row = try second.next(atEnd: true) { again.append(row) }
    return (rows, again)
  }

  @Test func `is read again as the rows it was made of`() throws {
    let (first, again) = try Self.roundTrip("id,name\n1,Ada\n2,\"x\n\"\"y\"\"\"\n", format: InputFormat())
    #expect(first.map(\.fields) == again.map(\.fields))
    #expect(again.allSatisfy { $0.fault == nil })
  }

  @Test func `without a header is read again too`() throws {
    let format = InputFormat(separator: .byte(59), hasHeader: false, columns: ["id", "name"])
    let (first, again) = try Self.roundTrip("1;Ada\n2;Bob\n", format: format)
    #expect(first.map(\.fields) == again.map(\.fields))
  }

  @Test func `of columns in white space is read again too`() throws {
    let format = InputFormat(separator: .whitespace, quote: nil, hasHeader: true, columns: ["id", "sum"])
    let (first, again) = try Self.roundTrip(" id sum\n 01  2.5\n", format: format)
    #expect(first.map(\.fields) == again.map(\.fields))
  }

  @Test func `made of a rejects file has one reason a row`() throws {
    let format = InputFormat()
    let row = SourceRow(line: 7, raw: Array("1,Ada,\"kith: line 3: old\"".utf8), fields: ["1", "Ada"], fault: nil)
    let line = String(decoding: Rejects.line(row, reason: "new", format: format), as: UTF8.self)
    #expect(line == "1,Ada,\"kith: line 7: new\"\n")
    let header = Rejects.header(Array("id,name,kith_reason".utf8), format: format)
    #expect(header == Array("id,name,kith_reason\n".utf8))
  }

  // MARK: Imported

  /// Imports the text; what came of it, and the rejects file.
  static func run(
    _ text: String, _ yaml: String = Self.yaml, into sink: FakeSink
  ) async throws -> (tally: ImportTally, rejects: String) {
    let mapping = try ImportMapping(yaml: yaml)
    var reader = SourceReader(mapping.input)
    reader.push(Array(text.utf8))
    var rows: [SourceRow] = []
    while let row = try reader.next(atEnd: true) { rows.append(row) }
    let rejects = Mutex(Rejects.header(reader.header, format: mapping.input) ?? [])
    let builder = try RowBuilder(mapping, columns: reader.columns ?? [])
    var run = ImportRun(builder, sink: sink, patience: `An import`.noPause) { row, reason in
      let line = Rejects.line(row, reason: reason, format: mapping.input)
      rejects.withLock { $0 += line }
    }
    for row in rows { try await run.take(row) }
    try await run.finish()
    return (run.tally, String(decoding: rejects.withLock { $0 }, as: UTF8.self))
  }

  static let yaml = """
    name: t
    tables: {words: {x: first}}
    subjects: {who: {key: "${id}", data: {name: "${mail}", externalId: "${id}"}}}
    facts: [{type: NoteAdded, data: {contact: "${who}", text: "${word | map words}"}}]
    """
  static let file = "id,mail,word\n1,a,x\n2,bad,x\n3,c,y\n"

  @Test func `that was corrected is not recorded again by the first file, whatever could be read of it by now`()
    async throws
  {
    let sink = FakeSink()
    let (first, rejects) = try await Self.run(Self.file, into: sink)
    #expect((first.recorded, first.rejected) == (1, 2))
    let corrected = rejects.replacing("2,bad,x", with: "2,b,x").replacing("3,c,y", with: "3,c,x")
    let (second, _) = try await Self.run(corrected, into: sink)
    #expect((second.recorded, second.replayed, second.rejected) == (2, 0, 0))
    // The subject of the second row is there by now, and the table has a word for the third.
    let (again, _) = try await Self.run(
      Self.file, Self.yaml.replacing("x: first", with: "x: first, y: other"), into: sink)
    #expect((again.recorded, again.replayed, again.rejected) == (0, 3, 0))
  }

  @Test func `that was corrected is not recorded again by the corrected file or by itself`() async throws {
    let sink = FakeSink()
    let (_, rejects) = try await Self.run(Self.file, into: sink)
    let corrected = rejects.replacing("2,bad,x", with: "2,b,x").replacing("3,c,y", with: "3,c,x")
    _ = try await Self.run(corrected, into: sink)
    for text in [corrected, Self.file.replacing("bad", with: "b").replacing("c,y", with: "c,x")] {
      let (tally, _) = try await Self.run(text, into: sink)
      #expect((tally.recorded, tally.rejected) == (0, 0))
    }
  }

  @Test func `keeps rows that are equal apart, and from those of the first file`() async throws {
    let sink = FakeSink()
    let file = "id,mail,word\n1,a,x\n2,b,y\n2,b,y\n2,b,y\n"
    let (first, rejects) = try await Self.run(file, into: sink)
    #expect((first.recorded, first.rejected) == (1, 3))
    // Nothing is corrected in the rows: the table has a word for them now.
    let yaml = Self.yaml.replacing("x: first", with: "x: first, y: other")
    let (second, _) = try await Self.run(rejects, yaml, into: sink)
    #expect((second.recorded, second.replayed) == (3, 0))
    let (again, _) = try await Self.run(file, yaml, into: sink)
    #expect((again.recorded, again.replayed) == (0, 4))
  }

  @Test func `that is rejected once more still says which row it was`() async throws {
    let sink = FakeSink()
    let (_, rejects) = try await Self.run(Self.file, into: sink)
    let (_, second) = try await Self.run(rejects.replacing("3,c,y", with: "3,c,z"), into: sink)
    let (third, _) = try await Self.run(second.replacing("3,c,z", with: "3,c,x"), into: sink)
    #expect(third.recorded == 1)
    let (again, _) = try await Self.run(Self.file, Self.yaml.replacing("x: first", with: "x: a, y: b"), into: sink)
    #expect(again.recorded == 0)
  }

  @Test func `corrected a second time, otherwise, is rejected`() async throws {
    let sink = FakeSink()
    let yaml = Self.yaml.replacing("x: first", with: "x: first, v: other")
    let (_, rejects) = try await Self.run(Self.file, yaml, into: sink)
    _ = try await Self.run(rejects.replacing("3,c,y", with: "3,c,x"), yaml, into: sink)
    let (tally, reasons) = try await Self.run(rejects.replacing("3,c,y", with: "3,c,v"), yaml, into: sink)
    #expect((tally.recorded, tally.rejected) == (0, 2))
    #expect(reasons.contains("this row was corrected and imported before, with other facts"))
  }

  @Test func `that was corrected is there for the first file, also where a row cannot be read or converted`()
    async throws
  {
    let sink = FakeSink()
    let file = "id,mail,word\n1,a,x\n2,b\n3,c,y\n4,\"d,x\n5,e\n"
    let (first, rejects) = try await Self.run(file, into: sink)
    #expect((first.recorded, first.rejected) == (1, 4))
    let corrected = rejects.replacing("2,b,", with: "2,b,x,").replacing("3,c,y", with: "3,c,x")
      .replacing("4,\"d,x", with: "4,d,x")
    let (second, left) = try await Self.run(corrected, into: sink)
    #expect((second.recorded, second.rejected) == (3, 1))
    let (again, _) = try await Self.run(file, into: sink)
    #expect((again.recorded, again.replayed, again.rejected) == (0, 4, 1))
    // What is still wrong may be corrected later, in the rejects of the rejects.
    let (third, _) = try await Self.run(left.replacing("5,e,", with: "5,e,x,"), into: sink)
    #expect((third.recorded, third.rejected) == (1, 0))
    let (last, _) = try await Self.run(file.replacing("\n", with: "\r\n"), into: sink)
    #expect((last.recorded, last.replayed, last.rejected) == (0, 5, 0))
  }

  @Test(arguments: [
    (",", true, "2,Bob,\"kith: line 3: 2 fields where 3 are expected\""),
    (",", true, "2,Bob,\"kith: line 3: 2 fields where 3 are expected\","),
    (",", false, "2,Bob,\"kith: line 3: 2 fields where 3 are expected\""),
    ("whitespace", true, "2 Bob  kith: line 3: 2 fields where 3 are expected"),
  ])
  func `never lends its reason to a field that a row lacks`(delimiter: String, hasHeader: Bool, line: String) throws {
    let columns = ["id", "name", "note"]
    let format = InputFormat(
      separator: delimiter == "," ? .byte(44) : .whitespace, hasHeader: hasHeader, columns: hasHeader ? nil : columns)
    var reader = SourceReader(format)
    let header = (columns + ["kith_reason"]).joined(separator: delimiter == "," ? "," : " ") + "\n"
    reader.push(Array(((hasHeader ? header : "") + line + "\n").utf8))
    let row = try #require(try reader.next(atEnd: true))
    #expect(row.fault == "2 fields where 3 are expected")
  }

  @Test func `may have lost a reason where a row was corrected in a spreadsheet`() throws {
    var reader = SourceReader(InputFormat())
    reader.push(Array("id,name,kith_reason\n1,Ada,\n2,,\n".utf8))
    #expect(try reader.next(atEnd: true)?.fields == ["1", "Ada"])
    #expect(try reader.next(atEnd: true)?.fields == ["2", ""])
  }

  @Test func `says which row it was where a reason has room for it`() {
    #expect(RowOrigin(markIn: "kith: line 7: no") == nil)
    for beginning in ["imported-row-", "import-row-"] {
      let origin = RowOrigin(command: beginning + String(repeating: "0a", count: 20), occurrence: 3)
      #expect(RowOrigin(markIn: "kith: line 7: no [odd] \(origin.mark) ") == origin)
    }
  }
}
