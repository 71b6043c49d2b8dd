import APISchema
import Descriptors
import FactSchema
import Wire

/// The stable words of `data.code`, with what they mean.
enum ErrorWord: String, CaseIterable {
  case invalid, notFound, conflict, forbidden, behind, rebuilding, idReused, erased, tooLarge, tooMany, storageFull
  case shuttingDown, timedOut, unsupportedProtocol, unsupported, damaged, historyTruncated, stale

  var meaning: String {
    switch self {
    case .invalid: "A field is wrong: `field` says which, and the message what was expected."
    case .notFound: "There is no such thing; or a filter names what was never recorded."
    case .conflict: "It does not fit what is there, a state, a version, an id: `reason` says which."
    case .forbidden: "The caller may not do this: `permission` says what it lacks."
    case .behind: "The read models have not reached the position asked for in time."
    case .rebuilding: "There is no generation of the read model to answer from yet."
    case .idReused: "The command id belongs to another request."
    case .erased: "The subject was erased."
    case .tooLarge: "The request is over a limit."
    case .tooMany: "As many connections, subscriptions, commands or queries are there as may be."
    case .storageFull: "The disk is full; reading goes on."
    case .shuttingDown: "The daemon is stopping."
    case .timedOut: "The query took longer than one may (`limits.querySeconds`)."
    case .unsupportedProtocol: "The daemon does not speak this version of the protocol."
    case .unsupported: "The daemon cannot do this."
    case .damaged: "The record at `position`, or what made `subject`, is damaged; reading goes on behind it."
    case .historyTruncated: "What was seen there was lost: `position` is the last before it, to read on after."
    case .stale:
      "Somebody changed `field` since the version expected: `actor`, `recordedAt` and `value` say who, when, to what."
    }
  }

  /// Whether asking again later can help.
  var isRetryable: Bool {
    switch self {
    case .behind, .rebuilding, .tooMany, .storageFull, .shuttingDown: true
    case .invalid, .notFound, .conflict, .forbidden, .idReused, .erased, .tooLarge, .timedOut, .unsupportedProtocol,
      .unsupported, .damaged, .historyTruncated, .stale:
      false
    }
  }

  /// The OpenRPC error object.
  var tree: JSONTree {
    .object([
      ("code", .number(-32000)), ("message", .string(meaning)),
      ("data", .object([("code", .string(rawValue)), ("retryable", .bool(isRetryable))])),
    ])
  }

  var reference: JSONTree { .object([("$ref", .string("#/components/errors/\(rawValue)"))]) }

  /// What a method may be refused with, beside JSON-RPC's own errors.
  static func of(_ method: Method) -> [ErrorWord] {
    let own = ofItself(method)
    guard method == .record || method.request.table.fields.contains(where: \.takesContactReference) else {
      return own
    }
    // A contact may be named otherwise than by its id, and is looked up then.
    let ofLookups: [ErrorWord] = [.notFound, .conflict, .forbidden, .behind, .rebuilding, .timedOut]
    return own + ofLookups.filter { !own.contains($0) }
  }

  private static func ofItself(_ method: Method) -> [ErrorWord] {
    let always: [ErrorWord] = [.invalid, .tooLarge, .tooMany, .shuttingDown]
    switch method {
    case .hello: return always + [.unsupportedProtocol]
    case .rpcDiscover: return always + [.forbidden]
    case .record:
      return always + [
        .notFound, .conflict, .forbidden, .stale, .idReused, .erased, .storageFull, .unsupported, .damaged,
      ]
    case .whatif:
      return always + [
        .notFound, .conflict, .forbidden, .behind, .rebuilding, .erased, .storageFull, .timedOut, .unsupported,
        .damaged, .historyTruncated,
      ]
    case .contactDisclose: return always + [.notFound, .forbidden, .timedOut, .unsupported, .damaged]
    case .commandGet: return always + [.notFound, .conflict, .forbidden, .timedOut, .unsupported, .damaged]
    case .logRead: return always + [.notFound, .forbidden, .timedOut, .unsupported, .damaged, .historyTruncated]
    case .logSubscribe, .logCredit, .logUnsubscribe, .systemStatus:
      return always + [.notFound, .forbidden, .unsupported, .damaged, .historyTruncated]
    case .projectionRebuild, .projectionVerify:
      return always + [.notFound, .conflict, .forbidden, .rebuilding, .storageFull, .unsupported]
    default:
      return always + [.notFound, .forbidden, .behind, .rebuilding, .erased, .timedOut, .unsupported, .damaged]
        + (method.request.table.fields.contains { $0.jsonName == "cursor" } ? [.historyTruncated] : [])
    }
  }

  /// The schema of an error's `data`.
  static var dataSchema: JSONTree {
    func text(_ description: String) -> JSONTree {
      .object([("description", .string(description)), ("type", .string("string"))])
    }
    func number(_ description: String) -> JSONTree {
      .object([("description", .string(description)), ("type", .string("integer")), ("minimum", .number(0))])
    }
    return .object([
      ("type", .string("object")),
      (
        "properties",
        .object([
          ("code", .object([("type", .string("string")), ("enum", .strings(allCases.map(\.rawValue)))])),
          ("field", text("The path of the field that was refused.")),
          ("event", number("The 0-based index of the refused event.")),
          ("retryable", .object([("type", .string("boolean"))])),
          (
            "reason",
            .object([
              ("description", .string("What kind of conflict it is.")), ("type", .string("string")),
              ("enum", .strings(ErrorReason.allCases.map(\.rawValue))),
            ])
          ),
          ("subject", text("The subject in conflict.")),
          ("version", number("The version of that subject now.")),
          ("position", number("The position reached or found.")),
          ("role", text("The caller's role.")),
          ("permission", text("The permission that the caller lacks; absent where operators alone may.")),
          ("actor", JSONSchemas.reference("Actor", .result)),
          ("recordedAt", text("When it was changed.")),
          ("value", text("What it was set to; absent where it was emptied, and to who may not see it.")),
        ])
      ),
      ("required", .strings(["code", "retryable"])),
    ])
  }
}
