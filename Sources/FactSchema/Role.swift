/// What is stored of who recorded a fact beside the uid: what that uid was permitted to do then. The raw value is stored in
/// every record for ever.
///
/// Five say it whole. Who was permitted something else, by a role of the configuration or by several roles together, is
/// `custom`: numbers of configured roles would not mean the same for ever.
public enum Role: UInt8, CaseIterable, Sendable {
  case none = 0
  case reader = 1
  case agent = 2
  case auditor = 3
  case `operator` = 4
  /// The daemon itself; no client has it.
  case daemon = 5
  /// Permissions that are exactly those of none of the others.
  case custom = 6

  /// Those that the configuration need not define.
  public static let predefined: [Role] = [.reader, .agent, .auditor, .operator]

  /// The word on the wire and in the configuration.
  public var word: String {
    switch self {
    case .none: "none"
    case .reader: "reader"
    case .agent: "agent"
    case .auditor: "auditor"
    case .operator: "operator"
    case .daemon: "daemon"
    case .custom: "custom"
    }
  }

  /// What it allows; nothing where it is not a role that a client can be given.
  public var permissions: Permissions {
    switch self {
    case .none, .daemon, .custom: []
    case .reader: [.role, .read, .personal, .figures]
    case .agent: [.role, .read, .personal, .figures, .record, .consent, .configure]
    case .auditor: [.role, .read, .personal, .figures, .log, .audit]
    case .operator: .everything
    }
  }

  /// The one that allows exactly this.
  public init(allowing permissions: Permissions) {
    self = ([.none] + Self.predefined).first { $0.permissions == permissions } ?? .custom
  }
}
