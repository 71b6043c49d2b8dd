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
    @usableFromInline let isOfDay: Bool
    @usableFromInline let roleName: String?
    @usableFromInline let epoch: UInt32
  }

  /// Puts a header together; what is absent has the value of a lone fact without a command id.
  public init(
    position: Position, type: UInt32, schemaVersion: UInt16 = 1, recordedAt: Instant, occurredAt: Instant,
    subject: SubjectID, version: Version, otherSubjects: [SubjectID] = [], uid: UInt32, role: Role,
    commandID: String? = nil, requestDigest: Digest256 = .zero, index: UInt16 = 0, count: UInt16 = 1,
    correlationID: String? = nil, causationID: String? = nil, isOfDay: Bool = false, roleName: String? = nil,
    epoch: UInt32 = 1
  ) {
    storage = Storage(
      Fields(
        position: position, type: type, schemaVersion: schemaVersion, recordedAt: recordedAt, occurredAt: occurredAt,
        subject: subject, version: version, otherSubjects: otherSubjects, uid: uid, role: role, commandID: commandID,
        requestDigest: requestDigest, index: index, count: count, correlationID: correlationID,
        causationID: causationID, isOfDay: isOfDay, roleName: roleName, epoch: epoch))
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
  /// By which the same request is known again, before ids and times were assigned; zero where there is none.
  @inlinable public var requestDigest: Digest256 { storage.fields.requestDigest }
  /// The 0-based place within its command.
  @inlinable public var index: UInt16 { storage.fields.index }
  /// How many facts its command recorded.
  @inlinable public var count: UInt16 { storage.fields.count }
  /// The conversation it belongs to; printable ASCII of at most 128 bytes.
  @inlinable public var correlationID: String? { storage.fields.correlationID }
  /// What caused it; printable ASCII of at most 128 bytes.
  @inlinable public var causationID: String? { storage.fields.causationID }
  /// Whether `occurredAt` was given as a day: it is noon in UTC then.
  @inlinable public var isOfDay: Bool { storage.fields.isOfDay }
  /// The roles of that uid by name, where `role` does not say them: printable ASCII of at most 64 bytes.
  @inlinable public var roleName: String? { storage.fields.roleName }
  /// The log's epoch, which each loss of facts ends: from 1 on, and 0 in a record of format 1, which has none.
  @inlinable public var epoch: UInt32 { storage.fields.epoch }
}
