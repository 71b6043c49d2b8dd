public import Domain
public import FactSchema
public import RowStore

extension ViewWriter {
  /// Applies the next event; when that fails, nothing of it stays. See ``apply(_:by:from:)``.
  public mutating func apply(
    _ event: RecordedEvent, by projection: some Projection, from source: (any FactSource)? = nil
  ) throws(ProjectionFailure) {
    guard event.position == position.next else { throw .gap(expected: position.next, found: event.position) }
    if let source, event.isToldAgain {
      return try retell(CollectionOfOne(event), by: projection, from: source, [:])
    }
    if projection.kinds.contains(event.type) { try change(event, by: projection) }
    pass(upTo: event.position)
  }

  /// Applies the next events; when one fails, nothing of it stays, and those before it stand: ``position`` tells.
  ///
  /// What a retraction among them concerns is told again, from the facts that `source` gives; where that is `prepared`, for
  /// the events from the first retraction to the last event, it is so already. Without a source the events are told as they
  /// stand at the end, see ``RecordedEvent/retractedBy``, so that a retraction changes nothing any more.
  public mutating func apply(
    _ events: ArraySlice<RecordedEvent>, by projection: some Projection, from source: (any FactSource)? = nil,
    prepared: [SubjectID: Retelling] = [:]
  ) throws(ProjectionFailure) {
    let kinds = projection.kinds
    let all = events
    // By index of a span: an event is lent, not copied. The position is kept here until the end.
    let events = events.span
    var position = position
    for index in events.indices {
      let next = events[index].position
      guard next == position.next else {
        pass(upTo: position)
        throw .gap(expected: position.next, found: next)
      }
      if let source, events[index].isToldAgain {
        pass(upTo: position)
        return try retell(all.dropFirst(index), by: projection, from: source, prepared)
      }
      if kinds.contains(events[index].type) {
        do throws(ProjectionFailure) {
          try change(events[index], by: projection)
        } catch {
          pass(upTo: position)
          throw error
        }
      }
      position = next
    }
    pass(upTo: position)
  }

  /// Applies what holds from the beginning, before the first event.
  public mutating func begin(with initial: InitialState, by projection: some Projection) throws(ProjectionFailure) {
    try projection.begin(in: initial.zone, &self)
    for event in initial.events where projection.kinds.contains(event.type) { try change(event, by: projection) }
  }

  /// Does to the rows what the event asks, unless it does not stand; when that fails, nothing of it stays.
  mutating func change(_ event: RecordedEvent, by projection: some Projection) throws(ProjectionFailure) {
    if event.retractedBy != nil, !projection.retractedKinds.contains(event.type) { return }
    let mark = beginChange()
    do throws(ProjectionFailure) {
      try projection.apply(event, to: &self)
    } catch {
      takeBack(to: mark)
      throw error
    }
  }

  /// The row as the events so far have left it, or nil. Not for rows made by ``insert(_:_:)``.
  mutating func row(_ key: RowKey) throws(ProjectionFailure) -> [UInt8]? {
    do throws(ViewError) { return try get(key) } catch { throw .view(error) }
  }

  /// Adds to the row, which may be there or not; see ``merge(_:_:by:)``.
  mutating func add(_ key: RowKey, _ addition: [UInt8], by sum: @escaping MergeOperator) throws(ProjectionFailure) {
    do throws(ViewError) { try merge(key, addition, by: sum) } catch { throw .view(error) }
  }
}
