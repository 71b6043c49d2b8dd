public import FactSchema

/// Why something was refused. Every room uses it; one function of the daemon turns it into an error on the wire.
///
/// It never holds the value of a personal field, but in ``Change/value``, and `message` is one sentence for a person.
public struct Refusal: Error, Sendable, Equatable {
  /// The stable word that a client's code looks at.
  public enum Code: String, Sendable, CaseIterable {
    case invalid, notFound, conflict, forbidden, behind, rebuilding, idReused, erased, tooLarge, tooMany, storageFull
    case shuttingDown, timedOut, unsupportedProtocol, unsupported, damaged, historyTruncated, stale, `internal`

    /// Whether the same request may succeed later.
    public var isRetryable: Bool {
      switch self {
      case .behind, .rebuilding, .tooMany, .storageFull, .shuttingDown: true
      case .invalid, .notFound, .conflict, .forbidden, .idReused, .erased, .tooLarge, .timedOut, .unsupportedProtocol,
        .unsupported, .damaged, .historyTruncated, .stale, .internal:
        false
      }
    }
  }

  /// What somebody changed a field to.
  public struct Change: Sendable, Equatable {
    /// Who, by the kernel's number.
    public var uid: UInt32
    /// As whom.
    public var role: Role
    /// The names of the roles, where `role` does not say them.
    public var roleName: String?
    /// When.
    public var recordedAt: Instant
    /// What it is since, as a line of text; nil where it was emptied.
    public var value: String?
    /// Whether that is about a person.
    public var isPersonal: Bool

    /// A change of these parts.
    public init(
      uid: UInt32, role: Role, roleName: String?, recordedAt: Instant, value: String?, isPersonal: Bool
    ) {
      self.uid = uid
      self.role = role
      self.roleName = roleName
      self.recordedAt = recordedAt
      self.value = value
      self.isPersonal = isPersonal
    }
  }

  /// What kind of refusal it is.
  public var code: Code
  /// One sentence for a person; of `invalid` and `notFound` it begins with ``field`` and a colon.
  public var message: String
  /// The path of the field within its fact or request, such as `lines[2].quantity`. Of a fact's fields the reserved
  /// name `occurredAt` and the fact's `type` stand beside the data, all others in it.
  public var field: String?
  /// The 0-based place of the fact within its `record`.
  public var event: Int?
  /// What kind of conflict it is.
  public var reason: ErrorReason?
  /// The subject that stands in the way, or that was not found.
  public var subject: SubjectID?
  /// That subject's version.
  public var version: Version?
  /// The position that was reached, or that stands in the way.
  public var position: Position?
  /// The change that stands in the way, of `stale`.
  public var change: Change?
  /// The role that the peer has.
  public var role: Role?
  /// The permission that it lacks.
  public var permission: Permission?

  /// A refusal of these parts; the factories below serve most cases.
  public init(
    _ code: Code, _ message: String, field: String? = nil, event: Int? = nil, reason: ErrorReason? = nil,
    subject: SubjectID? = nil, version: Version? = nil, position: Position? = nil, role: Role? = nil
  ) {
    self.code = code
    self.message = message
    self.field = field
    self.event = event
    self.reason = reason
    self.subject = subject
    self.version = version
    self.position = position
    self.role = role
  }

  /// The same of a field that stands under a path, which ends with a point.
  public func moved(under path: String) -> Refusal {
    guard let field else { return self }
    var moved = self
    if message.hasPrefix(field) { moved.message = path + message }
    moved.field = path + field
    return moved
  }

  /// A value that cannot be accepted; `expected` says what is.
  public static func invalid(_ field: String, _ expected: String) -> Refusal {
    Refusal(.invalid, "\(field): \(expected)", field: field)
  }

  /// A subject that does not exist.
  public static func notFound(_ field: String, _ subject: SubjectID) -> Refusal {
    Refusal(.notFound, "\(field): \(subject) does not exist", field: field, subject: subject)
  }

  /// A state that forbids it.
  public static func conflict(
    _ message: String, field: String? = nil, reason: ErrorReason, subject: SubjectID? = nil, version: Version? = nil,
    position: Position? = nil
  ) -> Refusal {
    Refusal(
      .conflict, message, field: field, reason: reason, subject: subject, version: version, position: position)
  }

  /// A fact that the peer is not permitted to record, or something that it may not name.
  public static func forbidden(
    _ message: String, field: String, role: Role, permission: Permission?
  ) -> Refusal {
    var refusal = Refusal(.forbidden, message, field: field, role: role)
    refusal.permission = permission
    return refusal
  }

  /// Something of our own failed.
  public static func `internal`(_ message: String) -> Refusal { Refusal(.internal, message) }

  /// The same refusal of what stands in another field.
  public func naming(_ other: String) -> Refusal {
    var refusal = self
    if let field, message.hasPrefix("\(field): ") { refusal.message = other + message.dropFirst(field.count) }
    refusal.field = other
    return refusal
  }

  /// The same refusal, naming the fact's place within its `record`.
  public func inEvent(_ index: Int) -> Refusal {
    var refusal = self
    refusal.event = index
    return refusal
  }
}
