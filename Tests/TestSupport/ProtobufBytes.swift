/// Protobuf's encoding as its documentation has it, apart from the code that is tested and from the library.
public enum ProtobufBytes {
  public static func varint(_ value: UInt64) -> [UInt8] {
    var rest = value
    var bytes: [UInt8] = []
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    return bytes + [UInt8(rest)]
  }

  public static func field(_ number: Int, varint value: UInt64) -> [UInt8] {
    varint(UInt64(number) << 3) + varint(value)
  }

  public static func field(_ number: Int, doubleBits bits: UInt64) -> [UInt8] {
    varint(UInt64(number) << 3 | 1)
      + stride(from: UInt64(0), to: 64, by: 8).map { UInt8(truncatingIfNeeded: bits >> $0) }
  }

  public static func field(_ number: Int, content: some Collection<UInt8>) -> [UInt8] {
    varint(UInt64(number) << 3 | 2) + varint(UInt64(content.count)) + content
  }
}
