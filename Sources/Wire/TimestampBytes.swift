import Schema

/// The encoded `google.protobuf.Timestamp`.
enum TimestampBytes {
  /// Reads it; nil when it is not one. The last of repeated fields counts.
  static func read(_ bytes: Span<UInt8>, _ range: Range<Int>) -> (seconds: Int64, nanos: Int64)? {
    var seconds: Int64 = 0
    var nanos: Int64 = 0
    var at = range.lowerBound
    while at < range.upperBound {
      guard let tag = Protobuf.readTag(bytes, &at, range.upperBound), tag.wireType == Protobuf.varint,
        tag.number <= TimestampField.nanos,
        let value = Protobuf.readVarint(bytes, &at, range.upperBound)
      else { return nil }
      if tag.number == TimestampField.seconds {
        seconds = Int64(bitPattern: value)
      } else {
        nanos = Int64(Int32(truncatingIfNeeded: value))
      }
    }
    return (seconds, nanos)
  }

  /// Appends its fields, without those that are 0.
  static func append(seconds: Int64, nanos: Int64, to out: inout [UInt8]) {
    if seconds != 0 {
      out.append(varint: TimestampField.seconds << 3)
      out.append(varint: UInt64(bitPattern: seconds))
    }
    if nanos != 0 {
      out.append(varint: TimestampField.nanos << 3)
      out.append(varint: UInt64(bitPattern: nanos))
    }
  }
}
