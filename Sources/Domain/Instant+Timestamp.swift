public import Schema
public import SwiftProtobuf

extension Instant {
  /// The instant of a message's time; nil outside the years 0001 to 9999 or with nanoseconds outside a second. What is
  /// finer than a microsecond is dropped.
  public init?(_ timestamp: Google_Protobuf_Timestamp) {
    guard (-62_135_596_800...253_402_300_799).contains(timestamp.seconds), (0..<1_000_000_000).contains(timestamp.nanos)
    else { return nil }
    self.init(microseconds: timestamp.seconds * 1_000_000 + Int64(timestamp.nanos) / 1_000)
  }

  /// The instant as messages have it.
  public var timestamp: Google_Protobuf_Timestamp {
    let seconds = microseconds / 1_000_000 - (microseconds % 1_000_000 < 0 ? 1 : 0)
    var timestamp = Google_Protobuf_Timestamp()
    timestamp.seconds = seconds
    timestamp.nanos = Int32(truncatingIfNeeded: (microseconds - seconds * 1_000_000) * 1_000)
    return timestamp
  }
}
