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
    switch entry.fact.fact {
    case .dealStageChanged(let fact):
      if !deal.isOpen || fact.stage == deal.card.stage { wrong.insert(.conflict) }
      if !stages.contains(fact.stage) { wrong.insert(.invalid) }
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
    case .dealReopened(let fact):
      if deal.isOpen { wrong.insert(.conflict) }
      // Without a stage it goes back to the one it was closed in, which must still be there.
      if fact.stage.isEmpty, !stages.contains(deal.card.stage) { wrong.insert(.conflict) }
      if !fact.stage.isEmpty, !stages.contains(fact.stage) { wrong.insert(.invalid) }
    default: break
    }
    (entry.subject, entry.version, entry.others) = (id, deal.card.version + 1, [deal.card.contact])
    return wrong
  }

  private func dealID(_ fact: Fact) -> String {
    switch fact.fact {
    case .dealStageChanged(let fact): fact.deal
    case .dealRevised(let fact): fact.deal
    case .dealWon(let fact): fact.deal
    case .dealLost(let fact): fact.deal
    case .dealReopened(let fact): fact.deal
    default: ""
    }
  }

  /// What is wrong with a fact whatever is known of its deal.
  private func formProblems(_ fact: Fact) -> Set<Refusal.Code> {
    switch fact.fact {
    case .dealStageChanged(let fact): requiredWord(fact.stage)
    case .dealRevised(let fact): formProblems(of: fact)
    case .dealWon(let fact) where fact.hasValue && Cash(fact.value) == nil: [.invalid]
    case .dealLost(let fact) where !isWord(fact.reason): [.invalid]
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

  // MARK: - Tasks

  func judgeTask(_ entry: inout Entry, _ assigned: String) -> Set<Refusal.Code> {
    if let (id, problems) = taskChange(entry.fact) {
      var wrong = problems.union(missing(id, "task", state.tasks[id] != nil))
      if case .taskReassigned(var fact) = entry.fact.fact {
        wrong.formUnion(ownerProblems(&fact.owner))
        entry.fact.fact = .taskReassigned(fact)
      }
      guard let task = state.tasks[id] else { return wrong }
      (entry.subject, entry.version) = (id, task.version + 1)
      entry.others = [task.contact, task.deal].filter { !$0.isEmpty }
      return task.state == .open ? wrong : wrong.union([.conflict])
    }
    guard case .taskScheduled(var fact) = entry.fact.fact else { return [.invalid] }
    var wrong = taken(fact.task, "task")
    if fact.task.isEmpty { fact.task = assigned }
    if fact.title.isEmpty || !fact.hasDueAt { wrong.insert(.invalid) }
    wrong.formUnion(ownerProblems(&fact.owner))
    if !fact.contact.isEmpty { wrong.formUnion(missingContact(fact.contact)) }
    if !fact.deal.isEmpty {
      wrong.formUnion(missing(fact.deal, "deal", state.deals[fact.deal] != nil))
      // A deal implies its contact.
      if let deal = state.deals[fact.deal] {
        if fact.contact.isEmpty { fact.contact = deal.card.contact }
        if deal.card.contact != fact.contact { wrong.insert(.invalid) }
      }
    }
    entry.fact.fact = .taskScheduled(fact)
    (entry.subject, entry.version) = (fact.task, 1)
    entry.others = [fact.contact, fact.deal].filter { !$0.isEmpty }
    return wrong
  }

  /// Of a fact that changes a task: which, and what is wrong with it whatever the task.
  private func taskChange(_ fact: Fact) -> (String, Set<Refusal.Code>)? {
    switch fact.fact {
    case .taskCompleted(let fact): (fact.task, isWord(fact.outcome) ? [] : [.invalid])
    case .taskReassigned(let fact): (fact.task, fact.owner.isEmpty ? [.invalid] : [])
    case .taskRevised(let fact): (fact.task, fact.title.isEmpty ? [.invalid] : [])
    case .taskCancelled(let fact): (fact.task, isWord(fact.reason) ? [] : [.invalid])
    case .taskRescheduled(let fact): (fact.task, fact.hasDueAt ? [] : [.invalid])
    default: nil
    }
  }
}
