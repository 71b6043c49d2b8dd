/// How a rejected row is written: its own text, and the reason as one more column that a later import leaves out.
package enum Rejects {
  /// The reason's column in the header.
  package static let column = "kith_reason"
  /// How every reason begins, so that it can be told from the row's own fields.
  package static let mark = "kith:"

  /// The header line of a rejects file, with its line end; nil when the source had none.
  package static func header(_ header: [UInt8]?, format: InputFormat) -> [UInt8]? {
    guard let header else { return nil }
    var line = header
    appendSeparator(to: &line, format: format)
    line.append(contentsOf: column.utf8)
    line.append(UInt8(ascii: "\n"))
    return header.ends(with: Array(column.utf8)) ? header + [UInt8(ascii: "\n")] : line
  }

  /// The line of a rejected row, with its line end.
  package static func line(_ row: SourceRow, reason: String, format: InputFormat) -> [UInt8] {
    var line = withoutReason(row.raw, format: format)
    appendSeparator(to: &line, format: format)
    let text = "\(mark) line \(row.line): \(reason)" + (row.origin.map { " \($0.mark)" } ?? "")
    let plain = text.map { $0 == "\n" || $0 == "\r" || $0 == "\r\n" ? " " : $0 }
    if let quote = format.quote, case .byte = format.separator {
      line.append(quote)
      for byte in String(plain).utf8 {
        line.append(byte)
        if byte == quote { line.append(quote) }
      }
      line.append(quote)
    } else if case .byte(let separator) = format.separator {
      line.append(contentsOf: String(plain).utf8.map { $0 == separator ? UInt8(ascii: " ") : $0 })
    } else {
      line.append(contentsOf: String(plain).utf8)
    }
    line.append(UInt8(ascii: "\n"))
    return line
  }

  /// Takes the reason of an earlier import off a row's fields; gives which row that was.
  ///
  /// In a file whose header has the reason's column, or which has no header, a reason is one wherever it stands, so that it
  /// is never taken for what a row lacks; there the column may also be empty.
  static func dropReason(
    _ fields: inout [String], columns: Int?, separator: InputFormat.Separator, header: ReasonColumn
  ) -> RowOrigin? {
    guard let columns else { return nil }
    switch separator {
    case .byte:
      if header != .absent, let index = fields.lastIndex(where: isReason),
        fields[(index + 1)...].allSatisfy(\.isEmpty)
      {
        defer { fields.removeSubrange(index...) }
        return RowOrigin(markIn: fields[index])
      }
      guard fields.count == columns + 1, let last = fields.last else { return nil }
      if header == .present, last.isEmpty { fields.removeLast() }
      guard last.hasPrefix(mark) else { return nil }
      return RowOrigin(markIn: fields.removeLast())
    case .whitespace:
      let index = fields.indices.first { index in
        fields[index] == mark && (index == columns || header != .absent && fields[(index + 1)...].first == "line")
      }
      guard let index else { return nil }
      defer { fields.removeSubrange(index...) }
      return RowOrigin(markIn: fields[index...].joined(separator: " "))
    }
  }

  /// Whether the file's header has a column for reasons.
  package enum ReasonColumn: Sendable {
    case present, absent
    /// There is no header.
    case unknown
  }

  private static func isReason(_ field: String) -> Bool { field.hasPrefix("\(mark) line ") }

  /// The row's text without a reason that an earlier import put there.
  static func withoutReason(_ raw: [UInt8], format: InputFormat) -> [UInt8] {
    var ending: [UInt8] = []
    appendSeparator(to: &ending, format: format)
    if let quote = format.quote, case .byte = format.separator { ending.append(quote) }
    ending.append(contentsOf: "\(mark) line ".utf8)
    guard raw.count > ending.count else { return raw }
    var index = raw.count - ending.count
    while index >= 0 {
      if raw[index] == ending[0], raw[index..<index + ending.count].elementsEqual(ending) {
        return Array(raw[..<index])
      }
      index -= 1
    }
    return raw
  }

  private static func appendSeparator(to line: inout [UInt8], format: InputFormat) {
    switch format.separator {
    case .byte(let byte): line.append(byte)
    case .whitespace: line.append(contentsOf: "  ".utf8)
    }
  }
}

/// Which row of the first file a row of a rejects file was: its fields, and how many times they had stood there before.
package struct RowOrigin: Sendable, Equatable {
  /// The command id of the row.
  var command: String
  /// 1 for the first row with these fields.
  var occurrence: Int

  init(command: String, occurrence: Int) {
    self.command = command
    self.occurrence = occurrence
  }

  /// How it stands at the end of a reason.
  var mark: String { "[\(command).\(occurrence)]" }

  /// Reads it from a reason; nil when there is none.
  init?(markIn reason: String) {
    guard let match = reason.trimmed.firstMatch(of: /\[((?:import|imported)-row-[0-9a-f]{40})\.([0-9]{1,9})\]$/),
      let occurrence = Int(match.output.2)
    else { return nil }
    self.init(command: String(match.output.1), occurrence: occurrence)
  }
}

extension Array<UInt8> {
  fileprivate func ends(with other: [UInt8]) -> Bool {
    count >= other.count && suffix(other.count).elementsEqual(other)
  }
}

extension StringProtocol {
  /// Without the white space around it.
  var trimmed: String {
    var view = self[...]
    while let first = view.first, first.isWhitespace { view.removeFirst() }
    while let last = view.last, last.isWhitespace { view.removeLast() }
    return String(view)
  }
}
