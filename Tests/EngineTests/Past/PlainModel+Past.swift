import Domain
import FactSchema
import RowSchema

@testable import TestModel

extension PlainModel {
  /// A fold of the first facts of a history from zero, where holds what the daemon brought, wherever it stands.
  init(_ entries: [Entry], upTo position: UInt64) {
    self.init(beginningOf: entries)
    for entry in entries.prefix(Int(position)) { append(entry) }
  }

  private init(beginningOf entries: [Entry]) {
    self.init()
    for entry in entries where entry.isInitial { begin(with: entry) }
  }

  /// What is known of what happened by a time: facts that occurred later are left out, and those that make no sense without
  /// them.
  init(_ entries: [Entry], occurredBy time: Int64) {
    self.init(beginningOf: entries)
    // Retractions that were said later, or held back by such, hold back others about what they name.
    var held: Set<String> = []
    for entry in entries {
      let isRetraction = entry.type == "FactRetracted"
      if entry.occurredAt <= time, !(isRetraction && held.contains(entry.subject)) {
        if makesSense(entry) { append(entry) }
      } else if isRetraction {
        held.formUnion(entry.subjects)
      }
      pass(upTo: entry.position)
    }
  }

  private func makesSense(_ entry: Entry) -> Bool {
    // What it is about may not be there because of what it takes back.
    if case .factRetracted(let fact) = entry.fact.fact { return log.contains { $0.position == fact.position } }
    guard entry.others.allSatisfy(isThere), isThere(entry.subject) || entry.makesItsSubject else { return false }
    let deal = state.deals[entry.subject]
    switch entry.fact.fact {
    case .dealWon, .dealLost, .dealStageChanged, .dealTransferred: return deal?.isOpen ?? false
    case .dealReopened: return deal.map { !$0.isOpen } ?? false
    case .dealRevised(let fact) where fact.hasValue || fact.clear.contains("value"): return deal?.isOpen ?? false
    default: return true
    }
  }

  private func isThere(_ subject: String) -> Bool {
    let isOfMade = ["contact_", "deal_", "task_", "order_", "payment_", "campaign_", "pipeline_", "user_", "team_"]
      .contains {
        subject.hasPrefix($0)
      }
    return !isOfMade || subject == Self.builtIn.id || state.version(subject) > 0
  }
}

extension PlainModel.Entry {
  fileprivate var makesItsSubject: Bool {
    switch fact.fact {
    case .contactCreated, .dealOpened, .taskScheduled, .orderPlaced, .paymentReceived, .campaignCreated, .userAdded:
      true
    case .pipelineDefined, .teamDefined: version == 1
    default: false
    }
  }
}
