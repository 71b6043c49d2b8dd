import FactSchema
import LMDB
import Synchronization

/// What only the appending thread touches.
struct Writer {
  var state: LogState
  /// The tree's root there, kept because it takes as many hashes as the tree has levels.
  var root: Digest256
  var journal: Journal
  /// The most bytes that the tail can need in the log's file.
  var tailRoom = 0
  var encoder: BatchEncoder
  /// A commit failed in a way that leaves its outcome unknown.
  var isStopped = false
  /// The vault or the journal, if it was found to be gone.
  var absent: String?

  init(state: LogState, journal: Journal, encoder: BatchEncoder) {
    self.state = state
    root = state.tree.root
    self.journal = journal
    self.encoder = encoder
  }
}

extension JournaledLog {
  @discardableResult
  func append(_ batch: [PendingRecord], at head: Position) throws(FactLogError) -> Appended {
    let appended = try writer.withLock { (writer) throws(FactLogError) in try append(batch, at: head, &writer) }
    followers.tell()
    return appended
  }

  private func append(
    _ batch: [PendingRecord], at head: Position, _ writer: inout Writer
  ) throws(FactLogError) -> Appended {
    guard !writer.isStopped else { throw .stopped }
    try checkPresence(&writer)
    guard head == writer.state.head else { throw .headMoved(to: writer.state.head) }
    let newSlots = try BatchRules.newSlots(of: batch, after: writer.state)
    let room = room(batch)
    var next = writer.state
    do throws(EventLogError) {
      if BatchRules.endsEpoch(batch, of: writer.state) { try vault.renew(from: writer.state.nextSlot) }
      if let highest = newSlots.last { try vault.make(upTo: highest) }
      try allocate(writer.tailRoom + room)
    } catch {
      throw FactLogError(error)
    }
    let entry = try writer.encoder.encode(batch, newSlots: newSlots, rootBefore: writer.root, &next)
    let leaves = entry.leaves
    do throws(EventLogError) {
      try makeDurable(entry, room: room, next, &writer)
    } catch {
      throw FactLogError(error)
    }
    writer.state = next
    writer.root = next.tree.root
    let status = LogStatus(next, root: writer.root)
    published.withLock { $0 = status }
    return Appended(positions: head.next...next.head, newSlots: newSlots, leaves: leaves, status: status)
  }

  /// Makes sure that the log's file can take over what is in the journal: there it must not meet a full device any more.
  private func allocate(_ bytes: Int) throws(EventLogError) {
    try translating { () throws(LMDBError) in
      let needed = bytes + Self.commitBytesMax
      guard environment.info().usedBytes + needed <= environment.mapSize else {
        throw LMDBError(.mapFull, operation: "append", path: environment.options.path)
      }
      try environment.allocate(ahead: needed)
    }
  }

  /// Writes the batch to the journal, which gives what it holds to the log's file first if it is full; a batch that no
  /// journal can hold goes to the file at once.
  private func makeDurable(
    _ batch: consuming JournalEntry.Builder, room: Int, _ state: LogState, _ writer: inout Writer
  ) throws(EventLogError) {
    let bytes = batch.byteCount
    if !writer.journal.hasRoom(bytes) { try checkpoint(writer.state, &writer) }
    let entry = batch.finished(generation: writer.journal.generation)
    guard writer.journal.canHold(bytes) else { return try store([entry], state, &writer) }
    do throws(LMDBError) {
      try writer.journal.append(entry)
    } catch {
      writer.isStopped = true
      throw .commitFailed(StorageFailure(error))
    }
    tail.append(entry)
    writer.tailRoom += room
  }

  /// The most bytes that the batch can need in the log's file.
  private func room(_ batch: [PendingRecord]) -> Int {
    batch.reduce(0) { sum, pending in
      let bytes = pending.message.count + Self.recordOverheadMax
      // A page holds at least two short records; a long one has pages of its own.
      return sum + (bytes <= 2000 ? 2 * bytes : bytes + 2 * 4096)
    }
  }

  /// The most bytes of a commit's pages beside those of the records: branches, the state, the list of free pages.
  private static let commitBytesMax = 1 << 20
  /// The most bytes of a record beside its open and personal parts.
  private static let recordOverheadMax = HeaderLayout.lengthMax + 128
}
