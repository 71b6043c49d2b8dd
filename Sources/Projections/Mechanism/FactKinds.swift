public import Domain

/// How much of a fact is looked at.
public struct FactDepth: OptionSet, Sendable {
  /// A bit for each part.
  public let rawValue: UInt8

  /// A depth of these bits.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// Not even its header.
  public static let nothing: FactDepth = []
  /// Its header and its type; the fact's own fields may be missing.
  public static let header = FactDepth(rawValue: 1)
  /// Its stored message with its personal part; the fact's own fields may be missing.
  public static let message: FactDepth = [.header, FactDepth(rawValue: 2)]
  /// Its open fields; its personal ones may be missing, in the message too.
  public static let open: FactDepth = [.header, FactDepth(rawValue: 4)]
  /// All of it.
  public static let whole: FactDepth = [.message, .open]
}

/// The kinds of facts that a read model looks at, and how much of each: a build spares itself the rest.
public struct FactKinds: Sendable {
  /// For each part of a depth the bits of the types' numbers; all types have numbers below 64, which a test holds.
  private let masks: (header: UInt64, message: UInt64, open: UInt64)

  /// Every kind, whole.
  public static let all = FactKinds((.max, .max, .max))

  /// None.
  public static let none = FactKinds((0, 0, 0))

  /// Every kind; whole, but of these the message.
  public static func all(message types: FactType...) -> FactKinds { FactKinds((.max, .max, ~mask(types))) }

  /// These kinds and no others, whole.
  public init(_ types: FactType...) {
    let mask = Self.mask(types)
    masks = (mask, mask, mask)
  }

  /// These kinds and no others, each as deep as it says.
  public init(header: [FactType] = [], open: [FactType] = [], whole: [FactType] = []) {
    masks = (Self.mask(header + open + whole), Self.mask(whole), Self.mask(open + whole))
  }

  private init(_ masks: (UInt64, UInt64, UInt64)) { self.masks = masks }

  /// Both kinds, each as deep as the two together look.
  public func union(_ other: FactKinds) -> FactKinds {
    FactKinds(
      (masks.header | other.masks.header, masks.message | other.masks.message, masks.open | other.masks.open))
  }

  /// Whether the type is one of them; one that this release does not know is only in what has every kind.
  public func contains(_ type: UInt32) -> Bool { depth(of: type) != .nothing }

  /// How much is looked at of facts of that type.
  public func depth(of type: UInt32) -> FactDepth {
    guard type < 64 else { return masks.header == .max ? .whole : .nothing }
    let bit: UInt64 = 1 << UInt64(type)
    var depth = FactDepth.nothing
    if masks.header & bit != 0 { depth.insert(.header) }
    if masks.message & bit != 0 { depth.formUnion(.message) }
    if masks.open & bit != 0 { depth.formUnion(.open) }
    return depth
  }

  private static func mask(_ types: [FactType]) -> UInt64 { types.reduce(0) { $0 | 1 << UInt64($1.rawValue) } }
}
