import Domain
import FactSchema
import RowStore

/// The rows of a read model at one moment, as a query sees them: every row that is read is a step of its watch.
struct RowReader: ~Copyable {
  private let rows: any RowReading
  /// Nil for who may take as long as it takes.
  private let watch: QueryWatch?

  /// Begins reading, of a view as of its last flush.
  init(_ source: any ReadableRows, _ watch: QueryWatch? = nil) throws(ViewError) {
    self.watch = watch
    rows = try source.reading()
  }

  /// The last event that the rows contain.
  var position: Position { rows.position }

  /// A copy of the row, or nil.
  borrowing func get(_ key: RowKey) throws(Refusal) -> [UInt8]? {
    try watch?.step()
    do throws(ViewError) { return try rows.get(key) } catch { throw Self.refusal(error) }
  }

  /// Lends the row to `body`; nil, without calling it, when there is none.
  borrowing func withRow<Result>(_ key: RowKey, _ body: (Span<UInt8>) -> Result) throws(Refusal) -> Result? {
    try watch?.step()
    var result: Result?
    do throws(ViewError) {
      _ = try rows.lend(key) { result = body($0) }
    } catch {
      throw Self.refusal(error)
    }
    return result
  }

  /// Lends the rows whose keys begin with `prefix` to `body`, in order, until it says stop.
  borrowing func scan(
    _ prefix: RowKey, from start: RowScanStart = .after(nil), backward: Bool = false,
    _ body: (_ key: Span<UInt8>, _ value: Span<UInt8>) -> RowScanStep
  ) throws(Refusal) {
    try watch?.step()
    do throws(ViewError) {
      try rows.scan(prefix, from: start, backward: backward) { key, value in
        watch?.mayGoOn() ?? true ? body(key, value) : .stop
      }
    } catch {
      throw Self.refusal(error)
    }
    if let watch, watch.stopped != nil { throw watch.refusal }
  }

  /// Whether a key begins with the prefix.
  borrowing func hasAny(_ prefix: RowKey) throws(Refusal) -> Bool {
    var found = false
    try scan(prefix) { _, _ in
      found = true
      return .stop
    }
    return found
  }

  private static func refusal(_ error: ViewError) -> Refusal { .internal("a read model could not be read: \(error)") }
}

@available(*, unavailable)
extension RowReader: Sendable {}
