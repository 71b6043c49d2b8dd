extension Environment {
  /// How an environment is opened.
  public struct Options: Sendable {
    /// The folder that holds `data.mdb` and `lock.mdb`; made (mode 0700) when it is not there, unless read-only.
    public var path: String
    /// In bytes. With ``Durability/synced`` the fixed size of the map, which the file grows into; with
    /// ``Durability/derived`` the least size of the file, all of it allocated. 0 takes what the file says.
    public var mapSize: Int
    /// The most named tables.
    public var maxTables: Int
    /// The most read transactions at once, over all processes.
    public var maxReaders: Int
    /// What a commit promises.
    public var durability: Durability
    /// Never writes; the folder must be there.
    public var readOnly: Bool
    /// Whether the kernel reads ahead: good for scans, wasteful for random reads of data larger than memory.
    public var readAhead: Bool

    /// Puts the options together.
    public init(
      path: String, mapSize: Int = 16 << 20, maxTables: Int = 16, maxReaders: Int = 126,
      durability: Durability = .derived, readOnly: Bool = false, readAhead: Bool = true
    ) {
      self.path = path
      self.mapSize = mapSize
      self.maxTables = maxTables
      self.maxReaders = maxReaders
      self.durability = durability
      self.readOnly = readOnly
      self.readAhead = readAhead
    }
  }

  /// What a commit promises.
  public enum Durability: Sendable, Equatable {
    /// A commit that returned survives a power cut. For the log.
    case synced
    /// A commit that returned survives the end of the process, not of the machine; `sync` makes it so. Writes go
    /// straight into the map, whose every byte is allocated on disk, so that a full disk is an error and not a signal.
    case derived
  }

  /// The least step by which ``grow(atLeast:)`` enlarges a file, in bytes.
  public static let growthStepMin = 16 << 20
  /// The least step on a device that is nearly full.
  public static let growthStepTight = 1 << 20
  /// How long ``grow(atLeast:)`` waits for readers to end, in seconds.
  public static let drainLimit = 30
  /// The most ended read transactions that are kept for reuse.
  public static let pooledReadersMax = 64
}
