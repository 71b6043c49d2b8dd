public import Domain
public import Schema

/// Tasks, by what and whom they are for and when they are due.
public struct TasksProjection: Projection {
  /// What it is called in queries and in the data folder.
  public let name = "tasks"
  /// Raised when rows mean something else than before.
  public let version: UInt32 = 2
  /// The facts that it looks at.
  public let kinds = FactKinds(.taskScheduled, .taskCompleted)
  /// The queries that it answers.
  public var queries: [QueryKind] {
    [QueryKind(TaskGetQuery.init), QueryKind(TaskListQuery.init)]
  }

  /// Follows every fact of its kind.
  public init() {}

  /// The task: its lists end with it.
  public func subject(ofRow key: [UInt8]) -> SubjectID? {
    key.first == 1 ? SubjectID(.task, beginning: key) : SubjectID(.task, ending: key)
  }

  /// Changes the rows as the event asks; ignores what it does not care about.
  public func apply(_ event: RecordedEvent, to view: inout ViewWriter) throws(ProjectionFailure) {
    let header = event.header
    switch event.fact.fact {
    case .taskScheduled(let fact):
      var card = TaskCard()
      card.id = header.subject.description
      card.version = header.version.value
      card.contact = fact.contact
      card.deal = fact.deal
      card.title = fact.title
      card.dueAt = fact.dueAt
      card.owner = fact.owner
      card.state = .open
      view.create(TasksTable.task(header.subject), try view.encoded(card))
      for list in TasksTable.lists(of: card) { view.put(list.with(header.subject), []) }
    case .taskCompleted(let fact):
      let key = TasksTable.task(header.subject)
      guard var card = try view.message(key, TaskCard.self) else {
        throw .cannotApply("\(header.subject) is not known")
      }
      view.delete(TasksTable.inState(card.state, due: TasksTable.dueAt(card)).with(header.subject))
      card.version = header.version.value
      card.state = .done
      card.completedAt = header.occurredAt.timestamp
      card.outcome = fact.outcome
      view.put(TasksTable.inState(card.state, due: TasksTable.dueAt(card)).with(header.subject), [])
      view.put(key, try view.encoded(card))
    default: break
    }
  }
}

/// The keys of the tasks view. Each list is in the order of the due times and ends with the task's id.
enum TasksTable {
  /// A ``TaskCard`` without `overdue`.
  static func task(_ task: SubjectID) -> RowKey { RowKey(table: 1).with(task) }

  static let all = RowKey(table: 2)
  static func ofOwner(_ owner: String) -> RowKey {
    RowKey(table: 3).appending(KeyHash.of(TextRules.normalForm(owner))) { $0.append($1) }
  }
  static func ofContact(_ contact: SubjectID) -> RowKey { RowKey(table: 4).with(contact) }
  static func ofDeal(_ deal: SubjectID) -> RowKey { RowKey(table: 5).with(deal) }
  static func inState(_ state: TaskCard.State) -> RowKey {
    RowKey(table: 6).appending(UInt8(truncatingIfNeeded: state.rawValue)) { $0.append($1) }
  }
  static func inState(_ state: TaskCard.State, due: Instant) -> RowKey {
    inState(state).appending(due) { $0.append($1) }
  }

  static func dueAt(_ card: TaskCard) -> Instant { Instant(card.dueAt) ?? Instant(microseconds: 0) }

  /// The lists that the task is in, each with the due time.
  static func lists(of card: TaskCard) -> [RowKey] {
    var lists = [all, inState(card.state)]
    if !card.owner.isEmpty { lists.append(ofOwner(card.owner)) }
    if let contact = SubjectID(card.contact) { lists.append(ofContact(contact)) }
    if let deal = SubjectID(card.deal) { lists.append(ofDeal(deal)) }
    return lists.map { $0.appending(dueAt(card)) { $0.append($1) } }
  }
}
