/// Characters that show nothing: white space, and what only steers how others are shown.
///
/// By ranges of code points, because what a text is looked up under must not change with a toolchain.
enum InvisibleText {
  /// Whether a text of nothing but such characters looks empty.
  static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.value < 0x80 { return scalar.value <= 0x20 }
    if isFormat(scalar) || scalar.properties.isWhitespace { return true }
    switch scalar.value {
    // Fillers, the empty braille pattern, joiners and selectors of variants.
    case 0x34F, 0x115F...0x1160, 0x17B4...0x17B5, 0x180B...0x180F, 0x200C...0x200D, 0x2800, 0x3164, 0xFE00...0xFE0F,
      0xFFA0, 0xFFF0...0xFFFB, 0x1BCA0...0x1BCA3, 0x1D173...0x1D17A, 0xE0000...0xE0FFF:
      return true
    default: return false
    }
  }

  /// Whether it says nothing where it stands at an end of a text: white space, and marks of breaks and directions.
  static func isPadding(_ scalar: Unicode.Scalar) -> Bool { isFormat(scalar) || scalar.properties.isWhitespace }

  /// Marks of breaks, of directions and of the byte order, which come along when text is copied. Joiners are none of them:
  /// they belong to words of some scripts, and to pictures.
  static func isFormat(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0xAD, 0x61C, 0x200B, 0x200E...0x200F, 0x202A...0x202E, 0x2060...0x206F, 0xFEFF: true
    default: false
    }
  }

  /// The text without marks of breaks and directions.
  static func withoutFormat(_ text: String) -> String {
    if UnicodeForms.isASCII(text) { return text }
    return String(String.UnicodeScalarView(text.unicodeScalars.filter { !isFormat($0) }))
  }
}
