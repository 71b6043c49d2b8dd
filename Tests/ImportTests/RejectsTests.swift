import Testing

@testable import Import

@Suite struct `A rejects file` {
  static func roundTrip(_ text: String, format: InputFormat) throws -> (first: [SourceRow], again: [SourceRow]) {
    var reader = SourceReader(format)
    try reader.push(Array(text.utf8))
    var rows: [SourceRow] = []
    while let row = try reader.next(atEnd: true) { rows.append(row) }
    var rejects = Rejects.header(reader.header, format: format) ?? []
    for row in rows { rejects += Rejects.line(row, reason: "amount: \"what\", it\nsays", format: format) }
    var second = SourceReader(format)
    try second.push(rejects)
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
}
