import Bytes

/// The grammar of JSON (RFC 8259) over borrowed bytes that are known to be UTF-8.
///
/// Every function moves `at` past what it read and is false where the grammar is broken. No recursion.
enum JSONScanner {
  /// How deep arrays and objects may stand in each other.
  static let depthMax = 64

  /// What a value is, by its first byte.
  enum Kind {
    case object, array, string, number, boolean, null

    /// In a sentence such as "must be a string, not …".
    var words: String {
      switch self {
      case .object: "an object"
      case .array: "a list"
      case .string: "a string"
      case .number: "a number"
      case .boolean: "true or false"
      case .null: "null"
      }
    }
  }

  /// The kind of the value that begins at `at`; the value need not be well formed.
  @inline(__always)
  static func kind(_ bytes: Span<UInt8>, _ at: Int) -> Kind {
    switch bytes[at] {
    case UInt8(ascii: "{"): .object
    case UInt8(ascii: "["): .array
    case UInt8(ascii: "\""): .string
    case UInt8(ascii: "t"), UInt8(ascii: "f"): .boolean
    case UInt8(ascii: "n"): .null
    default: .number
    }
  }

  /// Whether the bytes are exactly one JSON value, in UTF-8.
  static func isValid(_ bytes: Span<UInt8>) -> Bool {
    guard bytes.isUTF8 else { return false }
    var at = 0
    guard skipValue(bytes, &at, bytes.count, depth: 0) else { return false }
    skipSpace(bytes, &at, bytes.count)
    return at == bytes.count
  }

  @inline(__always)
  static func skipSpace(_ bytes: Span<UInt8>, _ at: inout Int, _ end: Int) {
    while at < end, bytes[at] == 0x20 || bytes[at] == 0x09 || bytes[at] == 0x0A || bytes[at] == 0x0D { at &+= 1 }
  }

  /// Reads one byte that must stand here.
  @inline(__always)
  static func skip(_ character: Unicode.Scalar, _ bytes: Span<UInt8>, _ at: inout Int, _ end: Int) -> Bool {
    guard at < end, bytes[at] == UInt8(ascii: character) else { return false }
    at &+= 1
    return true
  }

  /// Reads one value with the space before it; `depth` is how many arrays and objects stand around it.
  static func skipValue(_ bytes: Span<UInt8>, _ at: inout Int, _ end: Int, depth outer: Int) -> Bool {
    var depth = outer
    // One bit for each container that is open: set for an object.
    var objects: UInt64 = 0
    while true {
      skipSpace(bytes, &at, end)
      guard at < end else { return false }
      switch bytes[at] {
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        let isObject = bytes[at] == UInt8(ascii: "{")
        guard depth < depthMax else { return false }
        at &+= 1
        skipSpace(bytes, &at, end)
        if skip(isObject ? "}" : "]", bytes, &at, end) { break }
        objects = isObject ? objects | 1 << UInt64(depth) : objects & ~(1 << UInt64(depth))
        depth &+= 1
        if isObject, !skipKey(bytes, &at, end) { return false }
        continue
      case UInt8(ascii: "\""):
        guard skipString(bytes, &at, end) else { return false }
      case UInt8(ascii: "t"):
        guard skipWord("true", bytes, &at, end) else { return false }
      case UInt8(ascii: "f"):
        guard skipWord("false", bytes, &at, end) else { return false }
      case UInt8(ascii: "n"):
        guard skipWord("null", bytes, &at, end) else { return false }
      default:
        guard skipNumber(bytes, &at, end) else { return false }
      }
      // A value ended: go on in the container around it, or leave it.
      while true {
        if depth == outer { return true }
        let isObject = objects & 1 << UInt64(depth - 1) != 0
        skipSpace(bytes, &at, end)
        if skip(",", bytes, &at, end) {
          if isObject, !skipKey(bytes, &at, end) { return false }
          break
        }
        guard skip(isObject ? "}" : "]", bytes, &at, end) else { return false }
        depth &-= 1
      }
    }
  }

  /// Reads a member's name and the colon after it, with the space around them.
  static func skipKey(_ bytes: Span<UInt8>, _ at: inout Int, _ end: Int) -> Bool {
    skipSpace(bytes, &at, end)
    guard skipString(bytes, &at, end) else { return false }
    skipSpace(bytes, &at, end)
    return skip(":", bytes, &at, end)
  }

  /// Reads a string: no control characters, known escapes, surrogates only in pairs.
  static func skipString(_ bytes: Span<UInt8>, _ at: inout Int, _ end: Int) -> Bool {
    guard skip("\"", bytes, &at, end) else { return false }
    while true {
      at = JSONString.runEnd(bytes, at, end)
      guard at < end else { return false }
      let byte = bytes[at]
      if byte == UInt8(ascii: "\"") {
        at &+= 1
        return true
      }
      guard byte == UInt8(ascii: "\\"), skipEscape(bytes, &at, end) else { return false }
    }
  }

  private static func skipEscape(_ bytes: Span<UInt8>, _ at: inout Int, _ end: Int) -> Bool {
    guard at + 1 < end else { return false }
    switch bytes[at + 1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
      UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      at += 2
      return true
    case UInt8(ascii: "u"):
      guard let unit = JSONString.hex4(bytes, at + 2, end) else { return false }
      at += 6
      if unit & 0xF800 != 0xD800 { return true }
      guard unit & 0xFC00 == 0xD800, at + 1 < end, bytes[at] == UInt8(ascii: "\\"), bytes[at + 1] == UInt8(ascii: "u"),
        let low = JSONString.hex4(bytes, at + 2, end), low & 0xFC00 == 0xDC00
      else { return false }
      at += 6
      return true
    default: return false
    }
  }

  /// Reads a number: no plus, no leading zeros, digits on both sides of a point.
  static func skipNumber(_ bytes: Span<UInt8>, _ at: inout Int, _ end: Int) -> Bool {
    _ = skip("-", bytes, &at, end)
    if !skip("0", bytes, &at, end) {
      guard skipDigits(bytes, &at, end) else { return false }
    }
    if skip(".", bytes, &at, end) {
      guard skipDigits(bytes, &at, end) else { return false }
    }
    if skip("e", bytes, &at, end) || skip("E", bytes, &at, end) {
      if !skip("+", bytes, &at, end) { _ = skip("-", bytes, &at, end) }
      guard skipDigits(bytes, &at, end) else { return false }
    }
    return true
  }

  private static func skipDigits(_ bytes: Span<UInt8>, _ at: inout Int, _ end: Int) -> Bool {
    let start = at
    while at < end, bytes[at] &- 48 < 10 { at &+= 1 }
    return at > start
  }

  static func skipWord(_ word: StaticString, _ bytes: Span<UInt8>, _ at: inout Int, _ end: Int) -> Bool {
    let count = word.utf8CodeUnitCount
    guard end - at >= count, word.withUTF8Buffer({ unsafe matches($0, bytes, at) }) else { return false }
    at += count
    return true
  }

  private static func matches(_ word: UnsafeBufferPointer<UInt8>, _ bytes: Span<UInt8>, _ at: Int) -> Bool {
    for index in 0..<word.count where unsafe bytes[at + index] != word[index] { return false }
    return true
  }
}
