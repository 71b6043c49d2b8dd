import APISchema
import ArgumentParser
import FactSchema
import Import
import RowSchema

/// `kith contact show|find|history|list`
struct ContactCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "contact", abstract: "Contacts: their cards, their history, and finding them.",
    subcommands: [Show.self, Find.self, List.self, History.self])

  init() {}

  static let columns: [TextTable.Column] = [
    .init("name"), .init("kind"), .init("e-mail"), .init("phone"), .init("owner"), .init("tags"),
    .init("id", whole: true),
  ]

  static func row(_ contact: ContactListItem) -> [TextTable.Cell] {
    typealias Show = KithCommands.Show
    return [
      .init(Show.personal(contact.name, "name", contact.denied), .bold),
      .init(contact.kind == .organization ? "organization" : ""),
      .init(Show.personal(contact.emails.first ?? "", "emails", contact.denied)),
      .init(Show.personal(contact.phones.first ?? "", "phones", contact.denied)), .init(contact.owner),
      .init(Show.list(contact.tags), .cyan), .init(contact.id, .dim),
    ]
  }

  /// `kith contact show CONTACT`
  struct Show: KithAction {
    static let configuration = CommandConfiguration(abstract: "A contact's card.")

    @Argument(help: "An id, e-mail address, phone number, external id or name.")
    var contact: String
    @Flag(help: "Of an organization its own alone, without what is of its people.") var own = false
    @OptionGroup var query: QueryOptions
    @OptionGroup var options: GlobalOptions

    func act(_ kith: Session) async throws {
      var request = ContactGetRequest()
      request.contact = try await References(kith: kith).id(contact, kind: .contact)
      if own { request.own = true }
      query.apply(to: &request)
      let card = try await kith.call(request).contact
      if kith.console.style.isJSON { return try kith.json(card, as: "ContactCard") }
      let name = KithCommands.Show.personal(card.name, "name", card.denied)
      kith.console.line(kith.console.styled(DisplayText.safe(name), .bold))
      kith.console.fields(Self.fields(card))
      for membership in card.memberships where membership.hasSince || membership.hasUntil {
        let since = membership.hasSince ? " since \(KithCommands.Show.date(membership.since))" : ""
        let until = membership.hasUntil ? " until \(KithCommands.Show.date(membership.until))" : ""
        kith.console.line("member of  \(membership.organization)\(since)\(until)")
      }
      for consent in card.consents {
        kith.console.line(
          "consent  \(consent.purpose) by \(consent.channel): " + Self.word(consent, kith.console)
            + " since \(KithCommands.Show.date(consent.since))" + Self.ground(consent))
      }
      for suppression in card.suppressions {
        let (what, why) = SuppressionCommand.words(suppression)
        let address = KithCommands.Show.personal(suppression.address, "address", suppression.denied)
        kith.console.line(
          "suppressed  \(DisplayText.safe(address)): \(what) since \(KithCommands.Show.date(suppression.since))"
            + (why.isEmpty ? "" : ", \(DisplayText.safe(why))"))
      }
    }

    private static func word(_ consent: ContactCard.Consent, _ console: Console) -> String {
      if consent.ended { return console.styled("ended", .red) }
      return consent.granted ? console.styled("granted", .green) : console.styled("withdrawn", .red)
    }

    /// On what ground one that was granted stands, and until when.
    private static func ground(_ consent: ContactCard.Consent) -> String {
      typealias Show = KithCommands.Show
      guard consent.granted else { return "" }
      let basis =
        switch consent.basis {
        case .consent, .unspecified, .UNRECOGNIZED: ""
        case .contract: ", by contract"
        case .legitimateInterest: ", by legitimate interest"
        case .existingCustomer: ", as a customer"
        }
      let until = consent.hasUntilAt ? Show.time(consent.untilAt) : consent.untilOn
      return basis + (until.isEmpty ? "" : ", until \(until)")
    }

    private static func fields(_ card: ContactCard) -> [(name: String, value: String)] {
      typealias Show = KithCommands.Show
      let orders =
        Figures.grouped(Int64(card.ordersCount)) + (card.ordersTotal.isEmpty ? "" : "  ")
        + Show.money(card.ordersTotal)
      return [
        ("id", card.id), ("kind", Show.word(card.kind)),
        ("e-mail", Show.personal(Show.list(card.emails), "emails", card.denied)),
        ("phone", Show.personal(Show.list(card.phones), "phones", card.denied)), ("organization", card.organization),
        ("owner", card.owner),
        ("tags", Show.list(card.tags)), ("source", card.source),
        ("external id", Show.personal(card.externalID, "externalId", card.denied)),
        ("created", Show.time(card.createdAt)),
        ("last contact", card.hasLastInteractionAt ? Show.time(card.lastInteractionAt) : "never"),
        ("interactions", Figures.grouped(Int64(card.interactionCount))),
        ("open deals", Figures.grouped(Int64(card.openDeals))),
        ("orders", orders),
        ("version", String(card.version)),
      ]
    }
  }

  /// `kith contact find [TEXT]`
  struct Find: KithAction {
    static let configuration = CommandConfiguration(
      abstract: "Finds contacts by the beginning of a word of their name, or by what else is known.")

    @Argument(help: "The beginning of a word of the name; accents and case do not matter.")
    var text: String?
    @Option(help: "The whole name; accents and case do not matter.") var name: String?
    @Option(help: "An e-mail address.") var email: String?
    @Option(help: "A phone number.") var phone: String?
    @Option(help: "A tag.") var tag: String?
    @Option(help: "Who looks after them.") var owner: String?
    @Option(name: .customLong("external-id"), help: "The id in another system.") var externalID: String?
    @OptionGroup var page: PageOptions
    @OptionGroup var query: QueryOptions
    @OptionGroup var options: GlobalOptions

    func act(_ kith: Session) async throws {
      var request = ContactFindRequest()
      if let text { request.text = text }
      if let name { request.name = name }
      if let email { request.email = email }
      if let phone { request.phone = phone }
      if let tag { request.tag = tag }
      if let owner { request.owner = owner }
      if let externalID { request.externalID = externalID }
      try await kith.list(
        request, page: page, query: query, as: "ContactListItem", none: "no contact fits", ContactCommand.columns,
        row: ContactCommand.row)
    }
  }

  /// `kith contact list`
  struct List: KithAction {
    static let configuration = CommandConfiguration(abstract: "All contacts, by name.")

    @OptionGroup var page: PageOptions
    @OptionGroup var query: QueryOptions
    @OptionGroup var options: GlobalOptions

    func act(_ kith: Session) async throws {
      try await kith.list(
        ContactFindRequest(), page: page, query: query, as: "ContactListItem",
        none: "there are no contacts yet; record one: kith record ContactCreated name='Ada Lovelace'",
        ContactCommand.columns, row: ContactCommand.row)
    }
  }

  /// `kith contact history CONTACT`
  struct History: KithAction {
    static let configuration = CommandConfiguration(abstract: "What happened with a contact, newest first.")

    @Argument(help: "An id, e-mail address, phone number, external id or name.")
    var contact: String
    @Option(
      name: .customLong("type"), help: "Only this kind of fact; may be given again.",
      completion: .list(FactCatalogue.names))
    var types: [String] = []
    @Flag(name: .customLong("occurred"), help: "By when things happened, not by when they were recorded.")
    var byOccurrence = false
    @Flag(name: .customLong("oldest-first"), help: "From the beginning.")
    var oldestFirst = false
    @Flag(help: "Of an organization its own alone, without what is of its people.") var own = false
    @OptionGroup var page: PageOptions
    @OptionGroup var query: QueryOptions
    @OptionGroup var options: GlobalOptions

    func act(_ kith: Session) async throws {
      var request = ContactHistoryRequest()
      request.contact = try await References(kith: kith).id(contact, kind: .contact)
      request.types = try FactNames.checked(types)
      if byOccurrence { request.order = .occurred }
      if oldestFirst { request.backward = false }
      if own { request.own = true }
      let names = PersonNames(of: request.contact)
      try await kith.list(
        request, page: page, query: query, as: "HistoryEntry", none: "nothing is recorded",
        [
          .init("when (UTC)", whole: true), .init("what"), .init("summary"), .init("by"),
          .init("position", right: true),
        ], names: names
      ) { entry in
        let isRetracted = entry.hasRetractedBy
        let summary =
          names.prefix(entry.person) + KithCommands.Show.personal(entry.summary, "summary", entry.denied)
          + KithCommands.Show.changes(entry.changes)
        return [
          .init(KithCommands.Show.time(entry.occurredAt), .dim),
          .init(entry.fact.typeName, isRetracted ? .struck : .bold),
          isRetracted ? .init("(taken back by \(entry.retractor.name)) \(summary)", .struck) : .init(summary),
          .init(entry.actor.name), .init(String(entry.position), .dim),
        ]
      }
    }
  }
}
