import APISchema
import Bytes
import Domain
import FactSchema
import RowSchema
import RowStore

/// Tasks, by what and whom they are for and when they are due.
struct TasksProjection: Projection {
  let name = "tasks"
  let version: UInt32 = 2
  let kinds = FactKinds(.taskScheduled, .taskCompleted, .taskReassigned, .taskRescheduled, .taskRevised, .taskCancelled)
  var queries: [QueryKind] {
    [
      Self.tasks.get(of: "tasks", "task", answeredAs: TaskGetReply.Field.task, entry: Self.entry) {
        (request: TaskGetRequest) in request.task
      },
      Self.list.query,
    ]
  }

  func subject(ofRow key: [UInt8]) -> SubjectID? { Self.tasks.subject(ofRow: key) }

  func apply(_ event: RecordedEvent, to view: inout ViewWriter) throws(ProjectionFailure) {
    let header = event.header
    switch event.fact.fact {
    case .taskScheduled(let fact):
      var card = TaskCard()
      card.take(fact)
      card.state = .open
      try Self.tasks.create(card, header, &view)
    case .taskReassigned(let fact): try Self.tasks.change(header, &view) { $0.take(fact) }
    case .taskRescheduled(let fact): try Self.tasks.change(header, &view) { $0.take(fact) }
    case .taskRevised(let fact): try Self.tasks.change(header, &view) { $0.take(fact) }
    case .taskCancelled(let fact):
      try Self.tasks.change(header, &view) { card in
        card.take(fact)
        card.state = .cancelled
        card.cancelledAt = header.occurredAt.timestamp
      }
    case .taskCompleted(let fact):
      try Self.tasks.change(header, &view) { card in
        card.take(fact)
        card.state = .done
        card.completedAt = header.occurredAt.timestamp
      }
    default: break
    }
  }
}

// MARK: - The tasks and their lists

extension TaskCard: CardRow {}

extension TasksProjection {
  private static let all = CardList<TaskCard>(2)
  private static let byOwner = CardList<TaskCard>(3) { .present($0.owner) }
  private static let byContact = CardList<TaskCard>(4) { .subject($0.contact) }
  private static let byDeal = CardList<TaskCard>(5) { .subject($0.deal) }
  private static let byState = CardList<TaskCard>(6) { .state($0.state.rawValue) }

  /// Each as its card without `overdue`; lists are in the order of the due times.
  static let tasks = CardCollection(
    of: .task, table: 1, lists: [all, byOwner, byContact, byDeal, byState], order: { .time(dueAt($0)) })

  private static let list = CardListing<TaskListRequest, TaskCard>(
    tasks, of: "tasks",
    filters: CardFilters(
      [
        .subject("deal", knower: .deal, in: byDeal, { $0.hasDeal ? $0.deal : nil }, is: { $0.deal }),
        .subject(
          "contact", knower: .contact, in: byContact, { $0.hasContact ? $0.contact : nil },
          is: { $0.contact }),
        .owner(in: byOwner, { $0.hasOwner ? $0.owner : nil }, is: { $0.owner }),
        .state(
          { $0.hasState ? $0.state : nil }, is: { $0.state },
          prefix: { $0.hasState ? byState.prefix(.state($0.state.rawValue)) : nil }),
      ], else: all.prefix()),
    times: { (request) throws(Refusal) in
      try TimeRange(
        ("dueFrom", request.hasDueFrom ? request.dueFrom : nil), ("dueTo", request.hasDueTo ? request.dueTo : nil))
    },
    entry: entry)

  private static func dueAt(_ card: TaskCard) -> Instant { Instant(card.dueAt) ?? Instant(microseconds: 0) }

  /// The stored card, with `overdue` as of now.
  @Sendable private static func entry(_ card: TaskCard, _ row: [UInt8], _ now: Instant) -> [UInt8] {
    var entry = row
    entry.appendField(TaskCard.Field.overdue, card.state == .open && dueAt(card) < now ? 1 : 0)
    return entry
  }
}
