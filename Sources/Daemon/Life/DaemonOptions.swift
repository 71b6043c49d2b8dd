public import FactSchema
import Glibc
public import Logging

/// What a daemon is started with.
public struct DaemonOptions: Sendable {
  /// Settings given on the command line, by key.
  public var flags: [String: String]
  /// The config file named on the command line.
  public var configFile: String?
  /// The environment variables.
  public var environment: [String: String]
  /// The home folder from the user database.
  public var home: String
  /// Kith's version.
  public var version: String
  /// Threads that serve connections: one for each processor, four at most.
  public var loops = max(1, min(4, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))))
  /// Whether the log's clock begins anew at the machine's, where it is ahead of it.
  public var resetsClock = false
  /// Where it says what it does.
  public var logger: Logger
  /// Where a reload puts the log level.
  public var threshold: StandardErrorLog.Threshold?
  /// The time now.
  public var now: @Sendable () -> Instant
  /// Whether the operator goes on without facts that are known to have been acknowledged and are missing.
  public var acceptsLoss = false
  /// Called when a commit failed so that nothing may be answered any more: the process must end.
  public var onFatal: @Sendable (String) -> Void

  /// Options with the machine's clock.
  public init(
    flags: [String: String] = [:], configFile: String? = nil, environment: [String: String] = [:], home: String = "/",
    version: String = KithVersion.text, logger: Logger, threshold: StandardErrorLog.Threshold? = nil,
    now: @escaping @Sendable () -> Instant, onFatal: @escaping @Sendable (String) -> Void
  ) {
    self.flags = flags
    self.configFile = configFile
    self.environment = environment
    self.home = home
    self.version = version
    self.logger = logger
    self.threshold = threshold
    self.now = now
    self.onFatal = onFatal
  }

  /// The settings as flags, environment and config file have them now.
  public func readSettings() throws(StartError) -> Settings {
    do throws(SettingsError) {
      return try Settings(flags: flags, environment: environment, file: try file())
    } catch {
      throw StartError(error)
    }
  }

  /// The folder and the socket's path that these settings lead to.
  var places: Places { Places(environment: environment, home: home) }

  /// The config file: the named one, which must be there, or the first that is where one is looked for. One that is there
  /// and cannot be read is refused: its settings would silently do nothing.
  private func file() throws(SettingsError) -> (path: String, text: String)? {
    let named = (configFile ?? environment["KITH_CONFIG"]).flatMap { $0.isEmpty ? nil : $0 }
    for path in named.map({ [$0] }) ?? places.configFiles {
      if let text = TextFile.read(path) {
        try TextFile.checkHands(path)
        return (path, text)
      }
      let (code, reason) = (errno, SystemError.text)
      if named == nil, code == ENOENT || code == ENOTDIR, !TextFile.isLink(path) { continue }
      throw SettingsError(place: path, key: "", expected: "cannot be read: \(reason)")
    }
    return nil
  }

  /// What the settings name of this machine; throws for the first that is not there, or that no socket can have.
  func resolve(_ settings: Settings) throws(SettingsError) -> ResolvedSettings {
    let roles = try RoleTable(settings.roles, own: geteuid())
    var group: UInt32?
    if let name = settings.socket.group {
      group = Accounts.gid(name)
      guard group != nil else {
        throw SettingsError(
          place: "the settings", key: "socket.group",
          expected: "names \(name.prefix(64)), which is no group or number of this machine")
      }
    }
    let path = places.socket(settings)
    // With a socket passed in there is no path.
    guard environment["LISTEN_FDS"] != nil || path.utf8.count <= Limits.socketPathBytes else {
      throw SettingsError(
        place: "the settings", key: "socket.path",
        expected: "leads to a path of \(path.utf8.count) bytes, and the system allows \(Limits.socketPathBytes)")
    }
    return ResolvedSettings(roles: roles, socketGroup: group)
  }
}

/// What settings mean on this machine.
struct ResolvedSettings {
  /// Who may do what.
  var roles: RoleTable
  /// The group that owns the socket; nil: the daemon's own.
  var socketGroup: UInt32?
}

/// The release.
public enum KithVersion {
  /// As semantic versions have it.
  public static let text = "1.0.0"
}
