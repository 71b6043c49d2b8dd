import Domain
import FactSchema
import RowSchema

@testable import TestModel

extension PlainModel {
  /// The problem of an owner, who must be an active user where there are any; put into the form of the user's login.
  func ownerProblems(_ owner: inout String) -> Set<Refusal.Code> {
    guard !owner.isEmpty, !state.users.isEmpty else { return [] }
    guard let user = state.user(login: owner) else { return [.notFound] }
    owner = user.login
    return user.state == .active ? [] : [.conflict]
  }

  func judgeUser(_ entry: inout Entry, _ assigned: String) -> Set<Refusal.Code> {
    switch entry.fact.fact {
    case .userAdded(let fact): return add(&entry, fact, assigned)
    case .teamDefined(let fact): return define(&entry, fact, assigned)
    case .workHandedOver(let fact): return handOver(&entry, fact)
    case .userChanged(let fact): return change(&entry, fact)
    case .userDeactivated(let fact):
      var wrong = user(&entry, fact.user)
      guard let user = state.users[fact.user] else { return wrong }
      if user.state == .deactivated || !state.open(of: user.login).isEmpty { wrong.insert(.conflict) }
      return wrong
    case .userReactivated(let fact):
      let wrong = user(&entry, fact.user)
      return state.users[fact.user]?.state == .active ? wrong.union([.conflict]) : wrong
    default: return [.invalid]
    }
  }

  /// Completes the entry of a fact about a user, who must be there.
  private func user(_ entry: inout Entry, _ id: String) -> Set<Refusal.Code> {
    (entry.subject, entry.version) = (id, state.version(id) + 1)
    return missing(id, "user", state.users[id] != nil)
  }

  private func add(_ entry: inout Entry, _ proposed: UserAdded, _ assigned: String) -> Set<Refusal.Code> {
    var fact = proposed
    var wrong = taken(fact.user, "user")
    if fact.user.isEmpty { fact.user = assigned }
    if fact.login.isEmpty { wrong.insert(.invalid) }
    if state.user(login: fact.login) != nil { wrong.insert(.conflict) }
    if fact.hasUid, isTaken(fact.uid, by: fact.user) { wrong.insert(.conflict) }
    wrong.formUnion(relations(&entry, fact.user, fact.team, fact.manager))
    entry.others.append(state.company.id)
    entry.fact.fact = .userAdded(fact)
    (entry.subject, entry.version) = (fact.user, 1)
    return wrong
  }

  private func change(_ entry: inout Entry, _ fact: UserChanged) -> Set<Refusal.Code> {
    var wrong = user(&entry, fact.user)
    var set: Set<String> = []
    if fact.hasName { set.insert("name") }
    if fact.hasTeam { set.insert("team") }
    if fact.hasManager { set.insert("manager") }
    if fact.hasUid { set.insert("uid") }
    if set.isEmpty && fact.clear.isEmpty || !set.isDisjoint(with: fact.clear) { wrong.insert(.invalid) }
    if !Set(fact.clear).isSubset(of: ["name", "team", "manager", "uid"]) { wrong.insert(.invalid) }
    if fact.hasTeam && fact.team.isEmpty || fact.hasManager && fact.manager.isEmpty { wrong.insert(.invalid) }
    if fact.hasUid, state.users[fact.user]?.state == .deactivated || isTaken(fact.uid, by: fact.user) {
      wrong.insert(.conflict)
    }
    return wrong.union(relations(&entry, fact.user, fact.team, fact.manager))
  }

  private func isTaken(_ uid: UInt32, by user: String) -> Bool {
    state.users.values.contains { $0.hasUid && $0.uid == uid && $0.id != user }
  }

  private func relations(
    _ entry: inout Entry, _ user: String, _ team: String, _ manager: String
  ) -> Set<Refusal.Code> {
    var wrong: Set<Refusal.Code> = []
    if !team.isEmpty {
      wrong.formUnion(missing(team, "team", state.teams[team] != nil))
      entry.others.append(team)
    }
    guard !manager.isEmpty else { return wrong }
    wrong.formUnion(missing(manager, "user", state.users[manager] != nil))
    entry.others.append(manager)
    if manager == user { wrong.insert(.invalid) }
    var above = state.users[manager]?.manager ?? ""
    while !above.isEmpty {
      if above == user { return wrong.union([.conflict]) }
      above = state.users[above]?.manager ?? ""
    }
    return wrong
  }

  private func define(_ entry: inout Entry, _ proposed: TeamDefined, _ assigned: String) -> Set<Refusal.Code> {
    var fact = proposed
    var wrong: Set<Refusal.Code> = []
    if fact.team.isEmpty { fact.team = assigned }
    if !fact.team.hasPrefix("team_"), !fact.team.hasPrefix("new") { wrong.insert(.invalid) }
    if fact.name.isEmpty { wrong.insert(.invalid) }
    let isTaken = state.teams.values.contains {
      $0.id != fact.team && $0.name.lowercased() == fact.name.lowercased()
    }
    if isTaken { wrong.insert(.conflict) }
    if !fact.lead.isEmpty {
      wrong.formUnion(missing(fact.lead, "user", state.users[fact.lead] != nil))
      entry.others.append(fact.lead)
    }
    entry.others.append(state.company.id)
    entry.fact.fact = .teamDefined(fact)
    (entry.subject, entry.version) = (fact.team, state.version(fact.team) + 1)
    return wrong
  }

  private func handOver(_ entry: inout Entry, _ proposed: WorkHandedOver) -> Set<Refusal.Code> {
    var fact = proposed
    var wrong: Set<Refusal.Code> = fact.from.isEmpty || fact.to.isEmpty ? [.invalid] : []
    let words = ["contacts", "deals", "tasks"]
    if !Set(fact.of).isSubset(of: words) { wrong.insert(.invalid) }
    fact.of = words.filter { fact.of.contains($0) }
    if let giver = state.user(login: fact.from) {
      fact.from = giver.login
      entry.others.append(giver.id)
    } else if state.open(of: fact.from).isEmpty {
      wrong.insert(.notFound)
    }
    wrong.formUnion(ownerProblems(&fact.to))
    if let taker = state.user(login: fact.to) { entry.others.append(taker.id) }
    if fact.from.lowercased() == fact.to.lowercased() { wrong.insert(.invalid) }
    entry.fact.fact = .workHandedOver(fact)
    (entry.subject, entry.version) = (state.company.id, state.company.version)
    return wrong
  }
}
