import APISchema
import FactSchema

extension RecordRequest {
  /// Asks to record these facts, all or none.
  init(of facts: [Fact.OneOf_Fact]) {
    self.init()
    events = facts.map { content in
      var event = ProposedEvent()
      event.fact.fact = content
      return event
    }
  }
}

extension Session {
  /// Records the facts, or only says what would be, and tells it.
  func record(_ facts: [Fact.OneOf_Fact], isRehearsal: Bool = false) async throws {
    var request = RecordRequest(of: facts)
    if isRehearsal { request.rehearsal = rehearsal }
    try await record(request)
  }

  /// Records, or rehearses, and tells it.
  func record(_ request: RecordRequest) async throws {
    let reply = try await call(request)
    if console.style.isJSON { return try json(reply, as: "RecordReply") }
    let isRehearsal = request.hasRehearsal
    for (fact, recorded) in zip(request.events.compactMap(\.fact.fact), reply.events) {
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
