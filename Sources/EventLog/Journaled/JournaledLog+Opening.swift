import Bytes
import FactSchema
import Glibc
import LMDB

extension JournaledLog {
  static func open(
    _ options: LocalLog.Options, entropy: Entropy = .system, now: Instant
  ) throws(EventLogError) -> JournaledLog {
    let folder = options.folder
    try makeFolder(folder)
    let lock = try FolderLock(folder: folder)
    if !options.allowCopyOnWrite, let fileSystem = try copyOnWriteName(folder) {
      throw .copyOnWriteRefused(path: folder, fileSystem: fileSystem)
    }
    let vaultPath = folder + "/vault"
    let known = try DamageList.read(folder + "/log/damaged")
    let walked = try walked(options, known)
    let opened = try OpenedLog.open(options)
    let identity = try establish(opened, options, entropy: entropy, now: now)
    let list = try damageList(opened, identity.origin, known, walked, options.onDamage)
    let damage = Damage(list, path: opened.damagePath, onFound: options.onDamage)
    var state = try opened.state(damage, format: identity.format)
    let journal = try takeOver(opened, options, origin: identity.origin, entropy: entropy, &state)
    let vault = try Vault.open(
      path: vaultPath, origin: identity.origin, head: state.head, next: state.nextSlot,
      block: UInt64(max(1, options.vaultBlock)), entropy: entropy)
    let reserve = Reserve(path: folder + "/reserve", bytes: options.reserveBytes)
    let log = JournaledLog(
      options: options, identity: identity, opened: opened, state: state, journal: journal, vault: vault, lock: lock,
      reserve: reserve, damage: damage, entropy: entropy)
    log.tryAgain(list.found)
    if identity.format < LogMeta.format { try log.renew() }
    return log
  }

  /// Walks through the log in another process, when something may be in it that kills this one: what does.
  private static func walked(
    _ options: LocalLog.Options, _ known: DamageList?
  ) throws(EventLogError) -> [ClosedRange<UInt64>]? {
    let path = options.folder + "/log"
    guard let walk = options.walk, let file = fileNumber(path + "/data.mdb") else { return nil }
    // A list of what kills is of the very file that it was made of.
    let isOfAnother = known.map { !$0.shunned.isEmpty && $0.file != file } ?? false
    guard options.mustWalk || isOfAnother else { return nil }
    return try shunned(path: path, walk)
  }

  /// What is known to be damaged, written down before anything of the log is read.
  private static func damageList(
    _ opened: OpenedLog, _ origin: LogOrigin, _ known: DamageList?, _ walked: [ClosedRange<UInt64>]?,
    _ onDamage: (String) -> Void
  ) throws(EventLogError) -> DamageList {
    let before = known.flatMap { $0.origin == origin ? $0 : nil }
    let list = DamageList(
      origin: origin, file: fileNumber(opened.path + "/data.mdb") ?? 0, shunned: walked ?? before?.shunned ?? [],
      found: before?.found ?? [])
    guard list != known, !list.shunned.isEmpty || known != nil else { return list }
    do throws(EventLogError) {
      try list.write(opened.damagePath, durably: true)
    } catch {
      guard case .noSpace = error else { throw error }
      onDamage("what is known to be damaged could not be written down, because the disk was full")
    }
    return list
  }

  private static func fileNumber(_ path: String) -> UInt64? {
    var status = stat()
    return unsafe stat(path, &status) == 0 ? UInt64(status.st_ino) : nil
  }

  /// Reads what was damaged when it was last read.
  private func tryAgain(_ positions: [Position]) {
    for position in positions {
      do throws(FactLogError) {
        if try record(at: position) != nil { damage.mended() }
      } catch {
        // It is damaged still; or it cannot be read now, and whoever needs it says so.
      }
    }
  }

  /// The log's identity, made when the log is new.
  private static func establish(
    _ opened: OpenedLog, _ options: LocalLog.Options, entropy: Entropy, now: Instant
  ) throws(EventLogError) -> LogIdentity {
    let vaultPath = options.folder + "/vault"
    if let known = try opened.identity() { return known }
    // A vault without an identity in the log is what a stop between the two left.
    var origin = try newOrigin(entropy)
    if let known = try Vault.origin(path: vaultPath) {
      guard try Vault.isUnused(path: vaultPath) else {
        throw .notALog(
          path: opened.path, reason: "it is empty, but the vault holds keys: put the log back, or move the vault")
      }
      origin = known
    }
    try Vault.create(path: vaultPath, origin: origin, entropy: entropy)
    try Journal.create(path: opened.journalPath, bytes: options.journalBytes, origin: origin, entropy: entropy)
    let folder = parent(of: vaultPath)
    try syncFolder(opened.path)
    try syncFolder(folder)
    try syncFolder(parent(of: folder))
    let identity = LogIdentity(origin: origin, createdAt: now)
    try opened.begin(identity)
    return identity
  }

  /// Gives the log's file what the journal holds, and takes the state on to there; the journal, empty and of the size
  /// asked for.
  private static func takeOver(
    _ opened: OpenedLog, _ options: LocalLog.Options, origin: LogOrigin, entropy: Entropy, _ state: inout LogState
  ) throws(EventLogError) -> Journal {
    let path = opened.journalPath
    var held = Journal.Held()
    var journal = try Journal.open(
      path: path, bytes: options.journalBytes, origin: origin, entropy: entropy, acceptsLoss: options.acceptsLoss,
      held: &held)
    if held.wasEmptied {
      options.onDamage("the journal was empty: unless the daemon had stopped in good order, its latest facts are gone")
    }
    try opened.recover(&held, acceptsLoss: options.acceptsLoss, &state)
    if let (to, leaf) = held.lost, to > state.head {
      // Before the journal begins again: it is what proves the loss.
      let note = options.folder + "/log/loss"
      let loss = Loss(from: state.head.next, to: to, leaf: leaf)
      try LossNote.write(loss.joined(with: try LossNote.read(note)), note)
    }
    try journal.rewind()
    guard journal.size != BlockWriter.blocks(options.journalBytes) else { return journal }
    do throws(EventLogError) {
      try Journal.create(path: path, bytes: options.journalBytes, origin: origin, entropy: entropy)
    } catch {
      // The one that is there is whole, and any size will do.
      guard case .noSpace = error else { throw error }
      options.onDamage(
        "there was no room for a journal of \(options.journalBytes) bytes: the one of \(journal.size) bytes goes on")
      return journal
    }
    return try Journal.open(path: path, bytes: options.journalBytes, origin: origin, entropy: entropy, held: &held)
  }

  private static func copyOnWriteName(_ folder: String) throws(EventLogError) -> String? {
    try translating { () throws(LMDBError) in try FileSystem.copyOnWriteName(folder) }
  }

  private static func newOrigin(_ entropy: Entropy) throws(EventLogError) -> LogOrigin {
    let bytes = try entropy.bytes(16)
    return LogOrigin(bytes.span.bigEndian(at: 0))
  }
}

/// The log's environment on the way into a ``JournaledLog``.
struct OpenedLog {
  let path: String
  let environment: Environment
  let records: Table
  let meta: Table

  static func open(_ options: LocalLog.Options) throws(EventLogError) -> OpenedLog {
    do throws(LMDBError) {
      return try OpenedLog(options)
    } catch {
      guard error.code == .invalid, isUnbegun(options.folder) else { throw EventLogError(error) }
    }
    let file = options.folder + "/log/data.mdb"
    guard unsafe unlink(file) == 0 else { throw EventLogError.failed("unlink", file) }
    return try translating { () throws(LMDBError) in try OpenedLog(options) }
  }

  /// Whether the folder is what a first start left that ended before it had made anything: no vault, and of the log's file
  /// no more than the pages that LMDB begins with.
  private static func isUnbegun(_ folder: String) -> Bool {
    var status = stat()
    guard unsafe stat(folder + "/vault", &status) != 0, errno == ENOENT else { return false }
    guard unsafe stat(folder + "/log/data.mdb", &status) == 0 else { return false }
    return Int(status.st_size) <= 2 * Int(sysconf(Int32(_SC_PAGESIZE)))
  }

  private init(_ options: LocalLog.Options) throws(LMDBError) {
    let path = options.folder + "/log"
    let environment = try Environment(
      .init(path: path, mapSize: options.logMapSize, maxTables: 4, maxReaders: options.maxReaders, durability: .synced))
    let records = try environment.openTable(LogMeta.recordsTable)
    let meta = try environment.openMainTable()
    self.path = path
    self.environment = environment
    self.records = records
    self.meta = meta
  }

  /// Where the journal is.
  var journalPath: String { path + "/journal" }
  /// Where the list of what is damaged is.
  var damagePath: String { path + "/damaged" }

  /// Gives the log's file what the journal holds past its end, durably, and takes the state on to there.
  ///
  /// What the file has already was taken over just before a stop. Refuses a journal that does not go on from the file,
  /// unless that loss is accepted: then what it holds is lost.
  func recover(_ held: inout Journal.Held, acceptsLoss: Bool, _ state: inout LogState) throws(EventLogError) {
    let missing = held.entries.drop { [head = state.head] in $0.last <= head }
    guard let first = missing.first, let last = missing.last else { return }
    guard first.first == state.head.next, first.rootBefore == state.tree.root else {
      guard !acceptsLoss else { return held.lose(last) }
      throw .notALog(
        path: journalPath,
        reason: "it goes on after position \(first.first.value - 1) of another state of the log, whose file ends at "
          + "\(state.head): put back what comes from the same moment, or start once with --accept-loss")
    }
    for entry in missing {
      guard entry.first == state.head.next, entry.rootBefore == state.tree.root else {
        throw .notALog(path: journalPath, reason: "its entries do not follow each other at position \(entry.first)")
      }
      for index in 0..<entry.records.count {
        let position = Position(entry.first.value + UInt64(index))
        do throws(RecordFault) {
          try state.take(entry, position)
        } catch {
          throw .damaged(position: position, fault: error)
        }
        guard state.nextSlot <= entry.nextSlot else {
          throw .notALog(
            path: journalPath, reason: "its next free slot is one that the fact at position \(position) is sealed with")
        }
      }
      state.nextSlot = entry.nextSlot
    }
    var encoded: [UInt8] = []
    state.encode(to: &encoded)
    try translating { () throws(LMDBError) in try store(Array(missing), encoded) }
  }

  private func store(_ entries: [JournalEntry], _ state: [UInt8]) throws(LMDBError) {
    var writing = try environment.write()
    try writing.append(entries, to: records)
    try writing.put(LogMeta.stateKey, state, in: meta)
    try writing.commit()
  }

  /// The log's identity; nil when it is new. A log with records but no identity is none of ours.
  func identity() throws(EventLogError) -> LogIdentity? {
    if let stored = try read(LogMeta.identityKey) { return try LogIdentity(stored, path: path) }
    guard try lastKey() == nil else { throw .notALog(path: path, reason: "it has records but no identity") }
    return nil
  }

  /// Writes the identity and the state of an empty log.
  func begin(_ identity: LogIdentity) throws(EventLogError) {
    var state: [UInt8] = []
    LogState().encode(to: &state)
    try translating { () throws(LMDBError) in try write(identity.bytes, state) }
  }

  private func write(_ identity: [UInt8], _ state: [UInt8]) throws(LMDBError) {
    var writing = try environment.write()
    try writing.put(LogMeta.identityKey, identity, in: meta)
    try writing.put(LogMeta.stateKey, state, in: meta)
    try writing.commit()
  }

  /// The state, held against the last record.
  ///
  /// A log whose last page is damaged cannot be recorded in: LMDB would write behind what is on it.
  func state(_ damage: Damage, format: UInt32) throws(EventLogError) -> LogState {
    guard let stored = try read(LogMeta.stateKey) else {
      throw .notALog(path: path, reason: "its state is missing: put a sound copy of the log back")
    }
    let state = try LogState(stored, format: format, path: path)
    guard !damage.isShunned(state.head) else { throw .lastPageDamaged(path: path) }
    let last: [UInt8]?
    do throws(EventLogError) {
      last = try lastKey()
    } catch {
      guard case .storage(let cause) = error, cause.kind == .page else { throw error }
      throw .lastPageDamaged(path: path)
    }
    // One before it: the records between are missing, which is damage like any other.
    guard last.map({ !state.head.key.lexicographicallyPrecedes($0) }) ?? true else {
      throw .notALog(path: path, reason: "it has records past its head: put a sound copy of the log back")
    }
    return state
  }

  /// A value of the main table.
  private func read(_ key: [UInt8]) throws(EventLogError) -> [UInt8]? {
    try translating { () throws(LMDBError) in try environment.read().get(key, in: meta) }
  }

  /// The key of the last record.
  private func lastKey() throws(EventLogError) -> [UInt8]? {
    try translating { () throws(LMDBError) in try environment.read().last(in: records)?.key }
  }
}

extension LogState {
  /// Goes on to the record at the position, which the entry holds.
  fileprivate mutating func take(_ entry: JournalEntry, _ position: Position) throws(RecordFault) {
    try entry.withRecord(at: position) { (bytes) throws(RecordFault) in
      let layout = try RecordLayout(bytes)
      tree.append(try layout.verifiedLeaf(bytes, position: position))
      if layout.format == .two { epoch = try HeaderCodec.decode(bytes, layout.header, .two).epoch }
      for seal in try Seal.all(bytes, layout) { nextSlot = max(nextSlot, seal.slot &+ 1) }
    }
  }
}
