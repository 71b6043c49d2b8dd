public import FactSchema

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
  /// The depth by the type's number, as far as types were named.
  private let depths: [FactDepth]
  /// That of every other type, also of those that this release does not know.
  private let rest: FactDepth

  /// Every kind, whole.
  public static let all = FactKinds([:], rest: .whole)

  /// None.
  public static let none = FactKinds([:], rest: .nothing)

  /// Every kind, by its header.
  public static let headers = FactKinds([:], rest: .header)

  /// The message of every kind, and of these the whole.
  public static func messages(whole types: FactType...) -> FactKinds {
    FactKinds(Dictionary(uniqueKeysWithValues: types.map { ($0.rawValue, .whole) }), rest: .message)
  }

  /// These kinds and no others, whole.
  public init(_ types: FactType...) { self.init(whole: types) }

  /// These kinds and no others, each as deep as it says.
  public init(header: [FactType] = [], open: [FactType] = [], whole: [FactType] = []) {
    var depths: [UInt32: FactDepth] = [:]
    for (types, depth) in [(header, FactDepth.header), (open, .open), (whole, .whole)] {
      for type in types { depths[type.rawValue, default: .nothing].formUnion(depth) }
    }
    self.init(depths, rest: .nothing)
  }

  /// Facts of these numbers each as deep as it says, and every other as deep as `rest`.
  init(_ named: [UInt32: FactDepth], rest: FactDepth) {
    var depths = [FactDepth](repeating: rest, count: named.keys.max().map { Int($0) + 1 } ?? 0)
    for (type, depth) in named { depths[Int(type)] = depth }
    self.depths = depths
    self.rest = rest
  }

  private init(_ depths: [FactDepth], rest: FactDepth) {
    self.depths = depths
    self.rest = rest
  }

  /// Both kinds, each as deep as the two together look.
  public func union(_ other: FactKinds) -> FactKinds {
    let count = UInt32(max(depths.count, other.depths.count))
    return FactKinds(
      (0..<count).map { depth(of: $0).union(other.depth(of: $0)) }, rest: rest.union(other.rest))
  }

  /// Whether the type is one of them; one that this release does not know is only in what has every kind.
  public func contains(_ type: UInt32) -> Bool { depth(of: type) != .nothing }

  /// How much is looked at of facts of that type.
  public func depth(of type: UInt32) -> FactDepth {
    Int(type) < depths.count ? depths[Int(type)] : rest
  }
}
