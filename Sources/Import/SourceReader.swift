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
  private var isHeaderDue: Bool
  private var isChecked = false

  package init(_ format: InputFormat) {
    self.format = format
    self.columns = format.columns
    self.splitter = RowSplitter(separator: format.separator, quote: format.quote)
    self.fields = FieldSplitter(separator: format.separator, quote: format.quote)
    self.isHeaderDue = format.hasHeader
  }

  /// Why the whole file cannot be read.
  package struct Failure: Error, Equatable, CustomStringConvertible {
    package var description: String
  }

  /// Takes the next bytes of the file.
  package mutating func push(_ bytes: some Collection<UInt8>) throws(Failure) {
    if !isChecked, let first = bytes.first {
      isChecked = true
      let second = bytes.dropFirst().first
      if first == 0xFF && second == 0xFE || first == 0xFE && second == 0xFF {
        throw Failure(description: "the file is UTF-16; convert it first: iconv -f UTF-16 -t UTF-8 FILE > NEW")
      }
    }
    splitter.push(bytes)
  }

  /// The next row; nil when more bytes are needed, or with `atEnd` when there are no more.
  package mutating func next(atEnd: Bool) throws(Failure) -> SourceRow? {
    while true {
      let raw: RowSplitter.RawRow?
      do { raw = try splitter.next(atEnd: atEnd) } catch {
        throw Failure(
          description: "line \(error.line) is longer than \(InputFormat.rowBytesMax) bytes: is this the right file?")
      }
      guard let raw else { return nil }
      if isBlank(raw.bytes) { continue }
      if isHeaderDue {
        isHeaderDue = false
        try readHeader(raw)
        continue
      }
      return row(raw)
    }
  }

  private func isBlank(_ bytes: [UInt8]) -> Bool {
    if case .whitespace = format.separator { return bytes.allSatisfy { $0 == 0x20 || $0 == 0x09 } }
    return bytes.isEmpty
  }

  private mutating func readHeader(_ raw: RowSplitter.RawRow) throws(Failure) {
    let (parts, fault) = fields.split(raw.bytes)
    if let fault = raw.fault ?? fault { throw Failure(description: "the header in line \(raw.line): \(fault)") }
    header = raw.bytes
    guard !parts.contains(where: { $0.contains(0x0D) }) else {
      throw Failure(
        description: "the lines end with a carriage return alone; convert the file first: tr '\\r' '\\n' < FILE > NEW")
    }
    if columns != nil { return }
    var names: [String] = []
    for part in parts {
      guard let text = format.encoding.decode(part) else {
        throw Failure(description: "the header in line \(raw.line) is not \(format.encoding.rawValue) text")
      }
      names.append(text.trimmed)
    }
    if names.last == Rejects.column { names.removeLast() }
    var seen: Set<String> = []
    for name in names where !name.isEmpty && !seen.insert(name).inserted {
      throw Failure(description: "the header has the column '\(name)' twice; give other names with input.columns")
    }
    columns = names
  }

  private func row(_ raw: RowSplitter.RawRow) -> SourceRow {
    func faulty(_ fault: String) -> SourceRow { SourceRow(line: raw.line, raw: raw.bytes, fields: [], fault: fault) }
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
    Rejects.dropReason(&texts, columns: columns?.count, separator: format.separator)
    if let columns, texts.count != columns.count {
      return faulty("\(texts.count) fields where \(columns.count) are expected")
    }
    return SourceRow(line: raw.line, raw: raw.bytes, fields: texts, fault: nil)
  }
}
