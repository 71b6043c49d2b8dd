internal import CLibcrypto
public import FactSchema

/// SHA-256 (FIPS 180-4) of bytes that come in parts.
public struct SHA256: Sendable {
  private var context = SHA256_CTX()

  /// The digest of nothing so far.
  public init() { unsafe SHA256_Init(&context) }

  /// Takes in some bytes.
  public mutating func update(_ bytes: Span<UInt8>) {
    _ = unsafe bytes.withUnsafeBytes { unsafe SHA256_Update(&context, $0.baseAddress, $0.count) }
  }

  /// Takes in a byte.
  public mutating func update(byte: UInt8) {
    _ = unsafe withUnsafeBytes(of: byte) { unsafe SHA256_Update(&context, $0.baseAddress, $0.count) }
  }

  /// Takes in the 32 bytes of a digest.
  public mutating func update(_ digest: Digest256) {
    let words = digest.words
    update(words: (words.0.bigEndian, words.1.bigEndian, words.2.bigEndian, words.3.bigEndian))
  }

  /// Takes in a block of 64 bytes: the key and zeros, each word combined with another.
  mutating func update(_ key: SealingKey, xor mask: UInt64) {
    let words = key.words
    update(words: (words.0 ^ mask, words.1 ^ mask, words.2 ^ mask, words.3 ^ mask))
    update(words: (mask, mask, mask, mask))
  }

  /// Takes in words as they lie in memory.
  private mutating func update(words: (UInt64, UInt64, UInt64, UInt64)) {
    _ = unsafe withUnsafeBytes(of: words) { unsafe SHA256_Update(&context, $0.baseAddress, $0.count) }
  }

  /// The digest of all bytes so far; nothing can come after it.
  public consuming func finalize() -> Digest256 {
    var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
    unsafe withUnsafeMutableBytes(of: &words) { bytes in
      _ = unsafe SHA256_Final(bytes.assumingMemoryBound(to: UInt8.self).baseAddress, &context)
    }
    return Digest256((words.0.byteSwapped, words.1.byteSwapped, words.2.byteSwapped, words.3.byteSwapped))
  }

  /// The digest of these bytes.
  public static func digest(_ bytes: Span<UInt8>) -> Digest256 {
    var function = SHA256()
    function.update(bytes)
    return function.finalize()
  }

  /// The digest of these bytes.
  public static func digest(_ bytes: [UInt8]) -> Digest256 { digest(bytes.span) }
}
