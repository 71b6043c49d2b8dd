/// What a fact can be about. The raw value is stored in every record for ever; the prefix stands in every id.
public enum SubjectKind: UInt8, CaseIterable, Sendable {
  case contact = 1
  case deal = 2
  case task = 3
  case order = 4
  case payment = 5
  case campaign = 6
  case pipeline = 7

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
  public init?(_ text: String) {
    let bytes = text.utf8.span
    let start = bytes.count - Self.digits
    // The shortest kinds have four letters.
    guard start >= 5, bytes[start - 1] == UInt8(ascii: "_"), let kind = Self.kind(bytes, length: start - 1),
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
    let prefix = kind.prefix.utf8
    return String(unsafeUninitializedCapacity: prefix.count + 1 + Self.digits) { buffer in
      var count = 0
      for byte in prefix {
        buffer[count] = byte
        count += 1
      }
      buffer[count] = UInt8(ascii: "_")
      // Five bits for each digit, the last first; the first digit has the three that are left.
      var rest = value
      for index in stride(from: count + Self.digits, to: count, by: -1) {
        buffer[index] = Self.digit(of: UInt8(truncatingIfNeeded: rest) & 31)
        rest >>= 5
      }
      return count + 1 + Self.digits
    }
  }

  private static let digits = 26

  private static func kind(_ bytes: Span<UInt8>, length: Int) -> SubjectKind? {
    let kind: SubjectKind
    switch bytes[0] {
    case UInt8(ascii: "c"): kind = length == 7 ? .contact : .campaign
    case UInt8(ascii: "d"): kind = .deal
    case UInt8(ascii: "t"): kind = .task
    case UInt8(ascii: "o"): kind = .order
    case UInt8(ascii: "p"): kind = length == 7 ? .payment : .pipeline
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

  /// The digit of a value below 32: 0-9 and the small letters but i, l, o and u.
  private static func digit(of value: UInt8) -> UInt8 {
    switch value {
    case 0...9: UInt8(ascii: "0") + value
    case 10...17: UInt8(ascii: "a") + value - 10
    case 18...19: UInt8(ascii: "j") + value - 18
    case 20...21: UInt8(ascii: "m") + value - 20
    case 22...26: UInt8(ascii: "p") + value - 22
    default: UInt8(ascii: "v") + value - 27
    }
  }

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
