import FactSchema
import LMDB
import Memory
import Synchronization

extension ViewWriter {
  /// Spills the changes since the last time: sorted, in a file of their own: the next ``flush(leaf:)`` merges all of
  /// them and writes each row once. Until then no snapshot sees them, and the view's state does not change.
  ///
  /// For builds: rows that come in any order would each touch a page of the file, time and again. With a helper it
  /// returns at once, and a failure shows the next time. When it throws, the view is to be given up.
  public mutating func spill() throws(ViewError) {
    endReading()
    guard pendingRows > 0 else { return forget() }
    try finishSpill()
    let (last, folder) = (Spill(memtable: memtable, inserts: inserts), view.folder)
    spillUnderWay = last
    (self.memtable, self.inserts) = spare.take() ?? (Memtable(), PendingInserts())
    forget(keepingCapacity: true)
    if let helper { helper { last.make(in: folder) } } else { last.make(in: folder) }
  }

  /// Waits until what was spilled last is in its file.
  mutating func finishSpill() throws(ViewError) {
    guard let last = spillUnderWay.take() else { return }
    do throws(LMDBError) {
      try runs.add(try last.run.take(), sum)
    } catch {
      throw ViewError(error)
    }
    // Their memory is filled again.
    spare = (last.memtable, last.inserts)
  }

  /// Whether something was spilled.
  var hasSpilled: Bool { spillUnderWay != nil || !runs.isEmpty }

  /// What was spilled of the key; nil when nothing was.
  mutating func spilled(_ key: RowKey) throws(ViewError) -> SortedRun.Found? {
    let newer = spillUnderWay?.memtable.found(key)
    guard !runs.isEmpty else { return newer }
    if let newer { guard case .addition = newer else { return newer } }
    do throws(LMDBError) {
      return try runs.find(key, sum)?.joined(with: newer, by: sum) ?? newer
    } catch {
      throw ViewError(error)
    }
  }

  /// Writes all that was spilled and is pending, in the order of the keys. When it throws, the view is to be given up.
  ///
  /// In several transactions, because one would change more pages than LMDB can hold: meanwhile the view is marked, so
  /// that a process that ends before the last one leaves nothing that is taken for whole.
  mutating func merge(leaf: Digest256) throws(ViewError) {
    try spill()
    try finishSpill()
    spare = nil
    forget()
    // What was gathered is in many small pieces, and the merge needs others.
    ProcessMemory.giveBack()
    do throws(LMDBError) {
      try view.markOpen()
      try ViewMeta.setMark(ViewMeta.mergingMark, view.environment, view.meta)
      let merging = Merging(view: view, isFileEmpty: isFileEmpty, sum: sum, helper: helper, progress: progress)
      var state = try merging.run(runs.runs)
      state.position = position
      state.leaf = leaf
      var transaction = try view.environment.write()
      try transaction.put(ViewMeta.stateKey, ViewMeta.bytes(of: state), in: view.meta)
      try transaction.put(ViewMeta.markKey, ViewMeta.openMark(view.bootID), in: view.meta)
      try transaction.commit()
      view.current.withLock { $0 = state }
      isFileEmpty = state.rows == 0
    } catch {
      throw ViewError(error)
    }
    runs = SortedRuns(folder: view.folder)
  }
}
