import Domain
import FactSchema
import SwiftProtobuf

/// From the first, which is included, to the last, which is not; nil: without end.
struct TimeRange: Sendable {
  var from: Instant?
  var to: Instant?

  init() {}

  /// The times of two fields of a request, of which those that are named are there.
  init(
    _ from: (name: String, time: Google_Protobuf_Timestamp?), _ to: (name: String, time: Google_Protobuf_Timestamp?)
  ) throws(Refusal) {
    self.from = from.time.flatMap(Instant.init)
    self.to = to.time.flatMap(Instant.init)
    if let first = self.from, let end = self.to, end < first {
      throw .invalid(to.name, "must not be before \(from.name)")
    }
  }
}
