import Schema

extension Decider {
  /// A task is sealed for its contact, which a deal implies; a task of nobody is sealed for itself.
  mutating func taskScheduled(_ proposed: TaskScheduled) throws(Refusal) -> Draft {
    var fact = proposed
    let task = try newID(fact.task, .task, "task")
    fact.task = task.description
    fact.title = try Check.requiredLine(fact.title, "title", characters: Bounds.titleCharacters)
    try Check.required(fact.hasDueAt, "dueAt")
    guard let dueAt = Instant(fact.dueAt), dueAt >= Bounds.earliest, dueAt < Bounds.latest else {
      throw .invalid("dueAt", "must be a time from 1900 to 2199")
    }
    fact.owner = try Check.owner(fact.owner, "owner")
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

  mutating func taskCompleted(_ fact: TaskCompleted) throws(Refusal) -> Draft {
    let (task, state) = try existing(fact.task, .task, "task")
    try Check.word(fact.outcome, "outcome")
    guard !state.task.done else {
      throw .conflict("\(task) is done already", field: "task", reason: "done", subject: task, version: state.unchanged)
    }
    note(stored: state.task.contact)
    note(stored: state.task.deal)
    return Draft(.taskCompleted(fact), about: task, version: state.raised)
  }
}

// MARK: - What is known afterwards

extension Evolution {
  func task(_ content: Fact.OneOf_Fact) throws(Refusal) -> [RegistryChange] {
    var task = try before().task
    if case .taskScheduled(let fact) = content {
      task.contact = fact.contact
      task.deal = fact.deal
    } else {
      task.done = true
    }
    return [state(.task(task))]
  }
}
