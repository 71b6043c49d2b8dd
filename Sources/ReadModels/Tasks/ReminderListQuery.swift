import APISchema
import Bytes
import Domain
import FactSchema
import RowSchema
import RowStore

/// `reminder.list`: the reminders of open tasks by their times, a page of them.
struct ReminderListQuery: QueryBody {
  let projections: [String]
  private let owner: String?
  private let times: TimeRange
  private let bounds: PageBounds

  init(_ request: ReminderListRequest) throws(Refusal) {
    owner = request.hasOwner ? request.owner : nil
    times = try TimeRange(
      ("from", request.hasFrom ? request.from : nil, request.hasFromOn ? request.fromOn : nil),
      ("to", request.hasTo ? request.to : nil, request.hasToOn ? request.toOn : nil))
    projections = TasksProjection.tasks.models + (owner == nil && !times.hasDays ? [] : [ReadModelName.contacts])
    bounds = try PageBounds(request)
  }

  func run(_ context: QueryContext) throws(Refusal) -> [UInt8] {
    let bounds = try self.bounds.of(context)
    let views = try TasksProjection.tasks.views(context)
    var (position, times) = (views.position, self.times)
    if owner != nil || times.hasDays {
      let contacts = try context.snapshot(1)
      position = min(position, contacts.position)
      if let owner { try Known.owner(owner, contacts) }
      if times.hasDays { times = try times.resolved(contacts) }
    }
    var entries = CardEntries(TasksProjection.tasks, now: context.now)
    var page = PageFill(bounds, position: position)
    let prefix = TasksProjection.reminders
    let next = try views.own.page(prefix, from: times.from, after: try bounds.key(under: prefix), into: &page) {
      (key) throws(Refusal) in
      let time = key.instant(at: prefix.count)
      if let to = times.to, time >= to { return .end }
      guard let stored = try TasksProjection.tasks.row(key.lastSubject(.task), views.own) else { return .passed(0) }
      let row = try entries.row(stored, views)
      if let owner, row.card.owner != owner { return .passed(stored.count) }
      var reminder: [UInt8] = []
      reminder.appendField(Reminder.Field.at, time)
      reminder.appendField(Reminder.Field.task, entries.entry(row, stored))
      return .entry(reminder)
    }
    return try page.ended(at: next?.bytes, bounds)
  }
}
