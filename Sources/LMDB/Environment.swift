import CLMDB
import Glibc
import Synchronization

/// An LMDB environment: a folder with one memory-mapped file of tables.
///
/// Any number of threads may read; one at a time writes, and a write transaction belongs to the thread that began it.
/// Transactions keep the environment alive; it closes when the last reference goes. A process opens a folder once.
@safe
public final class Environment: Sendable {
  /// How it was opened.
  public let options: Options
  // LMDB's own locks make the handle usable from any thread; resizing is fenced by `gate`.
  nonisolated(unsafe) let handle: OpaquePointer
  /// The size of its pages.
  let pageBytes: Int
  let folder: OpenFolder
  let gate = ReaderGate()
  /// Ended read transactions, kept with their reader slots.
  let idleReaders = Mutex<[IdleReader]>([])
  let tables = Mutex<[String: Table]>([:])
  /// The map's size in bytes; holding it fences one growth from another.
  let mapSizeLock: Mutex<Int>
  /// The bytes of a synced environment's file that are known to be on the device; see ``allocate(ahead:)``.
  let allocatedBytes = Mutex(0)
  /// The thread that has a write transaction open, or 0.
  let writingThread = Atomic<UInt>(0)

  /// Opens the environment, making folder and file when they are not there, and clears the slots of dead readers.
  ///
  /// Throws `.noSpace` when the file cannot be allocated, `.alreadyOpen` when this process has the folder open, `.invalid`,
  /// `.versionMismatch` or `.corrupted` for a damaged or foreign file, else what LMDB or the kernel said.
  public init(_ options: Options) throws(LMDBError) {
    let path = options.path
    if !options.readOnly, unsafe mkdir(path, 0o700) != 0, errno != EEXIST {
      throw LMDBError.system("mkdir", path: path)
    }
    let folder = try OpenFolder(path)
    do {
      try LockFile.allocate(in: path, readersMax: options.maxReaders, isReadOnly: options.readOnly)
      let opened = try OpenedFile(options)
      self.options = options
      self.folder = folder
      unsafe self.handle = unsafe opened.handle
      self.pageBytes = unsafe pageSize(opened.handle)
      self.mapSizeLock = Mutex(opened.mapSize)
    } catch {
      folder.release()
      throw error
    }
    _ = try clearStaleReaders()
  }

  deinit {
    idleReaders.withLock { idle in
      for reader in idle { unsafe mdb_txn_abort(reader.handle) }
    }
    unsafe mdb_env_close(handle)
    folder.release()
  }

  /// Whether what is written is written into the map, and not elsewhere until it is committed.
  var writesIntoMap: Bool { options.durability == .derived && !options.readOnly }

  /// The file.
  public var dataPath: String { options.path + "/data.mdb" }

  /// The name of the file beside it in which whoever closed it may say what it held then.
  public static let digestName = "data.digest"

  /// Removes what was said of the file when it was closed: to be called before its first change. A process that is killed
  /// then leaves a file of which nothing is said.
  public func withdrawDigest() { unsafe unlink("\(options.path)/\(Self.digestName)") }

  /// The descriptor by which the file is open, for looking at it; -1 when LMDB has none.
  public var descriptor: Int32 {
    var file: mdb_filehandle_t = -1
    _ = unsafe mdb_env_get_fd(handle, &file)
    return file
  }

  /// The table of that name, made when it is not there and `create` says so; in a transaction of its own.
  ///
  /// Not to be called by a thread that has a write transaction open. Throws `.tableNotFound`, `.tooManyTables`.
  public func openTable(_ name: String, create: Bool = true) throws(LMDBError) -> Table {
    try tables.withLock { (known) throws(LMDBError) -> Table in
      if let table = known[name] { return table }
      let create = create && !options.readOnly
      let identifier = try create ? openWriting(name) : openReading(name)
      let table = Table(identifier: identifier, name: name)
      known[name] = table
      return table
    }
  }

  /// The table without a name, in which the named ones are kept; small values under keys that no table is named by cost
  /// no page of their own there.
  public func openMainTable() throws(LMDBError) -> Table {
    Table(identifier: try openReading(nil), name: "")
  }

  private func openWriting(_ name: String) throws(LMDBError) -> UInt32 {
    var identifier: MDB_dbi = 0
    let transaction = try write()
    try LMDBError.check(
      unsafe mdb_dbi_open(transaction.handle.pointer, name, UInt32(MDB_CREATE), &identifier), "mdb_dbi_open",
      path: options.path)
    try transaction.commit()
    return identifier
  }

  private func openReading(_ name: String?) throws(LMDBError) -> UInt32 {
    gate.enter()
    defer { gate.leave() }
    var identifier: MDB_dbi = 0
    let transaction = try unsafe beginReading()
    let result = unsafe mdb_dbi_open(transaction, name, 0, &identifier)
    guard result == MDB_SUCCESS else {
      unsafe mdb_txn_abort(transaction)
      throw LMDBError(result, "mdb_dbi_open", path: options.path)
    }
    // Only a committed transaction leaves the handle open.
    try LMDBError.check(unsafe mdb_txn_commit(transaction), "mdb_txn_commit", path: options.path)
    return identifier
  }
}

/// An ended read transaction that can be renewed; only ever used by the thread that took it from the pool.
@safe
struct IdleReader: @unchecked Sendable {
  // Moving it between threads is what MDB_NOTLS allows; the pool's mutex hands it to one at a time.
  let handle: OpaquePointer
}

/// The open file of an environment on its way into one.
@safe
struct OpenedFile {
  let handle: OpaquePointer
  let mapSize: Int

  init(_ options: Environment.Options) throws(LMDBError) {
    let path = options.path
    let dataPath = path + "/data.mdb"
    var status = stat()
    let sizeBefore = unsafe stat(dataPath, &status) == 0 ? Int(status.st_size) : 0
    let isDerived = options.durability == .derived && !options.readOnly
    // Never less than the file: LMDB would cut the file off under WRITEMAP.
    let wanted = isDerived ? pageRounded(max(options.mapSize, sizeBefore)) : pageRounded(options.mapSize)

    var created: OpaquePointer?
    try LMDBError.check(unsafe mdb_env_create(&created), "mdb_env_create", path: path)
    guard let created = unsafe created else { throw LMDBError(.system(ENOMEM), operation: "mdb_env_create") }
    do throws(LMDBError) {
      try LMDBError.check(unsafe mdb_env_set_maxdbs(created, UInt32(options.maxTables)), "mdb_env_set_maxdbs")
      try LMDBError.check(unsafe mdb_env_set_maxreaders(created, UInt32(options.maxReaders)), "mdb_env_set_maxreaders")
      try LMDBError.check(unsafe mdb_env_set_mapsize(created, wanted), "mdb_env_set_mapsize", path: path)
      let flags = Self.flags(options)
      try LMDBError.check(unsafe mdb_env_open(created, path, flags, 0o600), "mdb_env_open", path: path)
      var info = unsafe MDB_envinfo()
      unsafe mdb_env_info(created, &info)
      // A page past the end of the file is a SIGBUS when it is read: refuse such a file now.
      let (used, isBeyond) = unsafe (info.me_last_pgno &+ 1).multipliedReportingOverflow(by: pageSize(created))
      guard sizeBefore == 0 || (!isBeyond && used > 0 && used <= sizeBefore) else {
        throw LMDBError(.corrupted, operation: "mdb_env_open", path: path)
      }
      if isDerived {
        mapSize = try unsafe Self.allocate(created, info.me_mapsize, used: sizeBefore == 0 ? nil : used, path)
      } else {
        mapSize = unsafe info.me_mapsize
      }
      unsafe self.handle = unsafe created
    } catch {
      unsafe mdb_env_close(created)
      throw error
    }
  }

  /// Has every byte of a derived file on the device; where there is no room for all of a file that was there, those of its
  /// pages in use. The map's size.
  private static func allocate(
    _ environment: OpaquePointer, _ mapSize: Int, used: Int?, _ path: String
  ) throws(LMDBError) -> Int {
    let least: Int
    do throws(LMDBError) {
      try unsafe allocateFile(environment, bytes: mapSize, path: path)
      return mapSize
    } catch {
      guard error.code == .noSpace, let used, pageRounded(used) < mapSize else { throw error }
      least = pageRounded(used)
    }
    // LMDB cuts the file off there.
    try LMDBError.check(unsafe mdb_env_set_mapsize(environment, least), "mdb_env_set_mapsize", path: path)
    try unsafe allocateFile(environment, bytes: least, path: path)
    var info = unsafe MDB_envinfo()
    unsafe mdb_env_info(environment, &info)
    return unsafe info.me_mapsize
  }

  private static func flags(_ options: Environment.Options) -> UInt32 {
    var flags = MDB_NOTLS
    if !options.readAhead { flags |= MDB_NORDAHEAD }
    if options.readOnly {
      flags |= MDB_RDONLY
    } else if options.durability == .derived {
      flags |= MDB_NOSYNC | MDB_WRITEMAP
    }
    return UInt32(flags)
  }
}

/// The size of LMDB's pages in this environment.
func pageSize(_ environment: OpaquePointer) -> Int {
  var status = MDB_stat()
  unsafe mdb_env_stat(environment, &status)
  return Int(status.ms_psize)
}

/// The next multiple of the system's page size.
func pageRounded(_ bytes: Int) -> Int {
  let page = Int(sysconf(Int32(_SC_PAGESIZE)))
  return (bytes + page - 1) / page * page
}

/// Allocates every byte of the environment's file up to `bytes` on the device, so that a full disk is found out here.
///
/// By the descriptor that LMDB has open: a process that has no more to open must still be able to grow its log.
func allocateFile(_ environment: OpaquePointer, bytes: Int, path: String) throws(LMDBError) {
  var file: mdb_filehandle_t = -1
  try LMDBError.check(unsafe mdb_env_get_fd(environment, &file), "mdb_env_get_fd", path: path)
  var result: Int32
  repeat { result = posix_fallocate(file, 0, bytes) } while result == EINTR
  guard result == 0 else { throw LMDBError(result, "posix_fallocate", path: path) }
}
