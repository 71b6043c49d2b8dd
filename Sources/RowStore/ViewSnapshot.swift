import Bytes
public import FactSchema
import LMDB

/// The rows of a view at one moment; ends when it goes out of scope. Not to be held while a client reads.
public struct ViewSnapshot: ~Copyable {
  private let transaction: ReadTransaction
  private let rows: Table
  /// The last event that the rows contain.
  public let position: Position

  init(_ view: View) throws(ViewError) {
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
  public borrowing func storedState(of view: View) throws(ViewError) -> ViewState {
    try Self.state(transaction, view.meta)
  }

  /// A copy of the row, or nil.
  public borrowing func get(_ key: RowKey) throws(ViewError) -> [UInt8]? {
    try withRow(key) { Array(copying: $0) }
  }

  /// Lends the row to `body`; nil, without calling it, when there is none.
  public borrowing func withRow<Result>(_ key: RowKey, _ body: (Span<UInt8>) -> Result) throws(ViewError) -> Result? {
    do throws(LMDBError) {
      return try key.withSpan { (bytes) throws(LMDBError) in
        try transaction.withValue(of: bytes, in: rows, body)
      }
    } catch {
      throw ViewError(error)
    }
  }

  /// Lends every row past a key as it is stored, which may be longer than any of ours, in order, until `body` says stop.
  public borrowing func scan(
    after key: [UInt8]?, _ body: (_ key: Span<UInt8>, _ value: Span<UInt8>) -> RowScanStep
  ) throws(ViewError) {
    try scan(nil, key.map { .after($0) } ?? .end, .ascending, body)
  }

  /// Lends the rows whose keys begin with `prefix` to `body`, in order, until it says stop.
  public borrowing func scan(
    _ prefix: RowKey, from start: RowScanStart = .after(nil), backward: Bool = false,
    _ body: (_ key: Span<UInt8>, _ value: Span<UInt8>) -> RowScanStep
  ) throws(ViewError) {
    let place: ScanStart =
      switch start {
      case .at(let key): .at(key.bytes)
      case .after(let key): key.map { .after($0.bytes) } ?? .end
      }
    try scan(prefix.bytes, place, backward ? .descending : .ascending, body)
  }

  private borrowing func scan(
    _ prefix: [UInt8]?, _ start: ScanStart, _ order: ScanOrder,
    _ body: (_ key: Span<UInt8>, _ value: Span<UInt8>) -> RowScanStep
  ) throws(ViewError) {
    do throws(LMDBError) {
      try transaction.scan(rows, from: start, prefix: prefix ?? [], order: order) { key, value in
        body(key, value) == .next ? .next : .stop
      }
    } catch {
      throw ViewError(error)
    }
  }
}

@available(*, unavailable)
extension ViewSnapshot: Sendable {}

/// Where a scan begins, seen in its order.
public enum RowScanStart: Sendable {
  /// With that key, or the next one.
  case at(RowKey)
  /// Past that key, or with the first one.
  case after(RowKey?)
}

/// Whether a scan goes on.
public enum RowScanStep: Sendable {
  /// To the next row.
  case next
  /// Not any further.
  case stop
}
