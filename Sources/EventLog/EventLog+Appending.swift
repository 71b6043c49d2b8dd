import LMDB
import Schema
import Synchronization

/// What only the appending thread touches.
struct Writer {
  var state: LogState
  var nonces: NonceSource
  /// A commit failed in a way that leaves its outcome unknown.
  var isStopped = false
  /// The record being encoded, and its seals before their digest is known; kept for their capacity.
  var record: [UInt8] = []
  var seals: [UInt8] = []

  init(state: LogState, nonces: NonceSource) {
    self.state = state
    self.nonces = nonces
  }
}

extension EventLog {
  /// Appends the batch, all of it or nothing; durable when it returns.
  ///
  /// For one thread at a time. The positions must go on from the head, and new slots from ``nextFreeSlot``. Throws
  /// `.invalid` for a record that cannot be stored and `.noSpace` on a full device: nothing happened then, and the log goes
  /// on. After `.commitFailed`, and with `.stopped`, it takes nothing more.
  @discardableResult
  public func append(_ batch: [PendingRecord]) throws(EventLogError) -> Appended {
    try writer.withLock { (writer) throws(EventLogError) in
      guard !writer.isStopped else { throw .stopped }
      let highestSlot = try validate(batch, state: writer.state)
      if highestSlot >= writer.state.nextSlot { try vault.make(upTo: highestSlot) }
      try translating { () throws(LMDBError) in try environment.allocate(ahead: room(batch)) }
      var next = writer.state
      next.nextSlot = max(next.nextSlot, highestSlot + 1)
      let leaves = try store(batch, &next, &writer)
      writer.state = next
      let root = next.tree.root
      let status = LogStatus(head: next.head, root: root, nextFreeSlot: next.nextSlot)
      published.withLock { $0 = status }
      return Appended(head: next.head, root: root, leaves: leaves)
    }
  }

  /// The most bytes that the batch can need in the log's file.
  private func room(_ batch: [PendingRecord]) -> Int {
    batch.reduce(Self.commitBytesMax) { sum, pending in
      let bytes = pending.open.count + pending.personal.count + Self.recordOverheadMax
      // A page holds at least two short records; a long one has pages of its own.
      return sum + (bytes <= 2000 ? 2 * bytes : bytes + 2 * 4096)
    }
  }

  /// The most bytes of a commit's pages beside those of the records: branches, the state, the list of free pages.
  private static let commitBytesMax = 1 << 20
  /// The most bytes of a record beside its open and personal parts.
  private static let recordOverheadMax = HeaderLayout.lengthMax + 64

  private func store(
    _ batch: [PendingRecord], _ next: inout LogState, _ writer: inout Writer
  ) throws(EventLogError) -> [Digest256] {
    var leaves: [Digest256] = []
    leaves.reserveCapacity(batch.count)
    var transaction: WriteTransaction
    do throws(LMDBError) {
      transaction = try environment.write()
    } catch {
      writer.isStopped = true
      throw .commitFailed(error)
    }
    for pending in batch {
      let leaf = try encode(pending, &writer)
      leaves.append(leaf)
      next.tree.append(leaf)
      let key = pending.header.position.key
      do throws(LMDBError) {
        try transaction.append(key.span, writer.record.span, in: records)
      } catch {
        throw EventLogError(error)
      }
    }
    writer.record.removeAll(keepingCapacity: true)
    next.encode(to: &writer.record)
    do throws(LMDBError) {
      try transaction.put(LogMeta.stateKey, writer.record, in: meta)
    } catch {
      throw EventLogError(error)
    }
    do throws(LMDBError) {
      try transaction.commit()
    } catch {
      throw judge(error, &writer)
    }
    return leaves
  }

  /// A commit that met a full device was dropped whole, unless LMDB says that its last page was at stake: the environment
  /// then takes no further transaction. Of any other failure the outcome is unknown.
  private func judge(_ error: LMDBError, _ writer: inout Writer) -> EventLogError {
    if error.code == .noSpace || error.code == .mapFull, canWrite { return EventLogError(error) }
    writer.isStopped = true
    return .commitFailed(error)
  }

  private var canWrite: Bool {
    do throws(LMDBError) {
      _ = try environment.write()
      return true
    } catch {
      return false
    }
  }

  /// Encodes the record into `writer.record`; its leaf.
  private func encode(_ pending: PendingRecord, _ writer: inout Writer) throws(EventLogError) -> Digest256 {
    writer.seals.removeAll(keepingCapacity: true)
    if let slot = pending.slot, !pending.personal.isEmpty {
      try sealer.seal(
        pending.personal, slot: slot, position: pending.header.position, type: pending.header.type,
        nonces: &writer.nonces, to: &writer.seals)
    } else {
      writer.seals.append(0)
    }
    return RecordCodec.encode(pending.header, open: pending.open, seals: writer.seals, to: &writer.record)
  }
}
