@testable import Import

/// A file reads the same in whatever pieces it comes, nothing of it is lost, and fields that are written are read again.
enum TableFuzz {
  static func problem(_ kind: UInt8, _ choice: UInt8, _ bytes: [UInt8]) -> String? {
    switch kind % 4 {
    case 0, 1: return rows(bytes, choice, rowBytesMax: kind & 4 == 0 ? InputFormat.rowBytesMax : 24)
    case 2: return whole(bytes, choice)
    default: return written(bytes)
    }
  }

  private static func format(_ choice: UInt8) -> InputFormat {
    InputFormat(
      separator: choice & 1 == 0 ? .byte(choice & 2 == 0 ? 44 : 59) : .whitespace, quote: choice & 4 == 0 ? 34 : nil,
      hasHeader: choice & 8 == 0, columns: choice & 16 == 0 ? ["a", "b"] : nil,
      encoding: TextEncoding.allCases[Int(choice >> 5) % 3])
  }

  // MARK: - Rows

  private static func rows(_ bytes: [UInt8], _ choice: UInt8, rowBytesMax: Int) -> String? {
    let whole = rows(bytes, pieceBytes: bytes.count + 1, choice, rowBytesMax)
    let pieces = rows(bytes, pieceBytes: Int(choice >> 3) + 1, choice, rowBytesMax)
    guard whole == pieces else { return "the pieces make a difference" }
    guard zip(whole, whole.dropFirst()).allSatisfy({ $0.line < $1.line }) else { return "lines do not rise" }
    func kept(_ bytes: some Sequence<UInt8>) -> [UInt8] { bytes.filter { $0 != 10 && $0 != 13 } }
    let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
    guard !whole.contains(where: \.isCut) else { return lines(whole, of: text, rowBytesMax) }
    return kept(whole.flatMap(\.bytes)) == kept(text) ? nil : "something of the file is lost"
  }

  private static func rows(
    _ bytes: [UInt8], pieceBytes: Int, _ choice: UInt8, _ rowBytesMax: Int
  ) -> [RowSplitter.RawRow] {
    let format = format(choice)
    var splitter = RowSplitter(separator: format.separator, quote: format.quote, rowBytesMax: rowBytesMax)
    var found: [RowSplitter.RawRow] = []
    var at = 0
    while true {
      while let row = splitter.next(atEnd: at == bytes.count) { found.append(row) }
      if at == bytes.count { return found }
      let end = min(bytes.count, at + pieceBytes)
      splitter.push(bytes[at..<end])
      at = end
    }
  }

  /// Of a line that is too long nothing is kept; every other line of the file is in a row.
  private static func lines(
    _ rows: [RowSplitter.RawRow], of text: ArraySlice<UInt8>, _ rowBytesMax: Int
  ) -> String? {
    func lines(_ bytes: some Collection<UInt8>) -> [[UInt8]] {
      bytes.split(separator: 10).filter { $0.count < rowBytesMax }.map { $0.filter { $0 != 13 } }
    }
    let kept = lines(Array(rows.map(\.bytes).joined(separator: [10])))
    let short = lines(text).filter { !$0.isEmpty }
    return short.allSatisfy(kept.contains) ? nil : "a line is lost beside one that is too long"
  }

  // MARK: - Texts

  /// What is read of a whole file: as many fields as there are columns, or a fault.
  private static func whole(_ bytes: [UInt8], _ choice: UInt8) -> String? {
    var reader = SourceReader(format(choice))
    reader.push(bytes)
    var line = 0
    while let found = try? reader.next(atEnd: true) {
      if found.line <= line { return "lines do not rise" }
      line = found.line
      if found.fault != nil, !found.fields.isEmpty { return "a row with a fault has fields" }
      if found.fault == nil, let columns = reader.columns, found.fields.count != columns.count {
        return "a row has more or fewer fields than columns"
      }
    }
    return nil
  }

  /// Fields that are written with quotes are read as they were.
  private static func written(_ bytes: [UInt8]) -> String? {
    var fields = bytes.split(separator: 0, omittingEmptySubsequences: false).map { Array($0) }
    if fields.last?.isEmpty == true, fields.count > 1 { fields.removeLast() }
    var row: [UInt8] = []
    for field in fields {
      if !row.isEmpty { row.append(44) }
      row.append(34)
      for byte in field { row += byte == 34 ? [34, 34] : [byte] }
      row.append(34)
    }
    let found = rows(row, pieceBytes: 7, 0, InputFormat.rowBytesMax)
    guard found.count == 1, found[0].fault == nil, found[0].bytes == row else { return "a row is cut" }
    let split = FieldSplitter(separator: .byte(44), quote: 34).split(row)
    return split.fault == nil && split.fields == fields ? nil : "fields are read differently from how they were written"
  }
}
