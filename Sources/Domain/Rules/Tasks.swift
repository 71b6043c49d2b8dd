import Bytes
import FactSchema
import RowSchema
import SwiftProtobuf

extension Decider {
  /// A task is sealed for its contact, which a deal implies; a task of nobody is sealed for itself.
  mutating func taskScheduled(_ fact: inout TaskScheduled) throws(Refusal) -> Draft {
    let task = try newID(fact.task, .task, "task")
    fact.task = task.description
    fact.owner = try owner(fact.owner)
    try takeDay(fact.dueOn, fact.hasDueAt, &fact.dueAt)
    // So its days stay what they were when the company has another zone.
    if fact.zone.isEmpty { fact.zone = try company().timeZone }
    var contact: SubjectID?
    if !fact.contact.isEmpty { contact = try existingVersion(fact.contact, .contact, "contact").id }
    if !fact.deal.isEmpty {
      let (deal, state) = try existing(fact.deal, .deal, "deal")
      if fact.contact.isEmpty {
        fact.contact = state.deal.contact
        contact = SubjectID(fact.contact)
      }
      if let contact { try checkDeal(state.deal, isOf: contact) }
      if let contact { note(contact) }
      note(deal)
    } else if let contact {
      note(contact)
    }
    return Draft(.taskScheduled(fact), about: task, version: Version(1), sealedFor: contact)
  }

  /// A completion that says which time it means holds for no other one.
  mutating func taskCompleted(_ fact: inout TaskCompleted) throws(Refusal) -> Draft {
    let task = try openTask(fact.task)
    let occurrence = task.terms.occurrence
    guard fact.occurrence == 0 || fact.occurrence == occurrence else {
      let turn = occurrence == 0 ? "does not come again" : "waits for its time \(occurrence)"
      throw .conflict(
        "\(task.id) \(turn)", field: "occurrence", reason: .otherOccurrence, subject: task.id,
        version: task.state.unchanged)
    }
    return task.changed(by: .taskCompleted(fact))
  }

  mutating func taskReassigned(_ fact: inout TaskReassigned) throws(Refusal) -> Draft {
    let task = try openTask(fact.task)
    fact.owner = try owner(fact.owner)
    return task.changed(by: .taskReassigned(fact))
  }

  mutating func taskRescheduled(_ fact: inout TaskRescheduled) throws(Refusal) -> Draft {
    try takeDay(fact.dueOn, fact.hasDueAt, &fact.dueAt)
    return try openTask(fact.task).changed(by: .taskRescheduled(fact))
  }

  mutating func taskRevised(_ fact: inout TaskRevised) throws(Refusal) -> Draft {
    try openTask(fact.task).changed(by: .taskRevised(fact))
  }

  mutating func taskCancelled(_ fact: inout TaskCancelled) throws(Refusal) -> Draft {
    try openTask(fact.task).changed(by: .taskCancelled(fact))
  }

  /// What is due on a day is so at its noon in UTC, where a time is looked at. Refuses what is due at two times.
  private func takeDay(
    _ dueOn: String, _ hasDueAt: Bool, _ dueAt: inout Google_Protobuf_Timestamp
  ) throws(Refusal) {
    guard let day = CalendarDate(dueOn) else { return }
    let noon = Instant(microseconds: day.start.microseconds + DateMeaning.noon.seconds * 1_000_000).timestamp
    guard !hasDueAt || dueAt == noon else { throw .invalid("dueOn", "must not be given beside dueAt") }
    dueAt = noon
  }

  /// The task that the field `task` names, and what it is for; refused where it has ended.
  private mutating func openTask(_ text: String) throws(Refusal) -> OpenTask {
    let (task, state) = try existing(text, .task, "task")
    if let ended = state.task.howEnded {
      throw .conflict(
        "\(task) is \(ended.rawValue) already", field: "task", reason: ended, subject: task, version: state.unchanged)
    }
    note(stored: state.task.contact)
    note(stored: state.task.deal)
    return OpenTask(id: task, state: state)
  }
}

/// A task that a fact may change.
private struct OpenTask {
  let id: SubjectID
  let state: SubjectState

  var terms: TaskTerms { TaskTerms(state.task.terms) }

  func changed(by fact: Fact.OneOf_Fact) -> Draft {
    Draft(fact, about: id, version: state.raised, sealedFor: SubjectID(state.task.contact))
  }
}

extension SubjectState.TaskState {
  /// The word for how it ended; nil while it is open.
  fileprivate var howEnded: ErrorReason? {
    if done { return .done }
    return ended.isEmpty ? nil : ErrorReason(rawValue: ended) ?? .done
  }
}

// MARK: - What is known afterwards

extension Evolution {
  func task(_ content: Fact.OneOf_Fact) throws(Refusal) -> [RegistryChange] {
    let before = try before().task
    var task = before
    var terms = TaskTerms(task.terms)
    terms.take(content)
    switch content {
    case .taskScheduled(let fact): (task.contact, task.deal, task.owner) = (fact.contact, fact.deal, fact.owner)
    case .taskReassigned(let fact): task.owner = fact.owner
    case .taskCompleted: task.done = !terms.complete()
    case .taskCancelled: task.ended = ErrorReason.cancelled.rawValue
    default: break
    }
    task.terms = terms.message
    return state(.task(task), after: .task(before))
  }
}

extension TaskTerms {
  fileprivate init(_ message: SubjectState.TaskTerms) {
    self.init()
    (dueAt, dueOn) = (Instant(microseconds: message.dueAt), message.dueOn)
    (zone, recurrence) = (message.zone, message.recurrence)
    (firstAt, day) = (Instant(microseconds: message.firstAt), message.day)
    (occurrence, comesOnDays) = (message.occurrence, message.comesOnDays)
  }

  fileprivate var message: SubjectState.TaskTerms {
    .with {
      ($0.dueAt, $0.dueOn, $0.zone, $0.recurrence) = (dueAt.microseconds, dueOn, zone, recurrence)
      ($0.firstAt, $0.day) = (firstAt.microseconds, day)
      ($0.occurrence, $0.comesOnDays) = (occurrence, comesOnDays)
    }
  }
}
