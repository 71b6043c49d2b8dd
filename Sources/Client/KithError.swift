public import APISchema
import FactSchema

/// Why a call failed: refused by the daemon, or not answered.
public struct KithError: Error, Sendable, Equatable, CustomStringConvertible {
  /// A stable word.
  public var code: Code
  /// One sentence for a person.
  public var message: String
  /// The path of the refused field, such as `events[2].data.contact`.
  public var field: String?
  /// The 0-based index of the refused event.
  public var event: Int?
  /// Whether the same request may succeed later.
  public var isRetryable: Bool
  /// A further stable word, such as `consentWithdrawn`.
  public var reason: String?
  /// The subject in conflict.
  public var subject: String?
  /// That subject's version now.
  public var version: UInt64?
  /// The position reached of `behind`, or found by `unless`.
  public var position: UInt64?
  /// The caller's role, of `forbidden`.
  public var role: String?
  /// The permission that the caller lacks, of `forbidden`; nil where operators alone may.
  public var permission: String?
  /// The login name of who changed the field, of `stale`.
  public var changedBy: String?
  /// What the field was changed to, of `stale`; nil where it was emptied, and to who may not see it.
  public var value: String?
  /// JSON-RPC's number; 0 where no daemon answered.
  public var number: Int32

  /// An error that no daemon sent.
  public init(_ code: Code, _ message: String, field: String? = nil, isRetryable: Bool = false) {
    self.code = code
    self.message = message
    self.field = field
    self.isRetryable = isRetryable
    self.number = 0
  }

  /// The daemon's answer.
  public init(_ reply: ErrorReply) {
    self.code = reply.code.isEmpty ? Code(number: reply.number) : Code(rawValue: reply.code)
    self.message = reply.message
    self.field = reply.hasField ? reply.field : nil
    self.event = reply.hasEvent ? Int(reply.event) : nil
    self.isRetryable = reply.retryable
    self.changedBy = reply.hasActor ? reply.actor.name : nil
    self.value = reply.hasValue ? reply.value : nil
    self.reason = reply.hasReason ? reply.reason : nil
    self.subject = reply.hasSubject ? reply.subject : nil
    self.version = reply.hasVersion ? reply.version : nil
    self.position = reply.hasPosition ? reply.position : nil
    self.role = reply.hasRole ? reply.role : nil
    self.permission = reply.hasPermission ? reply.permission : nil
    self.number = reply.number
  }

  /// The sentence.
  public var description: String { message }

  /// What went wrong, as a word. A daemon may answer words that this version does not know.
  public struct Code: RawRepresentable, Hashable, Sendable {
    /// The word.
    public var rawValue: String

    /// Any word.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// The word for one of JSON-RPC's own numbers.
    init(number: Int32) {
      switch number {
      case -32700: self = Self(rawValue: "notJSON")
      case -32600: self = Self(rawValue: "notRequest")
      case -32601: self = .noSuchMethod
      case -32602: self = Self(rawValue: "paramsNotObject")
      default: self = Self(rawValue: "internal")
      }
    }

    /// A field is wrong.
    public static let invalid = Code(rawValue: "invalid")
    /// What was asked for does not exist.
    public static let notFound = Code(rawValue: "notFound")
    /// The state does not allow it.
    public static let conflict = Code(rawValue: "conflict")
    /// The caller's role does not allow it.
    public static let forbidden = Code(rawValue: "forbidden")
    /// Read models had not reached the position in time.
    public static let behind = Code(rawValue: "behind")
    /// There is no read model to answer from yet.
    public static let rebuilding = Code(rawValue: "rebuilding")
    /// Another request was recorded under that command id.
    public static let idReused = Code(rawValue: "idReused")
    /// Too long or too large.
    public static let tooLarge = Code(rawValue: "tooLarge")
    /// Too many at once.
    public static let tooMany = Code(rawValue: "tooMany")
    /// The disk is full.
    public static let storageFull = Code(rawValue: "storageFull")
    /// The record at `position` is damaged: reading can go on behind it.
    public static let damaged = Code(rawValue: "damaged")
    /// Somebody changed the field since the version expected.
    public static let stale = Code(rawValue: "stale")
    /// What was read up to there was lost and is not in the log any more: reading can go on after `position`.
    public static let historyTruncated = Code(rawValue: "historyTruncated")
    /// The daemon is stopping.
    public static let shuttingDown = Code(rawValue: "shuttingDown")
    /// The query took longer than one may.
    public static let timedOut = Code(rawValue: "timedOut")
    /// The daemon does not know the method.
    public static let noSuchMethod = Code(rawValue: "noSuchMethod")
    /// Nothing answers on the socket.
    public static let noDaemon = Code(rawValue: "noDaemon")
    /// The connection ended before the answer: a command may have been recorded or not.
    public static let disconnected = Code(rawValue: "disconnected")
    /// The other side does not speak the protocol.
    public static let malformed = Code(rawValue: "malformed")
  }
}
