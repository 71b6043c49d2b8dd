import Engine

/// Why the daemon cannot start: one sentence for a person, and the status that the process ends with.
public struct StartError: Error, Equatable, Sendable, CustomStringConvertible {
  public var description: String
  /// Of <sysexits.h>, so that a service manager can tell what is worth another try.
  public var exitStatus: Int32

  /// An error of that sentence, and a status of `ExitStatus`.
  public init(_ description: String, exitStatus: Int32) {
    self.description = description
    self.exitStatus = exitStatus
  }

  init(_ error: SettingsError) { self.init(error.description, exitStatus: ExitStatus.configuration) }

  init(_ error: SocketError) { self.init(error.description, exitStatus: ExitStatus.unavailable) }

  init(_ error: EngineError) {
    switch error.code {
    case .locked: self.init(error.message, exitStatus: ExitStatus.locked)
    case .inaccessible: self.init(error.message, exitStatus: ExitStatus.cannotCreate)
    case .damaged: self.init(error.message, exitStatus: ExitStatus.damaged)
    case .lost: self.init(error.message, exitStatus: ExitStatus.lost)
    case .storageFull: self.init(error.message, exitStatus: ExitStatus.inputOutput)
    }
  }
}

/// The statuses that kithd ends with.
public enum ExitStatus {
  /// Stopped as asked.
  public static let stopped: Int32 = 0
  /// The log is damaged or not Kith's.
  public static let damaged: Int32 = 65
  /// Acknowledged facts are missing.
  public static let lost: Int32 = 66
  /// The socket cannot be opened.
  public static let unavailable: Int32 = 69
  /// The data folder cannot be made or written.
  public static let cannotCreate: Int32 = 73
  /// The disk is full, or a commit failed.
  public static let inputOutput: Int32 = 74
  /// Another daemon has the data folder.
  public static let locked: Int32 = 75
  /// A setting is wrong.
  public static let configuration: Int32 = 78
}
