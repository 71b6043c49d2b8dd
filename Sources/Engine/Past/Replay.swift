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
    let leftOut = end.occurredAt.map { LeftOut(after: $0, room) }
    let kinds = leftOut == nil ? projection.kinds : projection.kinds.union(Self.kindsByTime)
    var rows = GatheredRows(room)
    try begin(in: &rows.writer)
    while rows.writer.position < end.position {
      try check()
      let after = rows.writer.position
      var chunk = eventReader.chunk(
        after: after, limit: min(limits.catchUpEvents, Int(clamping: end.position.value - after.value)), kinds: kinds,
        bytesMax: limits.buildPieceBytes)
      if let leftOut { chunk.events = try taken(chunk.events, leftOut) }
      try apply(chunk, to: &rows.writer)
      try Self.stored { () throws(ViewError) in try rows.keepToBound() }
    }
    let identity = projection.identity(origin: eventReader.log.origin.description, generation: 0)
    let mark = eventReader.mark(at: end.position)
    return try Self.stored { () throws(ViewError) in try rows.finished(as: identity, mark: mark) }
  }

  /// What holds from the beginning holds at every moment.
  private func begin(in writer: inout ViewWriter) throws(Refusal) {
    let initial = try beginning.initial()
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

  /// What is known of every fact where some are left out by their times: the headers, and what is retracted or revised.
  private static let kindsByTime = FactKinds.headers.union(FactKinds(open: [.factRetracted, .dealRevised]))

  /// The events that are not left out; where they are looked up, others are not found either.
  private func taken(_ events: [RecordedEvent], _ leftOut: LeftOut) throws(Refusal) -> [RecordedEvent] {
    var taken: [RecordedEvent] = []
    taken.reserveCapacity(events.count)
    for event in events where try !Self.stored({ () throws(ViewError) in try leftOut.takes(event) }) {
      guard let original = event.retracted, event.interactions != nil else {
        taken.append(event)
        continue
      }
      taken.append(event.retracting(original, interactions: TakenInteractions(eventReader, leftOut)))
    }
    return taken
  }

  /// The interactions of the log without those that are left out.
  private struct TakenInteractions: InteractionSource {
    private let eventReader: EventReader
    private let leftOut: LeftOut

    init(_ eventReader: EventReader, _ leftOut: LeftOut) {
      self.eventReader = eventReader
      self.leftOut = leftOut
    }

    func forEachInteraction(
      of contact: SubjectID, after: Position, before: Position,
      _ body: (_ position: Position, _ occurredAt: Instant) -> Void
    ) throws(Refusal) {
      try eventReader.forEachInteraction(of: contact, after: after, before: before) { (header) throws(Refusal) in
        guard try !Replay.stored({ () throws(ViewError) in try leftOut.has(header) }) else { return }
        body(header.position, header.occurredAt)
      }
    }
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
