import Bytes
public import FactSchema
public import LMDB

extension EventLog {
  /// The record at the position, checked and opened; nil past the head and at 0.
  ///
  /// Throws `.damaged` when it cannot be trusted.
  public func record(at position: Position) throws(EventLogError) -> LogRecord? {
    try withRecord(at: position) { (view) throws(EventLogError) in try view.record() }
  }

  /// The leaf of the record at the position in the audit tree; nil past the head and at 0.
  public func leaf(at position: Position) throws(EventLogError) -> Digest256? {
    try withRecord(at: position) { (view) throws(EventLogError) in view.leaf }
  }

  /// The records at the positions, in their order; those past the head are left out.
  ///
  /// Of a damaged record the fault stands in its place, so that the rest is served.
  public func records(
    at positions: some Sequence<Position>
  ) throws(EventLogError) -> [Result<LogRecord, EventLogError>] {
    // The tail first: what it gives up meanwhile is in the snapshot that is taken after it.
    let positions = Array(positions)
    let entries = tail.entries(holding: positions)
    do throws(LMDBError) {
      let reading = try environment.read()
      var found: [Result<LogRecord, EventLogError>] = []
      for (position, entry) in zip(positions, entries) {
        let record: Result<LogRecord, EventLogError>?
        if let entry {
          record = entry.withRecord(at: position) { bytes in opened(bytes, position) }
        } else if damage.isShunned(position) {
          record = .failure(noted(position, .page))
        } else {
          record = try reading.withValue(of: position.key, in: records) { bytes in opened(bytes, position) }
        }
        if let record {
          found.append(record)
        } else if position <= head, position > .zero {
          found.append(.failure(noted(position, .missing)))
        }
      }
      return found
    } catch {
      guard error.isOfAPage else { throw EventLogError(error) }
      // One by one, each in a transaction of its own: one whose page is damaged spoils only its own.
      var found: [Result<LogRecord, EventLogError>] = []
      for position in positions {
        if let result = try result(at: position) { found.append(result) }
      }
      return found
    }
  }

  private func result(at position: Position) throws(EventLogError) -> Result<LogRecord, EventLogError>? {
    do throws(EventLogError) {
      return try record(at: position).map { .success($0) }
    } catch {
      guard case .damaged = error else { throw error }
      return .failure(error)
    }
  }

  /// The records after the position, in order: at most `limit`, and none more once `maxBytes` of records have been read.
  ///
  /// Ends before a damaged record; when that is the first, throws `.damaged`: reading can go on after its position.
  public func read(
    after position: Position, limit: Int, maxBytes: Int = .max
  ) throws(EventLogError) -> [LogRecord] {
    var found: [LogRecord] = []
    var bytes = 0
    do throws(EventLogError) {
      try scan(from: position, limit: limit) { (view) throws(EventLogError) in
        found.append(try view.record())
        bytes += view.byteCount
        return bytes < maxBytes ? .next : .stop
      }
    } catch {
      guard case .damaged = error, !found.isEmpty else { throw error }
    }
    return found
  }

  /// Lends each record from the position on (itself not) to `body` until it says stop or `limit` were visited.
  ///
  /// For what needs headers only: seals are neither read nor opened unless the view is asked. A damaged header ends the
  /// scan with `.damaged`, after those before it were visited: it can be begun again at that position. Keep `body` short
  /// and the limit small: the scan holds a snapshot.
  public func scan(
    _ order: ScanOrder = .ascending, from position: Position, limit: Int = .max,
    _ body: (_ record: borrowing RecordView) throws(EventLogError) -> ScanStep
  ) throws(EventLogError) {
    guard limit > 0 else { return }
    // Backward from past the head is backward from the head.
    let start = order == .ascending ? position : min(position, head.next)
    guard order == .ascending || start > .zero else { return }
    var run = Scan(order, from: start, limit: limit)
    while run.goesOn {
      let before = run.expected
      // Before looking: what is up to there is in the tail or in the file.
      let end = head
      if let entry = tail.entry(holding: Position(run.expected)) {
        run.visit(entry) { (bytes, position) throws(EventLogError) in try body(view(bytes, position)) }
      } else if damage.isShunned(Position(run.expected)) {
        run.fail(.page)
      } else {
        try scanFile(&run, order, body)
      }
      guard run.expected == before else { continue }
      if run.goesOn, before <= end.value { run.fail(.missing) }
      break
    }
    guard let failure = run.failure else { return }
    if case .damaged(let position, let fault) = failure { damage.note(position, fault) }
    throw failure
  }

  /// Visits records of the file, up to those whose pages must not be touched.
  private func scanFile(
    _ run: inout Scan, _ order: ScanOrder, _ body: (_ record: borrowing RecordView) throws(EventLogError) -> ScanStep
  ) throws(EventLogError) {
    let stop = damage.stop(from: run.expected, ascending: order == .ascending)
    let start = run.expected
    do throws(LMDBError) {
      try environment.read().scan(records, from: .at(Position(run.expected).key), order: order) { key, bytes in
        let current = Position(key.count == 8 ? key.bigEndian(at: 0) : 0)
        // What the page beside it leads to may be damage of that page: the record is looked for by its own key first.
        guard current.value == run.expected || run.expected == start else { return .stop }
        let step = run.visit(current) { () throws(EventLogError) in try body(view(bytes, current)) }
        return current.value == stop ? .stop : step
      }
    } catch {
      guard error.isOfAPage else { throw EventLogError(error) }
      if run.expected == start { run.fail(.page) }
    }
  }

  /// Lends each record past the position to `body`, at most `limit` of them and none more once they had so many bytes, and
  /// goes past those that are damaged, which are noted; the last position that was looked at.
  ///
  /// A record of which `body` throws `.damaged` is one of them. `onDamaged` is told of each.
  public func scanPastDamage(
    from position: Position, limit: Int, bytesMax: Int = .max,
    onDamaged: (Position, RecordFault) -> Void = { _, _ in },
    _ body: (_ record: borrowing RecordView) throws(EventLogError) -> Void
  ) throws(EventLogError) -> Position {
    var last = position
    var bytes = 0
    while bytes < bytesMax, last.value - position.value < UInt64(limit) {
      do throws(EventLogError) {
        try scan(from: last, limit: limit - Int(last.value - position.value)) { (view) throws(EventLogError) in
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

  private func withRecord<Value>(
    at position: Position, _ body: (borrowing RecordView) throws(EventLogError) -> Value
  ) throws(EventLogError) -> Value? {
    if let entry = tail.entry(holding: position) {
      return try entry.withRecord(at: position) { bytes in catching(bytes, position, body) }.get()
    }
    guard !damage.isShunned(position) else { throw noted(position, .page) }
    let found: Result<Value, EventLogError>?
    do throws(LMDBError) {
      found = try environment.read().withValue(of: position.key, in: records) { catching($0, position, body) }
    } catch {
      throw error.isOfAPage ? noted(position, .page) : EventLogError(error)
    }
    if let found { return try found.get() }
    guard position > .zero, position <= head else { return nil }
    throw noted(position, .missing)
  }

  /// Takes note of the damage, for whoever asks what is damaged.
  private func noted(_ position: Position, _ fault: RecordFault) -> EventLogError {
    damage.note(position, fault)
    return .damaged(position: position, fault: fault)
  }

  private func opened(_ bytes: Span<UInt8>, _ position: Position) -> Result<LogRecord, EventLogError> {
    catching(bytes, position) { (view) throws(EventLogError) in try view.record() }
  }

  private func catching<Value>(
    _ bytes: Span<UInt8>, _ position: Position, _ body: (borrowing RecordView) throws(EventLogError) -> Value
  ) -> Result<Value, EventLogError> {
    do throws(EventLogError) {
      return .success(try body(view(bytes, position)))
    } catch {
      if case .damaged(let position, let fault) = error { damage.note(position, fault) }
      return .failure(error)
    }
  }

  private func view(_ bytes: Span<UInt8>, _ position: Position) throws(EventLogError) -> RecordView {
    do throws(RecordFault) {
      let layout = try RecordLayout(bytes)
      let leaf = try layout.verifiedLeaf(bytes, position: position)
      return RecordView(bytes, position: position, layout: layout, leaf: leaf, sealer: sealer)
    } catch {
      throw .damaged(position: position, fault: error)
    }
  }
}

/// How far a scan has come, through batches in memory and stretches of the file.
private struct Scan {
  /// The position that comes next.
  private(set) var expected: UInt64
  private(set) var failure: EventLogError?
  private let order: ScanOrder
  private var left: Int
  private var isStopped = false

  /// Goes on from the position, itself not.
  init(_ order: ScanOrder, from position: Position, limit: Int) {
    self.order = order
    left = limit
    expected = order == .ascending ? position.value &+ 1 : position.value - 1
  }

  var goesOn: Bool { !isStopped && expected > 0 }

  /// Ends before the position that comes next, which is damaged.
  mutating func fail(_ fault: RecordFault) {
    failure = .damaged(position: Position(expected), fault: fault)
    isStopped = true
  }

  /// Visits the record at the position, which must be the one that comes next.
  mutating func visit(_ current: Position, _ body: () throws(EventLogError) -> ScanStep) -> ScanStep {
    do throws(EventLogError) {
      guard current.value == expected else {
        throw .damaged(position: Position(expected), fault: .missing)
      }
      expected = order == .ascending ? current.value &+ 1 : current.value &- 1
      left -= 1
      if try body() == .stop || left == 0 { isStopped = true }
    } catch {
      failure = error
      isStopped = true
    }
    return isStopped ? .stop : .next
  }

  /// Visits the batch's records from the next one on.
  mutating func visit(
    _ entry: JournalEntry,
    _ body: (_ bytes: Span<UInt8>, _ position: Position) throws(EventLogError) -> ScanStep
  ) {
    while goesOn, (entry.first...entry.last).contains(Position(expected)) {
      let position = Position(expected)
      _ = visit(position) { () throws(EventLogError) in
        try entry.withRecord(at: position) { (bytes) throws(EventLogError) in try body(bytes, position) }
      }
    }
  }
}
