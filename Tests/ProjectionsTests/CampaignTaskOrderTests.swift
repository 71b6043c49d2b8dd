import Domain
import Projections
import Schema
import SwiftProtobuf
import Testing

@Suite struct `A campaign's report` {
  private func campaign(_ world: inout World) throws -> SubjectID {
    try world.record(
      .campaignCreated(
        .with {
          $0.name = "Spring"
          $0.channel = "email"
          $0.purpose = "newsletter"
          $0.cost = .eur("10")
        }))
  }

  private func send(_ world: inout World, _ campaign: SubjectID, _ contact: SubjectID) throws -> Position {
    try world.record(
      .campaignSent(
        .with {
          $0.campaign = campaign.description
          $0.contact = contact.description
        }))
    return world.head
  }

  private func respond(
    _ world: inout World, _ campaign: SubjectID, _ contact: SubjectID, _ response: CampaignResponse
  ) throws -> Position {
    try world.record(
      .campaignResponseRecorded(
        .with {
          $0.campaign = campaign.description
          $0.contact = contact.description
          $0.response = response
        }))
    return world.head
  }

  @Test func `counts distinct contacts and gives rates`() throws {
    var world = World()
    let spring = try campaign(&world)
    let contacts = try (0..<4).map { try world.contact("Contact \($0)") }
    for contact in contacts { _ = try send(&world, spring, contact) }
    _ = try send(&world, spring, contacts[0])
    for contact in contacts.prefix(2) { _ = try respond(&world, spring, contact, .delivered) }
    _ = try respond(&world, spring, contacts[3], .bounced)
    _ = try respond(&world, spring, contacts[0], .opened)
    _ = try respond(&world, spring, contacts[0], .opened)
    let report = try ReadSide(world, batches: [3]).ask { (r: inout CampaignReportRequest) in
      r.campaign = spring.description
    }
    #expect(report.campaign.name == "Spring")
    #expect(report.sent == 4)
    #expect(report.delivered == 2)
    #expect(report.bounced == 1)
    #expect(report.opened == 1)
    #expect(report.clicked == 0)
    #expect(report.rates.delivery == 0.5)
    #expect(report.rates.bounce == 0.25)
    #expect(report.rates.open == 0.5)
    #expect(report.rates.click == 0)
    #expect(report.rates.hasClickToOpen)
    #expect(report.cost == .eur("10.00"))
  }

  @Test func `has no rates where nothing was delivered`() throws {
    var world = World()
    let spring = try campaign(&world)
    let report = try ReadSide(world).ask { (r: inout CampaignReportRequest) in r.campaign = spring.description }
    #expect(!report.rates.hasDelivery)
    #expect(!report.rates.hasOpen)
    #expect(report.hasRates)
  }

  @Test func `counts a contact until all of its responses of a kind are retracted`() throws {
    var world = World()
    let spring = try campaign(&world)
    let ada = try world.contact("Ada")
    let sent = try send(&world, spring, ada)
    let first = try respond(&world, spring, ada, .opened)
    let second = try respond(&world, spring, ada, .opened)
    let side = try ReadSide(world)
    let request = CampaignReportRequest.with { $0.campaign = spring.description }
    try world.retract(first)
    try side.follow(world)
    #expect(try side.ask(request).opened == 1)
    try world.retract(second)
    try side.follow(world)
    #expect(try side.ask(request).opened == 0)
    try world.retract(sent)
    try side.follow(world)
    #expect(try side.ask(request).sent == 0)
  }

  @Test func `stands beside the campaign, which is listed`() throws {
    var world = World()
    let spring = try campaign(&world)
    let side = try ReadSide(world)
    let found = try side.ask { (r: inout CampaignGetRequest) in r.campaign = spring.description }
    #expect(found.campaign.channel == "email")
    #expect(found.campaign.version == 1)
    #expect(try side.ask { (_: inout CampaignListRequest) in }.campaigns == [found.campaign])
    let unknown = SubjectID(.campaign, 99).description
    #expect(try side.refusal(CampaignGetRequest.with { $0.campaign = unknown }).code == .notFound)
    #expect(try side.refusal(CampaignReportRequest.with { $0.campaign = unknown }).field == "campaign")
  }
}

@Suite struct `Tasks are listed` {
  let side: ReadSide
  let ada: SubjectID
  let deal: SubjectID
  let tasks: [SubjectID]

  init() throws {
    var world = World()
    ada = try world.contact("Ada")
    deal = try world.deal(ada)
    var tasks: [SubjectID] = []
    for (title, day, owner) in [("late", 30, "carl"), ("early", 10, "dora"), ("middle", 20, "carl")] {
      tasks.append(
        try world.record(
          .taskScheduled(
            .with { [ada, deal] in
              $0.title = title
              $0.dueAt = Instant.day(day).timestamp
              $0.owner = owner
              if title == "early" { $0.contact = ada.description }
              if title == "middle" { $0.deal = deal.description }
            })))
    }
    try world.record(
      .taskCompleted(
        .with {
          $0.task = tasks[1].description
          $0.outcome = "dropped"
        }))
    self.tasks = tasks
    side = try ReadSide(world, batches: [4])
  }

  private func titles(_ body: (inout TaskListRequest) -> Void) throws -> [String] {
    try side.ask(body).tasks.map(\.title)
  }

  @Test func `by due time`() throws {
    #expect(try titles { _ in } == ["early", "middle", "late"])
  }

  @Test func `of an owner, a contact, a deal, in a state`() throws {
    #expect(try titles { $0.owner = "carl" } == ["middle", "late"])
    #expect(try titles { $0.contact = ada.description } == ["early", "middle"])
    #expect(try titles { $0.deal = deal.description } == ["middle"])
    #expect(try titles { $0.state = .open } == ["middle", "late"])
    #expect(try titles { $0.state = .done } == ["early"])
    #expect(
      try titles {
        $0.owner = "dora"
        $0.state = .open
      } == [])
  }

  @Test func `due between two times, both included`() throws {
    #expect(
      try titles {
        $0.dueFrom = Instant.day(20).timestamp
        $0.dueTo = Instant.day(30).timestamp
      } == ["middle", "late"])
    #expect(try titles { $0.dueTo = Instant.day(19).timestamp } == ["early"])
    let refusal = try side.refusal(
      TaskListRequest.with {
        $0.dueFrom = Instant.day(2).timestamp
        $0.dueTo = Instant.day(1).timestamp
      })
    #expect(refusal.field == "dueTo")
  }

  @Test func `page by page`() throws {
    var request = TaskListRequest.with { $0.limit = 2 }
    let first = try side.ask(request)
    request.cursor = first.cursor
    let second = try side.ask(request)
    #expect((first.tasks + second.tasks).map(\.title) == ["early", "middle", "late"])
    #expect(!second.hasCursor)
  }

  @Test func `with whether they are overdue now`() throws {
    let request = TaskListRequest()
    #expect(try side.ask(request, now: .day(25)).tasks.map(\.overdue) == [false, true, false])
    let task = try side.ask(TaskGetRequest.with { $0.task = tasks[1].description }, now: .day(40)).task
    #expect(task.state == .done)
    #expect(task.outcome == "dropped")
    #expect(task.version == 2)
    #expect(!task.overdue)
    #expect(try side.refusal(TaskGetRequest.with { $0.task = SubjectID(.task, 99).description }).code == .notFound)
  }
}

@Suite struct `Orders are listed` {
  @Test func `newest first, of all or one contact`() throws {
    var world = World()
    let ada = try world.contact("Ada")
    let bob = try world.contact("Bob")
    let old = try world.order(ada, "1", at: .day(1))
    let new = try world.order(ada, "2", at: .day(9))
    let other = try world.order(bob, "3", at: .day(5))
    let side = try ReadSide(world, batches: [2])
    let all = try side.ask { (_: inout OrderListRequest) in }.orders
    #expect(all.map(\.id) == [new, other, old].map(\.description))
    let own = try side.ask { (r: inout OrderListRequest) in r.contact = ada.description }.orders
    #expect(own.map(\.total) == [.eur("2.00"), .eur("1.00")])
    var request = OrderListRequest.with { $0.limit = 2 }
    request.cursor = try side.ask(request).cursor
    #expect(try side.ask(request).orders.map(\.id) == [old.description])
  }

  @Test func `with what was paid on them, and whether they were retracted`() throws {
    var world = World()
    let ada = try world.contact("Ada")
    let order = try world.order(ada, "10")
    let placed = world.head
    for amount in ["4", "2.50"] {
      try world.record(
        .paymentReceived(
          .with {
            $0.contact = ada.description
            $0.order = order.description
            $0.amount = .eur(amount)
          }))
    }
    let side = try ReadSide(world)
    #expect(try side.ask { (_: inout OrderListRequest) in }.orders.first?.paid == [.eur("6.50")])
    try world.retract(world.head)
    try side.follow(world)
    #expect(try side.ask { (_: inout OrderListRequest) in }.orders.first?.paid == [.eur("4.00")])
    try world.retract(placed)
    try side.follow(world)
    let card = try #require(try side.ask { (_: inout OrderListRequest) in }.orders.first)
    #expect(card.retractedBy == world.head.value)
    #expect(card.version == 2)
  }
}
