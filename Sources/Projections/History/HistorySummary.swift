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
    /// The greatest start that a row can name.
    static let startMax = Int(UInt16.max)

    var start: Int
    var count: Int
    var isCut: Bool
  }

  /// Appends the line, in UTF-8 and shorter than 16 KiB; without the quote at its end, which is returned, where that
  /// stands in the stored message.
  static func append(_ event: RecordedEvent, to bytes: inout [UInt8]) -> Quote? {
    var line = SummaryLine(bytes)
    bytes = []
    defer { bytes = line.bytes }
    if let interaction = InteractionSummary(event) { return interaction.append(to: &line) }
    append(event.fact, to: &line)
    return nil
  }

  private static func append(_ fact: Fact, to line: inout SummaryLine) {
    switch fact.fact {
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
    case .callLogged, .emailLogged, .messageLogged, .letterLogged, .meetingLogged, .visitLogged, .noteAdded,
      .logLossAccepted, .clockReset, nil:
      break
    }
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
