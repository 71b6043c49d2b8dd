import APISchema
import ArgumentParser
import FactSchema
import RowSchema

/// `kith order list`
struct OrderCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "order", abstract: "Orders and what was paid for them.", subcommands: [List.self],
    defaultSubcommand: List.self)

  init() {}

  /// `kith order list`
  struct List: KithAction {
    static let configuration = CommandConfiguration(abstract: "Orders, newest first.")

    @Option(help: "Of this contact.") var contact: String?
    @Flag(help: "Of an organization its own alone, without what is of its people.") var own = false
    @OptionGroup var page: PageOptions
    @OptionGroup var query: QueryOptions
    @OptionGroup var options: GlobalOptions

    func act(_ kith: Session) async throws {
      typealias Show = KithCommands.Show
      var request = OrderListRequest()
      if let contact { request.contact = try await References(kith: kith).id(contact, kind: .contact) }
      if own { request.own = true }
      try await kith.list(
        request, page: page, query: query, as: "OrderCard", none: "no order fits",
        [
          .init("placed (UTC)"), .init("total", right: true), .init("items", right: true), .init("paid", right: true),
          .init("external id"), .init("contact"), .init("id", whole: true),
        ]
      ) { order in
        [
          .init(Show.time(order.placedAt)), .init(Show.money(order.total), .bold),
          .init(Figures.grouped(order.itemCount)), .init(Show.money(order.paid)),
          .init(Show.personal(order.externalID, "externalId", order.denied, order.erased)), .init(order.contact, .dim),
          .init(order.id, .dim),
        ]
      }
    }
  }
}
