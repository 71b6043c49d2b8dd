import FactSchema
import LMDB
import Synchronization

/// A log in a folder of this machine: a batch is durable in a journal first (``Journal``); when that is full, a file of
/// LMDB's takes over what it holds.
///
/// One process has the folder open at a time; appends come one after the other. Nothing outside this module may assume how
/// the log is stored.
final class JournaledLog: FactLog, LogUpkeep {
  let options: LocalLog.Options
  let origin: LogOrigin
  let createdAt: Instant
  /// The log that it was copied from.
  let source: LogSource?
  let environment: Environment
  let records: Table
  let meta: Table
  let vault: Vault
  let reader: RecordReader
  let lock: FolderLock
  let reserve: Reserve
  let entropy: Entropy
  let published: Mutex<LogStatus>
  let writer: Mutex<Writer>
  let tail = Tail()
  let followers = LogFollowers()

  init(
    options: LocalLog.Options, identity: LogIdentity, opened: OpenedLog, state: LogState, journal: Journal,
    vault: Vault, lock: FolderLock, reserve: Reserve, damage: Damage, entropy: Entropy
  ) {
    self.options = options
    origin = identity.origin
    createdAt = identity.createdAt
    source = identity.source
    environment = opened.environment
    records = opened.records
    meta = opened.meta
    self.vault = vault
    let sealer = Sealer(vault: vault, origin: identity.origin)
    reader = RecordReader(sealer: sealer, damage: damage)
    self.lock = lock
    self.reserve = reserve
    self.entropy = entropy
    published = Mutex(LogStatus(state, root: state.tree.root))
    writer = Mutex(
      Writer(state: state, journal: journal, encoder: BatchEncoder(sealer, nonces: NonceSource(entropy))))
  }

  var damage: Damage { reader.damage }
  var secret: LogSecret { vault.secret }
  var status: LogStatus { published.withLock { $0 } }

  func code(of personal: Span<UInt8>, slot: UInt64, position: Position) throws(FactLogError) -> Digest256? {
    try reader.sealer.code(of: personal, slot: slot, position: position)
  }

  func erase(slot: UInt64) throws(FactLogError) {
    guard slot < nextFreeSlot else { throw .keyDamaged(slot: slot) }
    try asFactLogError { () throws(EventLogError) in try vault.erase(slot) }
  }

  func follow(_ onMove: @escaping @Sendable () -> Void) -> LogFollowing { followers.add(onMove) }
}
