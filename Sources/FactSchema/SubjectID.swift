/// What a fact can be about. The raw value is stored in every record for ever; the prefix stands in every id.
public enum SubjectKind: UInt8, CaseIterable, Sendable {
  case contact = 1
  case deal = 2
  case task = 3
  case order = 4
  case payment = 5
  case campaign = 6
  case pipeline = 7
  /// The log itself, which facts of the daemon's own are about.
  case log = 8
  /// The company itself: one of each log.
  case company = 9
  /// Somebody who works with the company's customers.
  case user = 10
  case team = 11
  /// What two contacts are to each other: an id in facts, which are about the first of them.
  case relationship = 12
  /// What was said of whether an address may be written to.
  case suppression = 13

  /// The lower-case kind before the `_` of an id.
  public var prefix: String {
    switch self {
    case .contact: "contact"
    case .deal: "deal"
    case .task: "task"
    case .order: "order"
    case .payment: "payment"
    case .campaign: "campaign"
    case .pipeline: "pipeline"
    case .log: "log"
    case .company: "company"
    case .user: "user"
    case .team: "team"
    case .relationship: "relationship"
    case .suppression: "suppression"
    }
  }

  /// The kind with this prefix, or nil.
  public init?(prefix: some StringProtocol) {
    guard let kind = Self.allCases.first(where: { $0.prefix == prefix }) else { return nil }
    self = kind
  }
}

/// The id of a subject: a kind and 128 bits, a UUIDv7 when the daemon made it.
///
/// Its text is a TypeID (github.com/jetify-com/typeid, version 0.3): `kind_` and 26 characters of Crockford's base32
/// in lower case, most significant first.
public struct SubjectID: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// What kind of thing it names.
  public let kind: SubjectKind
  /// The 128 bits.
  public let value: UInt128

  /// The id of that kind with those bits.
  public init(_ kind: SubjectKind, _ value: UInt128) {
    self.kind = kind
    self.value = value
  }

  public static func < (a: SubjectID, b: SubjectID) -> Bool {
    (a.kind.rawValue, a.value) < (b.kind.rawValue, b.value)
  }

  /// Reads a TypeID; nil when the kind is unknown, the length is not 26, a character is outside the alphabet, or the
  /// number is over 128 bits. No allocation.
  public init?(_ text: String) { self.init(text.utf8.span) }

  /// Reads a TypeID in UTF-8, likewise.
  public init?(_ bytes: Span<UInt8>) {
    let start = bytes.count - Self.digits
    // The shortest kind has three letters.
    guard start >= 4, bytes[start - 1] == UInt8(ascii: "_"), let kind = Self.kind(bytes, length: start - 1),
      bytes[start] <= UInt8(ascii: "7")
    else { return nil }
    var value: UInt128 = 0
    for index in start..<bytes.count {
      let digit = Self.value(ofDigit: bytes[index])
      guard digit < 32 else { return nil }
      value = value << 5 | UInt128(digit)
    }
    self.init(kind, value)
  }

  public var description: String {
    var text: [UInt8] = []
    text.reserveCapacity(textBytes)
    appendText(to: &text)
    return String(decoding: text, as: UTF8.self)
  }

  /// The length of its text in UTF-8, in bytes.
  public var textBytes: Int { kind.prefix.utf8.count + 1 + Self.digits }

  /// Appends its text in UTF-8.
  public func appendText(to bytes: inout [UInt8]) {
    bytes.append(contentsOf: kind.prefix.utf8)
    // Five bits for each digit, but three for the first: the upper half of the number ends one bit into the 13th.
    let upper = UInt64(truncatingIfNeeded: value >> 64)
    let lower = UInt64(truncatingIfNeeded: value)
    let alphabet = Self.alphabet
    var text = InlineArray<27, UInt8>(repeating: UInt8(ascii: "_"))
    for index in 0..<13 { text[1 + index] = alphabet[Int(upper >> UInt64(61 - 5 * index) & 31)] }
    text[14] = alphabet[Int((upper << 4 | lower >> 60) & 31)]
    for index in 0..<12 { text[15 + index] = alphabet[Int(lower >> UInt64(55 - 5 * index) & 31)] }
    text.span.withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
  }

  private static let digits = 26

  private static func kind(_ bytes: Span<UInt8>, length: Int) -> SubjectKind? {
    let kind: SubjectKind
    switch bytes[0] {
    case UInt8(ascii: "c"):
      kind = length == 8 ? .campaign : bytes[2] == UInt8(ascii: "n") ? .contact : .company
    case UInt8(ascii: "d"): kind = .deal
    case UInt8(ascii: "t"): kind = bytes[1] == UInt8(ascii: "a") ? .task : .team
    case UInt8(ascii: "o"): kind = .order
    case UInt8(ascii: "p"): kind = length == 7 ? .payment : .pipeline
    case UInt8(ascii: "l"): kind = .log
    case UInt8(ascii: "r"): kind = .relationship
    case UInt8(ascii: "s"): kind = .suppression
    case UInt8(ascii: "u"): kind = .user
    default: return nil
    }
    let prefix = kind.prefix.utf8
    guard prefix.count == length else { return nil }
    var index = 0
    for byte in prefix {
      if bytes[index] != byte { return nil }
      index += 1
    }
    return kind
  }

  /// The digits by their values: 0-9 and the small letters but i, l, o and u.
  private static let alphabet: InlineArray<32, UInt8> = [
    0x30, 0x31, 0x32, 0x33, 0x34, 0x35, 0x36, 0x37, 0x38, 0x39, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66,
    0x67, 0x68, 0x6A, 0x6B, 0x6D, 0x6E, 0x70, 0x71, 0x72, 0x73, 0x74, 0x76, 0x77, 0x78, 0x79, 0x7A,
  ]

  /// The value of a digit; 255 for what is none.
  private static func value(ofDigit digit: UInt8) -> UInt8 {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "h"): digit - UInt8(ascii: "a") + 10
    case UInt8(ascii: "j")...UInt8(ascii: "k"): digit - UInt8(ascii: "j") + 18
    case UInt8(ascii: "m")...UInt8(ascii: "n"): digit - UInt8(ascii: "m") + 20
    case UInt8(ascii: "p")...UInt8(ascii: "t"): digit - UInt8(ascii: "p") + 22
    case UInt8(ascii: "v")...UInt8(ascii: "z"): digit - UInt8(ascii: "v") + 27
    default: 255
    }
  }
}
