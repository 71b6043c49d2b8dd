import FactSchema

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
  // Of format 2 alone.
  static let flags = 168
  static let epoch = 169
  static let roleNameLength = 173

  /// A kind and a value.
  static let subjectBytes = 17

  /// The flag that `occurredAt` was given as a day.
  static let isOfDay: UInt8 = 1

  /// The most other subjects of a record.
  static let othersMax = 64
  /// The most bytes of a command, correlation or causation id.
  static let idBytesMax = 128
  /// The most bytes of a role's name.
  static let roleNameBytesMax = 64
  static let lengthMax =
    RecordFormat.two.fixedHeaderBytes + othersMax * subjectBytes + 3 * idBytesMax + roleNameBytesMax
}

/// The formats that a record can have, by its first byte. The newest is written, all are read.
enum RecordFormat: UInt8 {
  /// Of the first releases; its request digests are made without a key.
  case one = 1
  case two = 2

  /// The header's fixed part; the other subjects, the three ids and the role's name follow.
  var fixedHeaderBytes: Int { self == .one ? 168 : 174 }

  /// That of a record with the header: one without an epoch is of format 1.
  init(_ header: EventHeader) { self = header.epoch == 0 ? .one : .two }
}
