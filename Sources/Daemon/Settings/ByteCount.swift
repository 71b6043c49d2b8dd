/// Sizes as people write them: a whole number of bytes, or one with a unit in any case.
enum ByteCount {
  private static let binary: [(name: String, bytes: Int)] = [
    ("KiB", 1 << 10), ("MiB", 1 << 20), ("GiB", 1 << 30), ("TiB", 1 << 40),
  ]
  private static let units =
    binary + [("B", 1), ("kB", 1_000), ("MB", 1_000_000), ("GB", 1_000_000_000), ("TB", 1_000_000_000_000)]

  /// The bytes; nil when the text is no size, or too large.
  static func parse(_ text: String) -> Int? {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard let number = Int(digits) else { return nil }
    let rest = text[digits.endIndex...].drop { $0 == " " }.lowercased()
    if rest.isEmpty { return number }
    guard let unit = units.first(where: { $0.name.lowercased() == rest }) else { return nil }
    let (bytes, overflow) = number.multipliedReportingOverflow(by: unit.bytes)
    return overflow ? nil : bytes
  }

  /// The size in the largest unit of which it is a whole number.
  static func text(_ bytes: Int) -> String {
    guard bytes > 0, let unit = binary.last(where: { bytes.isMultiple(of: $0.bytes) }) else { return "\(bytes)" }
    return "\(bytes / unit.bytes)\(unit.name)"
  }
}
