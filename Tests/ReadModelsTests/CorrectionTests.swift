import APISchema
import Domain
import FactSchema
import ReadModels
import RowSchema
import SwiftProtobuf
import TestSupport
import Testing

@Suite struct `What was corrected` {
  private static func changes(_ side: ReadSide, _ contact: SubjectID) throws -> [[FieldChange]] {
    try side.ask { (r: inout ContactHistoryRequest) in r.contact = contact.description }.entries.map(\.changes)
  }

  private static func change(_ field: String, _ before: String?, _ after: String?) -> FieldChange {
    .with {
      $0.field = field
      if let before { $0.before = before }
      if let after { $0.after = after }
    }
  }

  @Test func `is told in a history from what to what`() throws {
    var world = World()
    let ada = try world.contact("Ada", owner: "kim") { $0.tags = ["vip"] }
    func changed(_ body: (inout ContactDetailsChanged) -> Void) -> Fact.OneOf_Fact {
      .contactDetailsChanged(
        .with {
          $0.contact = ada.description
          body(&$0)
        })
    }
    try world.call(ada)
    try world.record(changed { ($0.owner, $0.source) = ("eve", "web") })
    try world.record(.contactTagged(.with { ($0.contact, $0.tags) = (ada.description, ["new"]) }))
    // The same again changes nothing.
    try world.record(changed { ($0.owner, $0.tags) = ("eve", ["old"]) })
    try world.record(changed { $0.clear = ["owner", "tags"] })
    try world.record(changed { $0.name = String(repeating: "ä", count: 50) })
    let history = try Self.changes(ReadSide(world), ada)
    #expect(
      history == [
        [Self.change("name", "Ada", String(repeating: "ä", count: 40) + "…")],
        [Self.change("owner", "eve", nil), Self.change("tags", "old", nil)],
        [Self.change("tags", "vip, new", "old")], [],
        [Self.change("source", nil, "web"), Self.change("owner", "kim", "eve")], [], [],
      ])
  }

  @Test func `is told only as far as its earlier facts are looked at`() throws {
    var world = World()
    let ada = try world.contact("Ada", owner: "kim")
    for number in 1...120 {
      try world.record(.contactDetailsChanged(.with { ($0.contact, $0.source) = (ada.description, "s\(number)") }))
    }
    try world.record(
      .contactDetailsChanged(.with { ($0.contact, $0.owner, $0.source) = (ada.description, "eve", "web") }))
    #expect(try Self.changes(ReadSide(world), ada).first == [Self.change("source", "s120", "web")])
  }

  @Test func `is told of a deal in the histories of both contacts`() throws {
    var world = World()
    let (ada, bob) = (try world.contact("Ada"), try world.contact("Bob"))
    let deal = try world.deal(ada, "5", owner: "kim")
    try world.record(.dealTransferred(.with { ($0.deal, $0.contact) = (deal.description, bob.description) }))
    try world.record(.dealRevised(.with { ($0.deal, $0.owner) = (deal.description, "eve") }))
    let side = try ReadSide(world)
    let transfer = [Self.change("contact", ada.description, bob.description)]
    #expect(try Self.changes(side, ada).first == transfer)
    // What was opened for Ada is in her history alone, and is known in Bob's.
    #expect(try Self.changes(side, bob) == [[Self.change("owner", "kim", "eve")], transfer, []])
  }

  @Test func `counts an open deal for the contact that it was transferred to`() throws {
    var world = World()
    let (ada, bob) = (try world.contact("Ada"), try world.contact("Bob"))
    var definition = PipelineDefined.with {
      $0.name = "projects"
      $0.stages = [.with { $0.stage = "one" }, .with { $0.stage = "two" }]
    }
    let first = try world.record(.pipelineDefined(definition)).subject
    definition.name = "others"
    let second = try world.record(.pipelineDefined(definition)).subject
    let deal = try world.deal(ada, "5", at: .day(1))
    func openDeals(_ side: ReadSide) throws -> [UInt64] {
      try [ada, bob].map { id in
        try side.ask { (r: inout ContactGetRequest) in r.contact = id.description }.contact.openDeals
      }
    }
    try world.record(.dealTransferred(.with { ($0.deal, $0.contact) = (deal.description, bob.description) }))
    try world.record(
      .dealTransferred(.with { ($0.deal, $0.pipeline) = (deal.description, second.description) }), at: .day(3))
    let side = try ReadSide(world)
    #expect(try openDeals(side) == [0, 1])
    for (contact, count) in [(ada, 0), (bob, 1)] {
      #expect(try side.ask { (r: inout DealListRequest) in r.contact = contact.description }.deals.count == count)
    }
    let visits = try side.ask { (r: inout DealGetRequest) in r.deal = deal.description }.stages
    #expect(visits.map(\.pipeline) == [first.description, second.description])
    #expect(visits.map(\.stage) == ["one", "one"] && visits[0].seconds == 2 * 86_400 && !visits[1].hasLeftAt)
    for (pipeline, counts) in [(first, [0, 0]), (second, [1, 0])] as [(SubjectID, [UInt64])] {
      let board = try side.ask { (r: inout PipelineBoardRequest) in r.pipeline = pipeline.description }
      #expect(board.stages.map(\.count) == counts)
    }
    try world.record(.dealWon(.with { $0.deal = deal.description }))
    try side.follow(world)
    #expect(try openDeals(side) == [0, 0])
    let won = try side.ask { (r: inout MetricsQueryRequest) in (r.metric, r.by) = ("deals.won", "pipeline") }.series
    #expect(won.map(\.key.pipeline) == [second.description])
  }

  @Test func `is charged to a campaign by currency, day and head`() throws {
    var world = World()
    let campaign = try world.record(
      .campaignCreated(
        .with {
          ($0.name, $0.channel, $0.purpose) = ("News", "email", "news"); $0.cost = .eur("100")
        })
    ).subject
    for (amount, currency, day) in [
      ("10.00", "EUR", "2026-10-01"), ("0.05", "EUR", "2026-10-02"), ("7", "JPY", "2026-10-02"),
    ] {
      try world.record(
        .campaignCostRecorded(
          .with { ($0.campaign, $0.amount, $0.on) = (campaign.description, .of(currency, amount), day) }))
    }
    for (number, response) in [CampaignResponse.replied, .replied, .converted, .opened].enumerated() {
      let contact = try world.contact("Contact \(number)").description
      try world.record(.campaignSent(.with { ($0.campaign, $0.contact) = (campaign.description, contact) }))
      try world.record(
        .campaignResponseRecorded(
          .with { ($0.campaign, $0.contact, $0.response) = (campaign.description, contact, response) }))
    }
    try world.record(
      .campaignRevised(.with { ($0.campaign, $0.name, $0.cost) = (campaign.description, "All news", .eur("90")) }))
    let side = try ReadSide(world)
    let report = try side.ask { (r: inout CampaignReportRequest) in r.campaign = campaign.description }
    #expect(report.campaign.name == "All news" && report.cost == .eur("90.00") && report.campaign.version == 2)
    #expect(report.spent == [.eur("10.05"), .of("JPY", "7")])
    // 5.025 and 3.5, halves up.
    #expect(report.costPerReply == [.eur("5.03"), .of("JPY", "4")])
    #expect(report.costPerConversion == [.eur("10.05"), .of("JPY", "7")])
    let days = try side.ask { (r: inout MetricsQueryRequest) in (r.metric, r.by) = ("campaigns.cost", "day,channel") }
    #expect(
      days.series.map(\.at) == ["2026-10-01", "2026-10-02"] && days.series.map(\.key.channel) == ["email", "email"])
    #expect(days.series.map(\.amounts) == [[.eur("10.00")], [.eur("0.05"), .of("JPY", "7")]])
  }
}

@Suite struct `A task that comes again` {
  @Test func `is one card that is due anew, and tells when it was done`() throws {
    var world = World()
    let ada = try world.contact("Ada")
    let task = try world.record(
      .taskScheduled(
        .with {
          ($0.contact, $0.title, $0.recurrence) = (ada.description, "Report", "FREQ=WEEKLY;COUNT=3")
          ($0.dueAt, $0.reminders) = (Instant.day(1).timestamp, ["-PT1H", "PT1H"])
        })
    ).subject
    func card(_ side: ReadSide) throws -> TaskCard {
      try side.ask { (r: inout TaskGetRequest) in r.task = task.description }.task
    }
    func reminders(_ side: ReadSide) throws -> [Instant?] {
      try side.ask { (_: inout ReminderListRequest) in }.reminders.map { Instant($0.at) }
    }
    let side = try ReadSide(world)
    #expect(try card(side).occurrence == 1)
    #expect(try reminders(side) == [.day(0, plusSeconds: 82_800), .day(1, plusSeconds: 3_600)])
    for (number, outcome) in ["sent", "skipped"].enumerated() {
      try world.record(
        .taskCompleted(.with { ($0.task, $0.outcome) = (task.description, outcome) }), at: .day(2 + 7 * number))
    }
    try side.follow(world)
    let open = try card(side)
    #expect(open.state == .open && open.occurrence == 3 && Instant(open.dueAt) == .day(15) && open.outcome.isEmpty)
    #expect(!open.hasCompletedAt && open.version == 3)
    #expect(try reminders(side) == [.day(14, plusSeconds: 82_800), .day(15, plusSeconds: 3_600)])
    #expect(try side.ask { (r: inout TaskListRequest) in r.state = .open }.tasks.map(\.id) == [task.description])
    // The history says when it is due from then on.
    let entry = try side.ask { (r: inout ContactHistoryRequest) in r.contact = ada.description }.entries.first
    let due = FieldChange.with {
      ($0.field, $0.before, $0.after) = ("dueAt", Instant.day(8).rfc3339, Instant.day(15).rfc3339)
    }
    #expect(entry?.changes == [due])
    try world.record(.taskCompleted(.with { $0.task = task.description }), at: .day(15))
    try side.follow(world)
    #expect(try card(side).state == .done && card(side).occurrence == 3 && reminders(side) == [])
    let first = try side.ask { (r: inout TaskGetRequest) in (r.task, r.limit) = (task.description, 2) }
    #expect(first.occurrences.map(\.occurrence) == [3, 2] && first.occurrences.map(\.outcome) == ["", "skipped"])
    let rest = try side.ask { (r: inout TaskGetRequest) in (r.task, r.cursor) = (task.description, first.cursor) }
    #expect(rest.occurrences.map(\.outcome) == ["sent"] && !rest.hasCursor)
    #expect(Instant(rest.occurrences[0].dueAt) == .day(1) && Instant(rest.occurrences[0].completedAt) == .day(2))
  }

  @Test func `reminds from one time on to before another, of open tasks of an owner`() throws {
    var world = World()
    var tasks: [SubjectID] = []
    for (title, owner) in [("a", "kim"), ("b", "eve"), ("c", "kim")] {
      tasks.append(
        try world.record(
          .taskScheduled(
            .with {
              ($0.title, $0.owner, $0.dueAt) = (title, owner, Instant.day(10).timestamp)
              $0.reminders = ["-P2D", "PT0S"]
            })
        ).subject)
    }
    try world.record(.taskCancelled(.with { $0.task = tasks[2].description }))
    try world.record(
      .taskRescheduled(.with { ($0.task, $0.dueAt) = (tasks[1].description, Instant.day(12).timestamp) }))
    let side = try ReadSide(world)
    func found(_ body: (inout ReminderListRequest) -> Void) throws -> [String] {
      try side.ask(body).reminders.map { "\($0.task.title)\((Instant($0.at)?.day ?? 0) - Instant.day(0).day)" }
    }
    #expect(try found { _ in } == ["a8", "a10", "b10", "b12"])
    #expect(try found { ($0.from, $0.to) = (Instant.day(8).timestamp, Instant.day(10).timestamp) } == ["a8"])
    #expect(try found { $0.from = Instant.day(10).timestamp } == ["a10", "b10", "b12"])
    #expect(try found { $0.owner = "kim" } == ["a8", "a10"])
    #expect(try side.refusal(ReminderListRequest.with { $0.owner = "nobody" }).code == .notFound)
    var pages: [String] = []
    try side.pages(ReminderListRequest.with { $0.limit = 1 }) { reply in
      pages += reply.reminders.map(\.task.title)
      return reply.hasCursor ? reply.cursor : nil
    }
    #expect(pages == ["a", "a", "b", "b"])
  }

  @Test func `that is due on a day is overdue when the day is over in its zone`() throws {
    var world = World()
    let task = try world.record(
      .taskScheduled(.with { ($0.title, $0.dueOn, $0.zone) = ("Call", "2026-01-11", "-02:00") })
    ).subject
    let side = try ReadSide(world)
    let request = TaskGetRequest.with { $0.task = task.description }
    #expect(try !side.ask(request, now: .day(11, plusSeconds: 7_200)).task.overdue)
    #expect(try side.ask(request, now: .day(11, plusSeconds: 7_201)).task.overdue)
  }
}
