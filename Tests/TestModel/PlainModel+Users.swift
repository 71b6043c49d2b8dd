import APISchema
import FactSchema
import RowSchema
import SwiftProtobuf

extension PlainModel.State {
  mutating func changeUsers(_ entry: PlainModel.Entry) {
    switch entry.fact.fact {
    case .teamDefined(let fact):
      if teams[fact.team] == nil { make(.team, fact.team) }
      teams[fact.team, default: TeamCard()].id = fact.team
      teams[fact.team]?.name = fact.name
      teams[fact.team]?.lead = fact.lead
      teams[fact.team]?.version = entry.version
      return
    case .userAdded(let fact):
      make(.user, fact.user)
      users[fact.user] = .with {
        ($0.id, $0.login, $0.name, $0.state) = (fact.user, fact.login, fact.name, .active)
        ($0.team, $0.manager, $0.addedAt) = (fact.team, fact.manager, stamp(entry.occurredAt))
        if fact.hasUid { $0.uid = fact.uid }
      }
    default: break
    }
    guard var user = users[entry.subject] else { return }
    user.version = entry.version
    switch entry.fact.fact {
    case .userChanged(let fact):
      if fact.hasName { user.name = fact.name }
      if fact.hasTeam { user.team = fact.team }
      if fact.hasManager { user.manager = fact.manager }
      if fact.hasUid { user.uid = fact.uid }
      if fact.clear.contains("name") { user.name = "" }
      if fact.clear.contains("team") { user.team = "" }
      if fact.clear.contains("manager") { user.manager = "" }
      if fact.clear.contains("uid") { user.clearUid() }
    case .userDeactivated:
      (user.state, user.deactivatedAt) = (.deactivated, stamp(entry.occurredAt))
      user.clearUid()
    case .userReactivated:
      user.state = .active
      user.clearDeactivatedAt()
    default: break
    }
    users[entry.subject] = user
  }

  /// The user who has the login, whatever the case of its letters.
  func user(login: String) -> UserCard? { users.values.first { $0.login.lowercased() == login.lowercased() } }

  /// What is open of an owner, whatever the case of the name: contacts, then deals, then tasks, each by its id.
  func open(of owner: String) -> [String] {
    func isTheirs(_ name: String) -> Bool { name.lowercased() == owner.lowercased() }
    let contacts = contacts.values.map(\.card).filter { isTheirs($0.owner) }.map(\.id)
    let deals = deals.values.filter { $0.isOpen && isTheirs($0.card.owner) }.map(\.card.id)
    let tasks = tasks.values.filter { $0.state == .open && isTheirs($0.owner) }.map(\.id)
    return contacts.sorted() + deals.sorted() + tasks.sorted()
  }
}

extension PlainModel {
  /// What is recorded with work that is handed over.
  func handedOver(_ fact: WorkHandedOver) -> [Fact] {
    state.open(of: fact.from).compactMap { id in
      let kind = id.prefix { $0 != "_" }
      guard fact.of.isEmpty || fact.of.contains("\(kind)s") else { return nil }
      return .with {
        switch kind {
        case "contact": $0.contactDetailsChanged = .with { ($0.contact, $0.owner) = (id, fact.to) }
        case "deal": $0.dealRevised = .with { ($0.deal, $0.owner) = (id, fact.to) }
        default: $0.taskReassigned = .with { ($0.task, $0.owner) = (id, fact.to) }
        }
      }
    }
  }

  func users(_ request: UserListRequest) -> [UserCard] {
    state.users.values.filter { card in
      if request.hasTeam, card.team != request.team { return false }
      if request.hasManager, card.manager != request.manager { return false }
      if request.hasLogin, card.login != request.login { return false }
      return !request.hasState || card.state == request.state
    }
  }
}
