public import Schema

/// Makes UUIDv7 (RFC 9562): 48 bits of milliseconds, then version, variant and 74 random bits. Each is greater than the
/// one before, also within a millisecond and when the clock goes back.
public struct UUIDv7Maker: Sendable {
  private var milliseconds: UInt64 = 0
  /// The 74 bits behind the milliseconds, version and variant left out.
  private var tail: UInt128 = 0

  /// A maker that has made none yet.
  public init() {}

  /// The next id. Within a millisecond the random part grows by a random step of up to 2^32; when it overflows, the
  /// next millisecond is borrowed.
  public mutating func next(at now: Instant, using generator: inout some RandomNumberGenerator) -> UInt128 {
    let clock = UInt64(max(0, now.microseconds / 1_000)) & 0xFFFF_FFFF_FFFF
    if clock > milliseconds {
      milliseconds = clock
      tail = Self.randomTail(&generator)
    } else {
      tail += UInt128(UInt32.random(in: .min ... .max, using: &generator)) + 1
      if tail > Self.tailMax {
        milliseconds += 1
        tail = Self.randomTail(&generator)
      }
    }
    let high = tail >> 62
    let low = tail & ((1 << 62) - 1)
    return UInt128(milliseconds) << 80 | 0x7 << 76 | high << 64 | 0b10 << 62 | low
  }

  private static let tailMax: UInt128 = (1 << 74) - 1

  private static func randomTail(_ generator: inout some RandomNumberGenerator) -> UInt128 {
    let words = UInt128(UInt64.random(in: .min ... .max, using: &generator)) << 64
    return (words | UInt128(UInt64.random(in: .min ... .max, using: &generator))) & tailMax
  }
}
