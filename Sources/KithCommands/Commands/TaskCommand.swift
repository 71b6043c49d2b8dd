import APISchema
import ArgumentParser
import FactSchema
import RowSchema

/// `kith task list|show`
struct TaskCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "task", abstract: "What is to be done, by whom and when.", subcommands: [List.self, Show.self])

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
      if let from { request.dueFrom = from.timestamp }
      if let to { request.dueTo = to.timestamp }
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
          .init(Show.time(task.dueAt), task.overdue ? .red : nil),
          .init(Show.personal(task.title, "title", task.denied), .bold),
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
      let card = try await kith.call(request).task
      if kith.console.style.isJSON { return try kith.json(card, as: "TaskCard") }
      let title = Show.personal(card.title, "title", card.denied)
      kith.console.line(kith.console.styled(DisplayText.safe(title), .bold))
      kith.console.fields([
        ("id", card.id), ("due", Show.time(card.dueAt)), ("state", card.overdue ? "overdue" : Show.word(card.state)),
        ("owner", card.owner), ("contact", card.contact), ("deal", card.deal), ("outcome", card.outcome),
        ("completed", card.hasCompletedAt ? Show.time(card.completedAt) : ""), ("version", String(card.version)),
      ])
    }
  }
}
