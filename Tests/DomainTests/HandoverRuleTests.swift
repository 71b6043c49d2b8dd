import Domain
import FactSchema
import SwiftProtobuf
import TestSupport
import Testing

/// What is one owner's and becomes another's.
@Suite struct `Work that is handed over` {
  private var world = World()
  private let contact: SubjectID
  private let deal: SubjectID
  private let task: SubjectID

  init() throws {
    let ada = try world.record(.contactCreated(.with { ($0.name, $0.owner) = ("Ada", "Carl") })).subject
    let won = try world.record(
      .dealOpened(.with { ($0.contact, $0.title, $0.owner) = (ada.description, "d", "carl") })
    ).subject
    try world.record(.dealWon(.with { $0.deal = won.description }))
    deal = try world.record(
      .dealOpened(.with { ($0.contact, $0.title, $0.owner) = (ada.description, "d", "CARL") })
    ).subject
    let done = try world.record(
      .taskScheduled(.with { ($0.title, $0.owner, $0.dueAt) = ("t", "carl", World().now.timestamp) })
    ).subject
    try world.record(.taskCompleted(.with { $0.task = done.description }))
    task = try world.record(
      .taskScheduled(.with { ($0.title, $0.owner, $0.dueAt) = ("t", "carl", World().now.timestamp) })
    ).subject
    try world.record(.contactCreated(.with { ($0.name, $0.owner) = ("Bob", "dora") }))
    contact = ada
  }

  private func handover(_ from: String, _ to: String, _ of: [String] = []) -> WorkHandedOver {
    .with { ($0.from, $0.to, $0.of) = (from, to, of) }
  }

  private func handedOver(
    _ handover: WorkHandedOver, _ world: World, _ limit: Int
  ) throws(Refusal) -> [Fact.OneOf_Fact] {
    let fact = Fact.with { $0.workHandedOver = handover }
    return try expansion(of: fact, knowing: world, limit: limit)?.facts ?? []
  }

  private func subjects(_ handover: WorkHandedOver) throws -> [SubjectID] {
    try handedOver(handover, world, 10).map { content in try world.decided(content).subject }
  }

  @Test func `is each contact, open deal and open task, whatever the case of the name`() throws {
    #expect(try subjects(handover("carl", "dora")) == [contact, deal, task])
    #expect(try subjects(handover("CARL", "dora")) == [contact, deal, task])
    #expect(try subjects(handover("carl", "dora", ["tasks", "contacts"])) == [contact, task])
    #expect(try subjects(handover("carl", "dora", ["deals"])) == [deal])
    #expect(try subjects(handover("nobody", "dora")) == [])
  }

  @Test func `says who has it from then on`() throws {
    for content in try handedOver(handover("carl", "dora"), world, 10) {
      switch try world.decided(content).fact.fact {
      case .contactDetailsChanged(let fact): #expect(fact.owner == "dora" && fact.hasOwner)
      case .dealRevised(let fact): #expect(fact.owner == "dora" && !fact.hasValue)
      case .taskReassigned(let fact): #expect(fact.owner == "dora")
      case let other: Issue.record("\(String(describing: other))")
      }
    }
  }

  @Test func `is refused for nobody, for oneself, for other things, and for too much`() throws {
    func fact(_ from: String, _ to: String, _ of: [String] = []) -> Fact.OneOf_Fact {
      .workHandedOver(handover(from, to, of))
    }
    world.expectRefusal(.notFound, "from", of: fact("nobody", "dora"))
    world.expectRefusal(.invalid, "to", of: fact("carl", "CARL"))
    world.expectRefusal(.invalid, "of[1]", of: fact("carl", "dora", ["deals", "orders"]))
    world.expectRefusal(.invalid, "from", of: fact("", "dora"))
    #expect(throws: Refusal.self) { try handedOver(handover("carl", "dora"), world, 2) }
    #expect(try handedOver(handover("carl", "dora"), world, 3).count == 3)
    #expect(
      try world.decided(fact("carl", "dora", ["tasks", "deals", "tasks"])).fact.workHandedOver.of == ["deals", "tasks"])
  }

  @Test mutating func `goes to an active user, where there are users`() throws {
    for login in ["Carl", "Dora", "eve"] { try world.record(.userAdded(.with { $0.login = login })) }
    let decided = try world.decided(.workHandedOver(handover("carl", "DORA")))
    #expect(decided.fact.workHandedOver.from == "Carl" && decided.fact.workHandedOver.to == "Dora")
    #expect(decided.otherSubjects.map(\.kind) == [.user, .user])
    world.expectRefusal(.notFound, "to", of: .workHandedOver(handover("carl", "adam")))
    // A user who has nothing gives nothing.
    _ = try world.decided(.workHandedOver(handover("eve", "dora")))
  }
}
