import APISchema
import Bytes
import Domain
import FactSchema
import RowSchema
import RowStore

/// `task.get`: the task and, where it comes again, the times that it was done, a page of them.
struct TaskGetQuery: QueryBody {
  let projections = TasksProjection.tasks.models
  private let task: SubjectID
  private let bounds: PageBounds
  /// A page this long is read in one piece.
  private static let briefLimit = 50

  var isBrief: Bool { bounds.limit <= Self.briefLimit }

  init(_ request: TaskGetRequest) throws(Refusal) {
    task = try request.subject()
    bounds = try PageBounds(request)
  }

  func run(_ context: QueryContext) throws(Refusal) -> [UInt8] {
    let bounds = try self.bounds.of(context)
    let views = try TasksProjection.tasks.views(context)
    var entries = CardEntries(TasksProjection.tasks, now: context.now)
    guard let entry = try entries.entry(task, views) else { throw TaskGetRequest.missing(task) }
    var page = PageFill(bounds, position: views.position)
    page.head(TaskGetRequest.cardField, entry)
    let occurrences = TasksProjection.occurrences(task)
    let next = try views.own.page(occurrences, after: try bounds.key(under: occurrences), backward: true, into: &page) {
      (key) throws(Refusal) in
      guard let occurrence = try views.own.get(key) else { return .passed(0) }
      return .entry(occurrence)
    }
    return try page.ended(at: next?.bytes, bounds)
  }
}
