import FactSchema
public import RowSchema

extension Decider {
  /// The owner as the login of its user is written; any name while no users are declared.
  func owner(_ text: String) throws(Refusal) -> String { try activeLogin(text, "owner") ?? text }

  /// The login of the active user whom the field names; nil while no users are declared, or where it names none.
  func activeLogin(_ text: String, _ field: String) throws(Refusal) -> String? {
    guard !text.isEmpty, try company().users > 0 else { return nil }
    guard let (user, state) = try user(ofLogin: text) else {
      throw Refusal(.notFound, "\(field): no user has this login; `kith user list` has those there are", field: field)
    }
    guard !state.user.deactivated else {
      throw .conflict(
        "\(field): the user with this login is deactivated", field: field, reason: .deactivated, subject: user,
        version: state.unchanged)
    }
    return state.user.login
  }

  /// The user who has the login, whatever the case of its letters, or had it; nil where there is none.
  func user(ofLogin text: String) throws(Refusal) -> (id: SubjectID, state: SubjectState)? {
    guard let login = Login(text), let user = try knowledge.holder(of: knowledge.key(of: .user(login))),
      let state = try knowledge.state(of: user)
    else { return nil }
    return (user, state)
  }
}

extension ExternalID {
  /// What stands for a user's login.
  static func user(_ login: Login) -> ExternalID { ExternalID(.user, login.folded) }
  /// What stands for the uid by which a user records; no login has white space.
  static func user(uid: UInt32) -> ExternalID { ExternalID(.user, "uid \(uid)") }
  /// What stands for a team's name.
  static func team(_ name: String) -> ExternalID { ExternalID(.team, SearchText.foldedName(name)) }
}

extension SubjectState {
  /// Who has it as something that is to be seen to: a contact until it is erased, a deal or a task while it is open.
  public var openOwner: Login? {
    if fallen { return nil }
    return switch state {
    case .contact(let contact): contact.erasedAt > 0 ? nil : Login(contact.owner)
    case .deal(let deal): deal.won || deal.lost ? nil : Login(deal.owner)
    case .task(let task): task.done || !task.ended.isEmpty ? nil : Login(task.owner)
    default: nil
    }
  }
}

// MARK: - What is known afterwards

extension Evolution {
  /// The subject's state from now on, and whose it is where that changed.
  func state(
    _ new: SubjectState.OneOf_State, after old: SubjectState.OneOf_State
  ) -> [RegistryChange] {
    let change = state(new)
    guard case .state(_, let stated) = change else { return [change] }
    var before = SubjectState()
    before.state = old
    return [change] + ownership(of: subject, before.openOwner, stated.openOwner)
  }
}

/// The change of who has an open subject; none where it stays who it was.
func ownership(of subject: SubjectID, _ old: Login?, _ new: Login?) -> [RegistryChange] {
  old == new ? [] : [.owner(subject, from: old, to: new)]
}
