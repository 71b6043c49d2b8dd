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
  /// number is over 128 bits.
  public init?(_ text: String) {
    let bytes = text.utf8
    guard let separator = bytes.lastIndex(of: UInt8(ascii: "_")),
      let kind = SubjectKind(prefix: text[..<separator])
    else { return nil }
    let digits = bytes[bytes.index(after: separator)...]
    guard digits.count == 26, let first = digits.first, first <= UInt8(ascii: "7") else { return nil }
    var value: UInt128 = 0
    for character in digits {
      let digit = Self.values[Int(character)]
      guard digit < 32 else { return nil }
      value = value << 5 | UInt128(digit)
    }
    self.init(kind, value)
  }

  public var description: String {
    var digits: [UInt8] = []
    digits.reserveCapacity(36)
    digits.append(contentsOf: kind.prefix.utf8)
    digits.append(UInt8(ascii: "_"))
    for index in 0..<26 {
      digits.append(Self.alphabet[Int(truncatingIfNeeded: value >> UInt128(125 - 5 * index)) & 31])
    }
    return String(decoding: digits, as: UTF8.self)
  }

  private static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)
  private static let values: [UInt8] = {
    var table = [UInt8](repeating: 255, count: 256)
    for (value, character) in alphabet.enumerated() { table[Int(character)] = UInt8(value) }
    return table
  }()
}
