public import Schema

/// What a command expects of a subject it changes.
public enum ExpectedVersion: Sendable, Hashable {
  /// That it does not exist yet; 0 in the protocol.
  case absent
  /// That so many facts changed it.
  case exactly(Version)

  /// The expectation that a number of the protocol stands for.
  public init(_ value: UInt64) { self = value == 0 ? .absent : .exactly(Version(value)) }

  /// Whether a subject at this version (0: it does not exist) is as expected.
  public func isMet(by current: Version) -> Bool {
    switch self {
    case .absent: current == .zero
    case .exactly(let version): current == version && current != .zero
    }
  }

  /// Refuses with the actual version when it is not met.
  public func check(_ subject: SubjectID, at current: Version, field: String) throws(Refusal) {
    guard !isMet(by: current) else { return }
    let expected =
      switch self {
      case .absent: "not to exist"
      case .exactly(let version): "at version \(version)"
      }
    throw .conflict(
      "\(subject) is at version \(current), not \(expected) as expected", field: field, reason: "version",
      subject: subject, version: current)
  }
}
