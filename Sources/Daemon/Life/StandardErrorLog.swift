import Domain
public import FactSchema
import Glibc
public import Logging
import Synchronization

/// Writes log lines to standard error: time, level, message, values. Nothing it is given holds personal data.
public struct StandardErrorLog: LogHandler {
  /// The level that all of them write from on, which a reload may change.
  public final class Threshold: Sendable {
    private let current: Mutex<Logger.Level>

    /// A threshold at this level.
    public init(_ level: Logger.Level) { current = Mutex(level) }

    /// What is less important is not written.
    public var level: Logger.Level {
      get { current.withLock { $0 } }
      set { current.withLock { $0 = newValue } }
    }
  }

  private let threshold: Threshold
  private let now: @Sendable () -> Instant
  /// What is added to every line.
  public var metadata: Logger.Metadata = [:]
  /// Gives further metadata; not asked.
  public var metadataProvider: Logger.MetadataProvider?

  /// A handler that writes what `threshold` lets through.
  public init(threshold: Threshold, now: @escaping @Sendable () -> Instant) {
    self.threshold = threshold
    self.now = now
  }

  /// The least level that is written.
  public var logLevel: Logger.Level {
    get { threshold.level }
    set { threshold.level = newValue }
  }

  /// What is added to every line under that key.
  public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  /// Writes one line.
  public func log(event: Logging.LogEvent) {
    var values = metadata
    if let own = event.metadata { values.merge(own) { $1 } }
    let tail = values.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }.joined()
    let line = Array("\(now().rfc3339) \(event.level.rawValue) \(event.message)\(tail)\n".utf8)
    // One call, so that lines of several threads do not mix.
    _ = unsafe write(STDERR_FILENO, line, line.count)
  }
}

extension LogLevel {
  /// swift-log's word for it.
  var swiftLog: Logger.Level {
    switch self {
    case .debug: .debug
    case .info: .info
    case .notice: .notice
    case .warning: .warning
    case .error: .error
    }
  }
}
