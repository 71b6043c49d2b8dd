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
