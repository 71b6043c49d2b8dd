public import Schema

/// A fact with the message that it is stored as: its open fields, and behind them its personal ones.
public struct EncodedFact: Sendable {
  /// The fact and all of the message.
  public let content: SharedFact
  /// What kind of fact it is.
  public let type: FactType
  /// How many of the message's bytes are open; as many as there are when no personal field is set.
  public let openCount: Int

  /// The fact.
  public var fact: Fact { content.fact }
  /// All of the message.
  public var message: [UInt8] { content.message }
  /// Whether a personal field is set.
  public var hasPersonal: Bool { openCount < content.message.count }
  /// What is stored as it is.
  public var open: [UInt8] { Array(content.message[..<openCount]) }
  /// What is sealed.
  public var personal: [UInt8] { Array(content.message[openCount...]) }
}

/// A fact and a message of it, held once however often they are handed on: from the client's event loop to the writer,
/// and from there to every read model. A fact's many texts would be counted anew by each copy of it.
public final class SharedFact: Sendable {
  /// What happened.
  public let fact: Fact
  /// Its message, as far as it is known.
  public let message: [UInt8]

  /// A fact and its message.
  public init(_ fact: Fact, message: [UInt8]) {
    self.fact = fact
    self.message = message
  }
}
