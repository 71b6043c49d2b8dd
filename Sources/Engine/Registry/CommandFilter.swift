/// Says of a command id that it was certainly never recorded, or that it may have been: a split block Bloom filter, as
/// Apache Parquet has it. What it was given it never denies.
///
/// Two bytes for each of its capacity; with so many in it, about one id in a thousand that is new may seem known. Asking
/// and adding touch one line of the processor's cache. A sorted run's filter asks in a tenth of the time, and would be wrong
/// five times as often in as many bytes: there a mistake costs one look into memory, here one into the registry.
struct CommandFilter: Sendable {
  private var blocks: [SIMD8<UInt32>]
  /// How many hashes it was given.
  private(set) var count = 0

  /// A filter for so many.
  init(capacity: Int) {
    blocks = Array(repeating: SIMD8(repeating: 0), count: max(1, capacity / Self.idsPerBlock))
  }

  /// For how many it is: past that it is wrong about new ids more often.
  var capacity: Int { blocks.count * Self.idsPerBlock }

  mutating func insert(_ hash: UInt64) {
    blocks[block(hash)] |= Self.bits(hash)
    count += 1
  }

  /// False where the hash was never given.
  func mayContain(_ hash: UInt64) -> Bool {
    let bits = Self.bits(hash)
    return blocks[block(hash)] & bits == bits
  }

  /// A part of what is looked at for the hash.
  func line(of hash: UInt64) -> UInt32 { blocks[block(hash)][0] }

  private func block(_ hash: UInt64) -> Int { Int(((hash >> 32) * UInt64(blocks.count)) >> 32) }

  /// A bit in each of a block's words.
  private static func bits(_ hash: UInt64) -> SIMD8<UInt32> {
    SIMD8(repeating: 1) &<< ((SIMD8(repeating: UInt32(truncatingIfNeeded: hash)) &* salts) &>> 27)
  }

  private static let salts = SIMD8<UInt32>(
    0x47b6_137b, 0x4497_4d91, 0x8824_ad5b, 0xa2b7_289d, 0x7054_95c7, 0x2df1_424b, 0x9efc_4947, 0x5c6b_fb31)

  /// A block is 32 bytes.
  private static let idsPerBlock = 16
}
