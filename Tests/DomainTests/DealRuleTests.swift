import Domain
import FactSchema
import RowSchema
import SwiftProtobuf
import TestSupport
import Testing

@Suite struct `A deal` {
  var company: Company
  var world: World { company.world }
  var deal: String { company.deal.description }

  init() throws { company = try Company() }

  func opened(_ change: (inout DealOpened) -> Void) -> Fact.OneOf_Fact {
    var fact = DealOpened.with {
      $0.contact = company.ada.description; $0.title = "Mill"
    }
    change(&fact)
    return .dealOpened(fact)
  }

  func revised(_ change: (inout DealRevised) -> Void) -> Fact.OneOf_Fact {
    .dealRevised(
      .with {
        $0.deal = deal
        change(&$0)
      })
  }

  @Test func `opened without pipeline or stage enters the first of each`() throws {
    var world = world
    let first = try world.decided(opened { _ in })
    #expect(first.fact.dealOpened.pipeline == BuiltInPipeline.id.description)
    #expect(first.fact.dealOpened.stage == "lead")
    #expect(first.otherSubjects == [company.ada, BuiltInPipeline.id])
    #expect(first.sealSubject == company.ada)
    let pipeline = try world.record(company.sample(.pipelineDefined)).subject
    try world.record(
      .pipelineDefined(
        .with {
          $0.name = "Other"; $0.stages = [.with { $0.stage = "other" }]
        }))
    let second = try world.decided(opened { _ in })
    #expect(second.fact.dealOpened.pipeline == pipeline.description)
    #expect(second.fact.dealOpened.stage == "talk")
  }

  @Test func `enters a stage of its pipeline`() throws {
    #expect(try world.decided(opened { $0.stage = "proposal" }).fact.dealOpened.stage == "proposal")
    world.expectRefusal(.invalid, "stage", of: opened { $0.stage = "talk" })
    world.expectRefusal(.invalid, "stage", of: opened { $0.stage = "Lead" })
  }

  @Test func `is not moved, closed or opened again before it was opened`() throws {
    var world = world
    let then = Instant(microseconds: world.now.microseconds - 30 * 86_400_000_000)
    let id = try world.record(opened { _ in }, at: then).subject.description
    let before = Instant(microseconds: then.microseconds - 1)
    let changes: [Fact.OneOf_Fact] = [
      .dealStageChanged(.with { ($0.deal, $0.stage) = (id, "proposal") }),
      .dealTransferred(.with { ($0.deal, $0.contact) = (id, company.bob.description) }),
      .dealWon(.with { $0.deal = id }), .dealLost(.with { $0.deal = id }),
    ]
    for change in changes {
      world.expectRefusal(.conflict, "occurredAt", reason: "beforeOpened", of: change, at: before)
      _ = try world.decided(change, at: then)
    }
    _ = try world.decided(.dealRevised(.with { ($0.deal, $0.owner) = (id, "carl") }), at: before)
    try world.record(.dealWon(.with { $0.deal = id }), at: then)
    world.expectRefusal(
      .conflict, "occurredAt", reason: "beforeOpened", of: .dealReopened(.with { $0.deal = id }), at: before)
  }

  @Test func `that was opened on a day is won on that day at any time, and the other way round`() throws {
    var world = world
    let noon = Instant(
      microseconds: world.now.microseconds / 86_400_000_000 * 86_400_000_000 - 20 * 86_400_000_000 + 43_200_000_000)
    let ofDay = try world.record(opened { _ in }, at: noon).subject.description
    let hours: (Int64) -> Instant = { Instant(microseconds: noon.microseconds + $0 * 3_600_000_000) }
    _ = try world.decided(.dealWon(.with { $0.deal = ofDay }), at: hours(-12))
    // It was the day before everywhere.
    world.expectRefusal(
      .conflict, "occurredAt", reason: "beforeOpened", of: .dealWon(.with { $0.deal = ofDay }), at: hours(-27))
    let atTime = try world.record(opened { _ in }, at: hours(8)).subject.description
    _ = try world.decided(.dealWon(.with { $0.deal = atTime }), at: noon)
    world.expectRefusal(
      .conflict, "occurredAt", reason: "beforeOpened", of: .dealWon(.with { $0.deal = atTime }), at: hours(-24))
  }

  @Test func `is not opened in the built-in pipeline once another is defined, but moves on in it`() throws {
    var world = world
    try world.record(company.sample(.pipelineDefined))
    world.expectRefusal(.notFound, "pipeline", of: opened { $0.pipeline = BuiltInPipeline.id.description })
    try world.record(
      .dealStageChanged(
        .with {
          $0.deal = deal; $0.stage = "negotiation"
        }))
  }

  @Test func `has an exact value with a currency, a date and an owner`() throws {
    let event = try world.decided(
      opened {
        $0.value = .eur("1200.5")
        $0.expectedClose = "2028-02-29"
        $0.owner = "carl"
      })
    #expect(event.fact.dealOpened.value == .eur("1200.50"))
    world.expectRefusal(.invalid, "value.currency", of: opened { $0.value = .of("EURO", "1") })
    world.expectRefusal(.invalid, "value.amount", of: opened { $0.value = .eur("-1") })
    world.expectRefusal(.invalid, "value.amount", of: opened { $0.value = .eur("1.005") })
    world.expectRefusal(.invalid, "expectedClose", of: opened { $0.expectedClose = "2027-02-29" })
    world.expectRefusal(.invalid, "expectedClose", of: opened { $0.expectedClose = "1899-12-31" })
    world.expectRefusal(.invalid, "expectedClose", of: opened { $0.expectedClose = "2200-01-01" })
    world.expectRefusal(.invalid, "owner", of: opened { $0.owner = "\n" })
    world.expectRefusal(.invalid, "title", of: opened { $0.title = " " })
  }

  @Test func `moves through the stages of its pipeline, each time at its next version`() throws {
    var world = world
    let event = try world.record(
      .dealStageChanged(
        .with {
          $0.deal = deal; $0.stage = "proposal"
        }))
    #expect(event.version == Version(2))
    #expect(event.otherSubjects == [company.ada])
    world.expectRefusal(
      .invalid, "stage",
      of: .dealStageChanged(
        .with {
          $0.deal = deal; $0.stage = "closing"
        }))
    world.expectRefusal(
      .conflict, "stage", reason: "sameStage",
      of: .dealStageChanged(
        .with {
          $0.deal = deal; $0.stage = "proposal"
        }))
  }

  @Test(arguments: ["won", "lost"])
  func `that is closed neither moves nor closes again until it is reopened`(_ state: String) throws {
    var world = world
    let deal = deal
    try world.record(
      state == "won"
        ? .dealWon(.with { $0.deal = deal })
        : .dealLost(
          .with {
            $0.deal = deal; $0.reason = "price"
          }))
    let move = Fact.OneOf_Fact.dealStageChanged(
      .with {
        $0.deal = deal; $0.stage = "proposal"
      })
    world.expectRefusal(.conflict, "deal", reason: state, of: move)
    world.expectRefusal(.conflict, "deal", reason: state, of: .dealWon(.with { $0.deal = deal }))
    world.expectRefusal(.conflict, "deal", reason: state, of: .dealLost(.with { $0.deal = deal }))
    try world.record(.dealReopened(.with { $0.deal = deal }))
    #expect(world.states[company.deal]?.deal.stage == "lead")
    try world.record(move)
  }

  @Test func `that is closed is revised in all but its value`() throws {
    let won = company.wonDeal.description
    _ = try world.decided(
      .dealRevised(
        .with {
          $0.deal = won; $0.title = "Looms"
        }))
    world.expectRefusal(
      .conflict, "value", reason: "won",
      of: .dealRevised(
        .with {
          $0.deal = won; $0.value = .eur("1")
        }))
    world.expectRefusal(
      .conflict, "value",
      of: .dealRevised(
        .with {
          $0.deal = won; $0.clear = ["value"]
        }))
  }

  @Test func `that is open is not reopened`() {
    world.expectRefusal(.conflict, "deal", reason: "open", of: .dealReopened(.with { $0.deal = deal }))
  }

  @Test func `is reopened in a stage of its pipeline`() throws {
    let won = company.wonDeal.description
    var world = world
    world.expectRefusal(
      .invalid, "stage",
      of: .dealReopened(
        .with {
          $0.deal = won; $0.stage = "talk"
        }))
    try world.record(
      .dealReopened(
        .with {
          $0.deal = won; $0.stage = "qualified"
        }))
    #expect(world.states[company.wonDeal]?.deal.stage == "qualified")
  }

  @Test func `is won at a value, or at the one it has`() throws {
    var world = world
    let deal = deal
    world.expectRefusal(
      .invalid, "value.amount",
      of: .dealWon(
        .with {
          $0.deal = deal; $0.value = .eur("x")
        }))
    try world.record(
      .dealRevised(
        .with {
          $0.deal = deal; $0.value = .eur("7")
        }))
    try world.record(.dealWon(.with { $0.deal = deal }))
    #expect(world.states[company.deal]?.deal.value == .eur("7.00"))
    try world.record(.dealReopened(.with { $0.deal = deal }))
    try world.record(
      .dealWon(
        .with {
          $0.deal = deal; $0.value = .eur("8")
        }))
    #expect(world.states[company.deal]?.deal.value == .eur("8.00"))
  }

  @Test func `is lost for a reason that is a word, to a competitor of any name`() throws {
    _ = try world.decided(
      .dealLost(
        .with {
          $0.deal = deal; $0.reason = "price"; $0.competitor = "Müller & Co."
        }))
    world.expectRefusal(
      .invalid, "reason",
      of: .dealLost(
        .with {
          $0.deal = deal; $0.reason = "Too dear"
        }))
    world.expectRefusal(
      .invalid, "competitor",
      of: .dealLost(
        .with {
          $0.deal = deal; $0.competitor = "a\u{0}"
        }))
  }

  @Test func `is revised as its fields allow`() throws {
    _ = try world.decided(
      .dealRevised(
        .with {
          $0.deal = deal; $0.clear = ["expected_close", "owner", "value"]
        }))
    world.expectRefusal(.invalid, "clear", of: .dealRevised(.with { $0.deal = deal }))
    world.expectRefusal(.invalid, "clear[0]", of: revised { $0.clear = ["title"] })
    world.expectRefusal(
      .invalid, "owner",
      of: revised {
        $0.owner = "a"; $0.clear = ["owner"]
      })
    world.expectRefusal(.invalid, "title", of: revised { $0.title = "" })
    world.expectRefusal(.invalid, "title", of: revised { $0.title = "a\nb" })
    world.expectRefusal(.invalid, "owner", of: revised { $0.owner = "" })
    world.expectRefusal(.invalid, "owner", of: revised { $0.owner = "a b" })
    world.expectRefusal(.invalid, "expectedClose", of: revised { $0.expectedClose = "" })
    world.expectRefusal(.invalid, "expectedClose", of: revised { $0.expectedClose = "soon" })
    world.expectRefusal(.invalid, "value.currency", of: revised { $0.value = .of("", "1") })
  }
}
