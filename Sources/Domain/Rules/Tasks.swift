import FactSchema
import RowSchema

extension Decider {
  /// A task is sealed for its contact, which a deal implies; a task of nobody is sealed for itself.
  mutating func taskScheduled(_ fact: inout TaskScheduled) throws(Refusal) -> Draft {
    let task = try newID(fact.task, .task, "task")
    fact.task = task.description
    fact.owner = try owner(fact.owner)
    var contact: SubjectID?
    if !fact.contact.isEmpty { contact = try existingVersion(fact.contact, .contact, "contact").id }
    if !fact.deal.isEmpty {
      let (deal, state) = try existing(fact.deal, .deal, "deal")
      if fact.contact.isEmpty {
        fact.contact = state.deal.contact
        contact = SubjectID(fact.contact)
      }
      guard state.deal.contact == fact.contact else { throw .invalid("deal", "must be a deal of the contact") }
      if let contact { note(contact) }
      note(deal)
    } else if let contact {
      note(contact)
    }
    return Draft(.taskScheduled(fact), about: task, version: Version(1), sealedFor: contact)
  }

  mutating func taskCompleted(_ fact: inout TaskCompleted) throws(Refusal) -> Draft {
    try openTask(fact.task).changed(by: .taskCompleted(fact))
  }

  mutating func taskReassigned(_ fact: inout TaskReassigned) throws(Refusal) -> Draft {
    let task = try openTask(fact.task)
    fact.owner = try owner(fact.owner)
    return task.changed(by: .taskReassigned(fact))
  }

  mutating func taskRescheduled(_ fact: inout TaskRescheduled) throws(Refusal) -> Draft {
    try openTask(fact.task).changed(by: .taskRescheduled(fact))
  }

  mutating func taskRevised(_ fact: inout TaskRevised) throws(Refusal) -> Draft {
    try openTask(fact.task).changed(by: .taskRevised(fact))
  }

  mutating func taskCancelled(_ fact: inout TaskCancelled) throws(Refusal) -> Draft {
    try openTask(fact.task).changed(by: .taskCancelled(fact))
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
    return OpenTask(task: task, contact: SubjectID(state.task.contact), version: state.raised)
  }
}

/// A task that a fact may change.
private struct OpenTask {
  let task: SubjectID
  let contact: SubjectID?
  let version: FactSchema.Version

  func changed(by fact: Fact.OneOf_Fact) -> Draft { Draft(fact, about: task, version: version, sealedFor: contact) }
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
    switch content {
    case .taskScheduled(let fact): (task.contact, task.deal, task.owner) = (fact.contact, fact.deal, fact.owner)
    case .taskReassigned(let fact): task.owner = fact.owner
    case .taskCompleted: task.done = true
    case .taskCancelled: task.ended = ErrorReason.cancelled.rawValue
    default: break
    }
    return state(.task(task), after: .task(before))
  }
}
