import Domain
import FactSchema
import RowSchema
import SwiftProtobuf
import TestSupport
import Testing

extension World {
  /// Retracts the fact at a position.
  @discardableResult
  mutating func retract(_ position: Position, confirming: Bool = false) throws(Refusal) -> DecidedEvent {
    try record(Self.retraction(of: position, confirming: confirming))
  }

  static func retraction(of position: Position, confirming: Bool = false) -> Fact.OneOf_Fact {
    .factRetracted(
      .with { ($0.position, $0.reason, $0.confirmConsent) = (position.value, "mistaken", confirming) })
  }

  /// Expects that the retraction is refused because of the fact at another position.
  func expectStoodOn(
    _ position: Position, by other: Position, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    expectRefusal(
      .conflict, "position", reason: "stoodOn", of: Self.retraction(of: position), sourceLocation: sourceLocation)
    let refusal = #expect(throws: Refusal.self, sourceLocation: sourceLocation) {
      try decided(Self.retraction(of: position))
    }
    #expect(refusal?.position == other, sourceLocation: sourceLocation)
  }
}

@Suite struct `What later facts stand on` {
  var world = World()
  let ada: SubjectID
  let bob: SubjectID

  init() throws {
    ada = try world.record(.contactCreated(.with { ($0.name, $0.externalID) = ("Ada", "A-1") })).subject
    bob = try world.record(.contactCreated(.with { $0.name = "Bob" })).subject
  }

  private mutating func at(_ fact: Fact.OneOf_Fact) throws -> Position {
    try world.record(fact)
    return world.head
  }

  private mutating func deal(_ pipeline: SubjectID? = nil) throws -> (id: SubjectID, opened: Position) {
    let made = try world.record(
      .dealOpened(
        .with { ($0.contact, $0.title, $0.pipeline) = (ada.description, "Engine", pipeline?.description ?? "") }))
    return (made.subject, world.head)
  }

  /// Each of the facts that name a contact, by what makes it.
  private static let naming: [@Sendable (SubjectID) -> Fact.OneOf_Fact] = [
    { id in .contactDetailsChanged(.with { ($0.contact, $0.name) = (id.description, "Eve") }) },
    { id in .contactTagged(.with { ($0.contact, $0.tags) = (id.description, ["vip"]) }) },
    { id in .noteAdded(.with { ($0.contact, $0.text) = (id.description, "n") }) },
    { id in .callLogged(.with { ($0.contact, $0.direction) = (id.description, .inbound) }) },
    { id in .dealOpened(.with { ($0.contact, $0.title) = (id.description, "d") }) },
    { id in .taskScheduled(.with { ($0.contact, $0.title, $0.dueOn) = (id.description, "t", "2027-01-01") }) },
    { id in .orderPlaced(.with { ($0.contact, $0.total) = (id.description, .eur("1")) }) },
    { id in .paymentReceived(.with { ($0.contact, $0.amount) = (id.description, .eur("1")) }) },
    { id in .consentGranted(.with { ($0.contact, $0.purpose, $0.channel) = (id.description, "*", "*") }) },
  ]

  @Test(arguments: naming.indices) func `is the contact that they name, until they are retracted too`(
    _ index: Int
  ) throws {
    var world = world
    try world.record(Self.naming[index](bob))
    let last = world.head
    world.expectStoodOn(Position(2), by: last)
    try world.retract(last)
    let made = try world.retract(Position(2))
    #expect(made.subject == bob && world.states[bob]?.fallen == true)
    world.expectRefusal(.notFound, "contact", of: Self.naming[index](bob))
    world.expectRefusal(
      .conflict, "contact", reason: "exists",
      of: .contactCreated(.with { ($0.contact, $0.name) = (bob.description, "Bob") }))
    // What names it cannot stand again before it does.
    world.expectStoodOn(Position(last.value + 1), by: world.head)
    try world.retract(world.head)
    try world.retract(Position(last.value + 1))
    #expect(world.states[bob]?.fallen == false)
  }

  @Test func `names the first of them`() throws {
    var world = world
    for _ in 0..<3 { try world.record(Self.naming[2](bob)) }
    try world.record(Self.naming[1](bob))
    world.expectStoodOn(Position(2), by: Position(3))
    try world.retract(Position(3))
    world.expectStoodOn(Position(2), by: Position(4))
  }

  @Test mutating func `is a deal's being open, closed, in a stage and of a contact`() throws {
    let (deal, opened) = try deal()
    let id = deal.description
    let moved = try at(.dealStageChanged(.with { ($0.deal, $0.stage) = (id, "proposal") }))
    let back = try at(.dealStageChanged(.with { ($0.deal, $0.stage) = (id, "lead") }))
    // Without it the deal would be moved to where it is.
    world.expectStoodOn(moved, by: back)
    let won = try at(.dealWon(.with { $0.deal = id }))
    let reopened = try at(.dealReopened(.with { $0.deal = id }))
    world.expectStoodOn(won, by: reopened)
    let lost = try at(.dealLost(.with { $0.deal = id }))
    world.expectStoodOn(reopened, by: lost)
    world.expectStoodOn(opened, by: moved)
    try world.retract(lost)
    try world.retract(reopened)
    #expect(world.states[deal]?.deal.won == true)
    try world.retract(won)
    try world.retract(back)
    #expect(world.states[deal]?.deal.stage == "proposal" && world.states[deal]?.version == 10)
    let added = try at(.dealContactAdded(.with { ($0.deal, $0.contact) = (id, bob.description) }))
    let removed = try at(.dealContactRemoved(.with { ($0.deal, $0.contact) = (id, bob.description) }))
    world.expectStoodOn(added, by: removed)
    // Whose a deal was when something was logged with it is not asked again.
    let transferred = try at(.dealTransferred(.with { ($0.deal, $0.contact) = (id, bob.description) }))
    try world.record(.noteAdded(.with { ($0.contact, $0.deal, $0.text) = (bob.description, id, "n") }))
    try world.retract(transferred)
  }

  @Test mutating func `is nothing of a deal that was opened twice`() throws {
    let (deal, opened) = try deal()
    try world.retract(opened)
    #expect(world.states[deal]?.fallen == true)
    let (id, ada) = (deal.description, ada.description)
    world.expectRefusal(.notFound, "deal", of: .dealWon(.with { $0.deal = id }))
    world.expectRefusal(.notFound, "deal", of: .noteAdded(.with { ($0.contact, $0.deal, $0.text) = (ada, id, "n") }))
    world.expectRefusal(
      .notFound, "deal", of: .emailLogged(.with { ($0.contact, $0.deal, $0.direction) = (ada, id, .inbound) }))
  }

  @Test mutating func `is the stage that its pipeline still had`() throws {
    func stages(_ names: String...) -> [PipelineDefined.Stage] { names.map { name in .with { $0.stage = name } } }
    let two = stages("a", "b", "c")
    let pipeline = try world.record(.pipelineDefined(.with { ($0.name, $0.stages) = ("P", two) })).subject
    let (deal, _) = try deal(pipeline)
    let moved = try at(.dealStageChanged(.with { ($0.deal, $0.stage) = (deal.description, "b") }))
    let id = pipeline.description
    let left = stages("b", "c")
    let defined = try at(.pipelineDefined(.with { ($0.pipeline, $0.name, $0.stages) = (id, "P", left) }))
    world.expectStoodOn(moved, by: defined)
    let last = stages("c")
    try world.record(
      .pipelineDefined(
        .with {
          ($0.pipeline, $0.name, $0.stages) = (id, "P", last)
          $0.move = [.with { ($0.stage, $0.to) = ("b", "c") }]
        }))
    // What the daemon recorded behind the definition is a fact as any other; the deal would be left where no stage is.
    #expect(world.events.last?.header.isExpanded == true)
    world.expectStoodOn(world.head, by: world.head.previous)
  }

  @Test mutating func `is a task's being open, and its turn`() throws {
    let scheduled = try world.record(
      .taskScheduled(.with { ($0.title, $0.dueOn, $0.recurrence) = ("t", "2027-01-01", "FREQ=DAILY") }))
    let id = scheduled.subject.description
    let first = try at(.taskCompleted(.with { ($0.task, $0.occurrence) = (id, 1) }))
    let second = try at(.taskCompleted(.with { ($0.task, $0.occurrence) = (id, 2) }))
    world.expectStoodOn(first, by: second)
    let cancelled = try at(.taskCancelled(.with { $0.task = id }))
    let retraction = world.next
    try world.retract(cancelled)
    let revised = try at(.taskRevised(.with { ($0.task, $0.title) = (id, "u") }))
    // The cancellation cannot stand again where something was done with the open task.
    world.expectStoodOn(retraction, by: revised)
  }

  @Test mutating func `is a send to the contact that answers, and the campaign`() throws {
    let campaign = try world.record(
      .campaignCreated(.with { ($0.name, $0.channel, $0.purpose) = ("C", "email", "news") }))
    let made = world.head
    let id = campaign.subject.description
    let sent = try at(.campaignSent(.with { ($0.campaign, $0.contact) = (id, ada.description) }))
    world.expectStoodOn(made, by: sent)
    let opened = try at(
      .campaignResponseRecorded(
        .with { ($0.campaign, $0.contact, $0.response) = (id, ada.description, .opened) }))
    world.expectStoodOn(sent, by: opened)
    try world.record(.campaignSent(.with { ($0.campaign, $0.contact) = (id, ada.description) }))
    world.expectStoodOn(sent, by: opened)
    try world.retract(opened)
    try world.retract(sent)
  }

  @Test mutating func `is no order that was paid: what was paid is credit then`() throws {
    let order = try world.record(.orderPlaced(.with { ($0.contact, $0.total) = (ada.description, .eur("1")) }))
    let placed = world.head
    try world.record(
      .paymentReceived(
        .with { ($0.contact, $0.amount, $0.order) = (ada.description, .eur("1"), order.subject.description) }))
    try world.retract(placed)
    #expect(world.states[order.subject]?.order.retracted == true)
  }

  @Test mutating func `is an organization that somebody belongs to`() throws {
    let person = try world.record(.contactCreated(.with { $0.name = "Inc" })).subject
    let changed = try at(
      .contactDetailsChanged(.with { ($0.contact, $0.kind) = (person.description, .organization) }))
    let joined = try at(
      .contactDetailsChanged(.with { ($0.contact, $0.organization) = (ada.description, person.description) }))
    world.expectStoodOn(changed, by: joined)
    let left = try at(.contactDetailsChanged(.with { ($0.contact, $0.clear) = (ada.description, ["organization"]) }))
    let again = try at(.contactDetailsChanged(.with { ($0.contact, $0.kind) = (person.description, .person) }))
    world.expectStoodOn(left, by: again)
  }

  @Test mutating func `is what made it an organization, which is named where that was taken back`() throws {
    let person = try world.record(.contactCreated(.with { $0.name = "Inc" })).subject.description
    let changed = try at(.contactDetailsChanged(.with { ($0.contact, $0.kind) = (person, .organization) }))
    let made = try at(.contactCreated(.with { ($0.name, $0.organization) = ("Eve", person) }))
    try world.retract(made)
    let fell = world.head
    try world.retract(changed)
    world.expectStoodOn(fell, by: world.head)
  }
}

@Suite struct `What is restored` {
  var world = World()

  @Test mutating func `finds its external id free, or is refused`() throws {
    let ada = try world.record(.contactCreated(.with { ($0.name, $0.externalID) = ("Ada", "A-1") })).subject
    try world.retract(Position(1))
    let eve = try world.record(.contactCreated(.with { ($0.name, $0.externalID) = ("Eve", "A-1") })).subject
    let refusal = #expect(throws: Refusal.self) { try world.decided(World.retraction(of: Position(2))) }
    #expect(refusal?.reason == .externalIDTaken && refusal?.subject == eve && refusal?.position == nil)
    try world.retract(Position(3))
    try world.retract(Position(2))
    #expect(world.holder(of: world.key(of: ExternalID(.contact, "A-1"))) == ada)
    #expect(world.states[ada]?.version == 3)
  }

  @Test mutating func `leaves nothing open with somebody who was deactivated`() throws {
    let carl = try world.record(.userAdded(.with { $0.login = "carl" })).subject
    try world.record(.userAdded(.with { $0.login = "dora" }))
    let contact = try world.record(.contactCreated(.with { ($0.name, $0.owner) = ("Ada", "carl") })).subject
    let deal = try world.record(
      .dealOpened(.with { ($0.contact, $0.title, $0.owner) = (contact.description, "d", "carl") })
    ).subject
    try world.record(.workHandedOver(.with { ($0.from, $0.to, $0.of) = ("carl", "dora", ["contacts"]) }))
    let handed = world.head
    try world.record(.dealWon(.with { $0.deal = deal.description }))
    let won = world.head
    try world.record(.userDeactivated(.with { $0.user = carl.description }))
    let deactivated = world.head
    world.expectStoodOn(handed, by: deactivated)
    world.expectStoodOn(won, by: deactivated)
    world.expectRefusal(
      .conflict, "position", reason: "notRetractable", of: World.retraction(of: deactivated))
    try world.record(.userReactivated(.with { $0.user = carl.description }))
    // While it was deactivated it would have had it all the same.
    world.expectStoodOn(handed, by: deactivated)
  }

  @Test mutating func `leaves nothing where the same command takes back what made it as well`() throws {
    let carl = try world.record(.userAdded(.with { $0.login = "carl" })).subject
    try world.record(.userAdded(.with { $0.login = "dora" }))
    let contact = try world.record(.contactCreated(.with { ($0.name, $0.owner) = ("Ada", "carl") })).subject
    let made = world.head
    try world.record(.workHandedOver(.with { ($0.from, $0.to) = ("carl", "dora") }))
    let handed = world.head
    try world.record(.userDeactivated(.with { $0.user = carl.description }))
    world.expectStoodOn(handed, by: world.head)
    try world.retract(together: [handed, made])
    #expect(world.states[contact]?.fallen == true)
  }

  @Test mutating func `leaves no more on a card than one may have`() throws {
    let ada = try world.record(.contactCreated(.with { $0.name = "Ada" })).subject.description
    func tags(_ word: String) -> [[String]] { (0..<4).map { part in (0..<64).map { "\(word)\(part)-\($0)" } } }
    for tags in tags("a") { try world.record(.contactTagged(.with { ($0.contact, $0.tags) = (ada, tags) })) }
    for tags in tags("a") { try world.record(.contactUntagged(.with { ($0.contact, $0.tags) = (ada, tags) })) }
    let removed = world.head
    for tags in tags("b") { try world.record(.contactTagged(.with { ($0.contact, $0.tags) = (ada, tags) })) }
    world.expectRefusal(.conflict, "position", reason: "tooManyTags", of: World.retraction(of: removed))
    try world.retract(world.head)
    try world.retract(removed)
    #expect(world.states[SubjectID(.contact, 1)]?.contact.tags.count == Bounds.contactTags)
  }

  @Test mutating func `is bounded in how often`() throws {
    try world.record(.contactCreated(.with { $0.name = "Ada" }))
    for _ in 0..<Bounds.retractionChain { try world.retract(world.head) }
    world.expectRefusal(.tooLarge, "position", of: World.retraction(of: world.head))
    #expect(world.states[SubjectID(.contact, 1)]?.fallen == false)
  }

  @Test mutating func `is as if it had never been taken back, but for its version`() throws {
    try world.record(.contactCreated(.with { ($0.name, $0.tags) = ("Ada", ["a"]) }))
    try world.record(.contactTagged(.with { ($0.contact, $0.tags) = (SubjectID(.contact, 1).description, ["b"]) }))
    let before = world
    for chain in 2...7 as ClosedRange<UInt64> {
      let retraction = try world.retract(Position(chain))
      #expect(retraction.version.value == chain + 1)
      let tags = world.states[SubjectID(.contact, 1)]?.contact.tags
      #expect(tags == (chain.isMultiple(of: 2) ? ["a"] : ["a", "b"]))
    }
    #expect(world.difference(from: before) == nil)
    world.expectRefusal(.conflict, "position", reason: "retracted", of: World.retraction(of: Position(3)))
  }

  @Test mutating func `is restored with a deal that is somebody else's by now`() throws {
    let ada = try world.record(.contactCreated(.with { $0.name = "Ada" })).subject.description
    let bob = try world.record(.contactCreated(.with { $0.name = "Bob" })).subject.description
    let deal = try world.record(.dealOpened(.with { ($0.contact, $0.title) = (ada, "d") })).subject.description
    try world.record(.dealTransferred(.with { ($0.deal, $0.contact) = (deal, bob) }))
    let transferred = world.head
    try world.record(.noteAdded(.with { ($0.contact, $0.deal, $0.text) = (bob, deal, "n") }))
    try world.retract(world.head)
    let retraction = world.head
    try world.retract(transferred)
    try world.retract(retraction)
    world.expectRefusal(
      .invalid, "deal", of: .noteAdded(.with { ($0.contact, $0.deal, $0.text) = (bob, deal, "n") }))
  }
}
