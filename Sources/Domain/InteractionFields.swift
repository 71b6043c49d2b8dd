import Bytes
public import FactSchema

/// An interaction or a note, read where it stands in its message: most facts are such, and decoding one takes longer than
/// all that is done with it.
///
/// Texts are ranges of ``message``, empty where the fact has none.
public struct InteractionFields: Sendable {
  /// What kind of fact it is.
  public let kind: FactType
  /// The message, of which personal fields may be missing.
  public let message: [UInt8]
  /// By number: a varint's value, or where a text begins and how many bytes it has.
  let values: Values

  /// Nil for a fact of another kind, and for bytes that are no message of the kind.
  public init?(_ fact: SharedFact) { self.init(fact.type, message: fact.message) }

  init?(_ kind: FactType, message: [UInt8]) {
    guard kind.isReadInPlace, let values = Self.values(message.span) else { return nil }
    self.kind = kind
    self.message = message
    self.values = values
  }

  /// Nil for bytes that are no message.
  private static func values(_ message: Span<UInt8>) -> Values? {
    var values = Values(repeating: 0)
    var reader = ProtobufReader(0..<message.count)
    while let field = reader.field(message) {
      guard field.number < UInt64(values.count) else { continue }
      values[Int(field.number)] =
        field.wireType == .delimited
        ? UInt64(field.content.lowerBound) << 32 | UInt64(field.content.count) : field.value
    }
    return reader.isAtEnd ? values : nil
  }

  /// What was said or written: the text, of a call the notes on it.
  public var content: Range<Int> { kind == .callLogged ? notes : text }

  /// Whether the kind is one that goes one way or the other.
  public var hasDirection: Bool { directionNumber != 0 }

  /// The text of the field with that number; empty for 0.
  func text(_ number: Int) -> Range<Int> {
    let start = Int(values[number] >> 32)
    return start..<start + Int(values[number] & 0xFFFF_FFFF)
  }

  /// The texts of a field of which there may be several; looked for only where there is one.
  func texts(_ number: Int) -> [Range<Int>] {
    var texts: [Range<Int>] = []
    let message = message.span
    var reader = ProtobufReader(0..<message.count)
    while let field = reader.field(message) {
      if field.number == UInt64(number), field.wireType == .delimited { texts.append(field.content) }
    }
    return texts
  }
}
