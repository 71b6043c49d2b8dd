public import FactSchema

/// HMAC (RFC 2104) with SHA-256 and a key of 32 bytes, of bytes that come in parts.
public struct HMAC256: Sendable {
  private var inner = SHA256()
  private var outer = SHA256()

  /// That of nothing so far.
  public init(_ key: SealingKey) {
    inner.update(key, xor: 0x3636_3636_3636_3636)
    outer.update(key, xor: 0x5C5C_5C5C_5C5C_5C5C)
  }

  /// Takes in some bytes.
  public mutating func update(_ bytes: Span<UInt8>) { inner.update(bytes) }

  /// Takes in a byte.
  public mutating func update(byte: UInt8) { inner.update(byte: byte) }

  /// Takes in the four bytes of a number, the highest first.
  public mutating func update(bigEndian number: UInt32) {
    for shift in [24, 16, 8, 0] as [UInt32] { inner.update(byte: UInt8(truncatingIfNeeded: number >> shift)) }
  }

  /// The code of all bytes so far; nothing can come after it.
  public consuming func finalize() -> Digest256 {
    let digest = inner.finalize()
    outer.update(digest)
    return outer.finalize()
  }
}
