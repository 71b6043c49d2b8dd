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
  var nonces: NonceSource
  /// A commit failed in a way that leaves its outcome unknown.
  var isStopped = false
  /// The vault or the journal, if it was found to be gone.
  var absent: String?
  /// A record's seals before their digest is known; kept for its capacity.
  var seals: [UInt8] = []

  init(state: LogState, journal: Journal, nonces: NonceSource) {
    self.state = state
    root = state.tree.root
    self.journal = journal
    self.nonces = nonces
  }
}

extension EventLog {
  /// Appends the batch, all of it or nothing; durable when it returns.
  ///
  /// For one thread at a time. The positions must go on from the head, and new slots from ``nextFreeSlot``. Throws
  /// `.invalid` for a record that cannot be stored and `.noSpace` on a full device: nothing happened then, and the log goes
  /// on; `.fileRemoved` from when the vault or the journal was removed. After `.commitFailed`, and with `.stopped`, it takes nothing more.
  @discardableResult
  public func append(_ batch: [PendingRecord]) throws(EventLogError) -> Appended {
    try writer.withLock { (writer) throws(EventLogError) in
      guard !writer.isStopped else { throw .stopped }
      try checkPresence(&writer)
      let highestSlot = try validate(batch, state: writer.state)
      if highestSlot >= writer.state.nextSlot { try vault.make(upTo: highestSlot) }
      let room = room(batch)
      try allocate(writer.tailRoom + room)
      var next = writer.state
      next.nextSlot = max(next.nextSlot, highestSlot + 1)
      let entry = try encode(batch, &next, &writer)
      let leaves = entry.leaves
      try makeDurable(entry, room: room, next, &writer)
      writer.state = next
      let root = next.tree.root
      writer.root = root
      let status = LogStatus(head: next.head, root: root, nextFreeSlot: next.nextSlot)
      published.withLock { $0 = status }
      return Appended(head: next.head, root: root, leaves: leaves)
    }
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
      throw .commitFailed(error)
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
  private static let recordOverheadMax = HeaderLayout.lengthMax + 64

  /// The batch as the journal takes it; `next` is taken on to the state after it.
  private func encode(
    _ batch: [PendingRecord], _ next: inout LogState, _ writer: inout Writer
  ) throws(EventLogError) -> JournalEntry.Builder {
    var entry = JournalEntry.Builder(
      first: next.head.next, count: batch.count, nextSlot: next.nextSlot, rootBefore: writer.root,
      capacity: batch.count * 512 + Journal.block)
    for index in batch.indices {
      next.tree.append(
        try entry.append { (bytes) throws(EventLogError) in try encode(batch[index], &writer, to: &bytes) })
    }
    return entry
  }

  /// Appends the encoded record; its leaf.
  private func encode(
    _ pending: PendingRecord, _ writer: inout Writer, to bytes: inout [UInt8]
  ) throws(EventLogError) -> Digest256 {
    writer.seals.removeAll(keepingCapacity: true)
    let message = pending.message
    let openCount = pending.openCount
    if let slot = pending.slot, pending.hasPersonal {
      try sealer.seal(
        message.span.extracting(openCount...), slot: slot, position: pending.header.position, type: pending.header.type,
        nonces: &writer.nonces, to: &writer.seals)
    } else {
      writer.seals.append(0)
    }
    return RecordCodec.encode(
      pending.header, open: message.span.extracting(..<openCount), seals: writer.seals, to: &bytes)
  }
}
