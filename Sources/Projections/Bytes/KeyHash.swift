import Crypto
import Schema

/// Hashes that stand in keys for texts that are too long for them.
enum KeyHash {
  /// The first 16 bytes of the SHA-256 of a text: equal for equal texts, different for others in all practice.
  static func of(_ text: String) -> UInt128 {
    let digest = SHA256.digest256(of: Array(text.utf8))
    return UInt128(digest.words.0) << 64 | UInt128(digest.words.1)
  }

  /// The first 8 bytes of it, for words of one pipeline and the like; a row says the word itself again.
  static func short(_ text: String) -> UInt64 { UInt64(truncatingIfNeeded: of(text) >> 64) }
}
