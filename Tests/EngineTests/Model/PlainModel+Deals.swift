import Domain
import FactSchema
import RowSchema
import SwiftProtobuf

@testable import TestModel

extension PlainModel {
  func judgeDeal(_ entry: inout Entry, _ assigned: String) -> Set<Refusal.Code> {
    if case .dealOpened(let fact) = entry.fact.fact { return open(&entry, fact, assigned) }
    let id = dealID(entry.fact)
    var wrong = missing(id, "deal", state.deals[id] != nil).union(formProblems(entry.fact))
    guard let deal = state.deals[id] else { return wrong }
    let stages = pipeline(deal.card.pipeline)?.stages.map(\.stage) ?? []
    // Nothing becomes of a deal before it was opened.
    switch entry.fact.fact {
    case .dealRevised, .dealContactAdded, .dealContactRemoved: break
    default: if entry.occurredAt < deal.openedAt { wrong.insert(.conflict) }
    }
    switch entry.fact.fact {
    case .dealStageChanged(let fact):
      if !deal.isOpen || fact.stage == deal.card.stage { wrong.insert(.conflict) }
      if !stages.contains(fact.stage) { wrong.insert(.invalid) }
    case .dealTransferred(let fact): return transfer(&entry, deal, fact).union(wrong)
    case .dealRevised(var fact):
      // The value of a closed deal is not revised; all else of it is.
      if !deal.isOpen, fact.hasValue || fact.clear.contains("value") { wrong.insert(.conflict) }
      if fact.hasValue, let value = Cash(fact.value) { fact.value = value.money }
      if fact.hasOwner { wrong.formUnion(ownerProblems(&fact.owner)) }
      entry.fact.fact = .dealRevised(fact)
    case .dealWon(var fact):
      if !deal.isOpen { wrong.insert(.conflict) }
      if fact.hasValue, let value = Cash(fact.value) { fact.value = value.money }
      entry.fact.fact = .dealWon(fact)
    case .dealLost: if !deal.isOpen { wrong.insert(.conflict) }
    case .dealContactAdded(var fact):
      wrong.formUnion(missingContact(fact.contact))
      fact.roles = fact.roles.reduce(into: []) { roles, role in if !roles.contains(role) { roles.append(role) } }
      entry.fact.fact = .dealContactAdded(fact)
      (entry.subject, entry.version) = (id, deal.card.version + 1)
      entry.others = people(of: deal)
      if !entry.others.contains(fact.contact) { entry.others.append(fact.contact) }
      return wrong
    case .dealContactRemoved(let fact):
      if !deal.card.contacts.contains(where: { $0.contact == fact.contact }) {
        wrong.insert(state.contacts[fact.contact] == nil ? .notFound : .conflict)
      }
    case .dealReopened(let fact):
      if deal.isOpen { wrong.insert(.conflict) }
      // Without a stage it goes back to the one it was closed in, which must still be there.
      if fact.stage.isEmpty, !stages.contains(deal.card.stage) { wrong.insert(.conflict) }
      if !fact.stage.isEmpty, !stages.contains(fact.stage) { wrong.insert(.invalid) }
    default: break
    }
    (entry.subject, entry.version, entry.others) = (id, deal.card.version + 1, people(of: deal))
    return wrong
  }

  /// Its contact first, each once.
  private func people(of deal: Deal) -> [String] {
    [deal.card.contact] + deal.card.contacts.map(\.contact).filter { $0 != deal.card.contact }
  }

  /// Of an open deal, to another contact, or another pipeline that takes deals, or both.
  private func transfer(_ entry: inout Entry, _ deal: Deal, _ proposed: DealTransferred) -> Set<Refusal.Code> {
    var fact = proposed
    var wrong: Set<Refusal.Code> = deal.isOpen ? [] : [.conflict]
    if !fact.contact.isEmpty { wrong.formUnion(missingContact(fact.contact)) }
    if fact.contact == deal.card.contact || fact.pipeline == deal.card.pipeline { wrong.insert(.conflict) }
    if !fact.pipeline.isEmpty {
      let isThere = state.pipelines[fact.pipeline] != nil
      wrong.formUnion(missing(fact.pipeline, "pipeline", isThere))
      let stages = state.pipelines[fact.pipeline]?.stages.map(\.stage) ?? []
      if isThere, fact.stage.isEmpty { fact.stage = stages.first ?? "" }
      if isThere, !stages.contains(fact.stage) { wrong.insert(.invalid) }
    }
    entry.fact.fact = .dealTransferred(fact)
    (entry.subject, entry.version) = (fact.deal, deal.card.version + 1)
    let named = fact.contact.isEmpty ? [] : [fact.contact]
    entry.others = named + people(of: deal).filter { !named.contains($0) }
    if !fact.pipeline.isEmpty { entry.others.append(fact.pipeline) }
    return wrong
  }

  private func dealID(_ fact: Fact) -> String {
    switch fact.fact {
    case .dealStageChanged(let fact): fact.deal
    case .dealRevised(let fact): fact.deal
    case .dealWon(let fact): fact.deal
    case .dealLost(let fact): fact.deal
    case .dealReopened(let fact): fact.deal
    case .dealTransferred(let fact): fact.deal
    case .dealContactAdded(let fact): fact.deal
    case .dealContactRemoved(let fact): fact.deal
    default: ""
    }
  }

  /// What is wrong with a fact whatever is known of its deal.
  private func formProblems(_ fact: Fact) -> Set<Refusal.Code> {
    switch fact.fact {
    case .dealStageChanged(let fact): requiredWord(fact.stage)
    case .dealRevised(let fact): formProblems(of: fact)
    case .dealWon(let fact) where fact.hasValue && Cash(fact.value) == nil: [.invalid]
    // A stage is of a pipeline.
    case .dealTransferred(let fact) where fact.pipeline.isEmpty && (fact.contact.isEmpty || !fact.stage.isEmpty):
      [.invalid]
    case .dealLost(let fact) where !isWord(fact.reason): [.invalid]
    case .dealContactAdded(let fact) where !fact.roles.allSatisfy(isWord): [.invalid]
    case .dealContactRemoved(let fact) where !missing(fact.contact, "contact", true).isEmpty: [.invalid]
    default: []
    }
  }

  private func formProblems(of fact: DealRevised) -> Set<Refusal.Code> {
    var set: Set<String> = []
    if fact.hasTitle { set.insert("title") }
    if fact.hasValue { set.insert("value") }
    if fact.hasExpectedClose { set.insert("expectedClose") }
    if fact.hasOwner { set.insert("owner") }
    let isWrong =
      set.isEmpty && fact.clear.isEmpty || !set.isDisjoint(with: fact.clear)
      || !Set(fact.clear).isSubset(of: ["value", "expectedClose", "owner"]) || fact.hasTitle && fact.title.isEmpty
      || fact.hasValue && Cash(fact.value) == nil
    return isWrong ? [.invalid] : []
  }

  private func open(_ entry: inout Entry, _ proposed: DealOpened, _ assigned: String) -> Set<Refusal.Code> {
    var fact = proposed
    var wrong = taken(fact.deal, "deal").union(missingContact(fact.contact))
    if fact.deal.isEmpty { fact.deal = assigned }
    if fact.title.isEmpty { wrong.insert(.invalid) }
    wrong.formUnion(ownerProblems(&fact.owner))
    if fact.hasValue {
      if let value = Cash(fact.value) { fact.value = value.money } else { wrong.insert(.invalid) }
    }
    let first = (state.made["pipeline"] ?? []).first
    if fact.pipeline.isEmpty { fact.pipeline = first ?? Self.builtIn.id }
    // The built-in pipeline takes deals only until one is defined.
    let isThere = state.pipelines[fact.pipeline] != nil || first == nil && fact.pipeline == Self.builtIn.id
    wrong.formUnion(missing(fact.pipeline, "pipeline", isThere))
    let stages = isThere ? pipeline(fact.pipeline)?.stages.map(\.stage) ?? [] : []
    if isThere, fact.stage.isEmpty { fact.stage = stages.first ?? "" }
    if isThere, !stages.contains(fact.stage) { wrong.insert(.invalid) }
    entry.fact.fact = .dealOpened(fact)
    (entry.subject, entry.version, entry.others) = (fact.deal, 1, [fact.contact, fact.pipeline])
    return wrong
  }
}
