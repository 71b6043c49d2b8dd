import Domain
import FactSchema
import RowSchema
import SwiftProtobuf

@testable import TestModel

extension PlainModel {
  func judgeTask(_ entry: inout Entry, _ assigned: String) -> Set<Refusal.Code> {
    guard case .taskScheduled(var fact) = entry.fact.fact else { return judgeTaskChange(&entry) }
    var wrong = taken(fact.task, "task").union(termProblems(fact.recurrence, fact.zone, fact.reminders))
    if fact.task.isEmpty { fact.task = assigned }
    if fact.title.isEmpty { wrong.insert(.invalid) }
    if let due = due(fact.dueOn, fact.hasDueAt ? fact.dueAt : nil) { fact.dueAt = due } else { wrong.insert(.invalid) }
    fact.reminders = once(fact.reminders)
    if fact.zone.isEmpty { fact.zone = state.company.timeZone }
    wrong.formUnion(ownerProblems(&fact.owner))
    if !fact.contact.isEmpty { wrong.formUnion(missingContact(fact.contact)) }
    if !fact.deal.isEmpty {
      wrong.formUnion(missing(fact.deal, "deal", state.deals[fact.deal] != nil))
      // A deal implies its contact.
      if let deal = state.deals[fact.deal] {
        if fact.contact.isEmpty { fact.contact = deal.card.contact }
        if !isToldAgain, !isDeal(fact.deal, of: [fact.contact]) { wrong.insert(.invalid) }
      }
    }
    entry.fact.fact = .taskScheduled(fact)
    (entry.subject, entry.version) = (fact.task, 1)
    entry.others = [fact.contact, fact.deal].filter { !$0.isEmpty }
    return wrong
  }

  private func judgeTaskChange(_ entry: inout Entry) -> Set<Refusal.Code> {
    guard let (id, problems) = taskChange(&entry.fact) else { return [.invalid] }
    var wrong = problems.union(missing(id, "task", state.tasks[id] != nil))
    if case .taskReassigned(var fact) = entry.fact.fact {
      wrong.formUnion(ownerProblems(&fact.owner))
      entry.fact.fact = .taskReassigned(fact)
    }
    guard let task = state.tasks[id] else { return wrong }
    (entry.subject, entry.version) = (id, task.version + 1)
    entry.others = [task.contact, task.deal].filter { !$0.isEmpty }
    if task.state != .open { wrong.insert(.conflict) }
    if case .taskCompleted(let fact) = entry.fact.fact, fact.occurrence > 0, fact.occurrence != task.occurrence {
      wrong.insert(.conflict)
    }
    return wrong
  }

  /// Of a fact that changes a task: which, and what is wrong with it whatever the task. Puts it into its form.
  private func taskChange(_ fact: inout Fact) -> (String, Set<Refusal.Code>)? {
    switch fact.fact {
    case .taskCompleted(let fact): return (fact.task, isWord(fact.outcome) ? [] : [.invalid])
    case .taskReassigned(let fact): return (fact.task, fact.owner.isEmpty ? [.invalid] : [])
    case .taskCancelled(let fact): return (fact.task, isWord(fact.reason) ? [] : [.invalid])
    case .taskRescheduled(var rescheduled):
      let due = due(rescheduled.dueOn, rescheduled.hasDueAt ? rescheduled.dueAt : nil)
      if let due { rescheduled.dueAt = due }
      fact.fact = .taskRescheduled(rescheduled)
      return (rescheduled.task, due == nil ? [.invalid] : [])
    case .taskRevised(var revised):
      var wrong = termProblems(revised.recurrence, revised.zone, revised.reminders)
      var set: Set<String> = []
      if revised.hasTitle { set.insert("title") }
      if revised.hasRecurrence { set.insert("recurrence") }
      if revised.hasZone { set.insert("zone") }
      if !revised.reminders.isEmpty { set.insert("reminders") }
      if set.isEmpty && revised.clear.isEmpty || !set.isDisjoint(with: revised.clear)
        || revised.clear.contains("title") || revised.hasTitle && revised.title.isEmpty
      {
        wrong.insert(.invalid)
      }
      revised.reminders = once(revised.reminders)
      fact.fact = .taskRevised(revised)
      return (revised.task, wrong)
    default: return nil
    }
  }

  private func termProblems(_ rule: String, _ zone: String, _ reminders: [String]) -> Set<Refusal.Code> {
    let isWrong =
      RandomFacts.wrongRules.contains(rule) || zone == RandomFacts.wrongZone
      || !reminders.allSatisfy { Self.triggers[$0] != nil }
    return isWrong ? [.invalid] : []
  }

  /// The noon of a day, or a time; nil where there is neither, or another time than that noon, or no such day.
  private func due(_ day: String, _ time: Google_Protobuf_Timestamp?) -> Google_Protobuf_Timestamp? {
    if day.isEmpty || day == "2026-02-30" { return day.isEmpty ? time : nil }
    let noon = stamp(Int64(Self.day(day)) * 86_400_000_000 + 43_200_000_000)
    return time ?? noon == noon ? noon : nil
  }

  /// Those that come at another time than the ones before them.
  private func once(_ reminders: [String]) -> [String] {
    var times: Set<Int64> = []
    return reminders.filter { times.insert(Self.triggers[$0, default: 0]).inserted }
  }
}
