/// What a caller may do, or what a call or a fact needs.
public struct Permissions: OptionSet, Hashable, Sendable {
  /// A bit for each.
  public let rawValue: UInt64

  /// Those with these bits.
  public init(rawValue: UInt64) { self.rawValue = rawValue }

  /// This one alone.
  public init(_ permission: Permission) { self.init(rawValue: 1 << UInt64(permission.rawValue)) }

  /// What nothing in the schema opens: operators alone have it, and no role of the configuration can.
  public static let unopened = Permissions(rawValue: 1 << 63)

  /// What operators may.
  public static let everything: Permissions = Permission.allCases.reduce(into: [.role, .unopened]) { all, permission in
    all.insert(Permissions(permission))
  }

  /// Those that have names, in the order of the schema.
  public var named: [Permission] { Permission.allCases.filter { contains(Permissions($0)) } }
}

extension Permission {
  /// The permission of that name, or nil.
  public init?(word: some StringProtocol) {
    guard let found = Self.allCases.first(where: { $0.word == word }) else { return nil }
    self = found
  }
}

extension FactType {
  /// All that a caller must be permitted to do who records it.
  public var needs: Permissions { Self.needed[Int(rawValue)] }

  /// What is needed to record every fact that is not the daemon's own.
  public static let needsOfAll: Permissions = allCases.filter { !$0.isOfTheDaemon }.reduce([]) { $0.union($1.needs) }

  private static let needed = SchemaTables.fact.needsByNumber
}

extension MessageTable {
  /// What each field needs, at its number.
  package var needsByNumber: [Permissions] {
    let last = fields.map(\.number).max() ?? 0
    return fields.reduce(into: Array(repeating: .unopened, count: last + 1)) { $0[$1.number] = $1.needs }
  }
}
