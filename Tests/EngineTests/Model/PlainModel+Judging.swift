import Domain
import FactSchema
import RowSchema
import SwiftProtobuf

@testable import TestModel

/// What the rules say of a fact.
extension PlainModel {
  /// What is wrong with the fact; when nothing is, the entry is completed.
  func judge(_ entry: inout Entry, assigned: String) -> Set<Refusal.Code> {
    switch entry.fact.fact {
    case .contactCreated, .contactDetailsChanged, .contactTagged, .contactUntagged, .consentGranted, .consentWithdrawn,
      .contactsRelated, .relationshipEnded, .contactArchived, .contactRestored, .contactRoleAssigned, .contactRoleEnded:
      return judgeContact(&entry, assigned)
    case .callLogged(let fact):
      var wrong = directionProblems(fact.direction)
      if fact.durationSeconds < 0 { wrong.insert(.invalid) }
      if !isWord(fact.outcome) { wrong.insert(.invalid) }
      return interaction(&entry, fact.contact, fact.also, fact.deal, "", wrong)
    case .emailLogged(var fact):
      if fact.channel.isEmpty { fact.channel = "email" }
      entry.fact.fact = .emailLogged(fact)
      return interaction(&entry, fact.contact, fact.also, fact.deal, fact.campaign, directionProblems(fact.direction))
    case .messageLogged(let fact):
      return interaction(&entry, fact.contact, fact.also, fact.deal, fact.campaign, directionProblems(fact.direction))
    case .letterLogged(var fact):
      if fact.channel.isEmpty { fact.channel = "letter" }
      entry.fact.fact = .letterLogged(fact)
      return interaction(&entry, fact.contact, fact.also, fact.deal, fact.campaign, directionProblems(fact.direction))
    case .meetingLogged(let fact):
      return interaction(&entry, fact.contact, fact.also, fact.deal, "", fact.durationSeconds < 0 ? [.invalid] : [])
    case .visitLogged(let fact):
      return interaction(&entry, fact.contact, fact.also, fact.deal, "", fact.durationSeconds < 0 ? [.invalid] : [])
    case .noteAdded(let fact):
      return interaction(&entry, fact.contact, [], fact.deal, "", fact.text.isEmpty ? [.invalid] : [])
    case .factRetracted(let fact): return retract(&entry, fact)
    case .pipelineDefined(let fact): return define(&entry, fact, assigned)
    case .dealOpened, .dealStageChanged, .dealRevised, .dealWon, .dealLost, .dealReopened, .dealTransferred,
      .dealContactAdded, .dealContactRemoved:
      return judgeDeal(&entry, assigned)
    case .campaignCreated, .campaignRevised, .campaignCostRecorded, .campaignSent, .campaignResponseRecorded:
      return judgeCampaign(&entry, assigned)
    case .suppressionAdded, .suppressionLifted: return judgeSuppression(&entry, assigned)
    case .companyConfigured, .consentDefaultSet: return judgeCompany(&entry)
    case .userAdded, .userChanged, .userDeactivated, .userReactivated, .teamDefined, .workHandedOver:
      return judgeUser(&entry, assigned)
    case .orderPlaced, .paymentReceived: return judgeOrder(&entry, assigned)
    default: return entry.fact.type?.subjectKind == .task ? judgeTask(&entry, assigned) : [.invalid]
    }
  }

  /// The problem of an id that must name something that is there.
  func missing(_ id: String, _ kind: String, _ isThere: Bool) -> Set<Refusal.Code> {
    if !id.hasPrefix(kind + "_") || id.count != kind.count + 27 { return [.invalid] }
    return isThere ? [] : [.notFound]
  }

  func missingContact(_ id: String) -> Set<Refusal.Code> { missing(id, "contact", state.contacts[id] != nil) }

  /// The problem of an id for something new.
  func taken(_ id: String, _ kind: String) -> Set<Refusal.Code> {
    if id.isEmpty { return [] }
    if !id.hasPrefix(kind + "_") { return [.invalid] }
    return state.version(id) > 0 || state.fallen.contains(id) ? [.conflict] : []
  }

  func isWord(_ text: String) -> Bool {
    guard let first = text.first else { return true }
    let small = "abcdefghijklmnopqrstuvwxyz0123456789"
    return small.contains(first) && text.count <= 64 && text.allSatisfy { small.contains($0) || $0 == "_" || $0 == "-" }
  }

  func requiredWord(_ text: String) -> Set<Refusal.Code> { text.isEmpty || !isWord(text) ? [.invalid] : [] }

  private func directionProblems(_ direction: Direction) -> Set<Refusal.Code> {
    direction == .inbound || direction == .outbound ? [] : [.invalid]
  }

  /// Interactions and notes: about a contact, perhaps with others, a deal of one of them and a campaign.
  private func interaction(
    _ entry: inout Entry, _ contact: String, _ also: [String], _ deal: String, _ campaign: String,
    _ others: Set<Refusal.Code>
  ) -> Set<Refusal.Code> {
    var wrong = others.union(missingContact(contact)).union(loginProblems(&entry))
    for other in also { wrong.formUnion(missingContact(other)) }
    if Set(also + [contact]).count <= also.count { wrong.insert(.invalid) }
    entry.others = also
    if !deal.isEmpty {
      wrong.formUnion(missing(deal, "deal", state.deals[deal] != nil))
      if state.deals[deal] != nil, !isToldAgain, !isDeal(deal, of: [contact] + also) { wrong.insert(.invalid) }
      entry.others.append(deal)
    }
    if !campaign.isEmpty {
      wrong.formUnion(missing(campaign, "campaign", state.campaigns[campaign] != nil))
      entry.others.append(campaign)
    }
    (entry.subject, entry.version) = (contact, state.version(contact))
    return wrong
  }

  /// Once there are users somebody else's interactions are a user's, by the login as it is written.
  private func loginProblems(_ entry: inout Entry) -> Set<Refusal.Code> {
    func spell(_ login: inout String) -> Set<Refusal.Code> {
      if login.contains(" ") { return [.invalid] }
      guard !login.isEmpty, !state.users.isEmpty else { return [] }
      guard let user = state.user(login: login) else { return [.notFound] }
      login = user.login
      return []
    }
    switch entry.fact.fact {
    case .callLogged(var fact):
      let wrong = spell(&fact.onBehalfOf)
      entry.fact.fact = .callLogged(fact)
      return wrong
    case .emailLogged(var fact):
      let wrong = spell(&fact.onBehalfOf)
      entry.fact.fact = .emailLogged(fact)
      return wrong
    case .meetingLogged(var fact):
      let wrong = spell(&fact.onBehalfOf)
      entry.fact.fact = .meetingLogged(fact)
      return wrong
    default: return []
    }
  }

  /// Deals that are open in a stage which is left out must be told where they go.
  /// What is recorded behind a definition that says where deals go: each open one in the order in which they came.
  func moved(by fact: PipelineDefined) -> [Fact] {
    fact.move.flatMap { move in
      let entered = log.filter {
        ["DealOpened", "DealTransferred"].contains($0.type) && $0.others.contains(fact.pipeline)
      }
      var deals: [String] = []
      for entry in entered where !deals.contains(entry.subject) { deals.append(entry.subject) }
      let open = deals.filter { id in
        guard let deal = state.deals[id] else { return false }
        return deal.isOpen && deal.card.pipeline == fact.pipeline && deal.card.stage == move.stage
      }
      return open.map { id in Fact.with { $0.dealStageChanged = .with { ($0.deal, $0.stage) = (id, move.to) } } }
    }
  }

  private func moveProblems(_ fact: PipelineDefined) -> Set<Refusal.Code> {
    let stages = Set(fact.stages.map(\.stage))
    let leftOut = Set(pipeline(fact.pipeline)?.stages.map(\.stage) ?? []).subtracting(stages)
    let moved = fact.move.map(\.stage)
    var wrong: Set<Refusal.Code> = []
    if !leftOut.isSuperset(of: moved) || Set(moved).count != moved.count || !stages.isSuperset(of: fact.move.map(\.to))
    {
      wrong.insert(.invalid)
    }
    let isInUse = state.deals.values.contains {
      $0.isOpen && $0.card.pipeline == fact.pipeline && leftOut.contains($0.card.stage)
        && !moved.contains($0.card.stage)
    }
    if isInUse { wrong.insert(.conflict) }
    return wrong
  }

  private func define(
    _ entry: inout Entry, _ proposed: PipelineDefined, _ assigned: String
  ) -> Set<Refusal.Code> {
    var fact = proposed
    if fact.pipeline.isEmpty { fact.pipeline = assigned }
    var wrong: Set<Refusal.Code> = []
    if !fact.pipeline.hasPrefix("pipeline_"), !fact.pipeline.hasPrefix("new") { wrong.insert(.invalid) }
    if fact.name.isEmpty || fact.stages.isEmpty { wrong.insert(.invalid) }
    for stage in fact.stages {
      wrong.formUnion(requiredWord(stage.stage))
      if stage.probability > 100 { wrong.insert(.invalid) }
    }
    if Set(fact.stages.map(\.stage)).count != fact.stages.count { wrong.insert(.invalid) }
    wrong.formUnion(moveProblems(fact))
    entry.fact.fact = .pipelineDefined(fact)
    (entry.subject, entry.version) = (fact.pipeline, state.version(fact.pipeline) + 1)
    return wrong
  }
}
