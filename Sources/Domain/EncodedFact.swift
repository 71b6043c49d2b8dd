/// The encoded message of a fact: its open fields, and behind them its personal ones.
public struct EncodedFact: Sendable, Equatable {
  /// All of it.
  public let message: [UInt8]
  /// How many of its bytes are open; as many as there are when no personal field is set.
  public let openCount: Int

  /// Whether a personal field is set.
  public var hasPersonal: Bool { openCount < message.count }
  /// What is stored as it is.
  public var open: [UInt8] { Array(message[..<openCount]) }
  /// What is sealed.
  public var personal: [UInt8] { Array(message[openCount...]) }
}
