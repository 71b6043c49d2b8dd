import ArgumentParser
import Client
import Import

/// What the process ends with: for scripts.
enum ExitStatus: Int32, Sendable {
  case done = 0
  case refused = 1
  /// Also: a name or an address that fits several.
  case usage = 2
  case notFound = 3
  case conflict = 4
  /// Read models were behind or being rebuilt.
  case behind = 5
  case forbidden = 6
  case noDaemon = 7
}

/// A command that ends with a message for a person.
struct CommandFailure: Error, Sendable {
  var message: String
  /// What to do about it.
  var hint: String?
  var status: ExitStatus

  init(_ status: ExitStatus, _ message: String, hint: String? = nil) {
    self.status = status
    self.message = message
    self.hint = hint
  }

  /// The failure as a person and a script see it.
  init(_ error: any Error) {
    switch error {
    case let failure as CommandFailure: self = failure
    case let error as KithError: self.init(error)
    case let error as DraftError: self.init(.usage, error.description)
    case let error as MappingError: self.init(.usage, "the mapping: \(error.description)")
    case let error as SourceReader.Failure: self.init(.refused, error.description)
    default: self.init(.refused, String(describing: error))
    }
  }

  private init(_ error: KithError) {
    switch error.code {
    case .notFound: self.init(.notFound, error.message)
    case .conflict: self.init(.conflict, error.message, hint: Self.conflictHint(error))
    case .stale: self.init(.conflict, error.message, hint: Self.staleHint(error))
    case .idReused:
      self.init(.conflict, error.message, hint: "choose another command id, or repeat the first request unchanged")
    case .behind: self.init(.behind, error.message, hint: "ask again, or wait longer with --timeout-ms")
    case .rebuilding:
      self.init(.behind, error.message, hint: "watch it: kith projection watch")
    case .forbidden:
      let role = error.role.map { "your role is \($0); " } ?? ""
      self.init(.forbidden, error.message, hint: "\(role)roles are given in the daemon's configuration, under 'roles'")
    case .noDaemon:
      self.init(
        .noDaemon, error.message,
        hint: "start one with 'kithd', or name a running one's socket with --socket PATH or KITH_SOCKET")
    case .disconnected:
      self.init(
        .noDaemon, error.message,
        hint: "it stops, or has as many connections as it allows; what has a commandId= may be sent again and is "
          + "recorded once")
    case .noSuchMethod: self.init(.usage, error.message, hint: "'kith discover' lists the methods")
    case .timedOut:
      self.init(.refused, error.message, hint: "ask for less time, fewer words, or a narrower search")
    case .storageFull: self.init(.refused, error.message, hint: "free some space; what is recorded can still be read")
    default: self.init(.refused, error.message)
    }
  }

  private static func staleHint(_ error: KithError) -> String {
    let to = error.value.map { " to '\($0)'" } ?? ""
    return "\(error.changedBy ?? "somebody") changed \(error.field ?? "the field")\(to)"
      + (error.version.map { "; \(error.subject ?? "it") is at version \($0)" } ?? "")
  }

  private static func conflictHint(_ error: KithError) -> String? {
    if error.reason == "consentWithdrawn" { return "the contact must grant consent before it is written to" }
    if error.reason == "suppressed" { return "see which addresses are: kith suppression list" }
    if error.reason == "stoodOn", let position = error.position {
      // Definitions are not taken back: the message says what is.
      if error.subject?.hasPrefix("pipeline_") ?? false { return nil }
      return "see what stands there: kith undo \(position) --dry-run"
    }
    if error.reason == "confirmConsent" { return "where that is meant: --confirm-consent" }
    guard let subject = error.subject else { return nil }
    return error.version.map { "\(subject) is at version \($0)" } ?? "see \(subject)"
  }
}
