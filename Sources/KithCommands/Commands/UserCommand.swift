import APISchema
import ArgumentParser
import FactSchema
import RowSchema

/// `kith user list|show|add|change|deactivate|reactivate`
struct UserCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "user", abstract: "Who works with the company's customers.",
    subcommands: [List.self, Show.self, Add.self, Change.self, Deactivate.self, Reactivate.self],
    defaultSubcommand: List.self)

  init() {}

  /// `kith user list`
  struct List: KithAction {
    static let configuration = CommandConfiguration(abstract: "The users, in the order in which they were added.")

    @Option(help: "Of this team, an id or a name.") var team: String?
    @Option(help: "Under this manager, an id or a login.") var manager: String?
    @Option(help: StateWord<UserCard.State>.help, completion: .list(StateWord<UserCard.State>.words)) var state: String?
    @OptionGroup var page: PageOptions
    @OptionGroup var query: QueryOptions
    @OptionGroup var options: GlobalOptions

    func act(_ kith: Session) async throws {
      typealias Show = KithCommands.Show
      var request = UserListRequest()
      if let state { request.state = try StateWord.state(state) }
      if let team { request.team = try await References(kith: kith).id(team, kind: .team) }
      if let manager { request.manager = try await References(kith: kith).id(manager, kind: .user) }
      try await kith.list(
        request, page: page, query: query, as: "UserCard", none: "no user fits",
        [.init("login", whole: true), .init("name"), .init("state"), .init("uid"), .init("id", whole: true)]
      ) { user in
        [
          .init(Show.personal(user.login, "login", user.denied), .bold),
          .init(Show.personal(user.name, "name", user.denied)), .init(Show.word(user.state)),
          .init(user.hasUid ? String(user.uid) : ""), .init(user.id, .dim),
        ]
      }
    }
  }

  /// `kith user show USER`
  struct Show: KithAction {
    static let configuration = CommandConfiguration(abstract: "A user.")

    @Argument(help: "An id or a login.") var user: String
    @OptionGroup var query: QueryOptions
    @OptionGroup var options: GlobalOptions

    func act(_ kith: Session) async throws {
      typealias Show = KithCommands.Show
      var request = UserGetRequest()
      request.user = try await References(kith: kith).id(user, kind: .user)
      query.apply(to: &request)
      let card = try await kith.call(request).user
      if kith.console.style.isJSON { return try kith.json(card, as: "UserCard") }
      kith.console.line(kith.console.styled(DisplayText.safe(Show.personal(card.login, "login", card.denied)), .bold))
      kith.console.fields([
        ("id", card.id), ("name", Show.personal(card.name, "name", card.denied)), ("state", Show.word(card.state)),
        ("uid", card.hasUid ? String(card.uid) : ""), ("team", card.team), ("manager", card.manager),
        ("added", Show.time(card.addedAt)),
        ("deactivated", card.hasDeactivatedAt ? Show.time(card.deactivatedAt) : ""), ("version", String(card.version)),
      ])
    }
  }

  /// What a user is told to be.
  struct Details: ParsableArguments {
    @Option(help: "The user's name.") var name: String?
    @Option(help: "The team, an id or a name.") var team: String?
    @Option(help: "The user who is the manager, an id or a login.") var manager: String?
    @Option(help: "The uid of this machine that records for the user.") var uid: UInt32?
  }

  /// `kith user add LOGIN`
  struct Add: KithAction {
    static let configuration = CommandConfiguration(
      abstract: "Adds a user.",
      discussion: """
        Needs the permission `configure`. From the first user on, an owner must be the login of an active user.
        """)

    @Argument(help: "The login name.") var login: String
    @OptionGroup var details: Details
    @OptionGroup var options: GlobalOptions

    func act(_ kith: Session) async throws {
      var fact = UserAdded()
      fact.login = login
      if let name = details.name { fact.name = name }
      if let team = details.team { fact.team = try await References(kith: kith).id(team, kind: .team) }
      if let manager = details.manager { fact.manager = try await References(kith: kith).id(manager, kind: .user) }
      if let uid = details.uid { fact.uid = uid }
      try await kith.record([.userAdded(fact)])
    }
  }

  /// `kith user change USER`
  struct Change: KithAction {
    static let configuration = CommandConfiguration(
      abstract: "Changes what is known of a user.",
      discussion: "Needs the permission `configure`. What is not named stays as it is; the login always does.")

    @Argument(help: "An id or a login.") var user: String
    @OptionGroup var details: Details
    @Option(help: "Empties a field: name, team, manager, uid.") var clear: [String] = []
    @OptionGroup var options: GlobalOptions

    func act(_ kith: Session) async throws {
      let references = References(kith: kith)
      var fact = UserChanged()
      fact.user = try await references.id(user, kind: .user)
      if let name = details.name { fact.name = name }
      if let team = details.team { fact.team = try await references.id(team, kind: .team) }
      if let manager = details.manager { fact.manager = try await references.id(manager, kind: .user) }
      if let uid = details.uid { fact.uid = uid }
      fact.clear = clear
      try await kith.record([.userChanged(fact)])
    }
  }

  /// `kith user deactivate USER`
  struct Deactivate: KithAction {
    static let configuration = CommandConfiguration(
      abstract: "Deactivates a user, who must have nothing open.",
      discussion: """
        Needs the permission `configure`. With --hand-over-to what is open is handed over first, in the same command: both         or neither.
        """)

    @Argument(help: "An id or a login.") var user: String
    @Option(name: .customLong("hand-over-to"), help: "Who takes over what is open, a login.") var taker: String?
    @OptionGroup var options: GlobalOptions

    func act(_ kith: Session) async throws {
      var request = UserGetRequest()
      request.user = try await References(kith: kith).id(user, kind: .user)
      var facts: [Fact.OneOf_Fact] = []
      if let taker {
        var handover = WorkHandedOver()
        (handover.from, handover.to) = (try await kith.call(request).user.login, taker)
        facts.append(.workHandedOver(handover))
      }
      var fact = UserDeactivated()
      fact.user = request.user
      try await kith.record(facts + [.userDeactivated(fact)])
    }
  }

  /// `kith user reactivate USER`
  struct Reactivate: KithAction {
    static let configuration = CommandConfiguration(
      abstract: "Lets a deactivated user work again.", discussion: "Needs the permission `configure`.")

    @Argument(help: "An id or a login.") var user: String
    @OptionGroup var options: GlobalOptions

    func act(_ kith: Session) async throws {
      var fact = UserReactivated()
      fact.user = try await References(kith: kith).id(user, kind: .user)
      try await kith.record([.userReactivated(fact)])
    }
  }
}
