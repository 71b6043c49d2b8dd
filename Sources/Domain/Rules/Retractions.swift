public import FactSchema
import RowSchema

extension Decider {
  /// What it retracts never happened, and so must the rest make sense without it; where it retracts a retraction, with what
  /// stands again.
  mutating func factRetracted(_ fact: inout FactRetracted) throws(Refusal) -> Draft {
    let field = "position"
    let target = Position(fact.position)
    // What the command itself records is not taken back: nobody knows yet where it will stand.
    guard target < context.retractions?.end ?? position, let recorded = try knowledge.recorded(at: target) else {
      throw Refusal(
        .notFound, "position: \(target) is beyond the facts recorded before this command", field: field,
        position: target)
    }
    try FactType.checkRetractable(recorded.type, at: target, about: recorded.subject)
    if let earlier = try knowledge.retraction(of: target) {
      throw .conflict(
        "the fact at \(target) was retracted already at \(earlier)", field: field, reason: .retracted,
        subject: recorded.subject, position: earlier)
    }
    guard let state = try knowledge.state(of: recorded.subject) else { throw .notFound(field, recorded.subject) }
    let root = try knowledge.root(of: target, behind: Bounds.retractionChain)
    let falls = try knowledge.retraction(of: root.position) == nil
    let trial = RetractionTrial(
      of: root, falls: falls, by: Retracting(target: target, by: position, restoresConsent: fact.confirmConsent),
      with: context.retractions, in: context.company, now: context.clock, knowing: knowledge)
    try trial.check()
    for subject in recorded.otherSubjects { note(subject) }
    let keepsVersion = FactType(rawValue: root.type)?.keepsVersion ?? true
    return Draft(
      .factRetracted(fact), about: recorded.subject, version: keepsVersion ? state.unchanged : state.raised)
  }
}

extension Knowledge {
  /// What a retraction of the fact makes fall or stand again in the end: the fact itself, or where that is a retraction, what
  /// this takes back, and so on, over at most so many.
  fileprivate func root(of target: Position, behind most: Int) throws(Refusal) -> RecordedEvent {
    var next = target
    for _ in 0..<most {
      guard let fact = try fact(at: next) else {
        throw Refusal(
          .damaged, "position: the fact at \(next) is damaged, so that it cannot be told what its retraction does",
          field: "position", position: next)
      }
      guard let retracting = fact.retracting else { return fact }
      next = retracting.target
    }
    throw Refusal(
      .tooLarge,
      "position: stands behind \(most) retractions of each other, which is as many as there may be: "
        + "record the fact anew", field: "position", position: target)
  }

  /// Whether what the retraction of a fact does changes nothing that is known; false where that cannot be told.
  fileprivate func changesNothing(retractionOf target: Position) throws(Refusal) -> Bool {
    guard let fact = try fact(at: target) else { return false }
    guard let retracting = fact.retracting else { return FactType(rawValue: fact.type)?.changesNothing ?? false }
    do throws(Refusal) {
      return FactType(rawValue: try root(of: retracting.target, behind: Bounds.toldFacts).type)?.changesNothing ?? false
    } catch {
      return false
    }
  }
}

extension FactType {
  /// Refuses a type of which facts are not taken back, and says what is done instead.
  public static func checkRetractable(
    _ number: UInt32, at position: Position, about subject: SubjectID
  ) throws(Refusal) {
    let type = FactType(rawValue: number)
    guard type?.isRetractable != true else { return }
    let instead =
      switch (type, subject.kind) {
      case (.workHandedOver, _): "work is handed back by another WorkHandedOver"
      case (_, .user): "users are changed, deactivated and reactivated"
      case (_, .company), (_, .pipeline), (_, .team): "what holds for the whole company is defined anew"
      default: "what the daemon says of the log stays"
      }
    throw .conflict(
      "\(type?.name ?? "a fact of this kind") is not retracted: \(instead)", field: "position", reason: .notRetractable,
      subject: subject, position: position)
  }
}

// MARK: - What is known afterwards

extension Evolution {
  /// What is known of the subject is evolved again, from its facts as they stand from now on.
  func retraction(_ content: Fact.OneOf_Fact) throws(Refusal) -> [RegistryChange] {
    guard case .factRetracted(let fact) = content else { return [] }
    let retraction = Retracting(
      target: Position(fact.position), by: position, restoresConsent: fact.confirmConsent)
    let noted = RegistryChange.retracted(retraction.target, by: position)
    if try knowledge.changesNothing(retractionOf: retraction.target) { return [noted] }
    let told = try RetoldTwice(of: subject, by: retraction, knowing: knowledge)
    return [noted] + (try told.after.changes(from: told.before, version))
  }
}
