import Domain
import Schema
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
    self.from = try Self.instant(from.time, from.name)
    self.to = try Self.instant(to.time, to.name)
    if let first = self.from, let end = self.to, end < first {
      throw .invalid(to.name, "must not be before \(from.name)")
    }
  }

  private static func instant(_ time: Google_Protobuf_Timestamp?, _ field: String) throws(Refusal) -> Instant? {
    guard let time else { return nil }
    guard let instant = Instant(time) else { throw .invalid(field, "must be a time") }
    return instant
  }
}
