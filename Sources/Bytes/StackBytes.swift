/// Bytes that are put together on the stack, so that many small parts cost no more than one; `capacity` of them at most.
@frozen
public struct StackBytes<let capacity: Int>: ProtobufSink {
  @usableFromInline var bytes = InlineArray<capacity, UInt8>(repeating: 0)
  @usableFromInline var filled = 0

  /// How many there are so far.
  @inlinable public var count: Int { filled }

  /// None so far.
  @inlinable @inline(__always)
  public init() {}

  /// Appends a byte; traps when there is no room left.
  @inlinable @inline(__always)
  public mutating func append(_ byte: UInt8) {
    bytes[filled] = byte
    filled += 1
  }

  /// Appends the number, most significant byte first; traps when there is no room for it.
  @inlinable @inline(__always)
  public mutating func appendBigEndian<Number: FixedWidthInteger & BitwiseCopyable>(_ number: Number) {
    let size = MemoryLayout<Number>.size
    precondition(filled <= capacity - size, "a write past the end")
    var room = bytes.mutableSpan
    unsafe room.withUnsafeMutableBytes {
      unsafe $0.storeBytes(of: number.bigEndian, toByteOffset: filled, as: Number.self)
    }
    filled += size
  }

  /// Lends what was put together.
  @inlinable @inline(__always)
  public func withSpan<Value, Failure: Error>(
    _ body: (Span<UInt8>) throws(Failure) -> Value
  ) throws(Failure) -> Value {
    try body(bytes.span.extracting(first: filled))
  }

  /// What was put together.
  @inlinable
  public var array: [UInt8] { [UInt8](copying: bytes.span.extracting(first: filled)) }

  /// Appends what was put together.
  @inlinable @inline(__always)
  public func append(to array: inout [UInt8]) { array.append(bytes.span.extracting(first: filled)) }
}
