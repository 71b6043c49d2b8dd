public import FactSchema

/// The log of facts: appended to in batches, never changed, read by anybody.
///
/// The one source of truth, whoever keeps it: a journal and a file on this machine (``LocalLog``), memory (``MemoryLog``),
/// a stream that many machines hold. What every one of them promises is tried by one suite of tests, `LogContract`.
///
/// - **The log decides.** A batch that is appended at the head `h` has the positions from `h + 1` on, without a gap. Its new
///   keys have the slots from ``LogStatus/nextFreeSlot`` on. Its leaves and the root are made from what is stored. Who
///   appends learns all of them from ``Appended``, and remembers none of its own.
/// - **One writer at a time wins.** A batch is appended at the head that it was decided at. Where another writer's came
///   first, nothing of it is stored and ``FactLogError/headMoved(to:)`` says where the head is now.
/// - **A request is known again.** What makes it so is made here, too, of the keys that seal its facts: no header that comes
///   in has it, and no log keeps what would confirm a guess without them.
/// - **Durable, then told.** When an append returns, the batch survives whatever the log is made to survive; then those that
///   follow are told, and a read finds it.
/// - **Damage stays where it is.** A record that cannot be trusted is refused by its position; all others are served.
///
/// Every method may be called on any thread; those that wait say so.
public protocol FactLog: AnyObject, Sendable {
  /// The identity of this log, drawn when it was made; all who share it see the same.
  var origin: LogOrigin { get }
  /// When it was made.
  var createdAt: Instant { get }
  /// Head, root and next free slot of one and the same batch.
  var status: LogStatus { get }
  /// What of it is known to be damaged.
  var damage: Damage { get }
  /// What it keeps to itself; all who share the log have the same.
  var secret: LogSecret { get }

  // MARK: Writing

  /// Appends the batch at that head, all of it or nothing; durable when it returns. Waits for that.
  ///
  /// What is sealed is sealed here, because a seal is bound to the position and the slot. Throws `.headMoved`, `.noSpace`,
  /// `.full`, `.invalid`, `.keyDamaged` or `.closed`, or what keeps the log as `.unsound` or `.failed`: nothing of the batch
  /// was stored then. After `.outcomeUnknown`, and with `.stopped`, the log takes nothing more.
  @discardableResult
  func append(_ batch: [PendingRecord], at head: Position) throws(FactLogError) -> Appended

  /// The code of what was said of a person, under the key in the slot and of that position: what a request's digest has in its
  /// place, see ``RequestDigest``. Nil where the slot holds no sound key, or none any more.
  func code(of personal: Span<UInt8>, slot: UInt64, position: Position) throws(FactLogError) -> Digest256?

  /// Destroys the key in the slot, durably; what was sealed with it reads as erased from then on. No leaf and no root
  /// changes. Waits.
  func erase(slot: UInt64) throws(FactLogError)

  /// What is kept under that name beside the records: once kept, it never changes.
  ///
  /// Keeps `value` durably where nothing is kept yet; whoever was first is answered to all. Waits.
  func kept(_ name: String, otherwise value: [UInt8]) throws(FactLogError) -> [UInt8]

  // MARK: Reading

  /// Lends each record from the position on (itself not) to `body`, in that order, until it says stop or `limit` were
  /// visited; ends at the head.
  ///
  /// Seals are neither read nor opened unless the view is asked. A record that is damaged ends the scan with `.damaged`, after
  /// those before it were visited: it can be begun again at that position. Keep `body` short and the limit small: a scan
  /// may hold a snapshot.
  func scan(
    _ order: LogOrder, from position: Position, limit: Int,
    _ body: (_ record: borrowing RecordView) throws(FactLogError) -> LogStep
  ) throws(FactLogError)

  /// The record at the position, checked and opened; nil past the head and at 0. Throws `.damaged` when it cannot be trusted.
  func record(at position: Position) throws(FactLogError) -> LogRecord?

  /// The records at the positions, in their order; those past the head are left out. Of a damaged record the fault stands in
  /// its place, so that the rest is served.
  func records(at positions: [Position]) throws(FactLogError) -> [Result<LogRecord, FactLogError>]

  /// The leaf of the record at the position in the audit tree; nil past the head and at 0.
  func leaf(at position: Position) throws(FactLogError) -> Digest256?

  // MARK: Following

  /// Tells `onMove` of each batch from now on that can be read, whoever appended it, until what is returned ends.
  ///
  /// It is told that the head has moved, and not what came: who follows reads that from the log, at its own pace and as much
  /// at a time as it likes, so that nothing waits for a slow one and nothing is dropped. Called on any thread, also on one
  /// that appends: it must not wait. Two batches may be told of at once, and twice does no harm.
  func follow(_ onMove: @escaping @Sendable () -> Void) -> LogFollowing
}

/// The order in which a log is read.
public enum LogOrder: Sendable {
  case ascending
  case descending
}

/// Whether a scan goes on.
public enum LogStep: Sendable {
  case next
  case stop
}

/// Where the log stands after a batch.
public struct LogStatus: Sendable, Equatable {
  /// The position of the last durable record; 0 when there is none.
  public let head: Position
  /// The audit tree's root over the records up to the head (RFC 6962); of none, SHA-256 of nothing.
  public let root: Digest256
  /// The slot that the next new key gets; a slot that no stored record carries is given again.
  public let nextFreeSlot: UInt64
  /// The epoch of its last record: 1 at first, and one more from each loss of facts on that was accepted.
  public let epoch: UInt32
}

extension LogStatus {
  init(_ state: LogState, root: Digest256) {
    self.init(head: state.head, root: root, nextFreeSlot: state.nextSlot, epoch: state.epoch)
  }
}

/// What a durable batch was given.
public struct Appended: Sendable, Equatable {
  /// Where its records stand, in their order.
  public let positions: ClosedRange<Position>
  /// The slots of its new keys, in their order.
  public let newSlots: Range<UInt64>
  /// The leaf of each record, in order.
  public let leaves: [Digest256]
  /// Where the log stands after it.
  public let status: LogStatus

  /// The batch's last position.
  public var head: Position { status.head }
  /// The audit tree's root there.
  public var root: Digest256 { status.root }
}

/// The most that a log takes at once.
public enum LogLimits {
  /// The most records of a batch: a command's, which headers count in 16 bits, and what the daemon brings before the first.
  public static let batchRecordsMax = 65_536 + 16
  /// The most bytes of a record's open part, and of its personal part.
  public static let partBytesMax = 16 << 20
}

extension FactLog {
  /// The position of the last durable record; 0 when there is none.
  public var head: Position { status.head }

  /// The audit tree's root over the records up to the head.
  public var root: Digest256 { status.root }

  /// The slot that the next new key gets.
  public var nextFreeSlot: UInt64 { status.nextFreeSlot }

  /// Lends each record after the position to `body`, see ``scan(_:from:limit:_:)``.
  public func scan(
    from position: Position, limit: Int = .max,
    _ body: (_ record: borrowing RecordView) throws(FactLogError) -> LogStep
  ) throws(FactLogError) {
    try scan(.ascending, from: position, limit: limit, body)
  }

  /// Lends each record past the position to `body`, at most `limit` of them and none more once they had so many bytes, and
  /// goes past those that are damaged, which are noted; the last position that was looked at.
  ///
  /// A record of which `body` throws `.damaged` is one of them. `onDamaged` is told of each.
  public func scanPastDamage(
    from position: Position, limit: Int, bytesMax: Int = .max,
    onDamaged: (Position, RecordFault) -> Void = { _, _ in },
    _ body: (_ record: borrowing RecordView) throws(FactLogError) -> Void
  ) throws(FactLogError) -> Position {
    var last = position
    var bytes = 0
    while bytes < bytesMax, last.value - position.value < UInt64(limit) {
      do throws(FactLogError) {
        try scan(from: last, limit: limit - Int(last.value - position.value)) { (view) throws(FactLogError) in
          try body(view)
          last = view.position
          bytes += view.byteCount
          return bytes < bytesMax ? .next : .stop
        }
        return last
      } catch {
        guard case .damaged(let damaged, let fault) = error, damaged == last.next else { throw error }
        onDamaged(damaged, fault)
        last = damaged
      }
    }
    return last
  }
}
