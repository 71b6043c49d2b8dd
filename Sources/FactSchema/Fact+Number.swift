extension Fact.OneOf_Fact {
  /// Decodes the message of the fact with that field number in `Fact`; nil for a number that no fact has.
  ///
  /// Throws ``MalformedFact`` for bytes that are not such a message.
  public init?(number: UInt32, _ bytes: Span<UInt8>) throws(MalformedFact) {
    do {
      guard let content = try Self.decode(number, bytes.bytes) else { return nil }
      self = content
    } catch {
      throw MalformedFact()
    }
  }

  /// The encoded message of the fact. Throws ``MalformedFact`` where it cannot be encoded.
  public func message() throws(MalformedFact) -> [UInt8] {
    do {
      return try encoded()
    } catch {
      throw MalformedFact()
    }
  }
}

/// Bytes that are not the message of the fact that they are said to be.
public struct MalformedFact: Error {}
