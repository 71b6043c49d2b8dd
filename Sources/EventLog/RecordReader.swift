import FactSchema

/// Turns stored bytes into views of records, and takes note of the damaged ones. The same for every log.
struct RecordReader: Sendable {
  let sealer: Sealer
  let damage: Damage

  /// The record in the bytes, held against its digest and the position under which it was found.
  func view(_ bytes: Span<UInt8>, _ position: Position) throws(FactLogError) -> RecordView {
    do throws(RecordFault) {
      let layout = try RecordLayout(bytes)
      let leaf = try layout.verifiedLeaf(bytes, position: position)
      return RecordView(bytes, position: position, layout: layout, leaf: leaf, sealer: sealer)
    } catch {
      throw .damaged(position: position, fault: error)
    }
  }

  /// What `body` makes of the record in the bytes.
  func result<Value>(
    _ bytes: Span<UInt8>, _ position: Position, _ body: (borrowing RecordView) throws(FactLogError) -> Value
  ) -> Result<Value, FactLogError> {
    do throws(FactLogError) {
      return .success(try body(view(bytes, position)))
    } catch {
      if case .damaged(let position, let fault) = error { damage.note(position, fault) }
      return .failure(error)
    }
  }

  /// The record in the bytes, opened.
  func record(_ bytes: Span<UInt8>, _ position: Position) -> Result<LogRecord, FactLogError> {
    result(bytes, position) { (view) throws(FactLogError) in try view.record() }
  }

  /// Takes note of the damage, for whoever asks what is damaged.
  func noted(_ position: Position, _ fault: RecordFault) -> FactLogError {
    damage.note(position, fault)
    return .damaged(position: position, fault: fault)
  }
}

/// How far a scan has come, through batches in memory and whatever else holds records.
struct LogScan {
  /// The position that comes next.
  private(set) var expected: UInt64
  private(set) var failure: FactLogError?
  private let order: LogOrder
  private var left: Int
  private var isStopped: Bool

  /// Goes on from the position, itself not, in a log that ends at `head`.
  init(_ order: LogOrder, from position: Position, limit: Int, head: Position) {
    self.order = order
    left = limit
    // Backward from past the head is backward from the head.
    let start = order == .ascending ? position : min(position, head.next)
    expected = order == .ascending ? start.value &+ 1 : start.value &- 1
    isStopped = limit <= 0 || order == .descending && start == .zero
  }

  var goesOn: Bool { !isStopped && expected > 0 }

  /// Ends before the position that comes next, which is damaged.
  mutating func fail(_ fault: RecordFault) {
    failure = .damaged(position: Position(expected), fault: fault)
    isStopped = true
  }

  /// Visits the record at the position, which must be the one that comes next.
  mutating func visit(_ current: Position, _ body: () throws(FactLogError) -> LogStep) -> LogStep {
    do throws(FactLogError) {
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
    _ entry: JournalEntry, _ reader: RecordReader,
    _ body: (_ record: borrowing RecordView) throws(FactLogError) -> LogStep
  ) {
    while goesOn, (entry.first...entry.last).contains(Position(expected)) {
      let position = Position(expected)
      _ = visit(position) { () throws(FactLogError) in
        try entry.withRecord(at: position) { (bytes) throws(FactLogError) in try body(reader.view(bytes, position)) }
      }
    }
  }

  /// Throws what ended it early, which is taken note of.
  func end(_ damage: Damage) throws(FactLogError) {
    guard let failure else { return }
    if case .damaged(let position, let fault) = failure { damage.note(position, fault) }
    throw failure
  }
}
