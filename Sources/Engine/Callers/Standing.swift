public import Schema

/// How a client stands where something is shared.
public enum Standing: Sendable, Equatable {
  /// Without a role: gets next to nothing.
  case stranger
  /// With a role.
  case user
  /// An operator, for whom some of everything is kept.
  case `operator`

  /// Of who has that role.
  public init(_ role: Role) {
    switch role {
    case .none: self = .stranger
    case .operator, .daemon: self = .operator
    case .reader, .agent, .auditor: self = .user
    }
  }
}
