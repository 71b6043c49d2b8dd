import Glibc
public import Logging
public import Schema

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
  /// Where it says what it does.
  public var logger: Logger
  /// Where a reload puts the log level.
  public var threshold: StandardErrorLog.Threshold?
  /// The time now.
  public var now: @Sendable () -> Instant
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

  /// The config file: the named one, which must be there, or the first that is where one is looked for.
  private func file() throws(SettingsError) -> (path: String, text: String)? {
    if let path = configFile ?? environment["KITH_CONFIG"], !path.isEmpty {
      guard let text = TextFile.read(path) else {
        throw SettingsError(place: path, key: "", expected: "cannot be read: \(SystemError.text)")
      }
      try TextFile.checkHands(path)
      return (path, text)
    }
    for path in places.configFiles {
      guard let text = TextFile.read(path) else { continue }
      try TextFile.checkHands(path)
      return (path, text)
    }
    return nil
  }
}

/// The release.
public enum KithVersion {
  /// As semantic versions have it.
  public static let text = "1.0.0"
}
