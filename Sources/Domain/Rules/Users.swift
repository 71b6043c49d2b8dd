import FactSchema
import RowSchema

extension Decider {
  mutating func userAdded(_ fact: inout UserAdded) throws(Refusal) -> Draft {
    let user = try newID(fact.user, .user, "user")
    fact.user = user.description
    if let (other, state) = try self.user(ofLogin: fact.login) {
      throw .conflict(
        "login belongs to \(other)", field: "login", reason: .loginTaken, subject: other, version: state.unchanged)
    }
    try checkRoom(for: try company().users, atMost: Bounds.users, .tooManyUsers, "users")
    try noteTeam(fact.team)
    try noteManager(fact.manager, of: user)
    if fact.hasUid { try checkFree(uid: fact.uid, for: user) }
    note(context.company)
    return Draft(.userAdded(fact), about: user, version: Version(1))
  }

  mutating func userChanged(_ fact: inout UserChanged) throws(Refusal) -> Draft {
    let (user, state) = try existing(fact.user, .user, "user")
    if fact.hasTeam { try noteTeam(fact.team) }
    if fact.hasManager { try noteManager(fact.manager, of: user) }
    if fact.hasUid {
      try checkActive(user, state)
      try checkFree(uid: fact.uid, for: user)
    }
    return Draft(.userChanged(fact), about: user, version: state.raised)
  }

  /// Refused while anything open is the user's, so that nothing is left with nobody.
  mutating func userDeactivated(_ fact: inout UserDeactivated) throws(Refusal) -> Draft {
    let (user, state) = try existing(fact.user, .user, "user")
    try checkActive(user, state)
    if let login = Login(state.user.login), let first = try knowledge.owned(by: login, limit: 1).first {
      throw .conflict(
        "\(first) is the user's; hand over what is open first", field: "user", reason: .ownsWork, subject: first,
        version: try knowledge.version(of: first))
    }
    return Draft(.userDeactivated(fact), about: user, version: state.raised)
  }

  mutating func userReactivated(_ fact: inout UserReactivated) throws(Refusal) -> Draft {
    let (user, state) = try existing(fact.user, .user, "user")
    guard state.user.deactivated else {
      throw .conflict("\(user) is active", field: "user", reason: .active, subject: user, version: state.unchanged)
    }
    return Draft(.userReactivated(fact), about: user, version: state.raised)
  }

  /// A team may be defined again under its id.
  mutating func teamDefined(_ fact: inout TeamDefined) throws(Refusal) -> Draft {
    var version = Version(1)
    let team: SubjectID
    if fact.team.isEmpty {
      team = context.makeID(.team)
      fact.team = team.description
    } else {
      team = try id(fact.team, .team, "team")
      if let state = try knowledge.state(of: team) { version = state.raised }
    }
    if version == Version(1) { try checkRoom(for: try company().teams, atMost: Bounds.teams, .tooManyTeams, "teams") }
    if let other = try knowledge.holder(of: knowledge.key(of: .team(fact.name))), other != team {
      throw .conflict(
        "name belongs to \(other)", field: "name", reason: .teamTaken, subject: other,
        version: try knowledge.version(of: other))
    }
    if !fact.lead.isEmpty { note(try existingVersion(fact.lead, .user, "lead").id) }
    note(context.company)
    return Draft(.teamDefined(fact), about: team, version: version)
  }

  private func checkActive(_ user: SubjectID, _ state: SubjectState) throws(Refusal) {
    guard state.user.deactivated else { return }
    throw .conflict(
      "\(user) is deactivated", field: "user", reason: .deactivated, subject: user, version: state.unchanged)
  }

  private func checkRoom(
    for count: UInt32, atMost bound: UInt32, _ reason: ErrorReason, _ what: String
  ) throws(Refusal) {
    guard count >= bound else { return }
    throw .conflict(
      "there are \(count) \(what) and there may be \(bound)", reason: reason, subject: context.company,
      version: try knowledge.version(of: context.company))
  }

  private mutating func noteTeam(_ text: String) throws(Refusal) {
    if !text.isEmpty { note(try existingVersion(text, .team, "team").id) }
  }

  /// Follows who stands over the manager, which must not come back to the user.
  private mutating func noteManager(_ text: String, of user: SubjectID) throws(Refusal) {
    guard !text.isEmpty else { return }
    if text == user.description { throw .invalid("manager", "must be another user") }
    let (manager, state) = try existing(text, .user, "manager")
    var above = SubjectID(state.user.manager)
    var depth = 1
    while let next = above {
      if next == user {
        throw .conflict(
          "\(manager) stands under \(user) itself", field: "manager", reason: .managerCircle, subject: manager,
          version: state.unchanged)
      }
      depth += 1
      guard depth <= Bounds.organizationDepth else {
        throw .invalid("manager", "must not stand under more than \(Bounds.organizationDepth) users, one over another")
      }
      above = try knowledge.state(of: next).flatMap { SubjectID($0.user.manager) }
    }
    note(manager)
  }

  private func checkFree(uid: UInt32, for user: SubjectID) throws(Refusal) {
    guard let other = try knowledge.holder(of: knowledge.key(of: .user(uid: uid))), other != user else { return }
    throw .conflict(
      "uid belongs to \(other)", field: "uid", reason: .uidTaken, subject: other,
      version: try knowledge.version(of: other))
  }
}

// MARK: - What is known afterwards

extension Evolution {
  func user(_ content: Fact.OneOf_Fact) throws(Refusal) -> [RegistryChange] {
    let before = try before().user
    var user = before
    switch content {
    case .userAdded(let fact):
      (user.login, user.team, user.manager) = (fact.login, fact.team, fact.manager)
      if fact.hasUid { user.uid = fact.uid }
    case .userChanged(let fact):
      if fact.hasTeam { user.team = fact.team }
      if fact.hasManager { user.manager = fact.manager }
      if fact.hasUid { user.uid = fact.uid }
      for field in fact.clear {
        switch field {
        case "team": user.team = ""
        case "manager": user.manager = ""
        case "uid": user.clearUid()
        default: break
        }
      }
    case .userDeactivated:
      user.deactivated = true
      user.clearUid()
    case .userReactivated: user.deactivated = false
    default: break
    }
    var changes = [state(.user(user))]
    changes += try holding(login(of: user), before: login(of: before))
    changes += try holding(uid(of: user), before: uid(of: before))
    if case .userAdded = content { changes += try counted { $0.users += 1 } }
    return changes
  }

  func team(_ content: Fact.OneOf_Fact) throws(Refusal) -> [RegistryChange] {
    guard case .teamDefined(let fact) = content else { return [] }
    let isNew = try knowledge.state(of: subject) == nil
    var team = try before().team
    let old = team.name.isEmpty ? nil : knowledge.key(of: .team(team.name))
    team.name = fact.name
    var changes = [state(.team(team))]
    changes += try holding(fact.name.isEmpty ? nil : knowledge.key(of: .team(fact.name)), before: old)
    if isNew { changes += try counted { $0.teams += 1 } }
    return changes
  }

  private func login(of user: SubjectState.UserState) -> ExternalKey? {
    Login(user.login).map { knowledge.key(of: .user($0)) }
  }

  private func uid(of user: SubjectState.UserState) -> ExternalKey? {
    user.hasUid ? knowledge.key(of: .user(uid: user.uid)) : nil
  }

  /// The company's state, whose version stays.
  private func counted(_ change: (inout SubjectState.CompanyState) -> Void) throws(Refusal) -> [RegistryChange] {
    guard let company = other(.company) else { return [] }
    var state = try knowledge.state(of: company) ?? SubjectState()
    change(&state.company)
    return [.state(company, state)]
  }
}
