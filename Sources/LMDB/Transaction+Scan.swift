extension Transaction where Self: ~Copyable {
  /// Lends the entries from `start` on, in order, to `body` until it says stop, the keys end, or one lacks the prefix.
  ///
  /// A start before the prefix's keys, in the order, is moved to the first of them; from one past them nothing is visited.
  /// One cursor for the whole scan; nothing is allocated per entry.
  public borrowing func scan(
    _ table: Table, from start: ScanStart = .end, prefix: [UInt8] = [], order: ScanOrder = .ascending,
    _ body: (_ key: Span<UInt8>, _ value: Span<UInt8>) -> ScanStep
  ) throws(LMDBError) {
    // Each entry costs a call of the closure: of an inlinable scan Swift 6.3 cannot build the cursor's deinit in release.
    let cursor = try Cursor(handle, table, prefix: prefix, order: order)
    var entry = try cursor.begin(start)
    while let current = entry {
      guard body(unsafe current.key.span, unsafe current.value.span) == .next else { return }
      entry = try cursor.advance()
    }
  }

  /// A copy of the first entry of a scan, or nil: the table's first or last, or the nearest to a key.
  public borrowing func first(
    in table: Table, from start: ScanStart = .end, prefix: [UInt8] = [], order: ScanOrder = .ascending
  ) throws(LMDBError) -> (key: [UInt8], value: [UInt8])? {
    let cursor = try Cursor(handle, table, prefix: prefix, order: order)
    guard let entry = try cursor.begin(start) else { return nil }
    return unsafe (Array(entry.key), Array(entry.value))
  }

  /// A copy of the last entry in key order, within the prefix if there is one; nil when there is none.
  public borrowing func last(
    in table: Table, prefix: [UInt8] = []
  ) throws(LMDBError) -> (key: [UInt8], value: [UInt8])? {
    try first(in: table, prefix: prefix, order: .descending)
  }
}
