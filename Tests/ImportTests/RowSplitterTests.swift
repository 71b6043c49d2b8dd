import TestSupport
import Testing

@testable import Import

/// A reader that is too slow and too simple to be wrong: the whole text at once, one character after the other.
enum SlowReader {
  static func rows(_ text: [UInt8], separator: UInt8, quote: UInt8) -> [[[UInt8]]] {
    var rows: [[[UInt8]]] = []
    var row: [[UInt8]] = []
    var index = 0
    while index < text.count {
      var field: [UInt8] = []
      if text[index] == quote {
        index += 1
        while true {
          if text[index] == quote {
            if index + 1 < text.count, text[index + 1] == quote {
              field.append(quote)
              index += 2
              continue
            }
            index += 1
            break
          }
          field.append(text[index])
          index += 1
        }
      } else {
        while index < text.count, text[index] != separator, text[index] != 10 {
          field.append(text[index])
          index += 1
        }
        if index == text.count || text[index] == 10, field.last == 13 { field.removeLast() }
      }
      row.append(field)
      if index < text.count, text[index] == separator {
        index += 1
        if index == text.count { row.append([]) }
        if index == text.count || text[index] == 10 {
          if index < text.count { row.append([]) }
        } else {
          continue
        }
      }
      if index < text.count, text[index] == 13 { index += 1 }
      index += 1
      if row != [[]] { rows.append(row) }
      row = []
    }
    if !row.isEmpty, row != [[]] { rows.append(row) }
    return rows
  }
}

/// Text of rows that are well formed, with what is special in it more often than in life.
struct RandomTable {
  var random: SeededGenerator

  mutating func field(separator: UInt8, quote: UInt8) -> (text: [UInt8], value: [UInt8]) {
    let alphabet: [UInt8] = [97, 98, 0xC3, 0xA9, 32, separator, quote, 10, 13, 0]
    let value = (0..<Int.random(in: 0...6, using: &random)).map { _ in
      alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
    }
    let isPlain = !value.contains { [separator, quote, 10, 13].contains($0) }
    if isPlain, Bool.random(using: &random) { return (value, value) }
    return ([quote] + value.flatMap { $0 == quote ? [quote, quote] : [$0] } + [quote], value)
  }
}

@Suite struct `Cutting text into rows` {
  static func read(_ bytes: [UInt8], pieces: [Int] = [], format: InputFormat) throws -> [SourceRow] {
    var reader = SourceReader(format)
    var rows: [SourceRow] = []
    var rest = bytes[...]
    for piece in pieces + [bytes.count] {
      reader.push(rest.prefix(piece))
      rest = rest.dropFirst(piece)
      while let row = try reader.next(atEnd: false) { rows.append(row) }
    }
    while let row = try reader.next(atEnd: true) { rows.append(row) }
    return rows
  }

  static let twoColumns = InputFormat(hasHeader: false, columns: ["a", "b"])

  @Test func `commas separate fields and line ends rows`() throws {
    let rows = try Self.read(Array("1,2\n3,4".utf8), format: Self.twoColumns)
    #expect(rows.map(\.fields) == [["1", "2"], ["3", "4"]])
    #expect(rows.map(\.line) == [1, 2])
  }

  @Test func `a quoted field holds separators, quotes and line ends`() throws {
    let rows = try Self.read(Array("\"a,\"\"b\"\"\r\nc\",2\r\nx,y\r\n".utf8), format: Self.twoColumns)
    #expect(rows.map(\.fields) == [["a,\"b\"\r\nc", "2"], ["x", "y"]])
    #expect(rows.map(\.line) == [1, 3])
  }

  @Test func `a byte order mark is no text`() throws {
    let rows = try Self.read([0xEF, 0xBB, 0xBF] + Array("1,2\n".utf8), format: Self.twoColumns)
    #expect(rows.map(\.fields) == [["1", "2"]])
  }

  @Test func `UTF-16 is refused with the way out`() {
    #expect(throws: SourceReader.Failure.self) { try Self.read([0xFF, 0xFE, 49, 0], format: Self.twoColumns) }
  }

  @Test func `a row that is not UTF-8 has a fault and those around it none`() throws {
    let rows = try Self.read(Array("1,2\n3,".utf8) + [0xFF, 10] + Array("5,6\n".utf8), format: Self.twoColumns)
    #expect(rows.map(\.fault) == [nil, "column b is not utf-8 text", nil])
    #expect(rows[1].raw == Array("3,".utf8) + [0xFF])
  }

  @Test func `a row with another number of fields has a fault`() throws {
    let rows = try Self.read(Array("1\n1,2,3\n1,2\n".utf8), format: Self.twoColumns)
    #expect(rows.map(\.fault) == ["1 fields where 2 are expected", "3 fields where 2 are expected", nil])
  }

  @Test func `a quote that is never closed costs one row`() throws {
    let rows = try Self.read(Array("\"1,2\n3,4\n5,6\n".utf8), format: Self.twoColumns)
    #expect(rows.map(\.fields) == [[], ["3", "4"], ["5", "6"]])
    #expect(rows[0].fault == "a quote is opened and never closed")
    #expect(rows.map(\.line) == [1, 2, 3])
  }

  @Test func `text behind a closing quote is a fault`() throws {
    let rows = try Self.read(Array("\"1\"x,2\n3,4\n".utf8), format: Self.twoColumns)
    #expect(rows.map(\.fault) == ["text stands after a closing quote in field 1", nil])
  }

  @Test func `a quote inside a plain field is text`() throws {
    let rows = try Self.read(Array("5\" disk,2\n".utf8), format: Self.twoColumns)
    #expect(rows.map(\.fields) == [["5\" disk", "2"]])
  }

  @Test func `white space of any length separates where the mapping says so`() throws {
    let format = InputFormat(separator: .whitespace, quote: nil, hasHeader: true, columns: ["id", "date", "n", "sum"])
    let text = " customer_id  date number_of_cds  dollar_value\r\n 00001 19970101  1   11.77\r\n"
    let rows = try Self.read(Array(text.utf8), format: format)
    #expect(rows.map(\.fields) == [["00001", "19970101", "1", "11.77"]])
  }

  @Test func `the header names the columns`() throws {
    var reader = SourceReader(InputFormat())
    reader.push(Array("id, name \n1,Ada\n".utf8))
    let row = try reader.next(atEnd: true)
    #expect(reader.columns == ["id", "name"])
    #expect(row?.fields == ["1", "Ada"])
  }

  @Test func `lines that end with carriage returns alone are refused with the way out`() {
    let failure = #expect(throws: SourceReader.Failure.self) {
      try Self.read(Array("a,b\r1,2\r".utf8), format: InputFormat())
    }
    #expect(failure?.description.contains("tr '\\r' '\\n'") == true)
  }

  @Test func `a header with the same name twice is refused`() {
    #expect(throws: SourceReader.Failure.self) { try Self.read(Array("a,a\n1,2\n".utf8), format: InputFormat()) }
  }

  @Test func `an older encoding is read when the mapping names it`() throws {
    var format = Self.twoColumns
    format.encoding = .windows1252
    #expect(try Self.read([0x80, 44, 0xE9, 10], format: format).map(\.fields) == [["€", "é"]])
  }

  @Test(arguments: Array<UInt64>(1...60))
  func `any table in any pieces reads as the slow reader reads it`(seed: UInt64) throws {
    var table = RandomTable(random: SeededGenerator(seed: seed))
    let separator: UInt8 = seed % 2 == 0 ? 44 : 59
    var text: [UInt8] = []
    var values: [[[UInt8]]] = []
    let width = Int.random(in: 2...4, using: &table.random)
    for _ in 0..<Int.random(in: 1...30, using: &table.random) {
      let fields = (0..<width).map { _ in table.field(separator: separator, quote: 34) }
      text += fields.map(\.text).joined(separator: [separator])
      text += Bool.random(using: &table.random) ? [10] : [13, 10]
      values.append(fields.map(\.value))
    }
    #expect(SlowReader.rows(text, separator: separator, quote: 34) == values, "seed \(seed)")

    var splitter = RowSplitter(separator: .byte(separator), quote: 34)
    let fields = FieldSplitter(separator: .byte(separator), quote: 34)
    var found: [[[UInt8]]] = []
    var rest = text[...]
    while true {
      while let row = splitter.next(atEnd: rest.isEmpty) {
        #expect(row.fault == nil)
        let (parts, fault) = fields.split(row.bytes)
        #expect(fault == nil, "seed \(seed)")
        if !row.bytes.isEmpty { found.append(parts) }
      }
      if rest.isEmpty { break }
      let piece = Int.random(in: 1...40, using: &table.random)
      splitter.push(rest.prefix(piece))
      rest = rest.dropFirst(piece)
    }
    #expect(found == values, "seed \(seed)")
  }

  @Test(arguments: Array<UInt64>(1...60))
  func `any bytes at all are read to their end and nothing is lost`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let alphabet: [UInt8] = [97, 44, 34, 34, 10, 13, 0xFF]
    let text = (0..<Int.random(in: 1...400, using: &random)).map { _ in
      alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
    }
    let whole = try Self.read(text, format: Self.twoColumns)
    let pieces = (0..<50).map { _ in Int.random(in: 1...20, using: &random) }
    #expect(try Self.read(text, pieces: pieces, format: Self.twoColumns) == whole, "seed \(seed)")
    let kept = whole.reduce(0) { $0 + $1.raw.filter { $0 != 10 && $0 != 13 }.count }
    #expect(kept == text.filter { $0 != 10 && $0 != 13 }.count, "seed \(seed)")
  }
}
