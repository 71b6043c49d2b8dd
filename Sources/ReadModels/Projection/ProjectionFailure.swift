public import FactSchema
public import RowStore

/// Why a projection could not take an event. The event has left no trace in the view's writer.
public enum ProjectionFailure: Error, Sendable, Equatable, CustomStringConvertible {
  /// The event says something that the stored rows contradict; it stops the projection until an operator acts.
  case cannotApply(String)
  /// The view could not be read.
  case view(ViewError)
  /// What a retraction concerns could not be told again: the rows are not whole, so that nothing may be written which was
  /// gathered since the last flush.
  case torn(String)
  /// From the event on all rows are others, as they are made from the beginning: they are to be made again.
  case outdated(String)
  /// Somebody was erased whose data is in the rows, and cannot be read any more to be taken out of them: they are to be made
  /// again, and answer nothing until then.
  case erasedMeanwhile
  /// The event is not the next one.
  case gap(expected: Position, found: Position)

  /// Whether the rows are to be made again from the beginning.
  public var isOutdated: Bool {
    switch self {
    case .outdated, .erasedMeanwhile: true
    case .cannotApply, .view, .torn, .gap: false
    }
  }

  public var description: String {
    switch self {
    case .cannotApply(let cause), .torn(let cause), .outdated(let cause): cause
    case .erasedMeanwhile: "somebody was erased whose data is in its rows"
    case .view(let error): "the view could not be read: \(error)"
    case .gap(let expected, let found): "expected the event at position \(expected), got the one at \(found)"
    }
  }
}
