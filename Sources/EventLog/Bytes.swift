import Schema

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

  /// Appends `count` bytes in one piece, all of which `fill` puts.
  @inline(__always)
  mutating func append(count: Int, _ fill: (inout FixedBytes) -> Void) {
    FixedBytes.lend(count: count, fill) { append($0, 0..<count) }
  }

  /// Replaces the bytes at the offset by the number, big-endian.
  mutating func replace(at offset: Int, number: UInt32) {
    for index in 0..<4 { self[offset + index] = UInt8(truncatingIfNeeded: number >> UInt32(24 - 8 * index)) }
  }
}

/// A known number of bytes that are put one behind the other, on the stack: many small parts cost no more than one.
@safe
struct FixedBytes: ~Copyable {
  private let room: UnsafeMutableRawBufferPointer
  private var count = 0

  private init(_ room: UnsafeMutableRawBufferPointer) { unsafe self.room = unsafe room }

  /// Lends the bytes that `fill` puts to `body`; traps when they are not exactly `count`.
  @inline(__always)
  static func lend<Value, Failure: Error>(
    count: Int, _ fill: (inout FixedBytes) -> Void, to body: (Span<UInt8>) throws(Failure) -> Value
  ) throws(Failure) -> Value {
    try unsafe withUnsafeTemporaryAllocation(byteCount: count, alignment: 8) { (room) throws(Failure) -> Value in
      var bytes = unsafe FixedBytes(room)
      fill(&bytes)
      precondition(bytes.count == count, "bytes are missing")
      return try body(unsafe UnsafeRawBufferPointer(room).bindMemory(to: UInt8.self).span)
    }
  }

  /// Puts the number, big-endian; traps past the end.
  @inline(__always)
  mutating func put<Number: FixedWidthInteger & BitwiseCopyable>(_ number: Number) {
    let size = MemoryLayout<Number>.size
    precondition(unsafe count <= room.count - size, "a write past the end")
    unsafe room.storeBytes(of: number.bigEndian, toByteOffset: count, as: Number.self)
    count += size
  }

  /// Puts the 32 bytes of the digest.
  @inline(__always)
  mutating func put(_ digest: Digest256) {
    put(digest.words.0)
    put(digest.words.1)
    put(digest.words.2)
    put(digest.words.3)
  }

  /// Puts the kind and the value of an id.
  @inline(__always)
  mutating func put(_ subject: SubjectID) {
    put(subject.kind.rawValue)
    put(subject.value)
  }
}
