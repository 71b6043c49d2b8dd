/// One row of a file, as text.
package struct SourceRow: Sendable, Equatable {
  /// The number of its first line; the file's first is 1.
  package var line: Int
  /// Its bytes as they stand in the file, without the line end.
  package var raw: [UInt8]
  /// One text a column; empty when there is a fault.
  package var fields: [String]
  /// Why it cannot be imported, for a person.
  package var fault: String?
  /// Whether it is longer than a row may be: then its bytes are not here.
  package var isCut = false
  /// Of a row that comes from a rejects file, which row it was.
  package var origin: RowOrigin?
}

/// Reads rows from a stream of bytes: delimiter-separated text with quotes, line ends inside them, `\n` or `\r\n`, and
/// a byte order mark. Empty lines are no rows.
///
/// A row that cannot be read comes with a fault, and the rows after it are read as if it were not there. Memory is
/// bounded by `InputFormat.rowBytesMax` and the pieces that are pushed.
package struct SourceReader {
  package let format: InputFormat
  /// The names of the columns: known from the start, or after the header was read.
  package private(set) var columns: [String]?
  /// The header's bytes, once it was read.
  package private(set) var header: [UInt8]?

  private var splitter: RowSplitter
  private let fields: FieldSplitter
  private let name: String
  private var isHeaderDue: Bool
  private var isFirstRowDue = true
  private var linesToSkip: Int
  /// The file's first bytes, until they were looked at.
  private var head: [UInt8]? = []
  private var reasons: Rejects.ReasonColumn

  /// `name` is the file's, as a shell reads it, for what is said about it.
  package init(_ format: InputFormat, name: String = "FILE") {
    self.format = format
    self.name = name
    self.columns = format.columns
    self.splitter = RowSplitter(separator: format.separator, quote: format.quote)
    self.fields = FieldSplitter(separator: format.separator, quote: format.quote)
    self.isHeaderDue = format.hasHeader
    self.reasons = format.hasHeader ? .absent : .unknown
    self.linesToSkip = format.linesSkipped
  }

  /// Why the whole file cannot be read.
  package struct Failure: Error, Equatable, CustomStringConvertible {
    package var description: String
  }

  /// Takes the next bytes of the file.
  package mutating func push(_ bytes: some Collection<UInt8>) {
    if let begun = head, begun.count < FileKind.bytesLookedAt {
      head?.append(contentsOf: bytes.prefix(FileKind.bytesLookedAt - begun.count))
    }
    splitter.push(bytes)
  }

  /// The next row; nil when more bytes are needed, or with `atEnd` when there are no more.
  package mutating func next(atEnd: Bool) throws(Failure) -> SourceRow? {
    guard try isText(atEnd: atEnd) else { return nil }
    while let raw = splitter.next(atEnd: atEnd) {
      if linesToSkip > 0 {
        linesToSkip -= 1
        continue
      }
      if isBlank(raw) { continue }
      if isHeaderDue {
        isHeaderDue = false
        try readHeader(raw)
        continue
      }
      let row = row(raw)
      if isFirstRowDue {
        isFirstRowDue = false
        try checkDelimiter(row, raw)
      }
      return row
    }
    return nil
  }

  /// Looks at the first bytes, once they are there.
  private mutating func isText(atEnd: Bool) throws(Failure) -> Bool {
    guard let head else { return true }
    guard head.count >= FileKind.bytesLookedAt || atEnd else { return false }
    self.head = nil
    if let obstacle = FileKind.obstacle(head, file: name) { throw Failure(description: obstacle) }
    return true
  }

  /// Without a header the first row tells whether the delimiter is right.
  private func checkDelimiter(_ row: SourceRow, _ raw: RowSplitter.RawRow) throws(Failure) {
    guard let columns, columns.count > 1, raw.fault == nil, row.fault != nil else { return }
    let count = fields.split(raw.bytes).fields.count
    // White space stands in any title.
    for other in InputFormat.Separator.common where other != format.separator && other != .whitespace {
      let (parts, fault) = FieldSplitter(separator: other, quote: format.quote).split(raw.bytes)
      guard count != columns.count, fault == nil, parts.count == columns.count else { continue }
      throw Failure(
        description: "line \(raw.line) has \(count == 1 ? "one field" : "\(count) fields") with "
          + "\(format.separator.name) as the delimiter and, as is expected, \(columns.count) with \(other.name): set the "
          + "delimiter under input in the mapping")
    }
  }

  private func isBlank(_ raw: RowSplitter.RawRow) -> Bool {
    guard raw.fault == nil else { return false }
    if case .whitespace = format.separator { return raw.bytes.allSatisfy { $0 == 0x20 || $0 == 0x09 } }
    return raw.bytes.isEmpty
  }

  private mutating func readHeader(_ raw: RowSplitter.RawRow) throws(Failure) {
    let (parts, fault) = fields.split(raw.bytes)
    if let fault = raw.fault ?? fault { throw Failure(description: "the header in line \(raw.line): \(fault)") }
    header = raw.bytes
    guard !parts.contains(where: { $0.contains(0x0D) }) else {
      throw Failure(
        description:
          "the lines end with a carriage return alone; convert the file first: tr '\\r' '\\n' < \(name) > NEW")
    }
    if let last = parts.last, last.elementsEqual(Rejects.column.utf8) { reasons = .present }
    if columns != nil { return }
    var names: [String] = []
    for part in parts {
      guard let text = format.encoding.decode(part) else {
        throw Failure(
          description: "the header in line \(raw.line) is not \(format.encoding.rawValue) text: say encoding: "
            + "windows-1252 or latin1 under input, or convert \(name) to UTF-8")
      }
      names.append(text.trimmed)
    }
    if names.last == Rejects.column {
      names.removeLast()
      reasons = .present
    }
    var seen: Set<String> = []
    for name in names where !name.isEmpty && !seen.insert(name).inserted {
      throw Failure(description: "the header has the column '\(name)' twice; give other names with input.columns")
    }
    columns = names
  }

  private func row(_ raw: RowSplitter.RawRow) -> SourceRow {
    func faulty(_ fault: String) -> SourceRow {
      SourceRow(line: raw.line, raw: raw.bytes, fields: [], fault: fault, isCut: raw.isCut)
    }
    if let fault = raw.fault { return faulty(fault) }
    let (parts, fault) = fields.split(raw.bytes)
    if let fault { return faulty(fault) }
    var texts: [String] = []
    texts.reserveCapacity(parts.count)
    for (index, part) in parts.enumerated() {
      guard let text = format.encoding.decode(part) else {
        let name = columns.flatMap { index < $0.count ? $0[index] : nil } ?? String(index + 1)
        return faulty("column \(name) is not \(format.encoding.rawValue) text")
      }
      texts.append(text)
    }
    let origin = Rejects.dropReason(&texts, columns: columns?.count, separator: format.separator, header: reasons)
    if let columns, texts.count != columns.count {
      return faulty("\(texts.count) fields where \(columns.count) are expected")
    }
    return SourceRow(line: raw.line, raw: raw.bytes, fields: texts, fault: nil, origin: origin)
  }
}
