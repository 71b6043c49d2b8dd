import APISchema
import Domain
import FactSchema
import ReadModels
import RowSchema
import SwiftProtobuf
import TestSupport
import Testing

@Suite struct `A deal` {
  @Test func `is shown with its visits to stages and how long each lasted`() throws {
    var world = World()
    let ada = try world.contact("Ada")
    let deal = try world.deal(ada, "100", owner: "carl", at: .day(0))
    try world.record(
      .dealStageChanged(
        .with {
          $0.deal = deal.description
          $0.stage = "proposal"
        }), at: .day(2))
    let side = try ReadSide(world)
    let reply = try side.ask(DealGetRequest.with { $0.deal = deal.description }, now: .day(5, plusSeconds: 30))
    #expect(reply.deal.id == deal.description)
    #expect(reply.deal.version == 2)
    #expect(reply.deal.contact == ada.description)
    #expect(reply.deal.pipeline == BuiltInPipeline.id.description)
    #expect(reply.deal.stage == "proposal")
    #expect(reply.deal.state == .open)
    #expect(reply.deal.value == .eur("100.00"))
    #expect(reply.deal.owner == "carl")
    #expect(reply.stages.map(\.stage) == ["lead", "proposal"])
    #expect(reply.stages.map(\.seconds) == [172_800, 259_230])
    #expect(reply.stages.map(\.hasLeftAt) == [true, false])
  }

  @Test func `that is won, reopened and lost has visits for each time it was open`() throws {
    var world = World()
    let ada = try world.contact("Ada")
    let deal = try world.deal(ada, "100", at: .day(0))
    try world.record(
      .dealWon(
        .with {
          $0.deal = deal.description
          $0.value = .eur("90")
        }), at: .day(1))
    try world.record(
      .dealReopened(
        .with {
          $0.deal = deal.description
          $0.stage = "negotiation"
        }), at: .day(3))
    try world.record(
      .dealLost(
        .with {
          $0.deal = deal.description
          $0.reason = "price"
          $0.competitor = "Acme"
        }), at: .day(7))
    let reply = try ReadSide(world).ask { (r: inout DealGetRequest) in r.deal = deal.description }
    #expect(reply.deal.state == .lost)
    #expect(reply.deal.closedAt == Instant.day(7).timestamp)
    #expect(reply.deal.value == .eur("90.00"))
    #expect(reply.deal.reason == "price")
    #expect(reply.deal.competitor == "Acme")
    #expect(reply.stages.map(\.stage) == ["lead", "negotiation"])
    #expect(reply.stages.map(\.seconds) == [86_400, 345_600])
  }

  @Test func `has visits that never overlap, whatever was told of earlier times`() throws {
    var world = World()
    let deal = try world.deal(try world.contact("Ada"), "100", at: .day(5))
    func move(to stage: String, at day: Int) throws {
      try world.record(.dealStageChanged(.with { ($0.deal, $0.stage) = (deal.description, stage) }), at: .day(day))
    }
    try move(to: "proposal", at: 9)
    try move(to: "negotiation", at: 7)
    try move(to: "qualified", at: 6)
    try world.record(.dealWon(.with { $0.deal = deal.description }), at: .day(8))
    try world.record(.dealReopened(.with { $0.deal = deal.description }), at: .day(6))
    try move(to: "lead", at: 12)
    let reply = try ReadSide(world).ask(DealGetRequest.with { $0.deal = deal.description }, now: .day(13))
    #expect(reply.stages.map(\.stage) == ["lead", "proposal", "negotiation", "qualified", "qualified", "lead"])
    let bounds = reply.stages.map { [$0.enteredAt, $0.hasLeftAt ? $0.leftAt : Instant.day(13).timestamp] }
    let days = [[5, 9], [9, 9], [9, 9], [9, 9], [9, 12], [12, 13]]
    #expect(bounds == days.map { $0.map { Instant.day($0).timestamp } })
    #expect(reply.stages.map(\.seconds) == days.map { Int64(($0[1] - $0[0]) * 86_400) })
  }

  @Test func `that is unknown is not found`() throws {
    let refusal = try ReadSide(World()).refusal(DealGetRequest.with { $0.deal = SubjectID(.deal, 9).description })
    #expect(refusal.code == .notFound)
    #expect(refusal.field == "deal")
  }

  /// A world with one pipeline, of one stage in which deals rot after ten days.
  private func rottingWorld() throws -> World {
    var world = World()
    try world.record(
      .pipelineDefined(
        .with {
          $0.name = "projects"
          $0.stages = [
            .with {
              $0.stage = "new"
              $0.rotDays = 10
            }
          ]
        }))
    return world
  }

  @Test func `rots when neither it nor its contact moved for longer than its stage allows`() throws {
    var world = try rottingWorld()
    let ada = try world.contact("Ada")
    let deal = try world.deal(ada, at: .day(0))
    let call = try world.call(ada, at: .day(4))
    let request = DealGetRequest.with { $0.deal = deal.description }
    let side = try ReadSide(world)
    #expect(try side.ask(request, now: .day(14)).deal.rotting == false)
    #expect(try side.ask(request, now: .day(14, plusSeconds: 1)).deal.rotting == true)
    try world.retract(call)
    try side.follow(world)
    #expect(try side.ask(request, now: .day(10)).deal.rotting == false)
    #expect(try side.ask(request, now: .day(10, plusSeconds: 1)).deal.rotting == true)
    let list = DealListRequest.with { $0.rotting = true }
    #expect(try side.ask(list, now: .day(11)).deals.map(\.id) == [deal.description])
    #expect(try side.ask(list, now: .day(9)).deals == [])
  }

  @Test func `is kept from rotting by its own interactions, and by those that name no deal`() throws {
    var world = try rottingWorld()
    let (ada, bob) = (try world.contact("Ada"), try world.contact("Bob"))
    let (mill, loom) = (try world.deal(ada, at: .day(0)), try world.deal(ada, at: .day(0)))
    func call(_ contact: SubjectID, about deal: SubjectID?, at time: Instant) throws -> Position {
      try world.record(
        .callLogged(
          .with {
            ($0.contact, $0.direction, $0.deal) = (contact.description, .outbound, deal?.description ?? "")
          }), at: time)
      return world.head
    }
    _ = try call(ada, about: mill, at: .day(4))
    let late = try call(ada, about: mill, at: .day(8))
    let side = try ReadSide(world, batches: [3])
    func lastDay(_ deal: SubjectID) throws -> Int? {
      let request = DealGetRequest.with { $0.deal = deal.description }
      return try (0..<60).first { try side.ask(request, now: .day($0, plusSeconds: 1)).deal.rotting }
    }
    #expect(try (lastDay(mill), lastDay(loom)) == (18, 10))
    try world.retract(late)
    try side.follow(world)
    #expect(try (lastDay(mill), lastDay(loom)) == (14, 10))
    // What was said of it stays said, though it is another one's now; his calls that name no deal count, not hers any more.
    try world.record(.dealTransferred(.with { ($0.deal, $0.contact) = (mill.description, bob.description) }))
    _ = try call(ada, about: nil, at: .day(6))
    try side.follow(world)
    #expect(try (lastDay(mill), lastDay(loom)) == (14, 16))
    _ = try call(bob, about: nil, at: .day(9))
    _ = try call(bob, about: mill, at: .day(7))
    try side.follow(world)
    #expect(try (lastDay(mill), lastDay(loom)) == (19, 16))
    #expect(try side.digests == ReadSide(building: world).digests)
  }

  @Test func `does not rot when it is closed, whatever else is asked`() throws {
    var world = try rottingWorld()
    let ada = try world.contact("Ada")
    let open = try world.deal(ada, at: .day(0))
    let won = try world.deal(ada, at: .day(0))
    try world.record(.dealWon(.with { $0.deal = won.description }), at: .day(1))
    let side = try ReadSide(world)
    func ids(_ body: (inout DealListRequest) -> Void) throws -> [String] {
      try side.ask(DealListRequest.with(body), now: .day(30)).deals.map(\.id)
    }
    #expect(try ids { $0.rotting = true } == [open.description])
    #expect(try ids { ($0.rotting, $0.state) = (true, .open) } == [open.description])
    #expect(try ids { ($0.rotting, $0.state) = (true, .won) } == [])
    #expect(try ids { ($0.rotting, $0.stage, $0.pipeline) = (true, "new", "projects") } == [open.description])
    #expect(try ids { $0.rotting = false } == [won.description])
    #expect(try ids { ($0.rotting, $0.contact) = (false, ada.description) } == [won.description])
  }

  @Test func `does not rot after an interaction that was recorded before it was opened`() throws {
    var world = try rottingWorld()
    let ada = try world.contact("Ada")
    try world.call(ada, at: .day(4))
    let deal = try world.deal(ada, at: .day(0))
    let request = DealGetRequest.with { $0.deal = deal.description }
    let side = try ReadSide(world)
    #expect(try side.ask(request, now: .day(14)).deal.rotting == false)
    #expect(try side.ask(request, now: .day(14, plusSeconds: 1)).deal.rotting == true)
  }
}

@Suite struct `Deals are listed` {
  let side: ReadSide
  let ada: SubjectID
  let open: SubjectID
  let won: SubjectID
  let lost: SubjectID

  init() throws {
    var world = World()
    ada = try world.contact("Ada")
    let bob = try world.contact("Bob")
    open = try world.deal(ada, "100", owner: "carl") { $0.stage = "proposal" }
    won = try world.deal(ada, "50", owner: "dora")
    lost = try world.deal(bob, owner: "carl")
    try world.record(.dealWon(.with { [won] in $0.deal = won.description }))
    try world.record(.dealLost(.with { [lost] in $0.deal = lost.description }))
    try world.record(
      .dealRevised(
        .with { [open] in
          $0.deal = open.description
          $0.owner = "emma"
        }))
    side = try ReadSide(world, batches: [1, 3])
  }

  private func ids(_ body: (inout DealListRequest) -> Void) throws -> [SubjectID] {
    try side.ask(body).deals.compactMap { SubjectID($0.id) }
  }

  @Test func `all, by contact, owner, state and stage`() throws {
    #expect(try ids { _ in } == [open, won, lost])
    #expect(try ids { $0.contact = ada.description } == [open, won])
    #expect(try ids { $0.owner = "emma" } == [open])
    #expect(try ids { $0.owner = "carl" } == [lost])
    #expect(try ids { $0.state = .open } == [open])
    #expect(try ids { $0.state = .won } == [won])
    #expect(try ids { $0.state = .lost } == [lost])
    #expect(try ids { $0.stage = "lead" } == [won, lost])
  }

  @Test func `by pipeline, with its id or name, and stage`() throws {
    for pipeline in ["sales", BuiltInPipeline.id.description] {
      #expect(
        try ids {
          $0.pipeline = pipeline
          $0.stage = "proposal"
          $0.state = .open
        } == [open])
    }
    #expect(try side.refusal(DealListRequest.with { $0.pipeline = "none" }).code == .notFound)
  }

  @Test func `page by page`() throws {
    var seen: [String] = []
    try side.pages(DealListRequest.with { $0.limit = 1 }) { reply in
      seen += reply.deals.map(\.id)
      return reply.hasCursor ? reply.cursor : nil
    }
    #expect(seen == [open, won, lost].map(\.description))
  }
}

@Suite struct `A pipeline's board` {
  @Test func `has counts, totals and weighted totals of each stage, by currency`() throws {
    var world = World()
    let ada = try world.contact("Ada")
    _ = try world.deal(ada, "100.01")
    _ = try world.deal(ada, "100.04")
    _ = try world.deal(ada) { $0.value = .of("USD", "7") }
    _ = try world.deal(ada)
    _ = try world.deal(ada, "40") { $0.stage = "proposal" }
    let won = try world.deal(ada, "1000")
    try world.record(.dealWon(.with { $0.deal = won.description }))
    let reply = try ReadSide(world, batches: [2]).ask { (_: inout PipelineBoardRequest) in }
    #expect(reply.name == "sales")
    #expect(reply.stages.map(\.stage) == ["lead", "qualified", "proposal", "negotiation"])
    #expect(reply.stages.map(\.probability) == [10, 25, 50, 75])
    #expect(reply.stages.map(\.count) == [4, 0, 1, 0])
    #expect(reply.stages[0].totals == [.eur("200.05"), .of("USD", "7.00")])
    #expect(reply.stages[0].weighted == [.eur("20.01"), .of("USD", "0.70")])
    #expect(reply.stages[0].deals.count == 4)
    #expect(reply.stages[2].weighted == [.eur("20.00")])
  }

  @Test func `shows the first 20 deals of a stage and counts all`() throws {
    var world = World()
    let ada = try world.contact("Ada")
    for _ in 0..<25 { _ = try world.deal(ada, "1") }
    let stage = try #require(try ReadSide(world).ask { (_: inout PipelineBoardRequest) in }.stages.first)
    #expect(stage.count == 25)
    #expect(stage.deals.count == 20)
  }

  @Test func `of the first pipeline that was defined is the default, any is shown by id or name`() throws {
    var world = World()
    var ids: [SubjectID] = []
    for name in ["first", "second"] {
      ids.append(
        try world.record(
          .pipelineDefined(
            .with {
              $0.name = name
              $0.stages = [.with { $0.stage = "only" }]
            })
        ).subject)
    }
    let side = try ReadSide(world)
    #expect(try side.ask { (_: inout PipelineBoardRequest) in }.name == "first")
    #expect(try side.ask { (r: inout PipelineBoardRequest) in r.pipeline = "second" }.pipeline == ids[1].description)
    #expect(try side.ask { (r: inout PipelineBoardRequest) in r.pipeline = ids[1].description }.name == "second")
    #expect(try side.refusal(PipelineBoardRequest.with { $0.pipeline = "third" }).code == .notFound)
    #expect(try side.ask { (_: inout PipelineListRequest) in }.pipelines.map(\.name) == ["first", "second"])
  }

  /// As logs of earlier releases have it.
  @Test func `keeps deals in a stage that a later definition left out`() throws {
    var world = World()
    var fact = PipelineDefined()
    fact.name = "projects"
    fact.stages = [.with { $0.stage = "old" }, .with { $0.stage = "new" }]
    let pipeline = try world.record(.pipelineDefined(fact)).subject
    let ada = try world.contact("Ada")
    _ = try world.deal(ada, "5")
    fact.pipeline = pipeline.description
    fact.stages = [.with { $0.stage = "new" }]
    let encoded = try FactCodec.encode(.with { [fact] in $0.fact = .pipelineDefined(fact) })
    let header = EventHeader(
      position: world.next, type: encoded.type.rawValue, recordedAt: world.now, occurredAt: world.now,
      subject: pipeline,
      version: Version(2), uid: 1000, role: .agent)
    world.append(RecordedEvent(header: header, fact: encoded.content), changes: [])
    let reply = try ReadSide(world).ask { (_: inout PipelineBoardRequest) in }
    #expect(reply.stages.map(\.stage) == ["new", "old"])
    #expect(reply.stages.map(\.count) == [0, 1])
    #expect(reply.stages.map(\.probability) == [0, 0])
  }

  @Test func `is the built-in one's until a pipeline is defined`() throws {
    var world = World()
    _ = try world.contact("Ada")
    let pipelines = try ReadSide(world).ask { (_: inout PipelineListRequest) in }.pipelines
    #expect(pipelines.map(\.name) == ["sales"])
    #expect(pipelines.first?.stages.map(\.stage) == ["lead", "qualified", "proposal", "negotiation"])
  }
}
