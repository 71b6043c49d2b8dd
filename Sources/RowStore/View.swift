public import FactSchema
import LMDB
import Synchronization

/// What a view was made from and for; a folder that says something else is not opened.
public struct ViewIdentity: Sendable, Equatable {
  /// The log's origin.
  public var origin: String
  /// The read model's name.
  public var projection: String
  /// The projection's version.
  public var version: UInt32
  /// Which build of it this is, from 1.
  public var generation: UInt64
  /// By which the secret is told under which some rows' keys were made; nil where none were.
  public var secretMark: String?

  /// Puts an identity together.
  public init(
    origin: String, projection: String, version: UInt32, generation: UInt64, secretMark: String? = nil
  ) {
    self.origin = origin
    self.projection = projection
    self.version = version
    self.generation = generation
    self.secretMark = secretMark
  }
}

/// How far a view has come, as committed with its rows.
public struct ViewState: Sendable, Equatable {
  /// The last event that the rows contain.
  public var position: Position
  /// The audit tree's leaf of that event; zero at position 0.
  public var leaf: Digest256
  /// The number of rows.
  public var rows: UInt64
  /// See ``RowDigest``: the sum of the rows' hashes.
  public var digest: Digest256

  /// Of an empty view.
  public static let empty = ViewState(position: .zero, leaf: .zero, rows: 0, digest: .zero)
}

/// How a view is opened.
public struct ViewOptions: Sendable {
  /// The kernel's id of this start of the machine; a view that another start left unclosed is refused.
  public var bootID: String
  /// The most read transactions at once.
  public var readersMax: Int
  /// The file's size when it is made, in bytes.
  public var initialBytes: Int

  /// Puts the options together.
  public init(bootID: String, readersMax: Int = 126, initialBytes: Int = 4 << 20) {
    self.bootID = bootID
    self.readersMax = readersMax
    self.initialBytes = initialBytes
  }
}

/// One generation of a read model: rows in an LMDB environment of its own, and how far they have come.
///
/// Any number of threads read through ``snapshot()``; one writes through ``writer()``. The file closes when the last
/// reference goes.
public final class View: Sendable {
  /// Where it is.
  public let folder: String
  /// Of what it is a view.
  public let identity: ViewIdentity
  let environment: Environment
  /// All rows; the first byte of a key is what design calls its table.
  let rows: Table
  let meta: Table
  let bootID: String
  let current: Mutex<ViewState>
  /// Whether the file says that it is in use, so that an end without ``close(clean:)`` shows.
  let isMarked: Mutex<Bool>
  let hasWriter = Atomic<Bool>(false)

  /// Opens the generation in `folder`, or makes an empty one when the folder is not there or empty.
  ///
  /// Throws an error whose ``ViewError/isMendedByRebuild`` is true when the folder is to be removed and the view made
  /// again.
  public static func open(folder: String, identity: ViewIdentity, options: ViewOptions) throws(ViewError) -> View {
    let environment: Environment
    let tables: (meta: Table, rows: Table)
    let found: ViewMeta.Found?
    do throws(LMDBError) {
      // Rows are looked up here and there, and a page of a file that grows costs several times as much where the kernel
      // reads ahead of it.
      environment = try Environment(
        Environment.Options(
          path: folder, mapSize: options.initialBytes, maxTables: 2, maxReaders: options.readersMax,
          durability: .derived, readAhead: false))
      tables = (try environment.openTable("meta"), try environment.openTable("rows"))
      found = try ViewMeta.read(environment, tables.meta)
      if found == nil { try ViewMeta.begin(identity, bootID: options.bootID, environment, tables.meta) }
    } catch {
      throw ViewError(error)
    }
    if let found {
      guard found.identity == ViewMeta.bytes(of: identity) else { throw .otherIdentity }
      guard found.mark == ViewMeta.cleanMark || found.mark == ViewMeta.openMark(options.bootID) else {
        throw .notClosed
      }
    }
    return View(
      folder, identity, environment, tables.rows, tables.meta, options.bootID, state: found?.state ?? .empty,
      isMarked: found?.mark != ViewMeta.cleanMark)
  }

  private init(
    _ folder: String, _ identity: ViewIdentity, _ environment: Environment, _ rows: Table, _ meta: Table,
    _ bootID: String, state: ViewState, isMarked: Bool
  ) {
    self.folder = folder
    self.identity = identity
    self.environment = environment
    self.rows = rows
    self.meta = meta
    self.bootID = bootID
    self.current = Mutex(state)
    self.isMarked = Mutex(isMarked)
  }

  /// How far the committed rows have come.
  public var state: ViewState { current.withLock { $0 } }

  /// The bytes of the file that are in use.
  public var bytes: Int { environment.info().usedBytes }

  /// Whether ``snapshot()`` would wait now, because the file grows.
  public var holdsReadersBack: Bool { environment.holdsReadersBack }

  /// Frees the reader slots of processes that were killed, which keep old pages from being used again; how many there were.
  @discardableResult
  public func clearStaleReaders() throws(ViewError) -> Int {
    do throws(LMDBError) {
      return try environment.clearStaleReaders()
    } catch {
      throw ViewError(error)
    }
  }

  /// Begins reading: the rows as of the last flush. To be ended soon.
  public func snapshot() throws(ViewError) -> ViewSnapshot { try ViewSnapshot(self) }

  /// The one writer; traps while there is another. A build's helper must do each work that it is given.
  public func writer(helper: BuildHelper? = nil, progress: BuildProgress? = nil) -> ViewWriter {
    ViewWriter(self, helper: helper, progress: progress)
  }

  /// Ends writing: with `clean`, all is brought to the device and the view marked as whole.
  ///
  /// The writer must have nothing left to flush. Queries that hold snapshots may go on.
  public func close(clean: Bool) throws(ViewError) {
    guard clean else { return }
    do throws(LMDBError) {
      try isMarked.withLock { (isMarked) throws(LMDBError) in
        guard isMarked else { return }
        try environment.sync()
        try ViewMeta.setMark(ViewMeta.cleanMark, environment, meta)
        try environment.sync()
        isMarked = false
      }
    } catch {
      throw ViewError(error)
    }
  }

  /// Says in the file, durably, that it is in use; before the first change after a clean end.
  func markOpen() throws(LMDBError) {
    try isMarked.withLock { (isMarked) throws(LMDBError) in
      guard !isMarked else { return }
      environment.withdrawDigest()
      try ViewMeta.setMark(ViewMeta.openMark(bootID), environment, meta)
      try environment.sync()
      isMarked = true
    }
  }
}
