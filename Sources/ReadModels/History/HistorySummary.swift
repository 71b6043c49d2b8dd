import Domain
import FactSchema

/// One line for a person on what happened.
package enum HistorySummary {
  /// The most bytes that are taken over from a text.
  static let textBytesMax = 80
  /// What stands before a quote.
  static let quoteMark = ": "
  /// What stands behind a quote that was cut off.
  static let cutMark = "…"

  /// The line in UTF-8, shorter than 16 KiB, of a fact of that type and stored message; empty for what is not known.
  package static func line(_ type: UInt32, _ message: [UInt8]) -> [UInt8] {
    guard let fact = try? FactCodec.content(type: type, message: message) else { return [] }
    var line = SummaryLine()
    if let fields = InteractionFields(fact) {
      InteractionSummary(fields).append(to: &line)
    } else {
      append(fact.fact, to: &line)
    }
    return line.bytes
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
