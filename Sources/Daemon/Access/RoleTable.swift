import FactSchema
import Rights
import Wire

/// What each uid and gid may do, from the settings.
struct RoleTable: Sendable, Equatable {
  /// What the roles of each allow, by the roles' names.
  private typealias Roles = [String: Permissions]

  private var users: [UInt32: Roles] = [:]
  private var groups: [UInt32: Roles] = [:]
  private var others: Roles = [:]
  private var own: UInt32

  /// Resolves the names; `own` is the daemon's uid, which is an operator as root is.
  init(_ settings: RoleSettings, own: UInt32) throws(SettingsError) {
    self.own = own
    func resolve(
      _ section: [String: [String]], _ key: (String) -> SettingKey, _ kind: String, _ look: (String) -> UInt32?
    ) throws(SettingsError) -> [UInt32: Roles] {
      var found: [UInt32: Roles] = [:]
      for (role, names) in section {
        for name in names {
          found[try Self.find(name, key(role).name, kind, look), default: [:]][role] = settings.permissions(of: role)
        }
      }
      return found
    }
    users = try resolve(settings.users, SettingKey.users, "login name", Accounts.uid)
    groups = try resolve(settings.groups, SettingKey.groups, "group", Accounts.gid)
    if settings.defaultRole != Role.none.word {
      others = [settings.defaultRole: settings.permissions(of: settings.defaultRole)]
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

  /// All that the uid's roles allow, else all that the groups' do, else what the default does.
  func rights(of peer: PeerCredentials) -> Rights {
    if peer.uid == 0 || peer.uid == own { return Rights(.operator) }
    if let roles = users[peer.uid] { return Rights(roles) }
    let roles = peer.groups.reduce(into: Roles()) { roles, group in
      roles.merge(groups[group] ?? [:]) { first, _ in first }
    }
    return Rights(roles.isEmpty ? others : roles)
  }
}
