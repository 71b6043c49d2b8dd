public import Domain
public import FactSchema
public import ReadModels

/// What an engine is opened with.
public struct EngineOptions: Sendable {
  /// The name of a file in the data folder: where it is found at start, everything derived is made again.
  public static let crashMark = "crashed"

  /// The name of the file in the data folder that holds space back for a full device.
  public static let reserve = "reserve"

  /// The data folder; made when it is not there.
  public var folder: String
  /// The read models to keep, each under its own name.
  public var readModels: [any Projection]
  /// What a log is told first in which nobody has said it yet. Of any other log it changes nothing.
  public var seeds: Seeds
  /// The threads that answer short queries; long ones have four times as many, of which a uid gets as many as this.
  public var queryThreads: Int
  /// The bytes that a rebuild may use for rows.
  public var rebuildMemory: Int
  /// The size of the log's map in bytes: the most that the log can hold.
  public var logMapSize: Int
  /// The bytes that the log's journal holds.
  public var journalBytes: Int
  /// Whether keys may be kept on a file system that copies on write, where erasing cannot overwrite them.
  public var allowsCopyOnWrite: Bool
  /// Whether the operator goes on without facts that are known to have been acknowledged and are missing.
  public var acceptsLoss = false
  /// The bytes kept free for a full disk.
  public var reserveBytes: Int
  /// The most readers at work in one environment at a time, of this process and others.
  public var readersMax: Int
  /// What the engine bounds.
  public var limits: EngineLimits

  /// Puts the options together.
  public init(
    folder: String, readModels: [any Projection], seeds: Seeds = Seeds(), queryThreads: Int = 2,
    rebuildMemory: Int = 256 << 20,
    logMapSize: Int = 1 << 40, journalBytes: Int = 4 << 20, allowsCopyOnWrite: Bool = false,
    reserveBytes: Int = 8 << 20, readersMax: Int = 512, limits: EngineLimits = EngineLimits()
  ) {
    self.folder = folder
    self.readModels = readModels
    self.seeds = seeds
    self.queryThreads = queryThreads
    self.rebuildMemory = rebuildMemory
    self.logMapSize = logMapSize
    self.journalBytes = journalBytes
    self.allowsCopyOnWrite = allowsCopyOnWrite
    self.reserveBytes = reserveBytes
    self.readersMax = readersMax
    self.limits = limits
  }
}

/// What an engine takes from outside: time, chance, names, and whom to tell that it cannot go on.
public struct EngineSurroundings: Sendable {
  /// The time now.
  public var now: @Sendable () -> Instant
  /// That many random bytes.
  public var randomBytes: @Sendable (_ count: Int) -> [UInt8]
  /// The login name of a uid, or its number.
  public var userName: @Sendable (_ uid: UInt32) -> String
  /// The user whose process it is: the actor of facts that the engine brings itself.
  public var ownUID: UInt32
  /// Identifies this boot of the machine.
  public var bootID: String
  /// Called once, with one sentence, when a commit failed so that what is on disk is not known. The process must end
  /// with an error: nothing is answered any more.
  public var onFatal: @Sendable (_ cause: String) -> Void
  /// Called once for each event, fault and end of a fault that the status's notices tell of; on any thread.
  public var onNotice: @Sendable (EngineNotice) -> Void
  /// Lets ``Examination/run(_:say:)`` do its work in another process, and gives each line that it says; nil: there is none,
  /// and what may have made a process crash is not looked at.
  public var examine: (@Sendable (_ words: [String], _ onLine: (Substring) -> Void) -> ExaminationEnd)?

  /// Puts the options together.
  public init(
    now: @escaping @Sendable () -> Instant, randomBytes: @escaping @Sendable (_ count: Int) -> [UInt8],
    userName: @escaping @Sendable (_ uid: UInt32) -> String, ownUID: UInt32, bootID: String,
    onFatal: @escaping @Sendable (_ cause: String) -> Void,
    onNotice: @escaping @Sendable (EngineNotice) -> Void = { _ in }
  ) {
    self.now = now
    self.randomBytes = randomBytes
    self.userName = userName
    self.ownUID = ownUID
    self.bootID = bootID
    self.onFatal = onFatal
    self.onNotice = onNotice
  }
}
