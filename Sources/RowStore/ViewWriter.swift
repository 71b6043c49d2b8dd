public import FactSchema
import LMDB
import Synchronization

/// Gathers the changes that events make to a view's rows, and writes them, each row once, when told to flush.
///
/// Belongs to one thread. What was changed is seen by its own reads at once, by snapshots after ``flush(leaf:)``.
public struct ViewWriter: ~Copyable {
  /// Nil while rows are gathered that belong to no view.
  private var target: View?
  /// What the rows without a view begin with; nil: nothing.
  let base: (any RowReading)?
  /// The last event that was applied.
  public internal(set) var position: Position
  var memtable = Memtable()
  var inserts = PendingInserts()
  /// What a build has spilled, newer than the file and older than the memtable.
  var runs: SortedRuns
  /// What it has spilled last, newer than the runs, until it is one.
  var spillUnderWay: Spill?
  /// What was spilled before, for its memory.
  var spare: (Memtable, PendingInserts)?
  /// Where runs are made and merged beside the build; nil: on the thread that uses the writer.
  let helper: BuildHelper?
  /// Is told of rows that are merged; nil: nobody asks.
  let progress: BuildProgress?
  /// How additions are joined; set before there are any.
  var sum: MergeOperator = { _, addition in addition }
  private var reader: ReadTransaction?
  /// Whether the file has no rows yet, so that nothing has to be looked up in it.
  var isFileEmpty: Bool

  init(_ view: View, helper: BuildHelper?, progress: BuildProgress?) {
    view.takeWriter()
    target = view
    base = nil
    let state = view.state
    position = state.position
    isFileEmpty = state.rows == 0
    runs = SortedRuns(folder: view.folder)
    self.helper = helper
    self.progress = progress
  }

  /// A writer without a view, for rows that are made anew and read in memory: see ``held(as:leaf:)``. It neither spills nor
  /// flushes before it has one.
  public init() { self.init(over: nil, at: .zero) }

  /// A writer without a view over rows that stay as they are: see ``branched(as:asOf:)``.
  public init(over base: any RowReading) { self.init(over: base, at: base.position) }

  private init(over base: (any RowReading)?, at position: Position) {
    target = nil
    self.base = base
    self.position = position
    isFileEmpty = base == nil
    runs = SortedRuns(folder: "")
    helper = nil
    progress = nil
  }

  deinit { target?.hasWriter.store(false, ordering: .releasing) }

  /// Whether it writes to a view.
  public var hasView: Bool { target != nil }

  /// The view that it writes to.
  var view: View {
    guard let target else { preconditionFailure("a writer without a view writes nothing") }
    return target
  }

  /// Gives a writer that has no view an empty one without a writer, to spill there what is more than memory is to hold.
  public mutating func goOn(in view: View) {
    precondition(target == nil && view.state == .empty, "what was gathered goes on in an empty view")
    view.takeWriter()
    target = view
    runs = SortedRuns(folder: view.folder)
  }

  /// About the bytes of memory that what is not flushed takes: to be flushed when they exceed what may be used.
  public var pendingBytes: Int { memtable.bytes + inserts.bytes }

  /// The rows that the next flush will write or remove.
  public var pendingRows: Int { memtable.changed.count + inserts.count }

  /// Begins a change of rows that stands or falls as a whole; see ``takeBack(to:)``.
  public mutating func beginChange() -> ChangeMark {
    memtable.beginEvent()
    return ChangeMark(inserts: inserts.mark)
  }

  /// Takes back everything since the last change was begun.
  public mutating func takeBack(to mark: ChangeMark) {
    memtable.takeBack()
    inserts.truncate(to: mark.inserts)
  }

  /// The events up to a position have made their changes, or none.
  public mutating func pass(upTo position: Position) {
    if position > self.position { self.position = position }
  }

  /// The row as the events so far have left it, or nil. Not for rows made by ``insert(_:_:)``.
  public mutating func get(_ key: RowKey) throws(ViewError) -> [UInt8]? {
    let known = memtable.known(key)
    if case .value(let value) = known { return value }
    let found = hasSpilled ? try spilled(key) : nil
    let value: [UInt8]?
    switch found {
    case .value(let stored): value = stored
    case .deleted: value = nil
    case .addition(let addition): value = sum(isFileEmpty ? nil : try read(key), addition)
    case nil: value = isFileEmpty ? nil : try read(key)
    }
    let base = found == nil ? value : nil
    if case .addition(let index) = known {
      return memtable.resolve(at: index, onto: value, base: base, isBaseKnown: found == nil, by: sum)
    }
    memtable.add(Memtable.Entry(key: key, value: value, base: base, isBaseKnown: found == nil, isChanged: false))
    return value
  }

  /// Stores the row, replacing one that is there.
  public mutating func put(_ key: RowKey, _ value: [UInt8]) { memtable.put(key, value, isBaseKnown: isFileEmpty) }

  /// Stores a row that is not there yet, and may be read back: spares the look-up of the old one.
  public mutating func create(_ key: RowKey, _ value: [UInt8]) { memtable.put(key, value, isBaseKnown: true) }

  /// Merges an addition into the row, which may be there or not: what ``get(_:)``, `sum` and ``put(_:_:)`` do, but that a
  /// build does not look up what it has spilled. All additions to a view have the same `sum`.
  public mutating func merge(_ key: RowKey, _ addition: [UInt8], by sum: @escaping MergeOperator) throws(ViewError) {
    self.sum = sum
    if memtable.add(key, addition, by: sum) { return }
    if hasSpilled {
      memtable.put(key, addition, isBaseKnown: false, isAddition: true)
    } else {
      put(key, sum(try get(key), addition))
    }
  }

  /// Removes the row if it is there.
  public mutating func delete(_ key: RowKey) { memtable.put(key, nil, isBaseKnown: isFileEmpty) }

  /// Stores a row whose key was never used before, and that no event reads by its key: the cheapest way to write. It may
  /// be replaced or removed later.
  ///
  /// `fill` appends the row's bytes to an array that holds others before it, and must not use the writer.
  public mutating func insert(_ key: RowKey, _ fill: (inout [UInt8]) -> Void = { _ in }) {
    inserts.add(key, fill)
  }

  private mutating func read(_ key: RowKey) throws(ViewError) -> [UInt8]? {
    if let base { return try base.get(key) }
    let rows = view.rows
    return try reading { (transaction) throws(LMDBError) in
      try key.withSpan { (bytes) throws(LMDBError) in try transaction.get(bytes, in: rows) }
    }
  }

  /// One read transaction serves until the next flush: only this writer changes the rows.
  private mutating func reading<Result>(
    _ body: (borrowing ReadTransaction) throws(LMDBError) -> Result
  ) throws(ViewError) -> Result {
    do throws(LMDBError) {
      let transaction = if let open = reader.take() { open } else { try view.environment.read() }
      let result = try body(transaction)
      reader = consume transaction
      return result
    } catch {
      throw ViewError(error)
    }
  }

  /// Ends the read transaction, which would hold back the file's growth and keep old pages.
  mutating func endReading() { _ = reader.take() }

  /// Forgets what is pending; a build, which is about to gather as much again, keeps the memory.
  mutating func forget(keepingCapacity: Bool = false) {
    endReading()
    memtable.removeAll(keepingCapacity: keepingCapacity)
    inserts.removeAll(keepingCapacity: keepingCapacity)
  }
}

@available(*, unavailable)
extension ViewWriter: Sendable {}

extension View {
  /// Takes the place of the one writer.
  fileprivate func takeWriter() {
    let isFree = hasWriter.compareExchange(expected: false, desired: true, ordering: .acquiring).exchanged
    precondition(isFree, "a view has one writer at a time")
  }
}

/// Where a change of rows began.
public struct ChangeMark: Sendable {
  let inserts: PendingInserts.Mark
}
