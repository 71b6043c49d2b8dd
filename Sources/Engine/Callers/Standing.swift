public import FactSchema

/// How a client stands where something is shared.
public enum Standing: Sendable, Equatable {
  /// Without a role: gets next to nothing.
  case stranger
  /// With a role.
  case user
  /// An operator, for whom some of everything is kept.
  case `operator`

  /// Of whose facts are stored with that role.
  public init(_ role: Role) {
    switch role {
    case .none: self = .stranger
    case .operator, .daemon: self = .operator
    case .reader, .agent, .auditor, .custom: self = .user
    }
  }
}
