import APISchema
import ArgumentParser
import FactSchema
import RowSchema

/// `kith task list|show|reminders`
struct TaskCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "task", abstract: "What is to be done, by whom and when.",
    subcommands: [List.self, Show.self, Reminders.self])

  init() {}

  /// `kith task list`
  struct List: KithAction {
    static let configuration = CommandConfiguration(abstract: "Tasks, by when they are due.")

    @Option(help: "About this contact.") var contact: String?
    @Option(help: "About this deal.") var deal: String?
    @Option(help: "Of this owner.") var owner: String?
    @Option(help: StateWord<TaskCard.State>.help, completion: .list(StateWord<TaskCard.State>.words)) var state: String?
    @Option(name: .customLong("due-from"), help: "Due on this date or later; of a time: at it or later.")
    var dueFrom: String?
    @Option(name: .customLong("due-to"), help: "Due on this date or earlier; of a time: before it.")
    var dueTo: String?
    @OptionGroup var page: PageOptions
    @OptionGroup var query: QueryOptions
    @OptionGroup var options: GlobalOptions

    func act(_ kith: Session) async throws {
      typealias Show = KithCommands.Show
      var request = TaskListRequest()
      if let state { request.state = try StateWord.state(state) }
      let from = try dueFrom.map { try TimeBounds.from($0, "--due-from") }
      let to = try dueTo.map { try TimeBounds.to($0, "--due-to") }
      if let time = from?.time { request.dueFrom = time }
      if let day = from?.day { request.dueFromOn = day }
      if let time = to?.time { request.dueTo = time }
      if let day = to?.day { request.dueToOn = day }
      if let contact { request.contact = try await References(kith: kith).id(contact, kind: .contact) }
      if let deal { request.deal = try await References(kith: kith).id(deal, kind: .deal) }
      if let owner { request.owner = owner }
      let taken = [from, to].compactMap { $0?.taken }
      if !taken.isEmpty { kith.console.note("due \(taken.joined(separator: ", "))") }
      try await kith.list(
        request, page: page, query: query, as: "TaskCard", none: "no task fits",
        [
          .init("due (UTC)", whole: true), .init("title"), .init("state"), .init("owner"), .init("contact"),
          .init("id", whole: true),
        ]
      ) { task in
        [
          .init(TaskCommand.due(task), task.overdue ? .red : nil),
          .init(Show.personal(task.title, "title", task.denied, task.erased), .bold),
          .init(task.overdue ? "overdue" : Show.word(task.state), task.overdue ? .red : nil), .init(task.owner),
          .init(task.contact, .dim), .init(task.id, .dim),
        ]
      }
    }
  }

  /// `kith task show TASK`
  struct Show: KithAction {
    static let configuration = CommandConfiguration(abstract: "A task.")

    @Argument(help: "An id.")
    var task: String
    @OptionGroup var query: QueryOptions
    @OptionGroup var options: GlobalOptions

    func act(_ kith: Session) async throws {
      typealias Show = KithCommands.Show
      var request = TaskGetRequest()
      request.task = try await References(kith: kith).id(task, kind: .task)
      query.apply(to: &request)
      let reply = try await kith.call(request)
      let card = reply.task
      if kith.console.style.isJSON { return try kith.json(card, as: "TaskCard") }
      let title = Show.personal(card.title, "title", card.denied, card.erased)
      kith.console.line(kith.console.styled(DisplayText.safe(title), .bold))
      kith.console.fields([
        ("id", card.id), ("due", TaskCommand.due(card)), ("state", card.overdue ? "overdue" : Show.word(card.state)),
        ("owner", card.owner), ("contact", card.contact), ("deal", card.deal), ("outcome", card.outcome),
        ("completed", card.hasCompletedAt ? Show.time(card.completedAt) : ""), ("again", card.recurrence),
        ("zone", card.zone), ("time", card.occurrence > 0 ? String(card.occurrence) : ""),
        ("reminders", Show.list(card.reminders)), ("version", String(card.version)),
      ])
      for done in reply.occurrences {
        let outcome = done.outcome.isEmpty ? "" : ", \(done.outcome)"
        kith.console.line(
          "time \(done.occurrence), due \(Show.time(done.dueAt)): done \(Show.time(done.completedAt))\(outcome)")
      }
    }
  }

  /// `kith task reminders`
  struct Reminders: KithAction {
    static let configuration = CommandConfiguration(
      abstract: "What to remind of, by the time of it.",
      discussion: "Who asks again and again gives the last --to as the next --from.")

    @Option(help: "Of tasks of this owner.") var owner: String?
    @Option(help: "On this date or later; of a time: at it or later.") var from: String?
    @Option(help: "On this date or earlier; of a time: before it.") var to: String?
    @OptionGroup var page: PageOptions
    @OptionGroup var query: QueryOptions
    @OptionGroup var options: GlobalOptions

    func act(_ kith: Session) async throws {
      typealias Show = KithCommands.Show
      var request = ReminderListRequest()
      let first = try from.map { try TimeBounds.from($0, "--from") }
      let end = try to.map { try TimeBounds.to($0, "--to") }
      if let time = first?.time { request.from = time }
      if let day = first?.day { request.fromOn = day }
      if let time = end?.time { request.to = time }
      if let day = end?.day { request.toOn = day }
      if let owner { request.owner = owner }
      let taken = [first, end].compactMap { $0?.taken }
      if !taken.isEmpty { kith.console.note("reminders \(taken.joined(separator: ", "))") }
      try await kith.list(
        request, page: page, query: query, as: "Reminder", none: "there is nothing to remind of",
        [
          .init("at (UTC)", whole: true), .init("title"), .init("due (UTC)", whole: true), .init("owner"),
          .init("task", whole: true),
        ]
      ) { reminder in
        let task = reminder.task
        return [
          .init(Show.time(reminder.at)), .init(Show.personal(task.title, "title", task.denied, task.erased), .bold),
          .init(TaskCommand.due(task), task.overdue ? .red : nil), .init(task.owner), .init(task.id, .dim),
        ]
      }
    }
  }

  /// The time, or the day, on which a task is due.
  fileprivate static func due(_ task: TaskCard) -> String {
    task.dueOn.isEmpty ? KithCommands.Show.time(task.dueAt) : task.dueOn
  }
}
