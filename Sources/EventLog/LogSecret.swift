public import Cryptography
public import FactSchema

/// What a log keeps to itself, for what must be found again by a text that may name a person; its vault holds it, and no
/// erasure destroys it.
public struct LogSecret: Sendable {
  /// What is made of it.
  public let key: LinkKey
  /// Facts up to there were recorded before there was one; 0 in a log that always had it.
  public let after: Position
}
