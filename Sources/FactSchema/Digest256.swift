public import Bytes

/// A SHA-256 digest.
public struct Digest256: Hashable, Sendable, CustomStringConvertible {
  /// The 32 bytes as four big-endian words.
  public var words: (UInt64, UInt64, UInt64, UInt64)

  /// The digest of these four big-endian words.
  @inlinable
  public init(_ words: (UInt64, UInt64, UInt64, UInt64)) { self.words = words }

  /// Reads 32 bytes; traps when there are fewer.
  public init(_ bytes: [UInt8]) { self.init(bytes.span, at: 0) }

  /// Reads the 32 bytes from `offset` on; traps past the end.
  @inlinable
  public init(_ bytes: Span<UInt8>, at offset: Int) {
    self.init(
      (
        bytes.bigEndian(at: offset), bytes.bigEndian(at: offset + 8), bytes.bigEndian(at: offset + 16),
        bytes.bigEndian(at: offset + 24)
      ))
  }

  /// All bits 0: no digest.
  public static let zero = Digest256((0, 0, 0, 0))

  /// The 32 bytes.
  public var bytes: [UInt8] {
    var bytes = StackBytes<32>()
    bytes.append(self)
    return bytes.array
  }

  /// Appends the 32 bytes.
  @inlinable
  public func append(to array: inout [UInt8]) {
    var bytes = StackBytes<32>()
    bytes.append(self)
    bytes.append(to: &array)
  }

  /// 64 lower-case hexadecimal digits.
  public var description: String {
    [words.0, words.1, words.2, words.3].map { word in
      let digits = String(word, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }

  public static func == (a: Digest256, b: Digest256) -> Bool { a.words == b.words }

  public func hash(into hasher: inout Hasher) { hasher.combine(words.0) }
}

extension StackBytes {
  /// Appends the 32 bytes of the digest.
  @inlinable @inline(__always)
  public mutating func append(_ digest: Digest256) {
    appendBigEndian(digest.words.0)
    appendBigEndian(digest.words.1)
    appendBigEndian(digest.words.2)
    appendBigEndian(digest.words.3)
  }
}
