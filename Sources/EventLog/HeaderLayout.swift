/// Where the fields of an encoded header stand; Docs/format.md is this table in words.
enum HeaderLayout {
  static let position = 0
  static let type = 8
  static let schemaVersion = 12
  static let recordedAt = 14
  static let occurredAt = 22
  static let subjectKind = 30
  static let subjectValue = 31
  static let version = 47
  static let uid = 55
  static let role = 59
  static let index = 60
  static let count = 62
  static let openLength = 64
  static let openDigest = 68
  static let sealsDigest = 100
  static let requestDigest = 132
  static let otherCount = 164
  static let commandLength = 165
  static let correlationLength = 166
  static let causationLength = 167
  /// The fixed part; the other subjects and the three ids follow.
  static let fixed = 168
  /// A kind and a value.
  static let subjectBytes = 17

  /// The most other subjects of a record.
  static let othersMax = 64
  /// The most bytes of a command, correlation or causation id.
  static let idBytesMax = 128
  static let lengthMax = fixed + othersMax * subjectBytes + 3 * idBytesMax
}
