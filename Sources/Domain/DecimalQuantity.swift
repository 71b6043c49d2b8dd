/// Quantities as decimal strings: zero or more, at most 12 digits before the point and 6 behind it.
public enum DecimalQuantity {
  /// The quantity without leading zeros and without zeros at the end of its fraction; nil when it is not one.
  public static func normalForm(_ text: String) -> String? {
    let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard let whole = parts.first, isDigits(whole), parts.count == 1 || isDigits(parts[1]) else { return nil }
    let integer = whole.drop { $0 == "0" }
    guard integer.utf8.count <= Bounds.quantityDigits else { return nil }
    let start = integer.isEmpty ? "0" : String(integer)
    guard parts.count == 2 else { return start }
    guard let last = parts[1].lastIndex(where: { $0 != "0" }) else { return start }
    let fraction = parts[1][...last]
    return fraction.utf8.count <= Bounds.quantityFractionDigits ? "\(start).\(fraction)" : nil
  }

  private static func isDigits(_ text: Substring) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
  }
}
