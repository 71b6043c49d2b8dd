import Glibc

// The lowest layer of the codecs: the only file of this room that touches pointers. Every helper checks its range
// first, so that no input can read outside the bytes it was given.

extension Array where Element == UInt8 {
  /// Appends the bytes of a literal.
  @inline(__always)
  mutating func append(literal: StaticString) {
    literal.withUTF8Buffer { unsafe append(contentsOf: $0) }
  }

  /// Appends a range of the bytes; traps when it is outside of them.
  @inline(__always)
  mutating func append(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count)
    unsafe bytes.withUnsafeBufferPointer {
      unsafe append(contentsOf: UnsafeBufferPointer(rebasing: $0[range]))
    }
  }

  /// Makes an array of a range of the bytes; traps when it is outside of them.
  init(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    self.init()
    append(bytes, range)
  }

  /// Appends the number in decimal digits.
  mutating func append(decimal number: UInt64) {
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
    append(digits.span, first..<20)
  }

  /// Appends the number in decimal digits, with a sign when it is negative.
  @inline(__always)
  mutating func append(decimal number: Int64) {
    if number < 0 { append(UInt8(ascii: "-")) }
    append(decimal: number.magnitude)
  }

  /// Appends the number in exactly `width` decimal digits; leading digits that do not fit are left out.
  mutating func append(decimal number: Int, width: Int) {
    var divisor = 1
    for _ in 1..<width { divisor *= 10 }
    while divisor > 0 {
      append(UInt8(truncatingIfNeeded: number / divisor % 10) &+ 48)
      divisor /= 10
    }
  }
}

/// Scans over ranges of borrowed bytes.
enum Bytes {
  /// Where `byte` stands first in `range`, or nil. Traps when the range is outside of the bytes.
  static func firstIndex(of byte: UInt8, in bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
    precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count)
    if range.isEmpty { return nil }
    return unsafe bytes.withUnsafeBufferPointer { buffer -> Int? in
      guard let base = unsafe UnsafeRawPointer(buffer.baseAddress),
        let found = unsafe memchr(base + range.lowerBound, Int32(byte), range.count)
      else { return nil }
      return unsafe UnsafeRawPointer(found) - base
    }
  }

  /// Where the first byte of `range` stands that JSON text cannot hold as it is within a string (a control character,
  /// `"` or `\`) or that is not ASCII; the end of the range when there is none. Eight bytes at a time.
  @inline(__always)
  static func plainEnd(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
    specialIndex(bytes, start, end, orNotASCII: 0x8080_8080_8080_8080)
  }

  /// Where the first control character, `"` or `\` of the range stands; its end when there is none.
  @inline(__always)
  static func stringRunEnd(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
    specialIndex(bytes, start, end, orNotASCII: 0)
  }

  private static func specialIndex(
    _ bytes: Span<UInt8>, _ start: Int, _ end: Int, orNotASCII mask: UInt64
  ) -> Int {
    precondition(start >= 0 && start <= end && end <= bytes.count)
    return unsafe bytes.withUnsafeBufferPointer { buffer in
      guard let base = unsafe UnsafeRawPointer(buffer.baseAddress) else { return start }
      let ones: UInt64 = 0x0101_0101_0101_0101
      let highs: UInt64 = 0x8080_8080_8080_8080
      var index = start
      while index &+ 8 <= end {
        let word = unsafe UInt64(littleEndian: (base + index).loadUnaligned(as: UInt64.self))
        let quote = word ^ (ones &* 0x22)
        let backslash = word ^ (ones &* 0x5C)
        // The lowest set bit is exact; bits above it may be false, and are never looked at.
        let special =
          ((word &- ones &* 0x20) & ~word) | ((quote &- ones) & ~quote)
          | ((backslash &- ones) & ~backslash)
        let found = (special & highs) | (word & mask)
        if found != 0 { return index &+ found.trailingZeroBitCount / 8 }
        index &+= 8
      }
      while index < end {
        let byte = unsafe base.load(fromByteOffset: index, as: UInt8.self)
        if byte < 0x20 || byte == 0x22 || byte == 0x5C || (mask != 0 && byte >= 0x80) {
          return index
        }
        index &+= 1
      }
      return end
    }
  }

  /// Whether a range of the bytes is UTF-8. Traps when it is outside of them.
  static func isUTF8(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    (try? UTF8Span(validating: bytes.extracting(range))) != nil
  }

  /// Whether two ranges of the same length hold the same bytes.
  @inline(__always)
  static func equal(_ a: Span<UInt8>, _ aStart: Int, _ b: [UInt8], _ bStart: Int, count: Int)
    -> Bool
  {
    for offset in 0..<count where a[aStart + offset] != b[bStart + offset] { return false }
    return true
  }

  /// The range as text; what is not UTF-8 is replaced.
  static func text(_ bytes: Span<UInt8>, _ range: Range<Int>) -> String {
    String(decoding: Array(bytes, range), as: UTF8.self)
  }
}
