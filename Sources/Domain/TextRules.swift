import Bytes

/// What texts may be made of. All work on UTF-8 and take time in proportion to the text.
public enum TextRules {
  /// Whether it is `[a-z0-9][a-z0-9_-]{0,63}`.
  public static func isWord(_ text: String) -> Bool { isWord(text.utf8.span) }

  /// Whether text in UTF-8 is such a word.
  static func isWord(_ bytes: Span<UInt8>) -> Bool {
    guard (1...Bounds.wordBytes).contains(bytes.count), isLetterOrDigit(bytes[0]) else { return false }
    for index in 1..<bytes.count {
      let byte = bytes[index]
      guard isLetterOrDigit(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") else { return false }
    }
    return true
  }

  /// Whether it can be a command, correlation or causation id: 1 to 128 printable ASCII characters, or to `bytesMax`.
  public static func isClientID(_ text: String, bytesMax: Int = Bounds.clientIDBytes) -> Bool {
    let bytes = text.utf8.span
    guard (1...bytesMax).contains(bytes.count) else { return false }
    // Without an early end, so that many bytes are looked at at once.
    var highest: UInt8 = 0
    for index in bytes.indices { highest = max(highest, bytes[index] &- 0x20) }
    return highest <= 0x5E
  }

  /// What is said of a text that can be no such id.
  public static func clientIDNeeded(_ bytesMax: Int) -> String {
    "must be 1 to \(bytesMax) printable ASCII characters"
  }

  /// Whether it is a single line of at least one visible character, at most `characters` long, without controls.
  public static func isLine(_ text: String, characters: Int) -> Bool {
    isLine(text.utf8.span, characters: characters)
  }

  /// Whether text in UTF-8 is such a line.
  static func isLine(_ bytes: Span<UInt8>, characters: Int) -> Bool {
    if bytes.count <= characters, let isVisible = isVisibleASCII(bytes) { return isVisible }
    var isBlank = true
    var count = 0
    for scalar in string(bytes).unicodeScalars {
      count += 1
      guard count <= characters, !isControl(scalar) else { return false }
      if isBlank, !InvisibleText.isInvisible(scalar) { isBlank = false }
    }
    return !isBlank
  }

  /// Whether it has at most 64 KiB and no controls but tabs and line ends.
  public static func isText(_ text: String) -> Bool { isText(text.utf8.span) }

  /// Whether it is such a text in UTF-8.
  static func isText(_ bytes: Span<UInt8>) -> Bool {
    guard bytes.count <= Bounds.textBytes else { return false }
    if bytes.isEmpty || isVisibleASCII(bytes) == true { return true }
    return string(bytes).unicodeScalars.allSatisfy { !isControl($0) || $0 == "\n" || $0 == "\r" || $0 == "\t" }
  }

  /// Whether nothing of a text in UTF-8 can be seen.
  static func isBlank(_ bytes: Span<UInt8>) -> Bool {
    if bytes.count > 0, isPrinting(bytes[0]) { return false }
    if let isVisible = isVisibleASCII(bytes) { return !isVisible }
    return string(bytes).unicodeScalars.allSatisfy(InvisibleText.isInvisible)
  }

  /// Whether it can be a login name: visible characters only, at most 64.
  public static func isOwner(_ text: String) -> Bool {
    isLine(text, characters: Bounds.ownerCharacters)
      && !text.unicodeScalars.contains { $0.properties.isWhitespace }
  }

  /// The text without white space around it, nor what steers how text is shown and shows nothing itself.
  public static func trimmed(_ text: String) -> String {
    let bytes = text.utf8.span
    if bytes.count > 0, isPrinting(bytes[0]), isPrinting(bytes[bytes.count - 1]) { return text }
    let scalars = text.unicodeScalars
    guard let first = scalars.firstIndex(where: { !InvisibleText.isPadding($0) }),
      let last = scalars.lastIndex(where: { !InvisibleText.isPadding($0) })
    else { return "" }
    if first == scalars.startIndex, scalars.index(after: last) == scalars.endIndex { return text }
    return String(scalars[first...last])
  }

  /// The form in which a text is stored and compared: trimmed, and in Unicode's NFC.
  public static func normalForm(_ text: String) -> String {
    isPlain(text.utf8.span) ? text : UnicodeForms.composed(trimmed(text))
  }

  /// Whether text in UTF-8 is in that form.
  static func isNormalForm(_ bytes: Span<UInt8>) -> Bool {
    if isPlain(bytes) { return true }
    let text = string(bytes)
    return normalForm(text).utf8.elementsEqual(text.utf8)
  }

  /// Whether it is ASCII without anything to trim, as most texts are: they are in their normal form.
  private static func isPlain(_ bytes: Span<UInt8>) -> Bool {
    if bytes.isEmpty { return true }
    guard isPrinting(bytes[0]), isPrinting(bytes[bytes.count - 1]) else { return false }
    var all: UInt64 = 0
    var index = 0
    while index + 8 <= bytes.count {
      all |= bytes.littleEndian(at: index, as: UInt64.self)
      index += 8
    }
    while index < bytes.count {
      all |= UInt64(bytes[index])
      index += 1
    }
    return all & highest == 0
  }

  /// Controls of C0 and C1, and the separators of lines and paragraphs, which end a line as they do.
  static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || scalar.value == 0x2028 || scalar.value == 0x2029
  }

  /// Whether it is a character of ASCII that can be seen.
  private static func isPrinting(_ byte: UInt8) -> Bool { byte > 0x20 && byte < 0x7F }

  /// Whether a text of printable ASCII has a character other than the space; nil for any other text. Most texts are such,
  /// and scalars take ten times as long.
  private static func isVisibleASCII(_ bytes: Span<UInt8>) -> Bool? {
    var isPrintable = true
    var isVisible = false
    var index = 0
    while index + 8 <= bytes.count {
      let word = bytes.littleEndian(at: index, as: UInt64.self)
      // A byte below 0x20 borrows into its highest bit, 0x7F carries into it, and others past ASCII have it.
      let outside = (word | (word &- Self.spaces) | (word &+ Self.ones)) & Self.highest
      isPrintable = outside == 0 && isPrintable
      isVisible = word != Self.spaces || isVisible
      index += 8
    }
    while index < bytes.count {
      isPrintable = (bytes[index] &- 0x20 < 0x5F) && isPrintable
      isVisible = bytes[index] != 0x20 || isVisible
      index += 1
    }
    guard isPrintable else { return nil }
    return isVisible
  }

  /// The text in UTF-8; what is none counts as a control.
  private static func string(_ bytes: Span<UInt8>) -> String {
    guard let text = try? UTF8Span(validating: bytes) else { return "\0" }
    return String(copying: text)
  }

  private static let spaces: UInt64 = 0x2020_2020_2020_2020
  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let highest: UInt64 = 0x8080_8080_8080_8080

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    (byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z")) || (byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9"))
  }
}
