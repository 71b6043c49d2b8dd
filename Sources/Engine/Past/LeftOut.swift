import Domain
import FactSchema
import RowStore
import Synchronization

/// What a replay by the times of events leaves out: facts that occurred later, and what could not have been recorded
/// without one of them. That is
///
/// - a fact about a subject, or naming one, whose making is left out;
/// - the retraction of a fact that is left out, and one that is held back (``OccurredRetractions``);
/// - of a deal of which a closing or a reopening is left out, what its state then does not allow: a reopening while it is
///   open, another closing, a change of stage or of value or a transfer while it is closed. The same where a retraction of one
///   is left out, so that it stands.
///
/// It remembers the subjects that are left out and the deals that stand otherwise than in the log: as rows, so that their
/// memory has a bound.
final class LeftOut: Sendable {
  private let time: Instant
  private let rows: Mutex<GatheredRows>

  /// Leaves out what occurred after that time.
  init(after time: Instant, _ room: GatheredRows.Room) {
    self.time = time
    rows = Mutex(GatheredRows(room))
  }

  /// Whether the next fact of the log is left out. To be asked of each, in order; `header` finds those that it retracts.
  func takes(
    _ event: RecordedEvent, isHeldBack: Bool, header find: (Position) -> EventHeader?
  ) throws(ViewError) -> Bool {
    let header = event.header
    return try rows.withLock { (rows) throws(ViewError) in
      var isLeftOut = try isLate(header, &rows)
      if isHeldBack { isLeftOut = true }
      for standing in event.retraction?.standings ?? [] where !isLeftOut {
        if let original = find(standing.position) { isLeftOut = try isLate(original, &rows) }
      }
      if event.retractedBy == nil, let change = DealChange(event) {
        isLeftOut = try Self.follows(change, of: header.subject, isLeftOut: isLeftOut, &rows)
      }
      if isLeftOut, let retraction = event.retraction { try Self.keepState(of: header.subject, retraction, &rows) }
      if isLeftOut, Self.isMaking(header) { rows.writer.put(Self.subject(header.subject), []) }
      try rows.keepToBound()
      return isLeftOut
    }
  }

  private func isLate(_ header: EventHeader, _ rows: inout GatheredRows) throws(ViewError) -> Bool {
    if header.occurredAt > time { return true }
    if try rows.writer.get(Self.subject(header.subject)) != nil { return true }
    for subject in header.otherSubjects where try rows.writer.get(Self.subject(subject)) != nil { return true }
    return false
  }

  /// Whether it is the fact that makes its subject. The built-in pipeline is there without one.
  private static func isMaking(_ header: EventHeader) -> Bool {
    FactType(rawValue: header.type)?.creates != nil && header.version == Version(1)
      && header.subject != BuiltInPipeline.id
  }

  // MARK: Deals

  /// What a fact does with a deal, as far as its state has a say in it.
  private enum DealChange {
    case closes
    case reopens
    case needsOpen

    init?(_ event: RecordedEvent) {
      switch FactType(rawValue: event.type) {
      case .dealWon, .dealLost: self = .closes
      case .dealReopened: self = .reopens
      case .dealStageChanged, .dealTransferred: self = .needsOpen
      case .dealRevised:
        guard case .dealRevised(let fact) = event.fact.fact, fact.hasValue || fact.clear.contains("value") else {
          return nil
        }
        self = .needsOpen
      default: return nil
      }
    }
  }

  /// Whether the change is left out, after all; notes how the deal stands where that is not as in the log.
  private static func follows(
    _ change: DealChange, of deal: SubjectID, isLeftOut: Bool, _ rows: inout GatheredRows
  ) throws(ViewError) -> Bool {
    let key = RowKey(table: 2).with(deal)
    guard let standing = try rows.writer.get(key) else {
      // Until now it stood as in the log, where a closing meets an open deal, and a reopening a closed one.
      if isLeftOut, change != .needsOpen { rows.writer.put(key, change == .closes ? open : closed) }
      return isLeftOut
    }
    guard !isLeftOut, (standing == open) == (change != .reopens) else { return true }
    if change != .needsOpen { rows.writer.put(key, change == .closes ? closed : open) }
    return false
  }

  /// A deal whose state a retraction changes in the log, and not here, stands as before it.
  private static func keepState(
    of deal: SubjectID, _ retraction: Retraction, _ rows: inout GatheredRows
  ) throws(ViewError) {
    let key = RowKey(table: 2).with(deal)
    guard deal.kind == .deal, try rows.writer.get(key) == nil,
      let type = retraction.type.flatMap({ FactType(rawValue: $0) })
    else { return }
    // Of a chain every other one restores.
    let falls = !retraction.standings.count.isMultiple(of: 2)
    switch type {
    case .dealWon, .dealLost: rows.writer.put(key, falls ? closed : open)
    case .dealReopened: rows.writer.put(key, falls ? open : closed)
    default: break
    }
  }

  private static let open: [UInt8] = [1]
  private static let closed: [UInt8] = [0]

  private static func subject(_ subject: SubjectID) -> RowKey { RowKey(table: 1).with(subject) }
}

extension RowKey {
  fileprivate func with(_ subject: SubjectID) -> RowKey {
    appending(subject) {
      $0.append($1.kind.rawValue)
      $0.append($1.value)
    }
  }
}
