/// The lowest layer of the codecs: numbers and ranges out of bytes, every one checked against the end.
extension Span where Element == UInt8 {
  /// The big-endian number at the offset; traps past the end, so lengths are checked before.
  @inline(__always)
  func number<Number: FixedWidthInteger & BitwiseCopyable>(at offset: Int, as type: Number.Type = Number.self) -> Number
  {
    precondition(offset >= 0 && offset <= count - MemoryLayout<Number>.size, "a read past the end")
    return unsafe withUnsafeBufferPointer { bytes in
      Number(bigEndian: unsafe UnsafeRawBufferPointer(bytes).loadUnaligned(fromByteOffset: offset, as: Number.self))
    }
  }

  /// A copy of the bytes of the range; traps past the end.
  func copy(_ range: Range<Int>) -> [UInt8] {
    precondition(range.lowerBound >= 0 && range.upperBound <= count, "a read past the end")
    return unsafe withUnsafeBufferPointer { unsafe Array(UnsafeBufferPointer(rebasing: $0[range])) }
  }
}

extension Array where Element == UInt8 {
  /// Appends the bytes of the range; traps past the end.
  mutating func append(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count, "a read past the end")
    unsafe bytes.withUnsafeBufferPointer { unsafe append(contentsOf: UnsafeBufferPointer(rebasing: $0[range])) }
  }

  /// Appends the number, big-endian.
  @inline(__always)
  mutating func append<Number: FixedWidthInteger>(number: Number) {
    unsafe Swift.withUnsafeBytes(of: number.bigEndian) { unsafe append(contentsOf: $0) }
  }

  /// Replaces the bytes at the offset by the number, big-endian.
  mutating func replace(at offset: Int, number: UInt32) {
    for index in 0..<4 { self[offset + index] = UInt8(truncatingIfNeeded: number >> UInt32(24 - 8 * index)) }
  }
}
