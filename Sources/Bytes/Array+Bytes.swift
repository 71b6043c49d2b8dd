extension Array where Element == UInt8 {
  /// A copy of lent bytes.
  @inlinable @inline(__always)
  public init(copying bytes: Span<UInt8>) {
    self = unsafe bytes.withUnsafeBufferPointer { unsafe Array($0) }
  }

  /// Appends lent bytes, copied in one piece.
  @inlinable @inline(__always)
  public mutating func append(_ bytes: Span<UInt8>) {
    unsafe bytes.withUnsafeBufferPointer { unsafe append(contentsOf: $0) }
  }

  /// Appends the number, most significant byte first.
  @inlinable @inline(__always)
  public mutating func appendBigEndian<Number: FixedWidthInteger & BitwiseCopyable>(_ number: Number) {
    unsafe Swift.withUnsafeBytes(of: number.bigEndian) { unsafe append(contentsOf: $0) }
  }

  /// Replaces the bytes from `offset` on by the number, most significant first; traps past the end.
  @inlinable
  public mutating func replace<Number: FixedWidthInteger & BitwiseCopyable>(at offset: Int, byBigEndian number: Number)
  {
    precondition(offset >= 0 && offset <= count - MemoryLayout<Number>.size, "a write past the end")
    unsafe withUnsafeMutableBytes { unsafe $0.storeBytes(of: number.bigEndian, toByteOffset: offset, as: Number.self) }
  }

  /// Appends the bytes of a literal.
  @inlinable @inline(__always)
  public mutating func append(literal: StaticString) {
    literal.withUTF8Buffer { unsafe append(contentsOf: $0) }
  }

  /// Appends the number in decimal digits.
  public mutating func append(decimal number: UInt64) {
    if number < 10 {
      append(UInt8(truncatingIfNeeded: number) &+ 48)
      return
    }
    var digits: [20 of UInt8] = .init(repeating: 0)
    var first = 20
    var rest = number
    while rest > 0 {
      let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
      first -= 1
      digits[first] = UInt8(truncatingIfNeeded: digit) &+ 48
      rest = quotient
    }
    append(digits.span.extracting(first..<20))
  }

  /// Appends the number in decimal digits, with a sign when it is negative.
  @inlinable @inline(__always)
  public mutating func append(decimal number: Int64) {
    if number < 0 { append(UInt8(ascii: "-")) }
    append(decimal: number.magnitude)
  }

  /// Appends a number of zero or more in exactly `width` decimal digits; leading digits that do not fit are left out.
  public mutating func append(decimal number: Int, width: Int) {
    var divisor = 1
    for _ in 1..<width { divisor *= 10 }
    while divisor > 0 {
      append(UInt8(truncatingIfNeeded: number / divisor % 10) &+ 48)
      divisor /= 10
    }
  }
}
