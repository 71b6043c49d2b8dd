/// Half-width and full-width characters as the usual ones (the `<narrow>` and `<wide>` mappings of Unicode's block
/// Halfwidth and Fullwidth Forms), and the voicing marks of kana that stand apart as those that belong to their letter.
enum TextWidth {
  /// The text in usual widths; most texts are so already.
  static func folded(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { usual($0) != $0 }) else { return text }
    return String(String.UnicodeScalarView(text.unicodeScalars.map(usual)))
  }

  private static func usual(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar.value {
    case 0..<0x3000: scalar
    case 0x3000: " "
    case 0x309B, 0xFF9E: "\u{3099}"
    case 0x309C, 0xFF9F: "\u{309A}"
    case 0xFF01...0xFF5E: Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar
    case 0xFF61...0xFF9D: kana[Int(scalar.value - 0xFF61)]
    case 0xFFA1...0xFFBE: Unicode.Scalar(scalar.value - 0xFFA1 + 0x3131) ?? scalar
    case 0xFFC2...0xFFC7: Unicode.Scalar(scalar.value - 0xFFC2 + 0x314F) ?? scalar
    case 0xFFCA...0xFFCF: Unicode.Scalar(scalar.value - 0xFFCA + 0x3155) ?? scalar
    case 0xFFD2...0xFFD7: Unicode.Scalar(scalar.value - 0xFFD2 + 0x315B) ?? scalar
    case 0xFFDA...0xFFDC: Unicode.Scalar(scalar.value - 0xFFDA + 0x3161) ?? scalar
    default: scalar
    }
  }

  /// From U+FF61 to U+FF9D.
  private static let kana = Array(
    "。「」、・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン".unicodeScalars)
}
