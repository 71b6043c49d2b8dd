public import FactSchema

/// Rows as they would be: those of one moment, with others in memory over them. What is below is never written to.
///
/// Belongs to the thread that began reading what is below.
public final class BranchedRows: ReadableRows {
  /// Of what they are the rows.
  public let identity: ViewIdentity
  private let position: Position
  private let base: any RowReading
  /// What changed; nil: there is no such row any more.
  private let keys: SortedKeys
  private let values: ContiguousArray<[UInt8]?>

  fileprivate init(
    _ identity: ViewIdentity, _ position: Position, over base: any RowReading, keys: ContiguousArray<RowKey>,
    values: ContiguousArray<[UInt8]?>
  ) {
    self.identity = identity
    self.position = position
    self.base = base
    self.keys = SortedKeys(keys)
    self.values = values
  }

  /// How many rows are not as below.
  public var count: Int { keys.count }

  /// Begins reading.
  public func reading() -> any RowReading { BranchedReading(self) }

  private final class BranchedReading: RowReading {
    private let rows: BranchedRows

    init(_ rows: BranchedRows) { self.rows = rows }

    var position: Position { rows.position }

    func get(_ key: RowKey) throws(ViewError) -> [UInt8]? {
      if let index = rows.keys.index(of: key) { return rows.values[index] }
      return try rows.base.get(key)
    }

    func lend(_ key: RowKey, to body: (Span<UInt8>) -> Void) throws(ViewError) -> Bool {
      guard let index = rows.keys.index(of: key) else { return try rows.base.lend(key, to: body) }
      guard let value = rows.values[index] else { return false }
      body(value.span)
      return true
    }

    func scan(
      _ prefix: RowKey, from start: RowScanStart, backward: Bool,
      _ body: (_ key: Span<UInt8>, _ value: Span<UInt8>) -> RowScanStep
    ) throws(ViewError) {
      var walk = rows.keys.walk(prefix, from: start, backward: backward)
      var step = RowScanStep.next
      /// Lends the changed row where the walk is, unless it is gone.
      func lend(_ place: Int) {
        walk.advance()
        guard let value = rows.values[place] else { return }
        step = rows.keys[place].withSpan { body($0, value.span) }
      }
      try rows.base.scan(prefix, from: start, backward: backward) { bytes, value in
        let key = RowKey(bytes)
        while let place = walk.place, rows.keys[place] != key, (rows.keys[place] < key) != backward {
          lend(place)
          if step == .stop { return .stop }
        }
        if let place = walk.place, rows.keys[place] == key { lend(place) } else { step = body(bytes, value) }
        return step
      }
      while step == .next, let place = walk.place { lend(place) }
    }
  }
}

extension ViewWriter {
  /// The rows as a writer over others has made them, to be read by the thread of that writer: as of `position`, whatever was
  /// applied. Traps where it has a view, or nothing below.
  public func branched(as identity: ViewIdentity, asOf position: Position) -> BranchedRows {
    guard !hasView, let base else { preconditionFailure("rows branch off from those that are read") }
    let order = FlushOrder(memtable, inserts)
    var keys: ContiguousArray<RowKey> = []
    var values: ContiguousArray<[UInt8]?> = []
    keys.reserveCapacity(order.steps.count)
    values.reserveCapacity(order.steps.count)
    for step in order.steps {
      switch step {
      case .insert(let index):
        let row = inserts.rows[Int(index)]
        keys.append(row.key)
        values.append(Array(inserts.values[row.start..<row.start + Int(row.count)]))
      case .change(let index):
        keys.append(memtable.entries[Int(index)].key)
        values.append(memtable.entries[Int(index)].value)
      }
    }
    return BranchedRows(identity, position, over: base, keys: keys, values: values)
  }
}
