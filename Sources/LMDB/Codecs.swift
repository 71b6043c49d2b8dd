/// Numbers as 8 bytes, big-endian, so that their order is the keys' order.
public enum UInt64Codec: KeyCodec, ValueCodec {
  /// Lends the eight bytes, most significant first.
  @inlinable
  public static func withEncoded<Result>(_ value: UInt64, _ body: (Span<UInt8>) -> Result) -> Result {
    var bytes = InlineArray<8, UInt8>(repeating: 0)
    for index in 0..<8 { bytes[index] = UInt8(truncatingIfNeeded: value >> UInt64(56 - 8 * index)) }
    return body(bytes.span)
  }

  /// The number of eight bytes; nil for another length.
  @inlinable
  public static func decode(_ bytes: Span<UInt8>) -> UInt64? {
    guard bytes.count == 8 else { return nil }
    var value: UInt64 = 0
    for index in 0..<8 { value = value << 8 | UInt64(bytes[index]) }
    return value
  }
}

/// Bytes as they are.
public enum BytesCodec: KeyCodec, ValueCodec {
  /// Lends the bytes as they are.
  @inlinable
  public static func withEncoded<Result>(_ value: [UInt8], _ body: (Span<UInt8>) -> Result) -> Result {
    body(value.span)
  }

  /// A copy of the bytes.
  @inlinable
  public static func decode(_ bytes: Span<UInt8>) -> [UInt8]? {
    unsafe bytes.withUnsafeBufferPointer { unsafe Array($0) }
  }
}
