public import FactSchema

/// What one caller may do: all that any of its roles allows. No role is stronger than another.
public struct Rights: Sendable, Equatable {
  /// The names of its roles, in the order of the alphabet.
  public let roles: [String]
  /// What they allow together.
  public let permissions: Permissions
  /// What is stored with the facts that it records.
  public let role: Role
  /// The roles' names, stored beside it where it does not say them: with `+` between, and one at the end where not all of
  /// them have room.
  public let roleName: String?
  /// Whether it may record every fact that clients can.
  public let recordsEverything: Bool

  /// Those of who has all of these roles, by name.
  public init(_ roles: [String: Permissions]) {
    self.roles = roles.keys.sorted()
    permissions = roles.values.reduce([]) { $0.union($1) }
    role = Role(allowing: permissions)
    roleName = self.roles.isEmpty || self.roles == [role.word] ? nil : Self.joined(self.roles)
    recordsEverything = permissions.isSuperset(of: FactType.needsOfAll)
  }

  private static func joined(_ roles: [String]) -> String {
    var name = roles[0]
    for role in roles.dropFirst() {
      guard name.utf8.count + 1 + role.utf8.count < roleNameBytesMax else { return name + "+" }
      name += "+" + role
    }
    return name
  }

  /// The most bytes of such a name; a role's own has fewer.
  public static let roleNameBytesMax = 64

  /// Those of who has a predefined role, or none.
  public init(_ role: Role) { self.init(role == .none ? [:] : [role.word: role.permissions]) }

  /// Those of who has no role.
  public static let none = Rights([:])

  /// Whether all of this is permitted.
  public func allow(_ needs: Permissions) -> Bool { permissions.isSuperset(of: needs) }

  /// The first permission that is lacking for this; nil where nothing is, or what only operators have.
  public func lacks(_ needs: Permissions) -> Permission? {
    let missing = needs.subtracting(permissions)
    return missing.contains(.unopened) ? nil : missing.named.first
  }

  /// Why `act`, which needs this, is refused: one sentence for a person.
  public func refusal(of act: String, _ needs: Permissions) -> String {
    let missing = needs.subtracting(permissions)
    let words = missing.named.map(\.word)
    let reason =
      if missing.contains(.unopened) {
        ": operators alone may"
      } else if words.isEmpty {
        ""
      } else {
        ": it takes the permission\(words.count > 1 ? "s" : "") \(words.joined(separator: " and "))"
      }
    let names = roles.isEmpty ? [role.word] : roles
    return "the role\(names.count > 1 ? "s" : "") \(names.joined(separator: " and ")) may not \(act)\(reason)"
  }
}
