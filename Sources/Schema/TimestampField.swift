/// The numbers of the fields of `google.protobuf.Timestamp`, which protobuf's library has no names for.
public enum TimestampField {
  /// Seconds since 1970.
  @inlinable public static var seconds: UInt64 { 1 }
  /// Nanoseconds of the second.
  @inlinable public static var nanos: UInt64 { 2 }
}
