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

  private struct Rows: Equatable {
    var rows: [RowSplitter.RawRow] = []
    var isTooLong = false
  }

  private static func rows(_ bytes: [UInt8], _ choice: UInt8, rowBytesMax: Int) -> String? {
    let whole = rows(bytes, pieceBytes: bytes.count + 1, choice, rowBytesMax)
    let pieces = rows(bytes, pieceBytes: Int(choice >> 3) + 1, choice, rowBytesMax)
    guard whole == pieces else { return "the pieces make a difference" }
    if whole.isTooLong { return nil }
    guard zip(whole.rows, whole.rows.dropFirst()).allSatisfy({ $0.line < $1.line }) else { return "lines do not rise" }
    func kept(_ bytes: some Sequence<UInt8>) -> [UInt8] { bytes.filter { $0 != 10 && $0 != 13 } }
    let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
    return kept(whole.rows.flatMap(\.bytes)) == kept(text) ? nil : "something of the file is lost"
  }

  private static func rows(_ bytes: [UInt8], pieceBytes: Int, _ choice: UInt8, _ rowBytesMax: Int) -> Rows {
    let format = format(choice)
    var splitter = RowSplitter(separator: format.separator, quote: format.quote, rowBytesMax: rowBytesMax)
    var found = Rows()
    var at = 0
    do throws(RowSplitter.RowTooLong) {
      while true {
        while let row = try splitter.next(atEnd: at == bytes.count) { found.rows.append(row) }
        if at == bytes.count { return found }
        let end = min(bytes.count, at + pieceBytes)
        splitter.push(bytes[at..<end])
        at = end
      }
    } catch {
      found.isTooLong = true
      return found
    }
  }

  // MARK: - Texts

  /// What is read of a whole file: as many fields as there are columns, or a fault.
  private static func whole(_ bytes: [UInt8], _ choice: UInt8) -> String? {
    var reader = SourceReader(format(choice))
    guard (try? reader.push(bytes)) != nil else { return nil }
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
    let found = rows(row, pieceBytes: 7, 0, InputFormat.rowBytesMax).rows
    guard found.count == 1, found[0].fault == nil, found[0].bytes == row else { return "a row is cut" }
    let split = FieldSplitter(separator: .byte(44), quote: 34).split(row)
    return split.fault == nil && split.fields == fields ? nil : "fields are read differently from how they were written"
  }
}
