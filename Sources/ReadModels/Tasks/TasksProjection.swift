import APISchema
import Domain
import FactSchema
import RowSchema
import RowStore

/// Tasks, by what and whom they are for and when they are due.
struct TasksProjection: Projection {
  let name = ReadModelName.tasks
  let version: UInt32 = 2
  let kinds = TaskCard.facts.union(FactKinds(header: [.factRetracted]))
  var queries: [QueryKind] { [Self.tasks.get(TaskGetRequest.self), Self.tasks.list] }

  /// Listed in the order of their due times.
  private static let tasks = CardCollection<TaskListRequest, TaskCard>(
    ReadModelName.tasks, table: 1,
    lists: [
      .by(.deal, table: 5), .by(.contact, table: 4), .by(.owner, table: 3), .by(.state, table: 6), .all(table: 2),
    ],
    order: { .time($0.dueAt) }, flag: Overdue())

  func part(of header: EventHeader) -> SubjectID? { header.subject.kind == .task ? header.subject : nil }

  func subject(ofRow key: [UInt8]) -> SubjectID? { Self.tasks.subject(ofRow: key) }

  func apply(_ event: RecordedEvent, to view: inout ViewWriter) throws(ProjectionFailure) {
    try Self.tasks.apply(event, &view)
  }
}

/// A task that is open and whose time has passed is overdue.
private struct Overdue: CardFlag {
  let model: String? = nil

  func isSet(_ card: TaskCard, _ views: borrowing CardViews, now: Instant) -> Bool {
    card.state == .open && (Instant(card.dueAt) ?? Instant(microseconds: 0)) < now
  }
}
