import APISchema
import Domain
import FactSchema
import ReadModels
import RowSchema
import SwiftProtobuf
import TestSupport
import Testing

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
            })
        ).subject)
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

  @Test func `due from a time on, it included, and before another`() throws {
    #expect(
      try titles {
        $0.dueFrom = Instant.day(20).timestamp
        $0.dueTo = Instant.day(30).timestamp
      } == ["middle"])
    #expect(
      try titles {
        $0.dueFrom = Instant.day(20).timestamp
        $0.dueTo = Instant(microseconds: Instant.day(30).microseconds + 1).timestamp
      } == ["middle", "late"])
    #expect(try titles { $0.dueTo = Instant.day(19).timestamp } == ["early"])
    #expect(
      try titles {
        $0.dueFrom = Instant.day(20).timestamp
        $0.dueTo = Instant.day(20).timestamp
      } == [])
    // Each task is in exactly one of two stretches that meet.
    #expect(
      try titles { $0.dueTo = Instant.day(20).timestamp } + titles { $0.dueFrom = Instant.day(20).timestamp } == [
        "early", "middle", "late",
      ])
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

  @Test func `with what was paid on them, until they are retracted`() throws {
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
    #expect(try side.ask { (_: inout OrderListRequest) in }.orders == [])
  }
}
