import Domain
import EventLog
import FactSchema
import ReadModels
import RowStore

/// One read model taken through the log from its beginning up to an end: its rows as they were then.
struct Replay {
  private let eventReader: EventReader
  private let beginning: Beginning
  private let projection: any Projection
  private let room: GatheredRows.Room
  private let limits: EngineLimits

  /// Of that read model; `room` is where its rows go.
  init(
    _ eventReader: EventReader, _ beginning: Beginning, _ projection: any Projection, _ limits: EngineLimits,
    in room: GatheredRows.Room
  ) {
    self.eventReader = eventReader
    self.beginning = beginning
    self.projection = projection
    self.limits = limits
    self.room = room
  }

  /// What stops the read model stops this: a fact that this release cannot read, or that contradicts the rows. Damaged
  /// records are gone past, as when it is followed. `check` is asked between stretches and ends it by throwing.
  func replay(upTo end: ReplayEnd, check: () throws(Refusal) -> Void) throws(Refusal) -> PastRows {
    let retractions = end.occurredAt.map { OccurredRetractions(eventReader, by: $0) }
    let telling = retractions.map { Telling.asOfOccurred(end.position, $0) } ?? .asOf(end.position)
    let leftOut = end.occurredAt.map { LeftOut(after: $0, room) }
    let kinds = leftOut == nil ? projection.kinds : projection.kinds.union(Self.kindsByTime)
    var rows = GatheredRows(room)
    try begin(in: &rows.writer, upTo: end)
    while rows.writer.position < end.position {
      try check()
      let after = rows.writer.position
      var chunk = eventReader.chunk(
        after: after, limit: min(limits.catchUpEvents, Int(clamping: end.position.value - after.value)), kinds: kinds,
        bytesMax: limits.buildPieceBytes, told: telling)
      if let leftOut, let retractions { chunk.events = try taken(chunk.events, leftOut, retractions) }
      try apply(chunk, to: &rows.writer)
      try Self.stored { () throws(ViewError) in try rows.keepToBound() }
    }
    let identity = projection.identity(origin: eventReader.log.origin.description, generation: 0)
    let mark = eventReader.mark(at: end.position)
    return try Self.stored { () throws(ViewError) in try rows.finished(as: identity, mark: mark) }
  }

  /// What holds from the beginning holds at every moment.
  private func begin(in writer: inout ViewWriter, upTo end: ReplayEnd) throws(Refusal) {
    let initial = try beginning.initial(upTo: end)
    do throws(ProjectionFailure) {
      try writer.begin(with: initial, by: projection)
    } catch {
      throw .internal("\(projection.name) cannot take what holds from the beginning: \(error)")
    }
  }

  private func apply(_ chunk: EventReader.Chunk, to writer: inout ViewWriter) throws(Refusal) {
    let isDamaged = eventReader.log.damage.isAny
    do throws(Unapplied) {
      try writer.apply(chunk.events[...], by: projection) { isDamaged && $0.isContradiction }
    } catch {
      throw .internal("\(projection.name) cannot take the fact at position \(error.header.position): \(error.cause)")
    }
    writer.pass(upTo: chunk.last)
    guard let fault = chunk.fault else { return }
    throw Refusal(
      .damaged,
      "\(projection.name) cannot be made as of then, for the fact at position \(fault.position) cannot be read: "
        + fault.cause,
      position: fault.position)
  }

  // MARK: By the times of events

  /// What is known of every fact where some are left out by their times: the headers, and what is revised.
  private static let kindsByTime = FactKinds.headers.union(FactKinds(open: [.dealRevised]))

  /// The events that are not left out.
  private func taken(
    _ events: [RecordedEvent], _ leftOut: LeftOut, _ retractions: OccurredRetractions
  ) throws(Refusal) -> [RecordedEvent] {
    var taken: [RecordedEvent] = []
    taken.reserveCapacity(events.count)
    for event in events {
      let isHeldBack = try event.type == FactType.factRetracted.rawValue ? !retractions.counts(event.position) : false
      let isLeftOut = try Self.stored { () throws(ViewError) in
        try leftOut.takes(event, isHeldBack: isHeldBack) { try? eventReader.header(at: $0) }
      }
      if !isLeftOut { taken.append(event) }
    }
    return taken
  }

  // MARK: Rows

  private static func stored<Result>(_ body: () throws(ViewError) -> Result) throws(Refusal) -> Result {
    do throws(ViewError) {
      return try body()
    } catch {
      throw error == .noSpace
        ? Refusal(.storageFull, "the disk has no room for the rows of that moment")
        : .internal("the rows of that moment cannot be gathered: \(error)")
    }
  }
}
