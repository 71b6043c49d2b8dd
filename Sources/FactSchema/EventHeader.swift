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

/// The header of a stored record: everything about a fact that is not its content. It holds ids, times and
/// digests, and no words of a fact but what a client chose for its own ids.
///
/// Docs/format.md gives its bytes. The leaf of the audit tree is the hash of exactly those bytes. Its fields are held
/// once however often it is handed on: a copy costs one reference.
public struct EventHeader: Sendable, Equatable {
  @usableFromInline let storage: Storage

  /// What all copies share.
  @usableFromInline
  final class Storage: Sendable {
    @usableFromInline let fields: Fields

    init(_ fields: Fields) { self.fields = fields }
  }

  @usableFromInline
  struct Fields: Sendable, Equatable {
    @usableFromInline let position: Position
    @usableFromInline let type: UInt32
    @usableFromInline let schemaVersion: UInt16
    @usableFromInline let recordedAt: Instant
    @usableFromInline let occurredAt: Instant
    @usableFromInline let subject: SubjectID
    @usableFromInline let version: Version
    @usableFromInline let otherSubjects: [SubjectID]
    @usableFromInline let uid: UInt32
    @usableFromInline let role: Role
    @usableFromInline let commandID: String?
    @usableFromInline let requestDigest: Digest256
    @usableFromInline let index: UInt16
    @usableFromInline let count: UInt16
    @usableFromInline let correlationID: String?
    @usableFromInline let causationID: String?
  }

  /// Puts a header together; what is absent has the value of a lone fact without a command id.
  public init(
    position: Position, type: UInt32, schemaVersion: UInt16 = 1, recordedAt: Instant, occurredAt: Instant,
    subject: SubjectID, version: Version, otherSubjects: [SubjectID] = [], uid: UInt32, role: Role,
    commandID: String? = nil, requestDigest: Digest256 = .zero, index: UInt16 = 0, count: UInt16 = 1,
    correlationID: String? = nil, causationID: String? = nil
  ) {
    storage = Storage(
      Fields(
        position: position, type: type, schemaVersion: schemaVersion, recordedAt: recordedAt, occurredAt: occurredAt,
        subject: subject, version: version, otherSubjects: otherSubjects, uid: uid, role: role, commandID: commandID,
        requestDigest: requestDigest, index: index, count: count, correlationID: correlationID,
        causationID: causationID))
  }

  public static func == (a: EventHeader, b: EventHeader) -> Bool {
    a.storage === b.storage || a.storage.fields == b.storage.fields
  }
}

extension EventHeader {
  /// Where it stands in the log.
  @inlinable public var position: Position { storage.fields.position }
  /// The fact's field number in `Fact`.
  @inlinable public var type: UInt32 { storage.fields.type }
  /// The version of the schema it was written with.
  @inlinable public var schemaVersion: UInt16 { storage.fields.schemaVersion }
  /// When the daemon recorded it; never before the previous fact.
  @inlinable public var recordedAt: Instant { storage.fields.recordedAt }
  /// When it happened.
  @inlinable public var occurredAt: Instant { storage.fields.occurredAt }
  /// What the fact is about.
  @inlinable public var subject: SubjectID { storage.fields.subject }
  /// That subject's version after this fact.
  @inlinable public var version: Version { storage.fields.version }
  /// The other subjects it names or implies, resolved when it was decided; at most 64.
  @inlinable public var otherSubjects: [SubjectID] { storage.fields.otherSubjects }
  /// Who recorded it, as the kernel said.
  @inlinable public var uid: UInt32 { storage.fields.uid }
  /// What that uid was allowed to do then.
  @inlinable public var role: Role { storage.fields.role }
  /// Printable ASCII of at most 128 bytes.
  @inlinable public var commandID: String? { storage.fields.commandID }
  /// The digest of the decoded request, before ids and times were assigned.
  @inlinable public var requestDigest: Digest256 { storage.fields.requestDigest }
  /// The 0-based place within its command.
  @inlinable public var index: UInt16 { storage.fields.index }
  /// How many facts its command recorded.
  @inlinable public var count: UInt16 { storage.fields.count }
  /// The conversation it belongs to; printable ASCII of at most 128 bytes.
  @inlinable public var correlationID: String? { storage.fields.correlationID }
  /// What caused it; printable ASCII of at most 128 bytes.
  @inlinable public var causationID: String? { storage.fields.causationID }
}
