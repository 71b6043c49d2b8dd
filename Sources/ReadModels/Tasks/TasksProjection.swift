import APISchema
import Domain
import FactSchema
import RowSchema
import RowStore
import SwiftProtobuf

/// Tasks, by what and whom they are for and when they are due; when to remind of them, and when those that come again were
/// done.
struct TasksProjection: Projection {
  let name = ReadModelName.tasks
  let version: UInt32 = 3
  let kinds = TaskCard.facts.union(FactKinds(header: [.factRetracted]))
  var queries: [QueryKind] {
    [QueryKind(TaskGetQuery.init), Self.tasks.list, QueryKind(ReminderListQuery.init)]
  }

  /// Listed in the order of their due times.
  static let tasks = CardCollection<TaskListRequest, TaskRow>(
    ReadModelName.tasks, table: 1, beside: [8],
    lists: [
      .by(.deal, table: 5), .by(.contact, table: 4), .by(.owner, table: 3), .by(.state, table: 6), .all(table: 2),
    ],
    order: { .time($0.card.dueAt) }, flag: Overdue())

  func part(of header: EventHeader) -> SubjectID? { header.subject.kind == .task ? header.subject : nil }

  /// An empty row for each time at which to remind of an open task: time, task.
  static func reminder(_ time: Instant, _ task: SubjectID) -> RowKey {
    reminders.appending(time) { $0.append($1) }.with(task)
  }
  static let reminders = RowKey(table: 7)

  /// A ``TaskOccurrence``: task, position of its completion.
  static func occurrence(_ task: SubjectID, _ position: Position) -> RowKey {
    occurrences(task).appending(position) { $0.append($1) }
  }
  static func occurrences(_ task: SubjectID) -> RowKey { RowKey(table: 8).with(task) }

  func subject(ofRow key: [UInt8]) -> SubjectID? {
    key.first == 7 ? SubjectID(.task, ending: key) : Self.tasks.subject(ofRow: key)
  }

  func apply(_ event: RecordedEvent, to view: inout ViewWriter) throws(ProjectionFailure) {
    let header = event.header
    if event.type == FactType.factRetracted.rawValue { return try Self.tasks.retraction(header, &view) }
    guard TaskCard.facts.contains(event.type) else { return }
    guard event.type == FactType.taskScheduled.rawValue else {
      return try Self.tasks.change(header.subject, &view) { (row, view) throws(ProjectionFailure) in
        let before = row
        row.take(event)
        if case .taskCompleted(let fact) = event.fact.fact, before.card.occurrence > 0 {
          try note(before.card, done: fact, header, &view)
        }
        remind(of: header.subject, before.reminders, row.reminders, &view)
      }
    }
    var row = TaskRow()
    row.take(event)
    try Self.tasks.create(row, header, &view)
    remind(of: header.subject, [], row.reminders, &view)
  }

  /// Notes one time that a task was done which comes again.
  private func note(
    _ card: TaskCard, done fact: TaskCompleted, _ header: EventHeader, _ view: inout ViewWriter
  ) throws(ProjectionFailure) {
    let occurrence = TaskOccurrence.with {
      ($0.occurrence, $0.dueAt) = (card.occurrence, card.dueAt)
      ($0.completedAt, $0.outcome) = (header.occurredAt.timestamp, fact.outcome)
    }
    view.create(Self.occurrence(header.subject, header.position), try view.encoded(occurrence))
  }

  private func remind(of task: SubjectID, _ before: Set<Instant>, _ after: Set<Instant>, _ view: inout ViewWriter) {
    for time in before.subtracting(after) { view.delete(Self.reminder(time, task)) }
    for time in after.subtracting(before) { view.put(Self.reminder(time, task), []) }
  }
}

/// A task that is open and whose time, or whose day, has passed is overdue.
private struct Overdue: CardFlag {
  let asksPeople = false

  func isSet(_ row: TaskRow, _ views: borrowing CardViews, now: Instant) -> Bool {
    row.isOpen && row.terms.lateAt < now
  }
}
