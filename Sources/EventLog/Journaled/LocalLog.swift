public import FactSchema

/// Logs in folders of this machine.
public enum LocalLog {
  /// How a log is opened.
  public struct Options: Sendable {
    /// The data folder; made (mode 0700) when it is not there.
    public var folder: String
    /// The fixed size of the log's map, in bytes of address space: the most that the log can ever hold.
    public var logMapSize: Int
    /// The most reads at once.
    public var maxReaders: Int
    /// How many keys are made at a time, in one durable block.
    public var vaultBlock: Int
    /// The size of the journal in bytes, in whole blocks: what is recorded between two commits of the log's file.
    public var journalBytes: Int
    /// The space held back for a full disk, in bytes; 0 for none.
    public var reserveBytes: Int
    /// Allows a file system on which an erased key might be found again in an old block.
    public var allowCopyOnWrite: Bool
    /// Whether the operator goes on without facts that the journal had or seems to have had.
    public var acceptsLoss = false
    /// How the log is walked through in another process; nil: it is not.
    public var walk: Walk?
    /// Whether it must be walked through before it is read: something killed the process that had it open.
    public var mustWalk = false
    /// Told of each damage that is met, in a sentence; it must not wait.
    public var onDamage: @Sendable (_ sentence: String) -> Void = { _ in }

    /// Puts the options together.
    public init(
      folder: String, logMapSize: Int = 1 << 40, maxReaders: Int = 126, vaultBlock: Int = 4096,
      journalBytes: Int = 4 << 20, reserveBytes: Int = 8 << 20, allowCopyOnWrite: Bool = false
    ) {
      self.folder = folder
      self.logMapSize = logMapSize
      self.maxReaders = maxReaders
      self.vaultBlock = vaultBlock
      self.journalBytes = journalBytes
      self.reserveBytes = reserveBytes
      self.allowCopyOnWrite = allowCopyOnWrite
    }
  }

  /// Opens the log in the folder, making it when there is none; `now` is written into a new one. Takes no reserve yet.
  ///
  /// Throws `.lockedByAnother`, `.readOnly`, `.noSpace`, `.notALog`, `.newerFormat`, `.copyOnWriteRefused`, or what the
  /// kernel or the file's storage said.
  public static func open(
    _ options: Options, entropy: Entropy = .system, now: Instant
  ) throws(EventLogError) -> any FactLog & LogUpkeep {
    try JournaledLog.open(options, entropy: entropy, now: now)
  }

  /// Claims the folder for what belongs to a log that is kept elsewhere, making it (mode 0700) when it is not there; for as long
  /// as what is returned is. Throws `.lockedByAnother` when a process has it open.
  public static func claim(_ folder: String) throws(EventLogError) -> FolderLock {
    try makeFolder(folder)
    return try FolderLock(folder: folder)
  }

  /// Gives the space back that a process before this one held; false when there is none. Before the log is opened.
  public static func releaseReserve(in folder: String) -> Bool { Reserve.release(folder + "/reserve") }
}
