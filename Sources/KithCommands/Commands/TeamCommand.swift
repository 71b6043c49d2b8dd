import APISchema
import ArgumentParser
import FactSchema
import RowSchema

/// `kith team list|define`
struct TeamCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "team", abstract: "Teams of users.", subcommands: [List.self, Define.self],
    defaultSubcommand: List.self)

  init() {}

  /// `kith team list`
  struct List: KithAction {
    static let configuration = CommandConfiguration(abstract: "The teams.")

    @OptionGroup var page: PageOptions
    @OptionGroup var query: QueryOptions
    @OptionGroup var options: GlobalOptions

    func act(_ kith: Session) async throws {
      try await kith.list(
        TeamListRequest(), page: page, query: query, as: "TeamCard", none: "no team is defined",
        [.init("name"), .init("lead"), .init("id", whole: true)]
      ) { team in
        [.init(team.name, .bold), .init(team.lead, .dim), .init(team.id, .dim)]
      }
    }
  }

  /// `kith team define NAME`
  struct Define: KithAction {
    static let configuration = CommandConfiguration(
      abstract: "Defines a team, or defines one anew.", discussion: "Needs the permission `configure`.")

    @Argument(help: "Its name.") var name: String
    @Option(help: "The team that is to be called so, an id or its name until now; a new one when absent.")
    var team: String?
    @Option(help: "The user who leads it, an id or a login.") var lead: String?
    @OptionGroup var options: GlobalOptions

    func act(_ kith: Session) async throws {
      var fact = TeamDefined()
      fact.name = name
      if let team { fact.team = try await References(kith: kith).id(team, kind: .team) }
      if let lead { fact.lead = try await References(kith: kith).id(lead, kind: .user) }
      try await kith.record([.teamDefined(fact)])
    }
  }
}

/// `kith handover FROM TO`
struct HandoverCommand: KithAction {
  static let configuration = CommandConfiguration(
    commandName: "handover", abstract: "Hands over what is one owner's to another: contacts, open deals, open tasks.",
    discussion: """
      It is recorded as WorkHandedOver with one change of owner for each, in one command: all or nothing, at most 65,535       facts.
      """)

  @Argument(help: "The login of who gives.") var from: String
  @Argument(help: "The login of who takes.") var to: String
  @Option(help: "What: contacts, deals, tasks; may be given several times. All when absent.") var of: [String] = []
  @Flag(name: .customLong("check"), help: "Say what would be handed over, and record nothing.") var isCheck = false
  @OptionGroup var options: GlobalOptions

  func act(_ kith: Session) async throws {
    var fact = WorkHandedOver()
    (fact.from, fact.to, fact.of) = (from, to, of)
    try await kith.record([.workHandedOver(fact)], isRehearsal: isCheck)
  }
}

extension Session {
  /// Records the facts, or only says what would be, and tells it.
  func record(_ facts: [Fact.OneOf_Fact], isRehearsal: Bool = false) async throws {
    var request = RecordRequest()
    request.events = facts.map { content in
      var event = ProposedEvent()
      event.fact.fact = content
      return event
    }
    if isRehearsal { request.rehearsal = "kith" }
    let reply = try await call(request)
    if console.style.isJSON { return try json(reply, as: "RecordReply") }
    for (fact, recorded) in zip(facts, reply.events) {
      let subject: String
      if case .workHandedOver = fact {
        let changes = recorded.expanded == 1 ? "1 change of owner" : "\(recorded.expanded) changes of owner"
        subject = isRehearsal ? "\(changes) would be recorded" : changes
      } else {
        subject = "\(recorded.subject)  version \(recorded.version)"
      }
      let position = isRehearsal ? "" : "  position \(recorded.position)"
      console.line("\(console.styled(Self.name(of: fact), .bold))  \(subject)\(position)")
    }
  }

  private static func name(of content: Fact.OneOf_Fact) -> String {
    var fact = Fact()
    fact.fact = content
    return fact.type?.name ?? ""
  }
}
