import Domain
import FactSchema

/// The summary of an interaction or a note, read from the stored message.
struct InteractionSummary {
  private let fields: InteractionFields

  init(_ fields: InteractionFields) { self.fields = fields }

  func append(to line: inout SummaryLine) {
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
    let others = fields.also.count
    if others > 0 {
      line.say(", with ")
      line.say(Int64(others))
      line.say(others == 1 ? " other" : " others")
    }
    line.duration(fields.durationSeconds)
    if !fields.outcome.isEmpty {
      line.say(", ")
      line.say(message.extracting(fields.outcome))
    }
    line.quote(message.extracting(fields.subject.isEmpty ? fields.content : fields.subject))
  }

  private var isInbound: Bool { fields.direction == UInt64(Direction.inbound.rawValue) }
}
