/// What a file is that holds no delimited text, as its first bytes tell.
enum FileKind {
  /// How many of a file's first bytes are looked at.
  static let bytesLookedAt = 512

  /// What stands in the way and what to do about it; nil for what may be delimited text. `name` is the file, as a shell
  /// reads it.
  static func obstacle(_ head: [UInt8], file name: String) -> String? {
    for (mark, what) in marks where head.starts(with: mark.utf8) { return "the file is \(what)" }
    for (mark, what) in binaryMarks where head.starts(with: mark) { return "the file is \(what)" }
    if head.starts(with: [0x1F, 0x8B]) {
      return "the file is compressed by gzip; unpack it on the way: gunzip -c \(name) | kith import - ..."
    }
    if let encoding = wideEncoding(head) {
      return
        "the file is \(encoding) text; convert it first: iconv -f \(encoding) -t UTF-8 \(name) > NEW, and import NEW"
    }
    if head.contains(0) {
      return "the file is no text: a byte of zero stands among its first \(bytesLookedAt); export it as CSV in UTF-8"
    }
    let start = String(decoding: head.prefix(64), as: UTF8.self).trimmed.lowercased()
    if ["<!doctype", "<html", "<?xml", "<table", "<workbook"].contains(where: start.hasPrefix) {
      return "the file is HTML or XML, whatever its name says; open it in a spreadsheet and save it as CSV in UTF-8"
    }
    if ["{\"", "[{", "{\n", "[\n"].contains(where: start.hasPrefix) {
      return "the file is JSON and no delimited text; convert it to CSV first, such as by jq with @csv"
    }
    return nil
  }

  private static let spreadsheet = "open it and save the sheet as CSV in UTF-8, then import that"

  private static let marks = [
    ("PK\u{3}\u{4}", "a spreadsheet (.xlsx, .ods) or another zip archive, not delimited text; \(spreadsheet)"),
    ("%PDF-", "a PDF, not delimited text; export the table as CSV where it comes from"),
    ("SQLite format 3", "an SQLite database; export a table of it: sqlite3 -header -csv FILE 'select ...' > NEW"),
  ]

  private static let binaryMarks: [([UInt8], String)] = [
    ([0xD0, 0xCF, 0x11, 0xE0], "a spreadsheet of an old kind (.xls), not delimited text; \(spreadsheet)")
  ]

  /// UTF-16 or UTF-32, by their marks or, without one, by where the zeros stand.
  private static func wideEncoding(_ head: [UInt8]) -> String? {
    if head.starts(with: [0xFF, 0xFE, 0, 0]) || head.starts(with: [0, 0, 0xFE, 0xFF]) { return "UTF-32" }
    if head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF]) { return "UTF-16" }
    guard head.count >= 4, head.prefix(64).contains(0) else { return nil }
    let zeros = head.prefix(64).enumerated().filter { $0.element == 0 }.map(\.offset)
    guard zeros.count * 3 >= min(64, head.count) else { return nil }
    if zeros.allSatisfy({ $0 % 2 == 1 }) { return "UTF-16LE" }
    return zeros.allSatisfy { $0 % 2 == 0 } ? "UTF-16BE" : nil
  }
}
