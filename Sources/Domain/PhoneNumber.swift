/// Phone numbers: kept as they were typed, looked up in E.164.
public enum PhoneNumber {
  /// What a phone is looked up under, such as `+442079460958`; nil when it is not a number, or has neither a `+` nor a
  /// region to complete it.
  ///
  /// Spaces, dots, hyphens, slashes and parentheses between digits are dropped, so is `(0)` behind a calling code and an
  /// extension (`x12`, `ext. 12`, `#12`). Without `+` the region's prefix for calls abroad stands for one; else the
  /// region's trunk prefix is dropped and its calling code put in front. 7 to 15 digits.
  public static func normalForm(_ text: String, region: PhoneRegion? = nil) -> String? {
    guard text.unicodeScalars.count <= Bounds.phoneCharacters, let typed = Typed(text) else { return nil }
    if typed.hasPlus { return e164(typed.digits[...]) }
    guard let region else { return nil }
    if typed.digits.starts(with: region.internationalPrefix.utf8) {
      return e164(typed.digits.dropFirst(region.internationalPrefix.utf8.count))
    }
    var national = typed.digits[...]
    if !region.trunkPrefix.isEmpty, national.starts(with: region.trunkPrefix.utf8) {
      national = national.dropFirst(region.trunkPrefix.utf8.count)
    }
    guard !national.isEmpty else { return nil }
    return e164(ArraySlice(Array(region.callingCode.utf8) + national))
  }

  private static func e164(_ digits: ArraySlice<UInt8>) -> String? {
    // No calling code begins with 0.
    guard Bounds.phoneDigits.contains(digits.count), digits.first != UInt8(ascii: "0") else { return nil }
    return "+" + String(decoding: digits, as: UTF8.self)
  }

  /// What was typed, without what only makes it readable.
  private struct Typed {
    var hasPlus = false
    var digits: [UInt8] = []

    init?(_ text: String) {
      var scalars = Array(TextRules.trimmed(text).unicodeScalars)
      guard Self.dropExtension(&scalars) else { return nil }
      if scalars.first == "+" || scalars.first == "\u{FF0B}" {
        hasPlus = true
        scalars.removeFirst()
      }
      var index = 0
      while index < scalars.count {
        let scalar = scalars[index]
        if ("0"..."9").contains(scalar) {
          digits.append(UInt8(truncatingIfNeeded: scalar.value))
        } else if hasPlus, !digits.isEmpty, scalars[index...].starts(with: Self.trunkZero) {
          index += Self.trunkZero.count - 1
        } else if !Self.isSeparator(scalar) {
          return nil
        }
        index += 1
      }
      if digits.isEmpty { return nil }
    }

    private static let trunkZero: [Unicode.Scalar] = ["(", "0", ")"]

    private static func isSeparator(_ scalar: Unicode.Scalar) -> Bool {
      switch scalar {
      case " ", "-", ".", "(", ")", "/", "\u{A0}", "\u{202F}", "\u{2010}"..."\u{2015}": true
      default: false
      }
    }

    /// Cuts an extension off; false when what follows its mark is not one.
    private static func dropExtension(_ scalars: inout [Unicode.Scalar]) -> Bool {
      guard let mark = scalars.firstIndex(where: { $0 == "x" || $0 == "X" || $0 == "#" || $0 == "e" || $0 == "E" })
      else { return true }
      var rest = scalars[mark...]
      for word in ["ext", "x", "#"] where String(String.UnicodeScalarView(rest)).lowercased().hasPrefix(word) {
        rest = rest.dropFirst(word.utf8.count)
        break
      }
      rest = rest.drop { $0 == "." || $0 == " " || $0 == ":" }
      guard rest.startIndex > mark, (1...7).contains(rest.count), rest.allSatisfy({ ("0"..."9").contains($0) }) else {
        return false
      }
      scalars.removeSubrange(mark...)
      return true
    }
  }
}
