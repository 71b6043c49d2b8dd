import APISchema
import ArgumentParser
import FactSchema
import RowSchema

/// `kith deal list|show`
struct DealCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "deal", abstract: "Deals and the stages they went through.", subcommands: [List.self, Show.self])

  init() {}

  /// `kith deal list`
  struct List: KithAction {
    static let configuration = CommandConfiguration(abstract: "Deals, by filters.")

    @Option(help: "Of this contact.") var contact: String?
    @Flag(help: "Of an organization its own alone, without what is of its people.") var own = false
    @Option(help: "In this pipeline.") var pipeline: String?
    @Option(help: "In this stage.") var stage: String?
    @Option(help: "Of this owner.") var owner: String?
    @Option(help: StateWord<DealCard.State>.help, completion: .list(StateWord<DealCard.State>.words)) var state: String?
    @Flag(help: "Only those that neither moved nor had a contact for too long.") var rotting = false
    @OptionGroup var page: PageOptions
    @OptionGroup var query: QueryOptions
    @OptionGroup var options: GlobalOptions

    func act(_ kith: Session) async throws {
      var request = DealListRequest()
      let references = References(kith: kith)
      if let state { request.state = try StateWord.state(state) }
      if let contact { request.contact = try await references.id(contact, kind: .contact) }
      if let pipeline { request.pipeline = try await references.id(pipeline, kind: .pipeline) }
      if let stage { request.stage = stage }
      if let owner { request.owner = owner }
      if rotting { request.rotting = true }
      if own { request.own = true }
      try await kith.list(
        request, page: page, query: query, as: "DealCard", none: "no deal fits",
        [
          .init("title"), .init("stage"), .init("state"), .init("value", right: true), .init("close"), .init("owner"),
          .init("opened"), .init("id", whole: true),
        ], row: Self.row)
    }

    private static func row(_ deal: DealCard) -> [TextTable.Cell] {
      [
        .init(KithCommands.Show.personal(deal.title, "title", deal.denied, deal.erased), .bold),
        .init(deal.rotting ? "\(deal.stage) (rotting)" : deal.stage, deal.rotting ? .red : nil),
        .init(KithCommands.Show.word(deal.state), DealCommand.ink(deal.state)),
        .init(KithCommands.Show.money(deal.value)), .init(deal.expectedClose), .init(deal.owner),
        .init(KithCommands.Show.date(deal.openedAt)), .init(deal.id, .dim),
      ]
    }
  }

  static func ink(_ state: DealCard.State) -> Console.Ink? {
    switch state {
    case .won: .green
    case .lost: .red
    default: nil
    }
  }

  /// `kith deal show DEAL`
  struct Show: KithAction {
    static let configuration = CommandConfiguration(abstract: "A deal and its stages.")

    @Argument(help: "An id, or a contact that has one open deal.")
    var deal: String
    @OptionGroup var query: QueryOptions
    @OptionGroup var options: GlobalOptions

    func act(_ kith: Session) async throws {
      typealias Show = KithCommands.Show
      var request = DealGetRequest()
      request.deal = try await References(kith: kith).id(deal, kind: .deal)
      query.apply(to: &request)
      var reply = try await kith.call(request)
      while reply.hasCursor {
        request.cursor = reply.cursor
        let next = try await kith.call(request)
        reply.stages += next.stages
        if next.hasCursor { reply.cursor = next.cursor } else { reply.clearCursor() }
      }
      if kith.console.style.isJSON { return try kith.json(reply, as: "DealGetReply") }
      let card = reply.deal
      let title = Show.personal(card.title, "title", card.denied, card.erased)
      kith.console.line(kith.console.styled(DisplayText.safe(title), .bold))
      kith.console.fields([
        ("id", card.id), ("contact", card.contact), ("state", Show.word(card.state)), ("stage", card.stage),
        ("pipeline", card.pipeline), ("value", Show.money(card.value)), ("expected close", card.expectedClose),
        ("owner", card.owner), ("opened", Show.time(card.openedAt)),
        ("closed", card.hasClosedAt ? Show.time(card.closedAt) : ""), ("reason", card.reason),
        ("competitor", card.competitor), ("version", String(card.version)),
      ])
      for person in card.contacts {
        kith.console.line("with  \(person.contact)\(person.roles.isEmpty ? "" : ": \(Show.list(person.roles))")")
      }
      kith.console.table(
        TextTable(
          [.init("stage"), .init("entered (UTC)"), .init("left (UTC)"), .init("lasted", right: true)],
          rows: reply.stages.map { visit in
            [
              .init(visit.stage), .init(Show.time(visit.enteredAt)),
              .init(visit.hasLeftAt ? Show.time(visit.leftAt) : "still there"), .init(Figures.duration(visit.seconds)),
            ]
          }))
    }
  }
}
