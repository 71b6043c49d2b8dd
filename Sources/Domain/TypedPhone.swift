/// A phone number as people and programs write it, taken apart.
///
/// White space, dots, hyphens, slashes and brackets between digits are dropped, and what cannot be seen anywhere. Digits and
/// signs may be of any width, digits of any script. An extension stands at the end (`x12`, `ext. 12`, `#12`, `;ext=12`).
/// `tel:` may stand in front, and RFC 3966's parameters behind; a number's context counts when it is a number.
struct TypedPhone {
  private(set) var hasPlus = false
  /// In ASCII.
  private(set) var digits: [UInt8] = []

  /// Nil for a text that is no number.
  init?(_ text: String) {
    var scalars = text.unicodeScalars.compactMap(Self.plain)[...]
    scalars = Self.trimmed(scalars)
    for scheme in ["tel:", "callto:"] where Self.starts(scalars, with: scheme) {
      scalars = scalars.dropFirst(scheme.utf8.count)
      break
    }
    guard let context = Self.dropParameters(&scalars), Self.dropExtension(&scalars) else { return nil }
    guard read(scalars), !digits.isEmpty else { return nil }
    guard !hasPlus, !context.isEmpty else { return }
    let local = digits
    digits = []
    guard read(context[...]), hasPlus else { return nil }
    digits += local
  }

  private static let trunkZero: [Unicode.Scalar] = ["(", "0", ")"]

  /// Reads digits and what stands between them; false at anything else. A `+` stands before all digits.
  private mutating func read(_ scalars: ArraySlice<Unicode.Scalar>) -> Bool {
    var index = scalars.startIndex
    while index < scalars.endIndex {
      let scalar = scalars[index]
      if ("0"..."9").contains(scalar) {
        digits.append(UInt8(truncatingIfNeeded: scalar.value))
      } else if scalar == "+", !hasPlus, digits.isEmpty {
        hasPlus = true
      } else if hasPlus, !digits.isEmpty, scalars[index...].starts(with: Self.trunkZero) {
        index += Self.trunkZero.count - 1
      } else if !Self.isSeparator(scalar) {
        return false
      }
      index += 1
    }
    return true
  }

  /// The character in ASCII where it is one of another width or script; nil for one that cannot be seen.
  private static func plain(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
    if scalar.isASCII { return scalar }
    if (0xFF01...0xFF5E).contains(scalar.value) { return Unicode.Scalar(scalar.value - 0xFEE0) }
    if scalar.properties.isWhitespace { return " " }
    if InvisibleText.isInvisible(scalar) { return nil }
    switch scalar.value {
    case 0x2010...0x2015, 0x2212, 0x30FC, 0xFE63: return "-"
    case 0xFE62, 0x207A: return "+"
    default: break
    }
    guard scalar.properties.numericType == .decimal, let value = scalar.properties.numericValue else { return scalar }
    return Unicode.Scalar(UInt8(ascii: "0") + UInt8(value))
  }

  private static func isSeparator(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case " ", "\t", "\n", "\r", "-", ".", "(", ")", "[", "]", "/": true
    default: false
    }
  }

  private static func trimmed(_ scalars: ArraySlice<Unicode.Scalar>) -> ArraySlice<Unicode.Scalar> {
    var scalars = scalars
    while let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
    return scalars.drop { $0.properties.isWhitespace }
  }

  private static func starts(_ scalars: ArraySlice<Unicode.Scalar>, with word: String) -> Bool {
    String(String.UnicodeScalarView(scalars.prefix(word.utf8.count))).lowercased() == word
  }

  /// Cuts RFC 3966's parameters off: the context where it is a number, else nothing; nil where one is not known.
  private static func dropParameters(_ scalars: inout ArraySlice<Unicode.Scalar>) -> [Unicode.Scalar]? {
    guard let start = scalars.firstIndex(of: ";") else { return [] }
    let parameters = scalars[start...].dropFirst().split(separator: ";", omittingEmptySubsequences: false)
    scalars = scalars[..<start]
    var context: [Unicode.Scalar] = []
    for parameter in parameters {
      let parts = parameter.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, let name = parts.first, let value = parts.last else { return nil }
      switch String(String.UnicodeScalarView(trimmed(name))).lowercased() {
      case "ext": guard isExtension(value.filter { !isSeparator($0) }[...]) else { return nil }
      case "phone-context": if value.first == "+" { context = Array(value) }
      case "isub": break
      default: return nil
      }
    }
    return context
  }

  /// Cuts an extension off; false when what follows its mark is not one.
  private static func dropExtension(_ scalars: inout ArraySlice<Unicode.Scalar>) -> Bool {
    guard let mark = scalars.firstIndex(where: { $0 == "x" || $0 == "X" || $0 == "#" || $0 == "e" || $0 == "E" })
    else { return true }
    var rest = scalars[mark...]
    for word in ["extension", "extn", "ext", "x", "#"] where starts(rest, with: word) {
      rest = rest.dropFirst(word.utf8.count)
      break
    }
    rest = rest.drop { $0 == "." || $0 == " " || $0 == ":" || $0 == "\t" }
    guard rest.startIndex > mark, isExtension(rest) else { return false }
    scalars = scalars[..<mark]
    while scalars.last == " " || scalars.last == "," { scalars.removeLast() }
    return true
  }

  private static func isExtension(_ scalars: ArraySlice<Unicode.Scalar>) -> Bool {
    (1...7).contains(scalars.count) && scalars.allSatisfy { ("0"..."9").contains($0) }
  }
}
