public import Domain

/// A read model: what it makes of each event, written as rows of a ``View``.
///
/// A value type without state of its own: everything it must remember is in the rows, so that live following, catching
/// up and rebuilding give the same rows. Nothing that depends on the present time, the batch or the generation may be in
/// a row.
public protocol Projection: Sendable {
  /// Its name in the protocol, such as `contacts`.
  var name: String { get }

  /// Raised whenever the rows that the same log gives change; a generation of another version is made again.
  var version: UInt32 { get }

  /// The facts that it looks at, and how deep; all others pass it by.
  var kinds: FactKinds { get }

  /// Changes the rows as the event asks; ignores facts that do not concern it.
  ///
  /// Called through ``ViewWriter/apply(_:by:)``, which takes everything back when it throws. The personal fields of an
  /// erased event are empty.
  func apply(_ event: RecordedEvent, to view: inout ViewWriter) throws(ProjectionFailure)
}

extension Projection {
  /// All facts, whole.
  public var kinds: FactKinds { .all }
}

/// How much of a fact is looked at; each includes what is before it.
public enum FactDepth: Int, Sendable, Comparable {
  /// Not even its header.
  case nothing
  /// Its header and its type; the fact's own fields may be missing.
  case header
  /// Also its open fields; its personal ones may be missing.
  case open
  /// All of it.
  case whole

  public static func < (a: FactDepth, b: FactDepth) -> Bool { a.rawValue < b.rawValue }
}

/// The kinds of facts that a read model looks at, and how much of each: a build spares itself the rest.
public struct FactKinds: Sendable {
  /// The bit of a type's number; all types have numbers below 64, which a test holds.
  private let masks: (header: UInt64, open: UInt64, whole: UInt64)

  /// Every kind, whole.
  public static let all = FactKinds((0, 0, .max))

  /// None.
  public static let none = FactKinds((0, 0, 0))

  /// These kinds and no others, whole.
  public init(_ types: FactType...) { masks = (0, 0, Self.mask(types)) }

  /// These kinds and no others, each as deep as it says.
  public init(header: [FactType] = [], open: [FactType] = [], whole: [FactType] = []) {
    masks = (Self.mask(header), Self.mask(open), Self.mask(whole))
  }

  private init(_ masks: (UInt64, UInt64, UInt64)) { self.masks = masks }

  /// Both kinds, each as deep as the one that looks deeper.
  public func union(_ other: FactKinds) -> FactKinds {
    FactKinds(
      (masks.header | other.masks.header, masks.open | other.masks.open, masks.whole | other.masks.whole))
  }

  /// Whether the type is one of them; one that this release does not know is only in ``all``.
  public func contains(_ type: UInt32) -> Bool { depth(of: type) != .nothing }

  /// How much is looked at of facts of that type.
  public func depth(of type: UInt32) -> FactDepth {
    if masks.whole == .max { return .whole }
    guard type < 64 else { return .nothing }
    let bit: UInt64 = 1 << UInt64(type)
    if masks.whole & bit != 0 { return .whole }
    if masks.open & bit != 0 { return .open }
    return masks.header & bit != 0 ? .header : .nothing
  }

  private static func mask(_ types: [FactType]) -> UInt64 { types.reduce(0) { $0 | 1 << UInt64($1.rawValue) } }
}

/// What the read models are told by the configuration.
public struct ReadModelSettings: Sendable, Equatable {
  /// The ISO 3166 code of the country whose numbers are written without `+`; nil: such numbers are not looked up.
  public var phoneRegion: String?

  /// Puts the settings together.
  public init(phoneRegion: String? = nil) { self.phoneRegion = phoneRegion }
}
