import Domain
import FactSchema
import RowSchema
import SwiftProtobuf
import TestSupport
import Testing

@testable import TestModel

/// Every short history of a deal, a task, a contact and its campaign: each of its facts is retracted, and restored, exactly
/// where all that stands then would be accepted from the first fact on.
@Suite struct `In every short history` {
  /// What may happen next; made of the ids that there are.
  typealias Step = @Sendable () -> Fact.OneOf_Fact

  private static let contact = SubjectID(.contact, 1).description
  private static let other = SubjectID(.contact, 2).description
  private static let subject = UInt128(3)

  /// Two contacts, and what the history is of.
  private static func world(_ making: Fact.OneOf_Fact) throws -> World {
    var world = World()
    for name in ["Ada", "Bob"] { try world.record(.contactCreated(.with { $0.name = name })) }
    try world.record(making)
    return world
  }

  /// Goes through all histories of so many of the steps behind what there is.
  private func exhaust(_ world: World, _ steps: [Step], length: Int, visit: (World) throws -> Void) throws {
    try visit(world)
    guard length > 0 else { return }
    for step in steps {
      var next = world
      guard (try? next.record(step())) != nil else { continue }
      try exhaust(next, steps, length: length - 1, visit: visit)
    }
  }

  /// Retracts each fact from there on, and restores it, and holds that against what is decided without it.
  private func check(_ world: World, from first: Position, _ count: inout (retracted: Int, refused: Int)) throws {
    var position = first
    while position <= world.head {
      defer { position = position.next }
      var ruled = world
      let refusal = Result { () throws(Refusal) in try ruled.retract(position, confirming: true) }
      var after = world
      try after.retractAnyway(position, restoringConsent: true)
      let (known, obstacle, _) = try RetractingWorld.known(after.told())
      guard case .success = refusal else {
        count.refused += 1
        #expect(obstacle != nil, "\(position) is refused: \(refusal) \(world.events.map { $0.fact })")
        continue
      }
      count.retracted += 1
      #expect(obstacle == nil, "\(position) is retracted: \(world.events.map { $0.fact })")
      #expect(ruled.difference(from: known) == nil)
      let restored = Result { () throws(Refusal) in try ruled.retract(ruled.head, confirming: true) }
      #expect(throws: Never.self) { try restored.get() }
      #expect(ruled.difference(from: world) == nil)
    }
  }

  private func run(_ world: World, _ steps: [Step], length: Int, from first: Position) throws {
    var count = (retracted: 0, refused: 0)
    try exhaust(world, steps, length: length) { try check($0, from: first, &count) }
    // Else it says nothing.
    #expect(count.retracted > 100 && count.refused > 100, "\(count)")
  }

  @Test func `of a deal`() throws {
    let deal = SubjectID(.deal, Self.subject).description
    let (contact, other) = (Self.contact, Self.other)
    let steps: [Step] = [
      { .dealStageChanged(.with { ($0.deal, $0.stage) = (deal, "lead") }) },
      { .dealStageChanged(.with { ($0.deal, $0.stage) = (deal, "proposal") }) },
      { .dealRevised(.with { ($0.deal, $0.value) = (deal, .eur("1")) }) },
      { .dealTransferred(.with { ($0.deal, $0.contact) = (deal, other) }) },
      { .dealContactAdded(.with { ($0.deal, $0.contact) = (deal, other) }) },
      { .dealContactRemoved(.with { ($0.deal, $0.contact) = (deal, other) }) },
      { .dealWon(.with { $0.deal = deal }) }, { .dealLost(.with { $0.deal = deal }) },
      { .dealReopened(.with { $0.deal = deal }) },
      { .taskScheduled(.with { ($0.contact, $0.deal, $0.title, $0.dueOn) = (other, deal, "t", "2027-01-01") }) },
      { .noteAdded(.with { ($0.contact, $0.deal, $0.text) = (contact, deal, "n") }) },
    ]
    let world = try Self.world(.dealOpened(.with { ($0.deal, $0.contact, $0.title) = (deal, contact, "d") }))
    try run(world, steps, length: 3, from: Position(1))
  }

  @Test func `of a task`() throws {
    let task = SubjectID(.task, Self.subject).description
    let contact = Self.contact
    let steps: [Step] = [
      { .taskCompleted(.with { $0.task = task }) },
      { .taskCompleted(.with { ($0.task, $0.occurrence) = (task, 1) }) },
      { .taskCompleted(.with { ($0.task, $0.occurrence) = (task, 2) }) },
      { .taskRescheduled(.with { ($0.task, $0.dueOn) = (task, "2027-02-01") }) },
      { .taskRevised(.with { ($0.task, $0.recurrence) = (task, "FREQ=DAILY;COUNT=2") }) },
      { .taskReassigned(.with { ($0.task, $0.owner) = (task, "carl") }) },
      { .taskCancelled(.with { $0.task = task }) },
    ]
    let world = try Self.world(
      .taskScheduled(
        .with {
          ($0.task, $0.contact, $0.title, $0.dueOn) = (task, contact, "t", "2027-01-01")
          $0.recurrence = "FREQ=DAILY;COUNT=2"
        }))
    try run(world, steps, length: 3, from: Position(1))
  }

  @Test func `of an address to which a campaign is sent`() throws {
    let campaign = SubjectID(.campaign, Self.subject).description
    let contact = Self.contact
    func responded(_ response: CampaignResponse, _ bounce: CampaignBounce) -> Step {
      {
        .campaignResponseRecorded(
          .with { ($0.campaign, $0.contact, $0.response, $0.bounce) = (campaign, contact, response, bounce) })
      }
    }
    let steps: [Step] = [
      { .campaignSent(.with { ($0.campaign, $0.contact) = (campaign, contact) }) }, responded(.bounced, .soft),
      responded(.bounced, .hard), responded(.complained, .unspecified),
      { .contactDetailsChanged(.with { ($0.contact, $0.emails) = (contact, ["ada@example.org"]) }) },
      { .suppressionAdded(.with { ($0.address, $0.scope) = ("ada@example.org", .allButTransactional) }) },
      { .suppressionLifted(.with { $0.address = "ada@example.org" }) },
    ]
    let world = try Self.world(
      .campaignCreated(
        .with { ($0.campaign, $0.name, $0.channel, $0.purpose) = (campaign, "C", "email", "news") }))
    try run(world, steps, length: 4, from: Position(1))
  }

  @Test func `of a contact and a campaign`() throws {
    let campaign = SubjectID(.campaign, Self.subject).description
    let contact = Self.contact
    func responded(_ response: CampaignResponse) -> Step {
      { .campaignResponseRecorded(.with { ($0.campaign, $0.contact, $0.response) = (campaign, contact, response) }) }
    }
    let steps: [Step] = [
      { .campaignSent(.with { ($0.campaign, $0.contact) = (campaign, contact) }) }, responded(.opened),
      responded(.unsubscribed),
      { .consentGranted(.with { ($0.contact, $0.purpose, $0.channel) = (contact, "news", "*") }) },
      { .consentWithdrawn(.with { ($0.contact, $0.purpose, $0.channel) = (contact, "*", "email") }) },
      { .contactTagged(.with { ($0.contact, $0.tags) = (contact, ["vip"]) }) },
    ]
    let world = try Self.world(
      .campaignCreated(
        .with { ($0.campaign, $0.name, $0.channel, $0.purpose) = (campaign, "C", "email", "news") }))
    try run(world, steps, length: 4, from: Position(1))
  }
}
