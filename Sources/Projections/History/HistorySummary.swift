import Domain
import Schema

/// One line for a person on what happened.
enum HistorySummary {
  /// The most bytes that are taken over from a text.
  static let textBytesMax = 80
  /// What stands before a quote.
  static let quoteMark = ": "
  /// What stands behind a quote that was cut off.
  static let cutMark = "…"

  /// What a line ends with: bytes of the fact's stored message.
  struct Quote {
    var start: Int
    var count: Int
    var isCut: Bool
  }

  /// Appends the line, in UTF-8 and shorter than 16 KiB; without the quote at its end, which is returned, where that
  /// stands in the stored message.
  static func append(_ fact: Fact, storedAs message: [UInt8], to bytes: inout [UInt8]) -> Quote? {
    var line = Line(bytes, message)
    bytes = []
    defer { bytes = line.bytes }
    switch fact.fact {
    case .callLogged(let fact):
      line.say(fact.direction == .inbound ? "Call received" : "Call made")
      line.duration(fact.durationSeconds)
      line.word(fact.outcome)
      line.quote(fact.notes)
    case .emailLogged(let fact): line.message("E-mail", fact.direction, fact.subject, fact.text)
    case .messageLogged(let fact):
      line.message(
        fact.channel.isEmpty ? "Message" : "Message (\(fact.channel))", fact.direction, fact.subject, fact.text)
    case .letterLogged(let fact): line.message("Letter", fact.direction, fact.subject, fact.text)
    case .meetingLogged(let fact): line.encounter("Meeting", fact.durationSeconds, fact.subject, fact.text)
    case .visitLogged(let fact): line.encounter("Visit", fact.durationSeconds, fact.subject, fact.text)
    case .noteAdded(let fact):
      line.say("Note")
      line.quote(fact.text)
    case .contactCreated(let fact):
      line.say(fact.kind == .organization ? "Organization created" : "Contact created")
      line.quote(fact.name)
    case .contactDetailsChanged: line.say("Details changed")
    case .contactTagged(let fact): line.list("Tagged", fact.tags)
    case .contactUntagged(let fact): line.list("Untagged", fact.tags)
    case .factRetracted(let fact): line.say("Entry \(fact.position) retracted: \(fact.reason)")
    case .taskScheduled(let fact):
      line.say("Task scheduled")
      line.quote(fact.title)
    case .taskCompleted(let fact):
      line.say("Task done")
      line.word(fact.outcome)
    case .pipelineDefined(let fact): line.list("Pipeline \(fact.name) defined", fact.stages.map(\.stage))
    case .campaignCreated(let fact): line.say("Campaign \(fact.name) created")
    case .campaignSent(let fact):
      line.say("Campaign message sent")
      line.quote(fact.subject)
    case .campaignResponseRecorded(let fact): line.say("Campaign message \(word(fact.response))")
    case .consentGranted(let fact): line.say("Consent granted: \(fact.purpose) by \(fact.channel)")
    case .consentWithdrawn(let fact): line.say("Consent withdrawn: \(fact.purpose) by \(fact.channel)")
    case .orderPlaced(let fact): line.amount("Order placed", fact.hasTotal, fact.total)
    case .paymentReceived(let fact): line.amount("Payment received", fact.hasAmount, fact.amount)
    case .dealOpened, .dealStageChanged, .dealRevised, .dealWon, .dealLost, .dealReopened: line.deal(fact)
    case nil: break
    }
    return line.quoted
  }

  private static func word(_ response: CampaignResponse) -> String {
    switch response {
    case .delivered: "delivered"
    case .bounced: "bounced"
    case .opened: "opened"
    case .clicked: "clicked"
    case .replied: "replied to"
    case .converted: "converted"
    case .unsubscribed: "unsubscribed from"
    case .complained: "complained about"
    case .unspecified, .UNRECOGNIZED: "answered"
    }
  }
}

/// A line that grows.
private struct Line {
  private(set) var bytes: [UInt8]
  /// The end of the line, where that stands in the message; nothing comes after it.
  private(set) var quoted: HistorySummary.Quote?
  private let message: [UInt8]

  init(_ bytes: [UInt8], _ message: [UInt8]) {
    self.bytes = bytes
    self.message = message
  }

  mutating func say(_ text: String) { bytes.append(text.utf8.span) }

  /// A number that is not negative.
  mutating func say(_ number: Int64) {
    var digits = InlineArray<19, UInt8>(repeating: UInt8(ascii: "0"))
    var rest = number.magnitude
    var start = 19
    repeat {
      start -= 1
      digits[start] += UInt8(rest % 10)
      rest /= 10
    } while rest > 0
    bytes.append(digits.span.extracting(start...))
  }

  mutating func word(_ word: String) {
    guard !word.isEmpty else { return }
    say(", ")
    say(word)
  }

  mutating func duration(_ seconds: Int64) {
    guard seconds > 0 else { return }
    say(", ")
    if seconds < 60 {
      say(seconds)
      return say(" s")
    }
    if seconds >= 3_600 {
      say(seconds / 3_600)
      say(" h ")
    }
    say(seconds % 3_600 / 60)
    say(" min")
  }

  /// The first line of a text, cut off between characters.
  mutating func quote(_ text: String) {
    guard !text.isEmpty else { return }
    let utf8 = text.utf8.span
    var count = utf8.endOfLine(within: HistorySummary.textBytesMax)
    let isCut = count == HistorySummary.textBytesMax && count < utf8.count
    while isCut, count > 0, utf8[count] & 0xC0 == 0x80 { count -= 1 }
    if let start = start(of: utf8, first: count) {
      quoted = HistorySummary.Quote(start: start, count: count, isCut: isCut)
    } else {
      say(HistorySummary.quoteMark)
      bytes.append(utf8.extracting(first: count))
      if isCut { say(HistorySummary.cutMark) }
    }
  }

  /// Where the message has a field as long as the text that begins with the text's first bytes.
  private func start(of text: Span<UInt8>, first count: Int) -> Int? {
    let bytes = message.span
    var fields = FieldReader(message)
    while let field = fields.next() {
      let start = field.content.lowerBound
      guard field.content.count == text.count, start <= Int(UInt16.max) else { continue }
      if bytes.extracting(field.content).starts(with: text.extracting(first: count)) { return start }
    }
    return nil
  }

  mutating func message(_ kind: String, _ direction: Direction, _ subject: String, _ text: String) {
    say(kind)
    say(direction == .inbound ? " received" : " sent")
    quote(subject.isEmpty ? text : subject)
  }

  mutating func encounter(_ kind: String, _ seconds: Int64, _ subject: String, _ text: String) {
    say(kind)
    duration(seconds)
    quote(subject.isEmpty ? text : subject)
  }

  mutating func list(_ what: String, _ items: [String]) {
    say(what)
    quote(items.joined(separator: ", "))
  }

  mutating func amount(_ what: String, _ isThere: Bool, _ amount: Money) {
    say(what)
    if isThere { say(": \(amount.amount) \(amount.currency)") }
  }

  mutating func deal(_ fact: Fact) {
    switch fact.fact {
    case .dealOpened(let fact):
      amount("Deal opened", fact.hasValue, fact.value)
      quote(fact.title)
    case .dealStageChanged(let fact): say("Deal moved to \(fact.stage)")
    case .dealRevised: say("Deal revised")
    case .dealWon(let fact): amount("Deal won", fact.hasValue, fact.value)
    case .dealLost(let fact):
      say("Deal lost")
      word(fact.reason)
    case .dealReopened: say("Deal reopened")
    default: break
    }
  }
}
