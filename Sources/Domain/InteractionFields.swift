public import Schema

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
  private(set) var values = Values(repeating: 0)

  /// Nil for a fact of another kind, and for bytes that are no message of the kind.
  public init?(_ fact: SharedFact) {
    guard fact.type.isReadInPlace else { return nil }
    kind = fact.type
    message = fact.message
    guard read() else { return nil }
  }

  init?(_ kind: FactType, message: [UInt8]) {
    self.kind = kind
    self.message = message
    guard read() else { return nil }
  }

  private mutating func read() -> Bool {
    var scanner = FieldScanner(message)
    do throws(FactCodec.Failure) {
      while let field = try scanner.next() {
        guard field.number > 0, field.number < UInt64(Values.count) else { continue }
        values[Int(field.number)] =
          field.wireType == FieldScanner.delimited
          ? UInt64(field.range.upperBound - Int(field.value)) << 32 | field.value : field.value
      }
    } catch {
      return false
    }
    return true
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
}
