public import Bytes
public import FactSchema
public import SwiftProtobuf

extension Instant {
  /// The instant of a message's time; nil outside the years 0001 to 9999 or with nanoseconds outside a second. What is
  /// finer than a microsecond is dropped.
  public init?(_ timestamp: Google_Protobuf_Timestamp) {
    let time = UnixTime(seconds: timestamp.seconds, nanos: timestamp.nanos)
    guard time.isOfCalendar else { return nil }
    self.init(microseconds: time.microseconds)
  }

  /// The instant as messages have it.
  public var timestamp: Google_Protobuf_Timestamp {
    let time = UnixTime(microseconds: microseconds)
    var timestamp = Google_Protobuf_Timestamp()
    timestamp.seconds = time.seconds
    timestamp.nanos = time.nanos
    return timestamp
  }
}

extension ProtobufSink {
  /// A time as `google.protobuf.Timestamp`.
  @inlinable
  public mutating func appendField(_ number: UInt64, _ instant: Instant) {
    appendField(number, UnixTime(microseconds: instant.microseconds))
  }
}
