import Testing

@testable import Import

@Suite struct `A file that is not what the mapping says` {
  static func failure(_ bytes: [UInt8], _ format: InputFormat = InputFormat()) -> String? {
    var reader = SourceReader(format, name: "orders.csv")
    reader.push(bytes)
    do throws(SourceReader.Failure) {
      while try reader.next(atEnd: true) != nil {}
      return nil
    } catch { return error.description }
  }

  static func utf16(_ text: String, mark: Bool, bigEndian: Bool) -> [UInt8] {
    ((mark ? [0xFEFF] : []) + Array(text.utf16)).flatMap { unit in
      let bytes = [UInt8(unit >> 8), UInt8(unit & 0xFF)]
      return bigEndian ? bytes : bytes.reversed()
    }
  }

  @Test(arguments: [
    (true, false, "UTF-16"), (true, true, "UTF-16"), (false, false, "UTF-16LE"), (false, true, "UTF-16BE"),
  ])
  func `but UTF-16 is named with what converts it`(mark: Bool, bigEndian: Bool, name: String) {
    let bytes = Self.utf16("id,name\n1,Ada\n2,Zoë\n", mark: mark, bigEndian: bigEndian)
    #expect(
      Self.failure(bytes)
        == "the file is \(name) text; convert it first: iconv -f \(name) -t UTF-8 orders.csv > NEW, and import NEW")
  }

  @Test(arguments: [
    (Array("PK\u{3}\u{4}\u{14}\0".utf8), ".xlsx", "save the sheet as CSV"),
    ([0xD0, 0xCF, 0x11, 0xE0, 0xA1], ".xls", "save the sheet as CSV"), (Array("%PDF-1.7".utf8), "PDF", "CSV"),
    ([0x1F, 0x8B, 8, 0], "gzip", "gunzip -c orders.csv"), (Array("<html><table>".utf8), "HTML", "CSV"),
    (Array(#"{"id": 1}"#.utf8), "JSON", "CSV"), (Array("id,na\0me".utf8), "zero", "CSV"),
  ])
  func `but something else is named with the way out`(_ bytes: [UInt8], _ found: String, _ wayOut: String) throws {
    let failure = try #require(Self.failure(bytes))
    #expect(failure.contains(found))
    #expect(failure.contains(wayOut))
  }

  @Test func `is looked at however small its first pieces are`() throws {
    var reader = SourceReader(InputFormat())
    for byte in Self.utf16("id,name\n1,Ada\n", mark: true, bigEndian: false) {
      reader.push([byte])
      #expect(try reader.next(atEnd: false) == nil)
    }
    #expect(throws: SourceReader.Failure.self) { try reader.next(atEnd: true) }
  }

  @Test func `in its delimiter, without a header, is told from its first row`() {
    let format = InputFormat(hasHeader: false, columns: ["id", "name", "sum"])
    #expect(
      Self.failure(Array("1;Ada;2,50\n".utf8), format)
        == "line 1 has 2 fields with ',' as the delimiter and, as is expected, 3 with ';': set the delimiter under input "
        + "in the mapping")
    #expect(Self.failure(Array("Orders of the year\n1,Ada,2\n".utf8), format) == nil)
  }

  @Test func `in its encoding is told from its header`() {
    #expect(
      Self.failure(Array("id,Stra".utf8) + [0xDF] + Array("e\n1,x\n".utf8))
        == "the header in line 1 is not utf-8 text: say encoding: windows-1252 or latin1 under input, or convert "
        + "orders.csv to UTF-8")
  }

  static func advice(_ text: String, _ format: InputFormat = InputFormat(), wanted: Set<String>) -> String? {
    HeaderDiagnosis(format, wanted: wanted, start: Array(text.utf8)).advice
  }

  @Test(arguments: [
    (
      "id;name;sum\n1;Ada;2\n", "line 1 was read as the header: 'id;name;sum'; between them stands ';', not ',': ",
      "say delimiter: \";\" under input"
    ),
    ("\u{FEFF}id\tname\tsum\r\n1\tAda\t2\r\n", "between them stands tab, not ','", "say delimiter: tab under input"),
    (
      "Customers of 2025\n\nid,name,sum\n1,Ada,2\n",
      "line 1 was read as the header: 'Customers of 2025'; the columns stand in line 3", "say skip: 2 under input"
    ),
    ("Customers,,\n,,\nid,name,sum,more\n", "the columns stand in line 3", "say skip: 2 under input"),
    ("Report\nid;name;sum\n", "the columns stand in line 2", "say skip: 1 and delimiter: \";\" under input"),
    ("\nid,name,sum\n", "line 1 was read as the header: it is empty", "say skip: 1"),
    (
      "nr;nom;somme\n1;Ada;2\n", "line 1 is one column with ',' as the delimiter: 'nr;nom;somme'; with ';' it is 3",
      "say delimiter: \";\" under input"
    ),
  ])
  func `in its header is told what it has and what to write`(_ text: String, _ found: String, _ advice: String) throws {
    let said = try #require(Self.advice(text, wanted: ["id", "name", "sum"]))
    #expect(said.contains(found))
    #expect(said.hasSuffix(advice) || said.contains(advice))
  }

  @Test func `in nothing but a name gets no advice about its form`() {
    #expect(Self.advice("id,nom,sum\n", wanted: ["id", "name", "sum"]) == nil)
    #expect(Self.advice("id,name,sum\n", wanted: ["id", "name", "sum"]) == nil)
    #expect(Self.advice("", wanted: ["id"]) == nil)
  }

  @Test func `is read behind the lines that the mapping skips`() throws {
    var reader = SourceReader(InputFormat(linesSkipped: 2))
    reader.push(Array("Customers\n\nid,name\n1,Ada\n".utf8))
    let row = try reader.next(atEnd: true)
    #expect(reader.columns == ["id", "name"])
    #expect(row?.fields == ["1", "Ada"])
    #expect(row?.line == 4)
  }

  @Test func `names the columns that it needs`() throws {
    let mapping = try ImportMapping(
      yaml: """
        name: t
        subjects: {who: {key: "${id}", find: {email: "${mail | lower}"}, data: {name: "${first} ${last}"}}}
        facts:
          - {type: OrderPlaced, as: buy, when: {state: paid}, data: {contact: "${who}", total: "${sum} EUR"}}
          - {type: NoteAdded, unless: "${quiet}", data: {contact: "${who}", text: "${buy} $${no} ${text}"}}
        """)
    #expect(mapping.columnNames == ["id", "mail", "first", "last", "state", "sum", "quiet", "text"])
  }
}

@Suite struct `A line that is too long` {
  static func rows(_ text: [UInt8], pieceBytes: Int) throws -> [SourceRow] {
    var reader = SourceReader(InputFormat(hasHeader: false, columns: ["a", "b"]))
    var rows: [SourceRow] = []
    var rest = text[...]
    while !rest.isEmpty {
      reader.push(rest.prefix(pieceBytes))
      rest = rest.dropFirst(pieceBytes)
      while let row = try reader.next(atEnd: false) { rows.append(row) }
    }
    while let row = try reader.next(atEnd: true) { rows.append(row) }
    return rows
  }

  @Test(arguments: [1 << 16, 1 << 18, 1 << 22])
  func `costs one row, and those around it are read`(pieceBytes: Int) throws {
    let long = [UInt8](repeating: 120, count: InputFormat.rowBytesMax + 10)
    let text = Array("1,2\n".utf8) + long + Array("\r\n3,4\n".utf8) + long
    let rows = try Self.rows(text, pieceBytes: pieceBytes)
    #expect(rows.map(\.line) == [1, 2, 3, 4])
    #expect(rows.map(\.fields) == [["1", "2"], [], ["3", "4"], []])
    #expect(rows.map(\.isCut) == [false, true, false, true])
    #expect(rows[1].fault == "the line is longer than 1048576 bytes")
  }

  @Test func `in quotes costs the lines that it spans`() throws {
    let long = [UInt8](repeating: 120, count: InputFormat.rowBytesMax)
    let rows = try Self.rows(Array("\"1,2\n".utf8) + long + Array("\n3,4\n".utf8), pieceBytes: 1 << 18)
    #expect(rows.map(\.fields) == [[], [], ["3", "4"]])
    #expect(rows.map(\.line) == [1, 2, 3])
  }
}
