import Glibc
import LMDB
public import Schema

extension EventLog {
  /// Opens the log in the folder, making it when there is none; `now` is written into a new one. Takes no reserve yet.
  ///
  /// Throws `.lockedByAnother`, `.readOnly`, `.noSpace`, `.notALog`, `.newerFormat`, `.copyOnWriteRefused`, or what the
  /// kernel or LMDB said.
  public static func open(
    _ options: Options, entropy: Entropy = .system, now: Instant
  ) throws(EventLogError) -> EventLog {
    let folder = options.folder
    try makeFolder(folder)
    let lock = try FolderLock(folder: folder)
    if !options.allowCopyOnWrite, let fileSystem = try copyOnWriteName(folder) {
      throw .copyOnWriteRefused(path: folder, fileSystem: fileSystem)
    }
    let vaultPath = folder + "/vault"
    let opened = try OpenedLog.open(options)
    let identity = try establish(opened, options, entropy: entropy, now: now)
    var state = try opened.state()
    let journal = try takeOver(opened, options, origin: identity.origin, entropy: entropy, &state)
    let vault = try Vault.open(
      path: vaultPath, origin: identity.origin, next: state.nextSlot, block: UInt64(max(1, options.vaultBlock)),
      entropy: entropy)
    let reserve = Reserve(path: folder + "/reserve", bytes: options.reserveBytes)
    return EventLog(
      options: options, identity: identity, opened: opened, state: state, journal: journal, vault: vault, lock: lock,
      reserve: reserve, entropy: entropy)
  }

  /// The log's identity, made when the log is new.
  private static func establish(
    _ opened: OpenedLog, _ options: Options, entropy: Entropy, now: Instant
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
    try Vault.create(path: vaultPath, origin: origin)
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
    _ opened: OpenedLog, _ options: Options, origin: LogOrigin, entropy: Entropy, _ state: inout LogState
  ) throws(EventLogError) -> Journal {
    let path = opened.journalPath
    var held: [JournalEntry] = []
    var journal = try Journal.open(
      path: path, bytes: options.journalBytes, origin: origin, entropy: entropy, held: &held)
    try opened.recover(held, &state)
    try journal.rewind()
    guard journal.size != BlockWriter.blocks(options.journalBytes) else { return journal }
    try Journal.create(path: path, bytes: options.journalBytes, origin: origin, entropy: entropy)
    return try Journal.open(path: path, bytes: options.journalBytes, origin: origin, entropy: entropy, held: &held)
  }

  private static func copyOnWriteName(_ folder: String) throws(EventLogError) -> String? {
    try translating { () throws(LMDBError) in try FileSystem.copyOnWriteName(folder) }
  }

  private static func newOrigin(_ entropy: Entropy) throws(EventLogError) -> LogOrigin {
    let bytes = try entropy.bytes(16)
    return LogOrigin(bytes.span.number(at: 0))
  }
}

/// The log's environment on the way into an ``EventLog``.
struct OpenedLog {
  let path: String
  let environment: Environment
  let records: Table
  let meta: Table

  static func open(_ options: EventLog.Options) throws(EventLogError) -> OpenedLog {
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

  private init(_ options: EventLog.Options) throws(LMDBError) {
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

  /// Gives the log's file what the journal holds past its end, durably, and takes the state on to there.
  ///
  /// What the file has already was taken over just before a stop. Refuses a journal that does not go on from the file.
  func recover(_ held: [JournalEntry], _ state: inout LogState) throws(EventLogError) {
    let missing = held.drop { [head = state.head] in $0.last <= head }
    guard !missing.isEmpty else { return }
    for entry in missing {
      guard entry.first == state.head.next, entry.rootBefore == state.tree.root else {
        throw .notALog(
          path: journalPath,
          reason: "it goes on after position \(entry.first.value - 1) of another state of the log, whose file ends at "
            + "\(state.head): both must come from the same moment")
      }
      for index in 0..<entry.records.count {
        let position = Position(entry.first.value + UInt64(index))
        do throws(RecordFault) {
          state.tree.append(try entry.leaf(at: position))
        } catch {
          throw .damaged(position: position, fault: error)
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
    let found = try read(LogMeta.identityKey)
    if let stored = found.value { return try LogIdentity(stored, path: path) }
    guard found.lastKey == nil else { throw .notALog(path: path, reason: "it has records but no identity") }
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
  func state() throws(EventLogError) -> LogState {
    let found = try read(LogMeta.stateKey)
    guard let stored = found.value else { throw .notALog(path: path, reason: "its state is missing") }
    let state = try LogState(stored, path: path)
    guard found.lastKey == (state.head == .zero ? nil : state.head.key) else {
      throw .notALog(path: path, reason: "its last record is not its head")
    }
    return state
  }

  /// A value of the main table, and the key of the last record.
  private func read(_ key: [UInt8]) throws(EventLogError) -> (value: [UInt8]?, lastKey: [UInt8]?) {
    try translating { () throws(LMDBError) in try readStored(key) }
  }

  private func readStored(_ key: [UInt8]) throws(LMDBError) -> (value: [UInt8]?, lastKey: [UInt8]?) {
    let reading = try environment.read()
    let value = try reading.get(key, in: meta)
    let last = try reading.last(in: records)
    return (value, last?.key)
  }
}

/// What LMDB throws, as the log's error.
func translating<Value>(_ body: () throws(LMDBError) -> Value) throws(EventLogError) -> Value {
  do throws(LMDBError) {
    return try body()
  } catch {
    throw EventLogError(error)
  }
}

extension EventLogError {
  /// A full device is told from everything else.
  init(_ error: LMDBError) {
    self =
      switch error.code {
      case .noSpace: .noSpace
      case .system(EACCES), .system(EROFS), .system(EPERM): .readOnly(path: error.path ?? "")
      default: .storage(error)
      }
  }
}
