import Schema

/// Which role each uid and gid has, from the settings.
struct RoleTable: Sendable, Equatable {
  private var users: [UInt32: Role] = [:]
  private var groups: [UInt32: Role] = [:]
  private var defaultRole: Role
  private var own: UInt32

  /// Resolves the names; `own` is the daemon's uid, which is an operator as root is.
  init(_ settings: RoleSettings, own: UInt32) throws(SettingsError) {
    defaultRole = settings.defaultRole
    self.own = own
    for (role, names) in settings.users {
      for name in names {
        users[try Self.find(name, "roles.users.\(role.word)", "login name", Accounts.uid), default: role].raise(
          to: role)
      }
    }
    for (role, names) in settings.groups {
      for name in names {
        groups[try Self.find(name, "roles.groups.\(role.word)", "group", Accounts.gid), default: role].raise(to: role)
      }
    }
  }

  private static func find(
    _ name: String, _ key: String, _ kind: String, _ look: (String) -> UInt32?
  ) throws(SettingsError) -> UInt32 {
    guard let number = look(name) else {
      throw SettingsError(
        place: "the settings", key: key,
        expected: "names \(name.prefix(64)), which is no \(kind) or number of this machine")
    }
    return number
  }

  /// By uid, else the strongest by any group, else the default.
  func role(of peer: PeerCredentials) -> Role {
    if peer.uid == 0 || peer.uid == own { return .operator }
    if let role = users[peer.uid] { return role }
    return peer.groups.compactMap { groups[$0] }.max() ?? defaultRole
  }
}

extension Role {
  fileprivate mutating func raise(to other: Role) { self = max(self, other) }
}
