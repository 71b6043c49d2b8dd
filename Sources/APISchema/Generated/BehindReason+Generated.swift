// Made by config/schema from the .proto files. Do not edit.
// swift-format-ignore-file

/// The words in `behind.reason` of an answer: why its read model cannot follow the log.
public enum BehindReason: String, CaseIterable, Sendable {
  case outdated
  case stopped
  case storageFull

  /// What it means, in a sentence for the documentation.
  public var meaning: String {
    switch self {
    case .outdated: "It is made again, because a fact changes all of its rows, such as another time zone of the company."
    case .stopped: "It met a fact that it could not apply, and stands where it was then; `projection.status` says why."
    case .storageFull: "The disk is full; it goes on as soon as there is room."
    }
  }
}
