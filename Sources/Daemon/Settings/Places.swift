/// Where the daemon's folder, socket and config file are when nobody says so.
///
/// A pure function of the environment, so that every order of precedence can be tested.
public struct Places: Sendable {
  /// The environment variables.
  public var environment: [String: String]
  /// The home folder from the user database, used when `HOME` is not set.
  public var home: String

  /// Looks in that environment and that home folder.
  public init(environment: [String: String], home: String) {
    self.environment = environment
    self.home = home
  }

  /// The data folder.
  public func data(_ settings: Settings) -> String {
    settings.data ?? folder("XDG_DATA_HOME", under: ".local/share") + "/kith"
  }

  /// The socket: as set, else systemd's runtime folder, else the login session's, else in the data folder.
  public func socket(_ settings: Settings) -> String {
    if let path = settings.socket.path { return path }
    if let folders = environment["RUNTIME_DIRECTORY"], let first = folders.split(separator: ":").first {
      return "\(first)/kith.sock"
    }
    if let folder = absolute("XDG_RUNTIME_DIR") { return "\(folder)/kith/kith.sock" }
    return "\(data(settings))/kith.sock"
  }

  /// The folder that may be made for the socket: only the login session's.
  public func socketFolderToMake(_ settings: Settings) -> String? {
    guard settings.socket.path == nil, environment["RUNTIME_DIRECTORY"] == nil else { return nil }
    return absolute("XDG_RUNTIME_DIR").map { "\($0)/kith" }
  }

  /// The config files looked for in this order when none is named.
  public var configFiles: [String] {
    [folder("XDG_CONFIG_HOME", under: ".config") + "/kith/kith.yaml", "/etc/kith/kith.yaml"]
  }

  private func folder(_ variable: String, under fallback: String) -> String {
    absolute(variable) ?? "\(environment["HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? home)/\(fallback)"
  }

  /// The XDG rule: a relative path counts as not set.
  private func absolute(_ variable: String) -> String? {
    environment[variable].flatMap { $0.utf8.first == UInt8(ascii: "/") ? $0 : nil }
  }
}
