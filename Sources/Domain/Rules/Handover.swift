import FactSchema
import RowSchema
import SwiftProtobuf

/// What may be handed over, by the word for it, in the order in which it is.
private let work: KeyValuePairs<String, SubjectKind> = ["contacts": .contact, "deals": .deal, "tasks": .task]

extension Decider {
  /// What is handed over is recorded behind it: ``expansion(of:knowing:limit:)``.
  mutating func workHandedOver(_ fact: inout WorkHandedOver) throws(Refusal) -> Draft {
    for (index, word) in fact.of.enumerated() where !work.contains(where: { $0.key == word }) {
      throw .invalid("of[\(index)]", "must be one of \(work.map(\.key).joined(separator: ", "))")
    }
    fact.of = work.map(\.key).filter { fact.of.contains($0) }
    if let giver = try user(ofLogin: fact.from) {
      fact.from = giver.state.user.login
      note(giver.id)
    } else if let login = Login(fact.from), try knowledge.owned(by: login, limit: 1).isEmpty {
      throw Refusal(.notFound, "from: no contact, open deal or open task has this owner", field: "from")
    }
    if let login = try activeLogin(fact.to, "to"), let taker = try user(ofLogin: login) {
      fact.to = login
      note(taker.id)
    }
    guard Login(fact.from) != Login(fact.to) else { throw .invalid("to", "must be somebody else") }
    let version = try knowledge.version(of: context.company) ?? .zero
    return Draft(.workHandedOver(fact), about: context.company, version: version)
  }
}

/// The facts that are recorded right behind work that is handed over: one for each contact, open deal and open task that
/// becomes the other's. Throws `.tooLarge` for more than `limit`.
func handedOver(
  by fact: WorkHandedOver, knowing knowledge: any Knowledge, limit: Int
) throws(Refusal) -> [Fact.OneOf_Fact] {
  guard let giver = Login(fact.from) else { return [] }
  let kinds = work.filter { fact.of.isEmpty || fact.of.contains($0.key) }.map(\.value)
  let subjects = try knowledge.owned(by: giver, limit: limit + 1)
  var facts: [Fact.OneOf_Fact] = []
  for subject in subjects where kinds.contains(subject.kind) {
    // Whose it is by what stands for the name, it is by its state too.
    guard try knowledge.state(of: subject)?.openOwner == giver, let fact = handing(subject, to: fact.to) else {
      continue
    }
    facts.append(fact)
  }
  guard facts.count <= limit, subjects.count <= limit else {
    throw Refusal(
      .tooLarge,
      "from: has more than \(limit) contacts, open deals and open tasks, which is the most that one command hands over",
      field: "from")
  }
  return facts
}

private func handing(_ subject: SubjectID, to owner: String) -> Fact.OneOf_Fact? {
  let id = subject.description
  switch subject.kind {
  case .contact: return .contactDetailsChanged(.with { ($0.contact, $0.owner) = (id, owner) })
  case .deal: return .dealRevised(.with { ($0.deal, $0.owner) = (id, owner) })
  case .task: return .taskReassigned(.with { ($0.task, $0.owner) = (id, owner) })
  default: return nil
  }
}
