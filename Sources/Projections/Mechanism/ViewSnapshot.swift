import Bytes
public import Domain
public import LMDB
public import Schema

/// The rows of a view at one moment; ends when it goes out of scope. Not to be held while a client reads.
public struct ViewSnapshot: ~Copyable {
  private let transaction: ReadTransaction
  private let rows: Table
  /// Looked at with every row that is read; nil for who may take as long as it takes.
  private let watch: QueryWatch?
  /// The last event that the rows contain.
  public let position: Position

  init(_ view: View, _ watch: QueryWatch?) throws(ViewError) {
    self.watch = watch
    let opened = try Self.begin(view)
    position = try Self.state(opened, view.meta).position
    transaction = consume opened
    rows = view.rows
  }

  private static func begin(_ view: View) throws(ViewError) -> ReadTransaction {
    do { return try view.environment.read() } catch { throw ViewError(error) }
  }

  private static func state(_ transaction: borrowing ReadTransaction, _ meta: Table) throws(ViewError) -> ViewState {
    do throws(LMDBError) {
      let state = try transaction.withValue(of: ViewMeta.stateKey, in: meta) { ViewMeta.state($0) }
      guard let state = state ?? nil else { throw LMDBError(.corrupted, operation: "meta") }
      return state
    } catch {
      throw ViewError(error)
    }
  }

  /// What the file says of its rows.
  package borrowing func storedState(of view: View) throws(ViewError) -> ViewState {
    try Self.state(transaction, view.meta)
  }

  /// Lends every row past a key as it is stored, which may be longer than any of ours, in order, until `body` says stop.
  package borrowing func scan(
    after key: [UInt8]?, _ body: (_ key: Span<UInt8>, _ value: Span<UInt8>) -> ScanStep
  ) throws(Refusal) {
    do throws(LMDBError) {
      try transaction.scan(rows, from: key.map { .after($0) } ?? .end, body)
    } catch {
      throw Self.refusal(error)
    }
  }

  /// A copy of the row, or nil.
  public borrowing func get(_ key: RowKey) throws(Refusal) -> [UInt8]? {
    try withRow(key) { Array(copying: $0) }
  }

  /// Lends the row to `body`; nil, without calling it, when there is none.
  public borrowing func withRow<Result>(
    _ key: RowKey, _ body: (Span<UInt8>) -> Result
  ) throws(Refusal) -> Result? {
    try watch?.step()
    do throws(LMDBError) {
      return try key.withSpan { (bytes) throws(LMDBError) in
        try transaction.withValue(of: bytes, in: rows, body)
      }
    } catch {
      throw Self.refusal(error)
    }
  }

  /// Lends the rows whose keys begin with `prefix` to `body`, in order, until it says stop.
  ///
  /// With `after`, begins past that key, seen in the scan's order.
  public borrowing func scan(
    _ prefix: RowKey, after: RowKey? = nil, backward: Bool = false,
    _ body: (_ key: Span<UInt8>, _ value: Span<UInt8>) -> ScanStep
  ) throws(Refusal) {
    try scan(prefix, after.map { .after($0.bytes) } ?? .end, backward, body)
  }

  /// Lends the rows from `start` on, in order, until `body` says stop or a key lacks the prefix.
  public borrowing func scan(
    _ prefix: RowKey, from start: RowKey, backward: Bool = false,
    _ body: (_ key: Span<UInt8>, _ value: Span<UInt8>) -> ScanStep
  ) throws(Refusal) {
    try scan(prefix, .at(start.bytes), backward, body)
  }

  /// Every row that is lent is a step of the watch, and so is the look for the first.
  private borrowing func scan(
    _ prefix: RowKey, _ start: ScanStart, _ isBackward: Bool,
    _ body: (_ key: Span<UInt8>, _ value: Span<UInt8>) -> ScanStep
  ) throws(Refusal) {
    try watch?.step()
    do throws(LMDBError) {
      try transaction.scan(
        rows, from: start, prefix: prefix.bytes, order: isBackward ? .descending : .ascending
      ) { key, value in
        guard watch?.mayGoOn() ?? true else { return .stop }
        return body(key, value)
      }
    } catch {
      throw Self.refusal(error)
    }
    if let watch, watch.stopped != nil { throw watch.refusal }
  }

  /// Whether a key begins with the prefix.
  public borrowing func hasAny(_ prefix: RowKey) throws(Refusal) -> Bool {
    var found = false
    try scan(prefix) { _, _ in
      found = true
      return .stop
    }
    return found
  }

  private static func refusal(_ error: LMDBError) -> Refusal {
    .internal("a read model could not be read: \(ViewError(error))")
  }
}

@available(*, unavailable)
extension ViewSnapshot: Sendable {}
