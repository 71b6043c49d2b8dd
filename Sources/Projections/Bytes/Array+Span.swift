extension Array where Element == UInt8 {
  /// Appends lent bytes, copied in one piece.
  @inline(always)
  mutating func append(_ span: Span<UInt8>) {
    unsafe span.withUnsafeBufferPointer { unsafe self.append(contentsOf: $0) }
  }

  /// A copy of lent bytes.
  @inline(always)
  init(copying span: Span<UInt8>) {
    self = unsafe span.withUnsafeBufferPointer { unsafe Array($0) }
  }
}

extension Array where Element == UInt8 {
  /// Appends 8 bytes, most significant first.
  @inline(always)
  mutating func appendBigEndian(_ value: UInt64) {
    unsafe Swift.withUnsafeBytes(of: value.bigEndian) { unsafe append(contentsOf: $0) }
  }
}

extension Span where Element == UInt8 {
  /// The number in the 8 bytes from `index` on, most significant first; traps past the end.
  @inline(always)
  func bigEndian(at index: Int) -> UInt64 {
    precondition(index >= 0 && index <= count - 8, "a read past the end")
    return unsafe withUnsafeBytes { bytes in
      UInt64(bigEndian: unsafe bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
    }
  }

  /// The number in the 16 bytes from `index` on, most significant first; traps past the end.
  func bigEndian128(at index: Int) -> UInt128 {
    UInt128(bigEndian(at: index)) << 64 | UInt128(bigEndian(at: index + 8))
  }

  /// The index of the first line feed or carriage return among the first `limit` bytes; where those end if there is none.
  func endOfLine(within limit: Int) -> Int {
    let end = Swift.min(count, limit)
    var index = 0
    // Eight bytes at a time while none of them can be one: both are less than the space, which few others are.
    while index + 8 <= end {
      let word = bigEndian(at: index)
      guard (word | (word &- 0x2020_2020_2020_2020)) & 0x8080_8080_8080_8080 == 0 else { break }
      index += 8
    }
    while index < end, self[index] != UInt8(ascii: "\n"), self[index] != UInt8(ascii: "\r") { index += 1 }
    return index
  }
}
