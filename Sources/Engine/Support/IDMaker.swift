import Bytes
import FactSchema

/// Makes UUIDv7 values: 48 bits of milliseconds, then a number that is random at the first id of a millisecond and grows
/// by a random step after that, so that ids of one engine ascend.
struct IDMaker {
  private let randomBytes: @Sendable (Int) -> [UInt8]
  private var block: [UInt8] = []
  private var index = 0
  private var millisecondsLast: UInt64 = 0
  /// 74 bits: 12 before the variant, 62 after it.
  private var number: UInt128 = 0

  init(randomBytes: @escaping @Sendable (Int) -> [UInt8]) { self.randomBytes = randomBytes }

  mutating func make(at now: Instant) -> UInt128 {
    let milliseconds = max(UInt64(max(now.microseconds, 0)) / 1000, millisecondsLast)
    let mask = (UInt128(1) << 74) - 1
    if milliseconds == millisecondsLast, number < mask >> 1 {
      number += UInt128(random() >> 24) + 1
    } else {
      number = (UInt128(random()) << 64 | UInt128(random())) & (mask >> 2)
      // Over half of a millisecond's numbers were used: the next id takes the next millisecond.
      millisecondsLast = milliseconds == millisecondsLast ? milliseconds + 1 : milliseconds
    }
    let high = UInt128(millisecondsLast & 0xFFFF_FFFF_FFFF) << 80
    let versioned = UInt128(0x7) << 76 | (number >> 62) << 64
    let variant = UInt128(0b10) << 62 | number & ((UInt128(1) << 62) - 1)
    return high | versioned | variant
  }

  private mutating func random() -> UInt64 {
    if index + 8 > block.count {
      block = randomBytes(Self.blockBytes)
      index = 0
    }
    defer { index += 8 }
    return block.span.bigEndian(at: index)
  }

  private static let blockBytes = 4096
}
