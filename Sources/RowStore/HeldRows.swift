public import FactSchema

/// Rows in memory, in the order of their keys: what a ``ViewWriter`` gathered, made to be read by any thread. Never changes.
public final class HeldRows: RowSource {
  /// Of what they are the rows.
  public let identity: ViewIdentity
  private let position: Position
  private let leaf: Digest256
  private let keys: SortedKeys
  /// Where the value of each key ends; it begins where the one before ends.
  private let ends: ContiguousArray<Int>
  private let values: [UInt8]

  fileprivate init(
    _ identity: ViewIdentity, _ position: Position, leaf: Digest256, keys: ContiguousArray<RowKey>,
    ends: ContiguousArray<Int>, values: [UInt8]
  ) {
    self.identity = identity
    self.position = position
    self.leaf = leaf
    self.keys = SortedKeys(keys)
    self.ends = ends
    self.values = values
  }

  /// How far they have come; the digest is made each time.
  public var state: ViewState {
    var digest = RowDigest()
    let values = values
    for index in keys.indices { digest.add(keys[index], values.span.extracting(value(index))) }
    return ViewState(position: position, leaf: leaf, rows: UInt64(keys.count), digest: digest.sum)
  }

  /// Never.
  public var holdsReadersBack: Bool { false }

  /// Begins reading.
  public func reading() -> any RowReading { HeldReading(self) }

  private func value(_ index: Int) -> Range<Int> { (index == 0 ? 0 : ends[index - 1])..<ends[index] }

  fileprivate final class HeldReading: RowReading {
    private let rows: HeldRows

    init(_ rows: HeldRows) { self.rows = rows }

    var position: Position { rows.position }

    func get(_ key: RowKey) -> [UInt8]? { rows.keys.index(of: key).map { Array(rows.values[rows.value($0)]) } }

    func lend(_ key: RowKey, to body: (Span<UInt8>) -> Void) -> Bool {
      guard let index = rows.keys.index(of: key) else { return false }
      let values = rows.values
      body(values.span.extracting(rows.value(index)))
      return true
    }

    func scan(
      _ prefix: RowKey, from start: RowScanStart, backward: Bool,
      _ body: (_ key: Span<UInt8>, _ value: Span<UInt8>) -> RowScanStep
    ) {
      var walk = rows.keys.walk(prefix, from: start, backward: backward)
      let values = rows.values
      while let place = walk.place {
        let value = rows.value(place)
        guard rows.keys[place].withSpan({ body($0, values.span.extracting(value)) }) == .next else { return }
        walk.advance()
      }
    }
  }
}

extension HeldRows {
  /// Calls `body` for each row that is not the same in `other`, in the order of the keys, with what it is here and there; nil
  /// where there is none.
  public func forEachDifference<Failure: Error>(
    to other: HeldRows, _ body: (_ key: RowKey, _ here: [UInt8]?, _ there: [UInt8]?) throws(Failure) -> Void
  ) throws(Failure) {
    var (left, right) = (0, 0)
    while left < keys.count || right < other.keys.count {
      if right == other.keys.count || left < keys.count && keys[left] < other.keys[right] {
        try body(keys[left], Array(values[value(left)]), nil)
        left += 1
      } else if left == keys.count || other.keys[right] < keys[left] {
        try body(other.keys[right], nil, Array(other.values[other.value(right)]))
        right += 1
      } else {
        let (here, there) = (values[value(left)], other.values[other.value(right)])
        if !here.elementsEqual(there) { try body(keys[left], Array(here), Array(there)) }
        left += 1
        right += 1
      }
    }
  }
}

extension ViewWriter {
  /// The rows that a writer without a view has gathered, to be read; `leaf` is the audit tree's leaf of the event at
  /// ``position``. Traps where it has a view.
  public func held(as identity: ViewIdentity, leaf: Digest256) -> HeldRows {
    precondition(!hasView, "the rows of a view are read there")
    let order = FlushOrder(memtable, inserts)
    var keys: ContiguousArray<RowKey> = []
    var ends: ContiguousArray<Int> = []
    var values: [UInt8] = []
    keys.reserveCapacity(order.steps.count)
    ends.reserveCapacity(order.steps.count)
    let insertedRows = inserts.rows
    for step in order.steps {
      switch step {
      case .insert(let index):
        let row = insertedRows[Int(index)]
        keys.append(row.key)
        values += inserts.values[row.start..<row.start + Int(row.count)]
      case .change(let index):
        guard let value = memtable.entries[Int(index)].value else { continue }
        keys.append(memtable.entries[Int(index)].key)
        values += value
      }
      ends.append(values.count)
    }
    return HeldRows(identity, position, leaf: leaf, keys: keys, ends: ends, values: values)
  }
}
