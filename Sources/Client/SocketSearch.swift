/// Where the daemon's socket is looked for.
public struct SocketSearch: Sendable, Equatable {
  /// The paths to try, in order.
  public var paths: [String]
  /// Whether a person named the path: then it is the only one.
  public var isGiven: Bool

  /// The one path that was given.
  public init(path: String) {
    self.paths = [path]
    self.isGiven = true
  }

  /// The protocol's search: the path given by hand (`given`, else `KITH_SOCKET`, else the configuration's) and no other;
  /// without one `$RUNTIME_DIRECTORY/kith.sock`, `$XDG_RUNTIME_DIR/kith/kith.sock`, the data folder's `kith.sock`, and
  /// `/run/kith/kith.sock`.
  public init(
    given: String? = nil, configured: String? = nil, dataFolder: String? = nil, environment: [String: String]
  ) {
    func variable(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
    if let path = given ?? variable("KITH_SOCKET") ?? configured {
      self.paths = [path]
      self.isGiven = true
      return
    }
    var paths: [String] = []
    if let folder = variable("RUNTIME_DIRECTORY")?.split(separator: ":").first { paths.append("\(folder)/kith.sock") }
    if let folder = variable("XDG_RUNTIME_DIR"), folder.hasPrefix("/") { paths.append("\(folder)/kith/kith.sock") }
    if let folder = dataFolder ?? Self.dataFolder(environment: environment) { paths.append("\(folder)/kith.sock") }
    paths.append("/run/kith/kith.sock")
    self.paths = paths
    self.isGiven = false
  }

  /// `$XDG_DATA_HOME/kith`, else `~/.local/share/kith`; nil without either variable.
  public static func dataFolder(environment: [String: String]) -> String? {
    if let data = environment["XDG_DATA_HOME"], data.hasPrefix("/") { return "\(data)/kith" }
    return environment["HOME"].map { "\($0)/.local/share/kith" }
  }
}
