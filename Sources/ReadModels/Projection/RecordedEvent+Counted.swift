import Domain
import FactSchema
import RowStore

extension RecordedEvent {
  /// The event that counts: this one, once more; or what it takes back, once less.
  func counted() throws(ProjectionFailure) -> (event: RecordedEvent, change: Int64) {
    guard header.type == FactType.factRetracted.rawValue else { return (self, 1) }
    return (try ViewWriter.retracted(by: self), -1)
  }
}
