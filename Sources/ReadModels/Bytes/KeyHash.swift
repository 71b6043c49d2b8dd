import Cryptography
import FactSchema

/// Hashes that stand in keys for texts that are too long for them.
enum KeyHash {
  /// 128 bits of FNV-1a: for look-ups whose finds are compared with the text itself, so that equal hashes of different
  /// texts do no harm.
  static func of(_ text: String) -> UInt128 {
    var hash = FNV128()
    hash.add(text)
    return hash.value
  }

  /// The first 8 bytes of the SHA-256 of a text: for what is counted under the hash alone.
  static func short(_ text: String) -> UInt64 { SHA256.digest(Array(text.utf8)).words.0 }
}

/// FNV-1a with 128 bits, in two halves: multiplying by its prime, 2^88 + 0x13B, is a shift and two short products.
struct FNV128 {
  private var upper: UInt64 = 0x6C62_272E_07BB_0142
  private var lower: UInt64 = 0x62B8_2175_6295_C58D

  var value: UInt128 { UInt128(upper) << 64 | UInt128(lower) }

  mutating func add(_ text: String) { add(text.utf8.span) }

  mutating func add(_ bytes: Span<UInt8>) {
    for index in bytes.indices { add(bytes[index]) }
  }

  @inline(__always)
  mutating func add(_ byte: UInt8) {
    lower ^= UInt64(byte)
    let product = lower.multipliedFullWidth(by: 0x13B)
    upper = upper &* 0x13B &+ product.high &+ lower << 24
    lower = product.low
  }
}
