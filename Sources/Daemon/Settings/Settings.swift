import Domain
public import FactSchema

/// Everything that can be set: by a flag, else in the environment, else in the config file, else as it stands here.
///
/// config/kith.yaml lists every key with its default and what it does.
public struct Settings: Sendable, Equatable {
  /// The data folder; nil: `$XDG_DATA_HOME/kith`, else `~/.local/share/kith`.
  public var data: String?
  /// Where it listens, and who may connect.
  public var socket = SocketSettings()
  /// Who may do what.
  public var roles = RoleSettings()
  /// What a client can rely on.
  public var limits = Limits()
  /// How the log is opened.
  public var log = LogSettings()
  /// Whether keys may be kept on a file system that copies on write, where erasing one leaves its old block behind.
  public var vaultCopyOnWrite = false
  /// Bytes that one rebuild may hold in memory.
  public var rebuildMemory = 256 << 20
  /// What files for earlier releases say of the company. A log in which nobody has said it is told it once; afterwards facts
  /// alone say it.
  public var former = FormerSettings()
  /// The least level that is written to standard error.
  public var logLevel = LogLevel.info

  /// The settings as they are without a file.
  public init() {}
}

/// Where the socket is and who may open it.
public struct SocketSettings: Sendable, Equatable {
  /// nil: as `SocketPath` looks for it.
  public var path: String?
  /// The permission bits of the socket.
  public var mode: UInt16 = 0o660
  /// The group that owns the socket, by name or number; nil: the daemon's own.
  public var group: String?

  /// The settings as they are without a file.
  public init() {}
}

/// Who may do what, by login and group names or numbers.
public struct RoleSettings: Sendable, Equatable {
  /// What the roles allow that are defined here, by name.
  public var defined: [String: Permissions] = [:]
  /// Login names or user ids by role; they decide before groups do.
  public var users: [String: [String]] = [:]
  /// Groups by role; all of a client's groups count.
  public var groups: [String: [String]] = [:]
  /// The role of everybody else.
  public var defaultRole = Role.none.word

  /// The settings as they are without a file.
  public init() {}

  /// What a role allows; nothing where there is none of that name.
  func permissions(of role: String) -> Permissions {
    defined[role] ?? Role.predefined.first { $0.word == role }?.permissions ?? []
  }
}

/// What was configuration and is a fact now.
public struct FormerSettings: Sendable, Equatable {
  /// `phone.region`: the region, such as GB, of phone numbers written without `+`.
  public var phoneRegion: String?
  /// `consent.default`: whether contacts are written to who never said.
  public var grantsConsent: Bool?

  /// None of them is set.
  public init() {}

  /// What a log is told that says nothing itself.
  var seeds: Seeds { Seeds(phoneRegion: phoneRegion, grantsConsent: grantsConsent ?? true) }

  /// What to say of those that are set; nil where none is. `isUsed`: nobody has said yet in the log what they say.
  func notice(isUsed: Bool?) -> String? {
    let keys = [phoneRegion.map { _ in Self.phone }, grantsConsent.map { _ in Self.consent }].compactMap(\.self)
    guard !keys.isEmpty else { return nil }
    let names = keys.map(\.key).joined(separator: " and ")
    let commands = keys.map { "`\($0.command)`" }.joined(separator: " and ")
    let isOne = keys.count == 1
    let those = isOne ? "it" : "them"
    let fate =
      switch isUsed {
      case true: "this log does not say yet what holds, and takes \(those) over, once"
      case false: "this log says what holds, and does not use \(those)"
      case nil: "a log that does not say yet what holds takes \(those) over, once, and any other does not use \(those)"
      }
    return "\(names) \(isOne ? "is no setting" : "are no settings") any more: \(fate). "
      + "What holds is changed with \(commands); remove \(those) from the settings."
  }

  private static let phone = (key: "phone.region", command: "kith company set --phone-region REGION")
  private static let consent = (key: "consent.default", command: "kith company set --consent granted|withdrawn")
}

/// How the log's environment is opened.
public struct LogSettings: Sendable, Equatable {
  /// Bytes of address space that the log may grow to.
  public var mapSize = 1 << 40
  /// Bytes that are recorded between two commits of the log's environment.
  public var journal = 4 << 20
  /// Reader slots of every environment.
  public var maxReaders = 512

  /// The settings as they are without a file.
  public init() {}
}

/// How much the daemon says on standard error.
public enum LogLevel: String, CaseIterable, Sendable {
  case debug, info, notice, warning, error
}
