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

  /// What the schema has as a fact's line, or what depends on more than its fields' texts.
  private static func append(_ fact: Fact, to line: inout SummaryLine) {
    switch fact.fact {
    case .contactCreated(let fact):
      line.say(fact.kind == .organization ? "Organization created" : "Contact created")
      line.quote(fact.name)
    case .pipelineDefined(let fact):
      line.say("Pipeline \(fact.name) defined")
      line.quote(fact.stages.map(\.stage).joined(separator: ", "))
    case .campaignResponseRecorded(let fact): line.say("Campaign message \(word(fact.response))")
    case let fact?: line.say(fact)
    case nil: break
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
