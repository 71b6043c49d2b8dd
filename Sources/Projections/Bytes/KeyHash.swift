import Crypto

/// Hashes that stand in keys for texts that are too long for them.
enum KeyHash {
  /// The first 16 bytes of the SHA-256 of a text: equal for equal texts, different for others in all practice.
  static func of(_ text: String) -> UInt128 {
    var value: UInt128 = 0
    for byte in SHA256.hash(data: Array(text.utf8)).prefix(16) { value = value << 8 | UInt128(byte) }
    return value
  }

  /// The first 8 bytes of it, for words of one pipeline and the like; a row says the word itself again.
  static func short(_ text: String) -> UInt64 { UInt64(truncatingIfNeeded: of(text) >> 64) }
}
