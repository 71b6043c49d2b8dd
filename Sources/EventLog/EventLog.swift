public import FactSchema
import LMDB
import Synchronization

/// The log of facts: appended to by one thread, read by any, durable when an append returns.
///
/// A batch is durable in a journal first (``Journal``); when that is full, the log's file takes over what it holds.
/// One process has a data folder open at a time. Nothing outside this module may assume how the log is stored.
public final class EventLog: Sendable {
  /// How it was opened.
  public let options: Options
  /// The identity of this log, drawn when it was made.
  public let origin: LogOrigin
  /// When it was made.
  public let createdAt: Instant

  let environment: Environment
  let records: Table
  let meta: Table
  let vault: Vault
  let sealer: Sealer
  let lock: FolderLock
  let reserve: Reserve
  let entropy: Entropy
  let published: Mutex<LogStatus>
  let writer: Mutex<Writer>
  let tail = Tail()
  /// What of it is known to be damaged.
  public let damage: Damage

  init(
    options: Options, identity: LogIdentity, opened: OpenedLog, state: LogState, journal: Journal, vault: Vault,
    lock: FolderLock, reserve: Reserve, damage: Damage, entropy: Entropy
  ) {
    self.damage = damage
    self.options = options
    origin = identity.origin
    createdAt = identity.createdAt
    environment = opened.environment
    records = opened.records
    meta = opened.meta
    self.vault = vault
    sealer = Sealer(vault: vault, origin: identity.origin) { damage.note(slot: $0, .empty) }
    self.lock = lock
    self.reserve = reserve
    self.entropy = entropy
    published = Mutex(LogStatus(head: state.head, root: state.tree.root, nextFreeSlot: state.nextSlot))
    writer = Mutex(Writer(state: state, journal: journal, nonces: NonceSource(entropy)))
  }

  /// The position of the last durable record; 0 when there is none.
  public var head: Position { published.withLock { $0.head } }

  /// The audit tree's root over the records up to the head (RFC 6962); of none, SHA-256 of nothing.
  public var root: Digest256 { published.withLock { $0.root } }

  /// Head, root and next free slot of one and the same commit.
  public var status: LogStatus { published.withLock { $0 } }

  /// The slot for the next new subject. A batch takes as many as it has new subjects from here on, in order; a slot that
  /// no stored record carries is given again.
  public var nextFreeSlot: UInt64 { published.withLock { $0.nextFreeSlot } }

  /// Destroys the key of the slot, durably; what was sealed with it reads as erased from then on.
  public func erase(slot: UInt64) throws(EventLogError) { try vault.erase(slot) }

  /// Gives the space held back to the file system: for erasing or a clean stop on a full disk.
  public func releaseReserve() throws(EventLogError) { try reserve.release() }

  /// Gives the space back that a process before this one held; false when there is none. Before the reserve is taken.
  public static func releaseReserve(in folder: String) -> Bool { Reserve.release(folder + "/reserve") }

  /// Whether the space is held back.
  public var holdsReserve: Bool { reserve.isHeld }

  /// Takes the space again; false when there is not enough.
  @discardableResult
  public func restoreReserve() throws(EventLogError) -> Bool { try reserve.restore() }

  /// Frees the reader slots of processes that were killed; how many there were.
  @discardableResult
  public func clearStaleReaders() throws(EventLogError) -> Int {
    try translating { () throws(LMDBError) in try environment.clearStaleReaders() }
  }

  /// The bytes of the log's file in use, free pages included.
  public var usedBytes: Int { environment.info().usedBytes }
}

/// Where the log stands after a commit.
public struct LogStatus: Sendable, Equatable {
  /// The last position of the batch.
  public let head: Position
  /// The audit tree's root up to there.
  public let root: Digest256
  /// The first vault slot that no subject has.
  public let nextFreeSlot: UInt64
}
