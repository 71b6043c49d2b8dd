import Bytes
import Cryptography
import FactSchema

/// Names of what is imported, for which the daemon makes identities under the log's secret: the same for ever, and without
/// the log's vault nobody can confirm by one a guess of what a row says.
package struct ImportedName: Hashable, Sendable {
  /// What the daemon is told: what is named, the mapping, and a digest of the rest, which may be long.
  package let texts: [String]
  /// The command ids that stood for the same in earlier releases, whose ids were made without a secret.
  package let formerIDs: [String]

  /// A row, from the mapping's name, its fields and how many times these occurred before it; `raw` are the fields with the
  /// line ends that they have in the file, by which the first release named it.
  static func row(mapping: String, _ fields: [String], raw: [String], occurrence: Int) -> ImportedName {
    func former(_ fields: [String]) -> String {
      "import-row-" + FormerID.digits(["row", mapping, String(occurrence)] + fields)
    }
    return ImportedName(
      texts: ["row", mapping, Self.digest([String(occurrence)] + fields)],
      formerIDs: fields == raw ? [former(fields)] : [former(fields), former(raw)])
  }

  /// A row that cannot be read, from its bytes.
  static func unreadable(mapping: String, _ text: String, occurrence: Int) -> ImportedName {
    ImportedName(
      texts: ["unreadable", mapping, Self.digest([String(occurrence), text])],
      formerIDs: ["import-row-" + FormerID.digits(["unreadable", mapping, String(occurrence), text])])
  }

  /// The subject of that name and key.
  static func subject(mapping: String, _ subject: String, key: String) -> ImportedName {
    ImportedName(
      texts: ["key", mapping, Self.digest([subject, key])],
      formerIDs: ["import-key-" + FormerID.digits(["key", mapping, subject, key])])
  }

  private static func digest(_ parts: [String]) -> String { FormerID.digest(parts).description }
}

/// What stands for an imported row or subject in the log.
package struct ImportedIdentity: Sendable, Equatable {
  /// 64 hexadecimal digits.
  package var digits: String
  /// The id of an earlier release under which a command was recorded for it; nil where none was.
  package var formerID: String?

  package init(digits: String, formerID: String? = nil) {
    self.digits = digits
    self.formerID = formerID
  }

  /// The command id of a row.
  var rowCommand: String { formerID ?? "imported-row-" + digits.prefix(40) }

  /// The command id under which a subject is created.
  var subjectCommand: String { formerID ?? "imported-key-" + digits.prefix(40) }
}

/// Ids of subjects, made from the command that creates them, so that importing a row again names the same ones.
enum StableID {
  /// The id of what a row's fact creates.
  static func subject(_ kind: SubjectKind, command: String, fact: String) -> SubjectID {
    id(kind, FormerID.digest(["fact", command, fact]))
  }

  /// The id of the subject of that name and key, which a command creates.
  static func subject(
    _ kind: SubjectKind, mapping: String, subject: String, key: String, _ identity: ImportedIdentity
  ) -> SubjectID {
    guard identity.formerID != nil else { return Self.subject(kind, command: identity.subjectCommand, fact: "") }
    return id(kind, FormerID.digest(["subject", mapping, subject, key]))
  }

  /// What a row is told from other rows of its file by.
  static func content(of row: [String]) -> UInt128 { number(FormerID.digest(row)) }

  /// What a row that cannot be read is told from others by.
  static func content(ofUnreadable text: String) -> UInt128 { number(FormerID.digest(["unreadable", text])) }

  /// A contact that there is not.
  static let nobody = id(.contact, FormerID.digest(["subject", "", "", ""]))

  /// A UUID of version 8 (RFC 9562) made from a digest.
  private static func id(_ kind: SubjectKind, _ digest: Digest256) -> SubjectID {
    let version: UInt128 = 0xF << 76
    let variant: UInt128 = 0b11 << 62
    return SubjectID(kind, number(digest) & ~version & ~variant | 8 << 76 | 0b10 << 62)
  }

  private static func number(_ digest: Digest256) -> UInt128 {
    UInt128(digest.words.0) << 64 | UInt128(digest.words.1)
  }
}

/// Ids as earlier releases made them, to know again what they imported.
enum FormerID {
  /// SHA-256 over the parts, each after its length.
  static func digest(_ parts: [String]) -> Digest256 {
    var bytes: [UInt8] = []
    for part in parts {
      bytes.appendBigEndian(UInt32(part.utf8.count))
      bytes.append(contentsOf: part.utf8)
    }
    return SHA256.digest(bytes)
  }

  /// The end of a command id.
  static func digits(_ parts: [String]) -> String { String(digest(parts).description.prefix(40)) }

  /// Whether a row's command id is of this form: it tells who guesses the row that it was this one.
  static func isOne(_ command: String) -> Bool { command.hasPrefix("import-row-") }
}
