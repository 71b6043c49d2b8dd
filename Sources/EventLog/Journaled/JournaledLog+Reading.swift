import Bytes
import FactSchema
import LMDB

extension JournaledLog {
  func record(at position: Position) throws(FactLogError) -> LogRecord? {
    try withRecord(at: position) { (view) throws(FactLogError) in try view.record() }
  }

  func leaf(at position: Position) throws(FactLogError) -> Digest256? {
    try withRecord(at: position) { (view) throws(FactLogError) in view.leaf }
  }

  func records(at positions: [Position]) throws(FactLogError) -> [Result<LogRecord, FactLogError>] {
    // The tail first: what it gives up meanwhile is in the snapshot that is taken after it.
    let entries = tail.entries(holding: positions)
    do throws(LMDBError) {
      let reading = try environment.read()
      var found: [Result<LogRecord, FactLogError>] = []
      for (position, entry) in zip(positions, entries) {
        let record: Result<LogRecord, FactLogError>?
        if let entry {
          record = entry.withRecord(at: position) { bytes in reader.record(bytes, position) }
        } else if damage.isShunned(position) {
          record = .failure(reader.noted(position, .page))
        } else {
          record = try reading.withValue(of: position.key, in: records) { bytes in reader.record(bytes, position) }
        }
        if let record {
          found.append(record)
        } else if position <= head, position > .zero {
          found.append(.failure(reader.noted(position, .missing)))
        }
      }
      return found
    } catch {
      guard error.isOfAPage else { throw FactLogError(EventLogError(error)) }
      // One by one, each in a transaction of its own: one whose page is damaged spoils only its own.
      var found: [Result<LogRecord, FactLogError>] = []
      for position in positions {
        if let result = try result(at: position) { found.append(result) }
      }
      return found
    }
  }

  private func result(at position: Position) throws(FactLogError) -> Result<LogRecord, FactLogError>? {
    do throws(FactLogError) {
      return try record(at: position).map { .success($0) }
    } catch {
      guard case .damaged = error else { throw error }
      return .failure(error)
    }
  }

  func scan(
    _ order: LogOrder, from position: Position, limit: Int,
    _ body: (_ record: borrowing RecordView) throws(FactLogError) -> LogStep
  ) throws(FactLogError) {
    var run = LogScan(order, from: position, limit: limit, head: head)
    while run.goesOn {
      let before = run.expected
      // Before looking: what is up to there is in the tail or in the file.
      let end = head
      if let entry = tail.entry(holding: Position(run.expected)) {
        run.visit(entry, reader, body)
      } else if damage.isShunned(Position(run.expected)) {
        run.fail(.page)
      } else {
        try scanFile(&run, order, body)
      }
      guard run.expected == before else { continue }
      if run.goesOn, before <= end.value { run.fail(.missing) }
      break
    }
    try run.end(damage)
  }

  /// Visits records of the file, up to those whose pages must not be touched.
  private func scanFile(
    _ run: inout LogScan, _ order: LogOrder, _ body: (_ record: borrowing RecordView) throws(FactLogError) -> LogStep
  ) throws(FactLogError) {
    let stop = damage.stop(from: run.expected, ascending: order == .ascending)
    let start = run.expected
    do throws(LMDBError) {
      try environment.read().scan(
        records, from: .at(Position(start).key), order: order == .ascending ? .ascending : .descending
      ) { key, bytes in
        let current = Position(key.count == 8 ? key.bigEndian(at: 0) : 0)
        // What the page beside it leads to may be damage of that page: the record is looked for by its own key first.
        guard current.value == run.expected || run.expected == start else { return .stop }
        let step = run.visit(current) { () throws(FactLogError) in try body(reader.view(bytes, current)) }
        return current.value == stop || step == .stop ? .stop : .next
      }
    } catch {
      guard error.isOfAPage else { throw FactLogError(EventLogError(error)) }
      if run.expected == start { run.fail(.page) }
    }
  }

  private func withRecord<Value>(
    at position: Position, _ body: (borrowing RecordView) throws(FactLogError) -> Value
  ) throws(FactLogError) -> Value? {
    if let entry = tail.entry(holding: position) {
      return try entry.withRecord(at: position) { bytes in reader.result(bytes, position, body) }.get()
    }
    guard !damage.isShunned(position) else { throw reader.noted(position, .page) }
    let found: Result<Value, FactLogError>?
    do throws(LMDBError) {
      found = try environment.read().withValue(of: position.key, in: records) { reader.result($0, position, body) }
    } catch {
      throw error.isOfAPage ? reader.noted(position, .page) : FactLogError(EventLogError(error))
    }
    if let found { return try found.get() }
    guard position > .zero, position <= head else { return nil }
    throw reader.noted(position, .missing)
  }
}
