public import APISchema
public import FactSchema
import Rights

/// Why bytes were refused before they became a request, or could not become JSON.
///
/// `message` is one sentence for a person and never holds what a client sent, except names.
public struct WireError: Error, Equatable, Sendable {
  /// What kind of error it is.
  public var kind: Kind
  /// The path of the refused field, such as `events[2].data.contact`; empty where there is none.
  public var field: String
  /// One sentence for a person.
  public var message: String
  /// The caller's role, of `forbidden`.
  public var role: Role?
  /// The permission that the caller lacks, of `forbidden`.
  public var permission: Permission?

  /// An error of that kind.
  public init(_ kind: Kind, field: String = "", _ message: String) {
    self.kind = kind
    self.field = field
    self.message = message
  }

  /// That a caller with these rights may not do what needs this.
  init(_ message: String, field: String = "", lacking needs: Permissions, _ rights: Rights) {
    self.init(.forbidden, field: field, message)
    role = rights.role
    permission = rights.lacks(needs)
  }

  /// What was wrong, with JSON-RPC's number and the protocol's word.
  public enum Kind: Sendable, Equatable, CaseIterable {
    case notJSON, notRequest, noSuchMethod, paramsNotObject, internalError
    case invalid, forbidden, tooLarge

    /// JSON-RPC's number; -32000 for what has a word.
    public var number: Int32 {
      switch self {
      case .notJSON: -32700
      case .notRequest: -32600
      case .noSuchMethod: -32601
      case .paramsNotObject: -32602
      case .internalError: -32603
      case .invalid, .forbidden, .tooLarge: -32000
      }
    }

    /// The stable word in `data.code`; empty where the number says it all.
    public var code: String {
      switch self {
      case .invalid: "invalid"
      case .forbidden: "forbidden"
      case .tooLarge: "tooLarge"
      case .notJSON, .notRequest, .noSuchMethod, .paramsNotObject, .internalError: ""
      }
    }
  }

  /// The error as it is answered; a path into `events` also names the event.
  public var reply: ErrorReply {
    var reply = ErrorReply()
    reply.number = kind.number
    reply.code = kind.code
    reply.message = field.isEmpty ? message : "\(field): \(message)"
    if !field.isEmpty { reply.field = field }
    if let role { reply.role = role.word }
    if let permission { reply.permission = permission.word }
    if let event = Self.eventIndex(in: field) { reply.event = event }
    return reply
  }

  /// The index in a path that begins with `events[index]`.
  private static func eventIndex(in field: String) -> UInt32? {
    let prefix = "events["
    guard field.hasPrefix(prefix) else { return nil }
    return UInt32(field.dropFirst(prefix.count).prefix { $0 != "]" })
  }

  /// The same error with `component` before its path.
  func inside(_ component: String) -> WireError {
    var error = self
    if field.isEmpty {
      error.field = component
    } else if field.utf8.first == UInt8(ascii: "[") {
      error.field = component + field
    } else {
      error.field = "\(component).\(field)"
    }
    return error
  }
}
