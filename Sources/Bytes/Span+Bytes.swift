import Glibc

/// Numbers and ranges out of lent bytes, every one checked against the end: the lowest layer of all codecs.
extension Span where Element == UInt8 {
  /// The number in the bytes from `offset` on, most significant first; traps past the end.
  @inlinable @inline(__always)
  public func bigEndian<Number: FixedWidthInteger & BitwiseCopyable>(
    at offset: Int, as type: Number.Type = Number.self
  ) -> Number {
    Number(bigEndian: word(at: offset))
  }

  /// The number in the bytes from `offset` on, least significant first; traps past the end.
  @inlinable @inline(__always)
  public func littleEndian<Number: FixedWidthInteger & BitwiseCopyable>(
    at offset: Int, as type: Number.Type = Number.self
  ) -> Number {
    Number(littleEndian: word(at: offset))
  }

  /// The number as the machine has it.
  @inlinable @inline(__always)
  func word<Number: FixedWidthInteger & BitwiseCopyable>(at offset: Int) -> Number {
    precondition(offset >= 0 && offset <= count - MemoryLayout<Number>.size, "a read past the end")
    return unsafe withUnsafeBufferPointer { bytes in
      unsafe UnsafeRawBufferPointer(bytes).loadUnaligned(fromByteOffset: offset, as: Number.self)
    }
  }

  /// Where `byte` stands first in the range, or nil; traps when the range is outside of the bytes.
  public func firstIndex(of byte: UInt8, in range: Range<Int>) -> Int? {
    precondition(range.lowerBound >= 0 && range.upperBound <= count, "a read past the end")
    if range.isEmpty { return nil }
    return unsafe withUnsafeBufferPointer { buffer -> Int? in
      guard let base = unsafe UnsafeRawPointer(buffer.baseAddress),
        let found = unsafe memchr(base + range.lowerBound, Int32(byte), range.count)
      else { return nil }
      return unsafe UnsafeRawPointer(found) - base
    }
  }

  /// Whether the bytes stand in an array from `start` on; traps where that ends before them.
  @inlinable @inline(__always)
  public func isEqual(to array: [UInt8], at start: Int) -> Bool {
    for index in indices where self[index] != array[start + index] { return false }
    return true
  }

  /// The text; what is not UTF-8 is replaced.
  public var text: String {
    unsafe withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
  }

  /// Whether the bytes are UTF-8.
  public var isUTF8: Bool { (try? UTF8Span(validating: self)) != nil }
}
