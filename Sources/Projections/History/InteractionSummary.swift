import Domain
import Schema

/// The summary of an interaction or a note, read from the stored message.
struct InteractionSummary {
  private let fields: InteractionFields

  /// Nil for a fact of another kind.
  init?(_ event: RecordedEvent) {
    guard let fields = InteractionFields(event.shared) else { return nil }
    self.fields = fields
  }

  /// Appends the line but for its quote, which is returned.
  func append(to line: inout SummaryLine) -> HistorySummary.Quote? {
    let message = fields.message.span
    switch fields.kind {
    case .callLogged: line.say(isInbound ? "Call received" : "Call made")
    case .emailLogged: line.say("E-mail")
    case .messageLogged:
      line.say("Message")
      if !fields.channel.isEmpty {
        line.say(" (")
        line.say(message.extracting(fields.channel))
        line.say(")")
      }
    case .letterLogged: line.say("Letter")
    case .meetingLogged: line.say("Meeting")
    case .visitLogged: line.say("Visit")
    default: line.say("Note")
    }
    if fields.kind != .callLogged, fields.hasDirection { line.say(isInbound ? " received" : " sent") }
    line.duration(fields.durationSeconds)
    if !fields.outcome.isEmpty {
      line.say(", ")
      line.say(message.extracting(fields.outcome))
    }
    return quote(fields.subject.isEmpty ? fields.content : fields.subject, to: &line)
  }

  private var isInbound: Bool { fields.direction == UInt64(Direction.inbound.rawValue) }

  /// The first line of a text; one that stands too far behind for a row to name its place is appended.
  private func quote(_ range: Range<Int>, to line: inout SummaryLine) -> HistorySummary.Quote? {
    let text = fields.message.span.extracting(range)
    guard let (count, isCut) = SummaryLine.quoted(text) else { return nil }
    guard range.lowerBound <= HistorySummary.Quote.startMax else {
      line.say(HistorySummary.quoteMark)
      line.say(text.extracting(first: count))
      if isCut { line.say(HistorySummary.cutMark) }
      return nil
    }
    return HistorySummary.Quote(start: range.lowerBound, count: count, isCut: isCut)
  }
}
