import Cryptography
import Schema

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

/// FNV-1a with 128 bits.
struct FNV128 {
  private(set) var value: UInt128 = 0x6C62_272E_07BB_0142_62B8_2175_6295_C58D

  mutating func add(_ text: String) {
    for byte in text.utf8 { add(byte) }
  }

  mutating func add(_ byte: UInt8) {
    value ^= UInt128(byte)
    value = value &* 0x0000_0000_0100_0000_0000_0000_0000_013B
  }
}
