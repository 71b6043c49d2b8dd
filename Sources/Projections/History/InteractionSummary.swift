import Domain
import Schema

/// The summary of an interaction or a note, read from the stored message without decoding it: most facts are such, and a
/// build of the history need not decode them.
struct InteractionSummary {
  private let kind: FactType
  private let message: [UInt8]
  private var numbers = InlineArray<8, UInt64>(repeating: 0)
  private var texts = InlineArray<8, Range<Int>>(repeating: 0..<0)

  /// Nil for a fact of another kind.
  init?(_ event: RecordedEvent) {
    guard let kind = FactType(rawValue: event.type), kind.isInteraction || kind == .noteAdded else { return nil }
    self.kind = kind
    message = event.message
    var fields = FieldReader(message)
    while let field = fields.next() {
      guard field.number < 8 else { continue }
      numbers[Int(field.number)] = field.value
      texts[Int(field.number)] = field.content
    }
  }

  /// Appends the line but for its quote, which is returned.
  func append(to line: inout SummaryLine) -> HistorySummary.Quote? {
    // The numbers are those of the fields in the messages of facts.proto.
    switch kind {
    case .callLogged:
      line.say(isInbound(2) ? "Call received" : "Call made")
      line.duration(seconds(3))
      if !texts[4].isEmpty {
        line.say(", ")
        line.say(message.span.extracting(texts[4]))
      }
      return quote(5, to: &line)
    case .emailLogged: line.say("E-mail")
    case .messageLogged:
      line.say("Message")
      if !texts[3].isEmpty {
        line.say(" (")
        line.say(message.span.extracting(texts[3]))
        line.say(")")
      }
    case .letterLogged: line.say("Letter")
    case .meetingLogged, .visitLogged:
      line.say(kind == .meetingLogged ? "Meeting" : "Visit")
      line.duration(seconds(2))
      return quote(texts[3].isEmpty ? 4 : 3, to: &line)
    default:
      line.say("Note")
      return quote(2, to: &line)
    }
    line.say(isInbound(2) ? " received" : " sent")
    return quote(texts[4].isEmpty ? 5 : 4, to: &line)
  }

  private func isInbound(_ field: Int) -> Bool { numbers[field] == UInt64(Direction.inbound.rawValue) }

  private func seconds(_ field: Int) -> Int64 { Int64(bitPattern: numbers[field]) }

  /// The first line of a text; one that stands too far behind for a row to name its place is appended.
  private func quote(_ field: Int, to line: inout SummaryLine) -> HistorySummary.Quote? {
    let text = message.span.extracting(texts[field])
    guard let (count, isCut) = SummaryLine.quoted(text) else { return nil }
    let start = texts[field].lowerBound
    guard start <= HistorySummary.Quote.startMax else {
      line.say(HistorySummary.quoteMark)
      line.say(text.extracting(first: count))
      if isCut { line.say(HistorySummary.cutMark) }
      return nil
    }
    return HistorySummary.Quote(start: start, count: count, isCut: isCut)
  }
}
