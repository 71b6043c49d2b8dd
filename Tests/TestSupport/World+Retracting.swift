public import Domain
public import FactSchema

extension World {
  /// The version of the subject of a fact after it is retracted.
  public func versionRetracted(of event: RecordedEvent) -> FactSchema.Version {
    let same = events.filter { $0.header.subject == event.header.subject }.map(\.header.version)
    let last = same.max() ?? .zero
    let root = event.retraction?.type ?? event.type
    return FactType(rawValue: root)?.keepsVersion ?? false ? last : last.next
  }

  /// Takes facts back by one command, one after the other; all or none.
  public mutating func retract(together positions: [Position], confirming: Bool = false) throws(Refusal) {
    var after = self
    (after.retracted, after.commandBegin) = (Set(positions), next)
    for position in positions {
      var fact = FactRetracted()
      (fact.position, fact.reason, fact.confirmConsent) = (position.value, "mistaken", confirming)
      try after.record(.factRetracted(fact))
    }
    (after.retracted, after.commandBegin) = ([], nil)
    self = after
  }

  /// Records a retraction whatever the rules say of it, as another release would.
  public mutating func retractAnyway(_ position: Position, restoringConsent: Bool = false) throws {
    guard let event = fact(at: position) else { throw Refusal(.notFound, "there is no fact at \(position)") }
    let header = EventHeader(
      position: next, type: FactType.factRetracted.rawValue, recordedAt: now, occurredAt: now,
      subject: event.header.subject, version: versionRetracted(of: event), otherSubjects: event.header.otherSubjects,
      uid: 1000, role: .agent)
    var fact = FactRetracted()
    (fact.position, fact.reason, fact.confirmConsent) = (position.value, "mistaken", restoringConsent)
    var content = Fact()
    content.fact = .factRetracted(fact)
    let retraction = RecordedEvent(header: header, fact: try FactCodec.encode(content).content)
    append(retraction, changes: try evolve(retraction, knowing: self))
  }
}
