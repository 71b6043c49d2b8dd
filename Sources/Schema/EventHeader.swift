/// What a client may do. The raw value is stored in every record for ever.
public enum Role: UInt8, CaseIterable, Sendable, Comparable {
  case none = 0
  case reader = 1
  case agent = 2
  case auditor = 3
  case `operator` = 4

  /// The word on the wire and in the configuration.
  public var word: String {
    switch self {
    case .none: "none"
    case .reader: "reader"
    case .agent: "agent"
    case .auditor: "auditor"
    case .operator: "operator"
    }
  }

  /// The role of that word, or nil.
  public init?(word: String) {
    guard let role = Self.allCases.first(where: { $0.word == word }) else { return nil }
    self = role
  }

  /// Orders by strength: of several groups' roles the strongest counts.
  public static func < (a: Role, b: Role) -> Bool { a.rawValue < b.rawValue }
}

/// A SHA-256 digest.
public struct Digest256: Hashable, Sendable, CustomStringConvertible {
  /// The 32 bytes as four big-endian words.
  public var words: (UInt64, UInt64, UInt64, UInt64)

  /// The digest of these four big-endian words.
  public init(_ words: (UInt64, UInt64, UInt64, UInt64)) { self.words = words }

  /// Reads 32 bytes; traps when there are fewer.
  public init(_ bytes: some Sequence<UInt8>) {
    var iterator = bytes.makeIterator()
    func word() -> UInt64 {
      var value: UInt64 = 0
      for _ in 0..<8 {
        guard let byte = iterator.next() else { preconditionFailure("a digest has 32 bytes") }
        value = value << 8 | UInt64(byte)
      }
      return value
    }
    self.words = (word(), word(), word(), word())
  }

  /// All bits 0: no digest.
  public static let zero = Digest256((0, 0, 0, 0))

  /// The 32 bytes.
  public var bytes: [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(32)
    append(to: &result)
    return result
  }

  /// Appends the 32 bytes.
  public func append(to bytes: inout [UInt8]) {
    for word in [words.0, words.1, words.2, words.3] {
      for shift in stride(from: 56, through: 0, by: -8) {
        bytes.append(UInt8(truncatingIfNeeded: word >> UInt64(shift)))
      }
    }
  }

  /// 64 lower-case hexadecimal digits.
  public var description: String {
    [words.0, words.1, words.2, words.3].map { word in
      let digits = String(word, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }

  public static func == (a: Digest256, b: Digest256) -> Bool { a.words == b.words }

  public func hash(into hasher: inout Hasher) { hasher.combine(words.0) }
}

/// The header of a stored record: everything about a fact that is not its content. It never holds personal data.
///
/// Docs/format.md gives its bytes. The leaf of the audit tree is the hash of exactly those bytes.
public struct EventHeader: Sendable, Equatable {
  /// Where it stands in the log.
  public var position: Position
  /// The fact's field number in `Fact`.
  public var type: UInt32
  /// The version of the schema it was written with.
  public var schemaVersion: UInt16
  /// When the daemon recorded it; never before the previous fact.
  public var recordedAt: Instant
  /// When it happened.
  public var occurredAt: Instant
  /// What the fact is about.
  public var subject: SubjectID
  /// That subject's version after this fact.
  public var version: Version
  /// The other subjects it names or implies, resolved when it was decided; at most 64.
  public var otherSubjects: [SubjectID]
  /// Who recorded it, as the kernel said.
  public var uid: UInt32
  /// What that uid was allowed to do then.
  public var role: Role
  /// Printable ASCII of at most 128 bytes.
  public var commandID: String?
  /// The digest of the decoded request, before ids and times were assigned.
  public var requestDigest: Digest256
  /// The 0-based place within its command.
  public var index: UInt16
  /// How many facts its command recorded.
  public var count: UInt16
  /// The conversation it belongs to; printable ASCII of at most 128 bytes.
  public var correlationID: String?
  /// What caused it; printable ASCII of at most 128 bytes.
  public var causationID: String?

  /// Puts a header together; what is absent has the value of a lone fact without a command id.
  public init(
    position: Position, type: UInt32, schemaVersion: UInt16 = 1, recordedAt: Instant, occurredAt: Instant,
    subject: SubjectID, version: Version, otherSubjects: [SubjectID] = [], uid: UInt32, role: Role,
    commandID: String? = nil, requestDigest: Digest256 = .zero, index: UInt16 = 0, count: UInt16 = 1,
    correlationID: String? = nil, causationID: String? = nil
  ) {
    self.position = position
    self.type = type
    self.schemaVersion = schemaVersion
    self.recordedAt = recordedAt
    self.occurredAt = occurredAt
    self.subject = subject
    self.version = version
    self.otherSubjects = otherSubjects
    self.uid = uid
    self.role = role
    self.commandID = commandID
    self.requestDigest = requestDigest
    self.index = index
    self.count = count
    self.correlationID = correlationID
    self.causationID = causationID
  }
}
