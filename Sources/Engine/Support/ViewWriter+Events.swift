import Domain
import FactSchema
import ReadModels
import RowStore

/// An event that a read model could not take.
struct Unapplied: Error {
  var header: EventHeader
  var cause: ProjectionFailure

  /// Whether it contradicts the rows, which it may where it builds on a damaged one.
  var isContradiction: Bool {
    if case .cannotApply = cause { true } else { false }
  }
}

extension ViewWriter {
  /// Applies events between which there may be others that do not concern the read model, or are damaged; what cannot be
  /// applied is passed by where `leavesOut` says so. Retractions are told again from `facts`, where these are given.
  mutating func apply(
    _ events: ArraySlice<RecordedEvent>, by projection: some Projection, from facts: (any FactSource)? = nil,
    leavesOut: (Unapplied) -> Bool
  ) throws(Unapplied) {
    for index in events.indices {
      do throws(ProjectionFailure) {
        pass(upTo: events[index].position.previous)
        try apply(events[index], by: projection, from: facts)
      } catch {
        let unapplied = Unapplied(header: events[index].header, cause: error)
        guard leavesOut(unapplied) else { throw unapplied }
        pass(upTo: unapplied.header.position)
      }
    }
  }
}
