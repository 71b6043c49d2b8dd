public import FactSchema

/// A fact with the message that it is stored as: its open fields, and behind them its personal ones.
public struct EncodedFact: Sendable {
  /// The fact and all of the message.
  public let content: SharedFact
  /// How many of the message's bytes are open; as many as there are when no personal field is set.
  public let openCount: Int

  /// What kind of fact it is.
  public var type: FactType { content.type }
  /// The fact, decoded.
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
  /// What kind of fact it is.
  public let type: FactType
  /// Its message, as far as it is known.
  public let message: [UInt8]
  private let decoded: Fact?

  /// A fact and its message; one without content has no type and traps.
  public init(_ fact: Fact, message: [UInt8]) {
    guard let type = fact.type else { preconditionFailure("a fact has content") }
    self.type = type
    self.message = message
    decoded = fact
  }

  /// A fact that is read where it stands in its message, see ``InteractionFields``; the message must be one of the type.
  init(inPlace type: FactType, message: [UInt8]) {
    self.type = type
    self.message = message
    decoded = nil
  }

  /// A fact of the same type of which only the header counts, without its message.
  public var withoutMessage: SharedFact { SharedFact(inPlace: type, message: []) }

  /// What happened. Of an interaction or a note it is decoded for each who asks.
  public var fact: Fact {
    if let decoded { return decoded }
    // A message that was looked through fails only for what is no UTF-8, which was never stored.
    return (try? FactCodec.decode(type: type.rawValue, message: message)) ?? Fact()
  }
}
