public import LMDB
public import Schema

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
    do throws(LMDBError) {
      let reading = try environment.read()
      var found: [Result<LogRecord, EventLogError>] = []
      for position in positions {
        let record = try reading.withValue(of: position.key, in: records) { bytes in
          catching(bytes, position) { (view) throws(EventLogError) in try view.record() }
        }
        if let record {
          found.append(record)
        } else if position <= head, position > .zero {
          found.append(.failure(.damaged(position: position, fault: .missing)))
        }
      }
      return found
    } catch {
      throw EventLogError(error)
    }
  }

  /// The records after the position, in order: at most `limit`, and none more once `maxBytes` of records have been read.
  ///
  /// Ends before a damaged record; when that is the first, throws `.damaged`: reading can go on after its position.
  public func read(
    after position: Position, limit: Int, maxBytes: Int = .max
  ) throws(EventLogError) -> [LogRecord] {
    try collect(.ascending, from: position, limit: limit, maxBytes: maxBytes)
  }

  /// The records before the position, the latest first; see ``read(after:limit:maxBytes:)``.
  public func readBackward(
    before position: Position, limit: Int, maxBytes: Int = .max
  ) throws(EventLogError) -> [LogRecord] {
    try collect(.descending, from: position, limit: limit, maxBytes: maxBytes)
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
    var expected = order == .ascending ? start.value &+ 1 : start.value - 1
    var visited = 0
    var failure: EventLogError?
    do throws(LMDBError) {
      let reading = try environment.read()
      try reading.scan(records, from: .after(start.key), order: order) { key, bytes in
        let current = Position(key.count == 8 ? key.number(at: 0) : 0)
        do throws(EventLogError) {
          guard current.value == expected else {
            throw .damaged(position: Position(expected), fault: .missing)
          }
          expected = order == .ascending ? current.value &+ 1 : current.value &- 1
          visited += 1
          let step = try body(view(bytes, current))
          return visited < limit ? step : .stop
        } catch {
          failure = error
          return .stop
        }
      }
    } catch {
      throw EventLogError(error)
    }
    if let failure { throw failure }
  }

  private func collect(
    _ order: ScanOrder, from position: Position, limit: Int, maxBytes: Int
  ) throws(EventLogError) -> [LogRecord] {
    var found: [LogRecord] = []
    var bytes = 0
    do throws(EventLogError) {
      try scan(order, from: position, limit: limit) { (view) throws(EventLogError) in
        found.append(try view.record())
        bytes += view.byteCount
        return bytes < maxBytes ? .next : .stop
      }
    } catch {
      guard case .damaged = error, !found.isEmpty else { throw error }
    }
    return found
  }

  private func withRecord<Value>(
    at position: Position, _ body: (borrowing RecordView) throws(EventLogError) -> Value
  ) throws(EventLogError) -> Value? {
    let found: Result<Value, EventLogError>?
    do throws(LMDBError) {
      found = try environment.read().withValue(of: position.key, in: records) { catching($0, position, body) }
    } catch {
      throw EventLogError(error)
    }
    if let found { return try found.get() }
    guard position > .zero, position <= head else { return nil }
    throw .damaged(position: position, fault: .missing)
  }

  private func catching<Value>(
    _ bytes: Span<UInt8>, _ position: Position, _ body: (borrowing RecordView) throws(EventLogError) -> Value
  ) -> Result<Value, EventLogError> {
    do throws(EventLogError) {
      return .success(try body(view(bytes, position)))
    } catch {
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
