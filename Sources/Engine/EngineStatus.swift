public import FactSchema

/// How the engine stands.
public struct EngineStatus: Sendable {
  /// The log's identity, 32 hexadecimal digits.
  public var origin: String
  /// The last durable position.
  public var head: Position
  /// The audit tree's root over all facts up to head.
  public var root: Digest256
  /// The log's epoch, which each accepted loss of facts ends.
  public var epoch: UInt32
  /// The bytes on disk of each folder in the data folder, by name.
  public var folders: [(name: String, bytes: UInt64)]
  /// How many facts each read model is behind, by name.
  public var lags: [(projection: String, events: UInt64)]
  /// What the last commit cost; nil before the first.
  public var lastCommit: CommitCost?
  /// The bytes that this process may still write to the data folder's file system.
  public var freeDiskBytes: UInt64
  /// The process's own memory (RssAnon), in bytes.
  public var memoryBytes: UInt64
  /// How many subscriptions there are.
  public var subscriptions: Int
  /// How many queries wait for a position.
  public var waitingQueries: Int
  /// What was remade or refused at start, and each fault since then, what is over as well; a sentence each.
  public var notices: [String]
  /// What of the log is damaged, in the order of positions: the first of it, when it is much.
  public var damaged: [DamagedPlace]
}

/// A place of the log or the vault that cannot be trusted.
public struct DamagedPlace: Sendable, Equatable {
  /// Of the record; 0 where it is none.
  public var position: Position
  /// Which part of it, as a word: `record`, `page`, `header`, `open`, `seals` or `key`; or `vault`.
  public var part: String
  /// What is wrong, in a few words.
  public var cause: String
}

/// What the last commit was and took.
public struct CommitCost: Sendable, Equatable {
  /// Of its last fact.
  public var position: Position
  /// Commands in the commit.
  public var commands: Int
  /// Facts in the commit.
  public var events: Int
  /// From handing the records to the log until they were durable.
  public var microseconds: UInt64
}
