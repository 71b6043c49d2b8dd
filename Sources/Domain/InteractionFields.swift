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
  private var values = InlineArray<8, UInt64>(repeating: 0)

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
        guard field.number < 8 else { continue }
        values[Int(field.number)] =
          field.wireType == FieldScanner.delimited
          ? UInt64(field.range.upperBound - Int(field.value)) << 32 | field.value : field.value
      }
    } catch {
      return false
    }
    return true
  }

  /// The contact's id.
  public var contact: Range<Int> { text(1) }
  /// The number of a `Direction`; 0 where the kind has none.
  public var direction: UInt64 { hasDirection ? values[2] : 0 }
  /// How long a call, a meeting or a visit was.
  public var durationSeconds: Int64 {
    switch kind {
    case .callLogged: Int64(bitPattern: values[3])
    case .meetingLogged, .visitLogged: Int64(bitPattern: values[2])
    default: 0
    }
  }
  /// What came of a call, a word.
  public var outcome: Range<Int> { kind == .callLogged ? text(4) : 0..<0 }
  /// By what a message went, a word.
  public var channel: Range<Int> { isMessage ? text(3) : 0..<0 }
  /// What it was about.
  public var subject: Range<Int> {
    switch kind {
    case .meetingLogged, .visitLogged: text(3)
    default: isMessage ? text(4) : 0..<0
    }
  }
  /// What was said or written; of a call the notes on it.
  public var text: Range<Int> {
    switch kind {
    case .noteAdded: text(2)
    case .meetingLogged, .visitLogged: text(4)
    default: text(5)
    }
  }
  /// The id of the deal that it belongs to.
  public var deal: Range<Int> {
    switch kind {
    case .noteAdded: text(3)
    case .meetingLogged, .visitLogged: text(5)
    default: text(6)
    }
  }
  /// The id of the campaign that a message belongs to.
  public var campaign: Range<Int> { isMessage ? text(7) : 0..<0 }

  /// Whether the kind is one that goes one way or the other.
  public var hasDirection: Bool { kind == .callLogged || isMessage }

  private var isMessage: Bool {
    switch kind {
    case .emailLogged, .messageLogged, .letterLogged: true
    default: false
    }
  }

  /// The text of the field with that number in facts.proto.
  private func text(_ number: Int) -> Range<Int> {
    let start = Int(values[number] >> 32)
    return start..<start + Int(values[number] & 0xFFFF_FFFF)
  }
}
