import Bytes
import Cryptography
import FactSchema

/// Ids made from what a row says, so that importing it again names the same command and the same subjects.
enum StableID {
  /// The command id of a row: from the mapping's name, the row's fields and how many times these occurred before it.
  static func command(mapping: String, row: [String], occurrence: Int) -> String {
    "import-row-" + hex(digest(["row", mapping, String(occurrence)] + row).prefix(20))
  }

  /// The command id of a row that cannot be read, from its bytes.
  static func command(mapping: String, unreadable text: String, occurrence: Int) -> String {
    "import-row-" + hex(digest(["unreadable", mapping, String(occurrence), text]).prefix(20))
  }

  /// The command id under which a mapping creates the subject of that name and key.
  static func command(mapping: String, subject: String, key: String) -> String {
    "import-key-" + hex(digest(["key", mapping, subject, key]).prefix(20))
  }

  /// The id of the subject of that name and key.
  static func subject(_ kind: SubjectKind, mapping: String, subject: String, key: String) -> SubjectID {
    id(kind, digest(["subject", mapping, subject, key]))
  }

  /// The id of what a row's fact creates.
  static func subject(_ kind: SubjectKind, command: String, fact: String) -> SubjectID {
    id(kind, digest(["fact", command, fact]))
  }

  /// What a row is told from other rows by.
  static func content(of row: [String]) -> UInt128 { number(digest(row)) }

  /// What a row that cannot be read is told from others by.
  static func content(ofUnreadable text: String) -> UInt128 { number(digest(["unreadable", text])) }

  /// A UUID of version 8 (RFC 9562) made from a digest.
  private static func id(_ kind: SubjectKind, _ digest: [UInt8]) -> SubjectID {
    let version: UInt128 = 0xF << 76
    let variant: UInt128 = 0b11 << 62
    return SubjectID(kind, number(digest) & ~version & ~variant | 8 << 76 | 0b10 << 62)
  }

  /// SHA-256 over the parts, each after its length.
  private static func digest(_ parts: [String]) -> [UInt8] {
    var bytes: [UInt8] = []
    for part in parts {
      bytes.appendBigEndian(UInt32(part.utf8.count))
      bytes.append(contentsOf: part.utf8)
    }
    return SHA256.digest(bytes).bytes
  }

  private static func number(_ digest: [UInt8]) -> UInt128 {
    digest.span.bigEndian(at: 0)
  }

  private static func hex(_ bytes: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}
