import APISchema
import ArgumentParser
import FactSchema
import Import
import RowSchema

/// `kith contact relations CONTACT`
struct ContactRelations: KithAction {
  static let configuration = CommandConfiguration(
    commandName: "relations", abstract: "What a contact is to others, and others to it.")

  @Argument(help: "An id, e-mail address, phone number, external id or name.")
  var contact: String
  @Option(help: "Of this kind alone, such as member_of, parent_of or refers_to.") var kind: String?
  @Option(help: "What holds at this time alone, a date or a time.") var at: String?
  @OptionGroup var page: PageOptions
  @OptionGroup var query: QueryOptions
  @OptionGroup var options: GlobalOptions

  func act(_ kith: Session) async throws {
    var request = ContactRelationsRequest()
    request.contact = try await References(kith: kith).id(contact, kind: .contact)
    if let kind { request.kind = kind }
    if let at { request.at = try ContactText.moment(at, "--at") }
    let own = request.contact
    try await kith.list(
      request, page: page, query: query, as: "Relation", none: "it is nothing to anybody",
      [.init("kind"), .init("who"), .init("since"), .init("until"), .init("id", whole: true)]
    ) { relation in
      let other = relation.from == own ? relation.to : relation.from
      let name = KithCommands.Show.personal(relation.name, "name", relation.denied)
      return [
        .init(relation.kind), .init(relation.from == own ? "to \(name)" : "\(name) to it", .bold),
        .init(relation.hasSince ? KithCommands.Show.date(relation.since) : ""),
        .init(relation.hasUntil ? KithCommands.Show.date(relation.until) : ""), .init(other, .dim),
      ]
    }
  }
}

/// `kith contact tree CONTACT`
struct ContactTree: KithAction {
  static let configuration = CommandConfiguration(
    commandName: "tree",
    abstract: "Who stands under a contact by parent_of, and what is counted of each with all under it.")

  @Argument(help: "An id, e-mail address, phone number, external id or name.")
  var contact: String
  @Option(help: "Who stood under whom at this time, a date or a time.") var at: String?
  @OptionGroup var query: QueryOptions
  @OptionGroup var options: GlobalOptions

  func act(_ kith: Session) async throws {
    var request = ContactTreeRequest()
    request.contact = try await References(kith: kith).id(contact, kind: .contact)
    if let at { request.at = try ContactText.moment(at, "--at") }
    query.apply(to: &request)
    let reply = try await kith.call(request)
    if kith.console.style.isJSON { return try kith.json(reply, as: "ContactTreeReply") }
    typealias Show = KithCommands.Show
    for node in reply.above {
      kith.console.line("under  \(DisplayText.safe(Show.personal(node.name, "name", node.denied)))")
    }
    var table = TextTable([
      .init("contact"), .init("interactions", right: true), .init("last"), .init("open deals", right: true),
      .init("orders", right: true), .init("total"), .init("id", whole: true),
    ])
    table.rows = reply.nodes.map { node in
      let indent = String(repeating: "  ", count: Int(min(node.depth, 20)))
      let total = node.total
      return [
        .init(indent + Show.personal(node.name, "name", node.denied), .bold),
        .init(Figures.grouped(Int64(total.interactionCount))),
        .init(total.hasLastInteractionAt ? Show.date(total.lastInteractionAt) : ""),
        .init(Figures.grouped(Int64(total.openDeals))), .init(Figures.grouped(Int64(total.ordersCount))),
        .init(Show.money(total.ordersTotal)), .init(node.contact, .dim),
      ]
    }
    kith.console.table(table)
  }
}
