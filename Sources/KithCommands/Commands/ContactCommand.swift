import APISchema
import ArgumentParser
import FactSchema
import Import
import RowSchema

/// `kith contact show|find|history|list|relations|tree|disclose|erase`
struct ContactCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "contact", abstract: "Contacts: their cards, their history, and finding them.",
    subcommands: [
      Show.self, Find.self, List.self, History.self, ContactRelations.self, ContactTree.self, ContactDisclose.self,
      ContactErase.self,
    ])

  init() {}

  static let columns: [TextTable.Column] = [
    .init("name"), .init("kind"), .init("e-mail"), .init("phone"), .init("owner"), .init("tags"),
    .init("id", whole: true),
  ]

  static func row(_ contact: ContactListItem) -> [TextTable.Cell] {
    typealias Show = KithCommands.Show
    return [
      .init(Show.personal(contact.name, "name", contact.denied, contact.erased), .bold),
      .init(contact.kind == .organization ? "organization" : ""),
      .init(Show.personal(contact.emails.first ?? "", "emails", contact.denied, contact.erased)),
      .init(Show.personal(contact.phones.first ?? "", "phones", contact.denied, contact.erased)), .init(contact.owner),
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
      ContactText.show(card, kith.console)
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
    @Option(help: "The system that the id is of, where one is named.") var source: String?
    @Option(help: "A role that they have.") var role: String?
    @Option(name: .customLong("role-at"), help: "When they have it, a date or a time; now when absent.")
    var roleAt: String?
    @Flag(help: "Those who are archived too.") var archived = false
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
      if let source { request.source = source }
      if let role { request.role = role }
      if let roleAt { request.roleAt = try ContactText.moment(roleAt, "--role-at") }
      if archived { request.archived = true }
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
          + (entry.erased.isEmpty ? "" : " (erased: \(KithCommands.Show.list(entry.erased)))")
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
