public import FactSchema

/// Rows that queries read, wherever they are: those of a ``RowSource``, or a branch of them (``BranchedRows``).
///
/// What a query answers depends on the rows and not on where they are, so that a generation that ends earlier is asked by
/// the same code as the one that serves.
public protocol ReadableRows: AnyObject {
  /// Of what they are the rows.
  var identity: ViewIdentity { get }

  /// Begins reading: the rows of one moment, until the last reference to what is returned goes. To be let go soon.
  func reading() throws(ViewError) -> any RowReading
}

/// Rows that any thread may begin to read: a generation's file (``View``), or memory (``HeldRows``).
public protocol RowSource: ReadableRows, Sendable {
  /// How far they have come. May go through all of them.
  var state: ViewState { get }
  /// Whether ``reading()`` would wait now, because what holds them grows.
  var holdsReadersBack: Bool { get }
}

/// The rows of ``ReadableRows`` at one moment, for the thread that began reading.
public protocol RowReading: AnyObject {
  /// The last event that the rows contain.
  var position: Position { get }

  /// A copy of the row, or nil.
  func get(_ key: RowKey) throws(ViewError) -> [UInt8]?

  /// Lends the row to `body`; false, without calling it, when there is none.
  func lend(_ key: RowKey, to body: (Span<UInt8>) -> Void) throws(ViewError) -> Bool

  /// Lends the rows whose keys begin with `prefix` to `body`, in order, until it says stop.
  func scan(
    _ prefix: RowKey, from start: RowScanStart, backward: Bool,
    _ body: (_ key: Span<UInt8>, _ value: Span<UInt8>) -> RowScanStep
  ) throws(ViewError)
}

extension View: RowSource {
  /// Begins reading the rows as of the last flush.
  public func reading() throws(ViewError) -> any RowReading { ViewReading(try snapshot()) }
}

/// A snapshot that is held by reference: what is not copied cannot be of any kind yet.
private final class ViewReading: RowReading {
  private let snapshot: ViewSnapshot

  init(_ snapshot: consuming ViewSnapshot) { self.snapshot = snapshot }

  var position: Position { snapshot.position }

  func get(_ key: RowKey) throws(ViewError) -> [UInt8]? { try snapshot.get(key) }

  func lend(_ key: RowKey, to body: (Span<UInt8>) -> Void) throws(ViewError) -> Bool {
    try snapshot.withRow(key, body) != nil
  }

  func scan(
    _ prefix: RowKey, from start: RowScanStart, backward: Bool,
    _ body: (_ key: Span<UInt8>, _ value: Span<UInt8>) -> RowScanStep
  ) throws(ViewError) {
    try snapshot.scan(prefix, from: start, backward: backward, body)
  }
}
