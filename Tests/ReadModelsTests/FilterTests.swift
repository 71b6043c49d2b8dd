import APISchema
import Domain
import FactSchema
import ReadModels
import SwiftProtobuf
import TestSupport
import Testing

@Suite struct `A filter` {
  let side: ReadSide
  let ada: SubjectID
  let deal: SubjectID

  init() throws {
    var world = World()
    ada = try world.contact("Ada", owner: "carl") { $0.tags = ["VIP"] }
    deal = try world.deal(ada, "5", owner: "dora")
    try world.record(
      .taskScheduled(
        .with {
          $0.title = "Call"
          $0.dueAt = Instant.day(3).timestamp
          $0.owner = "emma"
        }))
    // What nothing has any more is still known.
    try world.record(
      .contactDetailsChanged(
        .with { [ada] in
          $0.contact = ada.description
          $0.owner = "fred"
        }))
    try world.record(
      .contactUntagged(
        .with { [ada] in
          $0.contact = ada.description
          $0.tags = ["VIP"]
        }))
    side = try ReadSide(world, batches: [2])
  }

  private func refusal(_ request: some ReadModelRequest, _ field: String) throws {
    let refusal = try side.refusal(request)
    #expect(refusal.code == .notFound, "\(request)")
    #expect(refusal.field == field, "\(request)")
    #expect(!refusal.message.contains("nobody"))
  }

  @Test func `with an owner that nothing has had is refused in every list`() throws {
    try refusal(ContactFindRequest.with { $0.owner = "nobody" }, "owner")
    try refusal(ContactFindRequest.with { ($0.owner, $0.text) = ("nobody", "ada") }, "owner")
    try refusal(DealListRequest.with { $0.owner = "nobody" }, "owner")
    try refusal(TaskListRequest.with { $0.owner = "nobody" }, "owner")
  }

  @Test func `with an owner of something else gives an empty list`() throws {
    for owner in ["carl", "dora", "emma", "fred"] {
      let contacts = try side.ask { (r: inout ContactFindRequest) in r.owner = owner }.contacts
      let deals = try side.ask { (r: inout DealListRequest) in r.owner = owner }.deals
      let tasks = try side.ask { (r: inout TaskListRequest) in r.owner = owner }.tasks
      #expect(contacts.count == (owner == "fred" ? 1 : 0))
      #expect(deals.count == (owner == "dora" ? 1 : 0))
      #expect(tasks.count == (owner == "emma" ? 1 : 0))
    }
  }

  @Test func `with a tag that no contact has had is refused, and one that was taken off finds nobody`() throws {
    try refusal(ContactFindRequest.with { $0.tag = "nobody" }, "tag")
    #expect(try side.ask { (r: inout ContactFindRequest) in r.tag = "vip" }.contacts == [])
  }

  @Test func `with a contact or a deal that does not exist is refused in every list`() throws {
    let contact = SubjectID(.contact, 99).description
    try refusal(ContactHistoryRequest.with { $0.contact = contact }, "contact")
    try refusal(DealListRequest.with { $0.contact = contact }, "contact")
    try refusal(DealListRequest.with { ($0.contact, $0.stage) = (contact, "lead") }, "contact")
    try refusal(TaskListRequest.with { $0.contact = contact }, "contact")
    try refusal(OrderListRequest.with { $0.contact = contact }, "contact")
    try refusal(TaskListRequest.with { $0.deal = SubjectID(.deal, 99).description }, "deal")
    #expect(try side.ask { (r: inout OrderListRequest) in r.contact = ada.description }.orders == [])
    #expect(try side.ask { (r: inout TaskListRequest) in r.contact = ada.description }.tasks == [])
    #expect(try side.ask { (r: inout TaskListRequest) in r.deal = deal.description }.tasks == [])
  }

  @Test func `with a stage that is none of the pipeline, or of any, is refused`() throws {
    try refusal(DealListRequest.with { $0.stage = "nobody" }, "stage")
    try refusal(DealListRequest.with { ($0.stage, $0.pipeline) = ("nobody", "sales") }, "stage")
    try refusal(DealListRequest.with { $0.pipeline = "nobody" }, "pipeline")
    try refusal(DealListRequest.with { $0.pipeline = SubjectID(.pipeline, 99).description }, "pipeline")
    try refusal(PipelineBoardRequest.with { $0.pipeline = "nobody" }, "pipeline")
    #expect(try side.ask { (r: inout DealListRequest) in r.stage = "proposal" }.deals == [])
  }

  @Test func `knows the stages that a pipeline had, each of its own`() throws {
    var world = World()
    var fact = PipelineDefined.with {
      $0.name = "one"
      $0.stages = [.with { $0.stage = "old" }, .with { $0.stage = "kept" }]
    }
    fact.pipeline = try world.record(.pipelineDefined(fact)).subject.description
    fact.stages = [.with { $0.stage = "kept" }]
    fact.name = "renamed"
    try world.record(.pipelineDefined(fact))
    try world.record(
      .pipelineDefined(
        .with {
          $0.name = "two"
          $0.stages = [.with { $0.stage = "other" }]
        }))
    let side = try ReadSide(world)
    for (stage, pipeline) in [("old", ""), ("old", "renamed"), ("kept", "renamed"), ("other", "two")] {
      let request = DealListRequest.with {
        $0.stage = stage
        if !pipeline.isEmpty { $0.pipeline = pipeline }
      }
      #expect(try side.ask(request).deals == [])
    }
    for (field, stage, pipeline) in [("stage", "other", "renamed"), ("stage", "lead", ""), ("pipeline", "old", "one")] {
      let request = DealListRequest.with {
        $0.stage = stage
        if !pipeline.isEmpty { $0.pipeline = pipeline }
      }
      #expect(try side.refusal(request).code == .notFound)
      #expect(try side.refusal(request).field == field)
    }
  }

  @Test func `with a campaign that does not exist is refused`() throws {
    let campaign = SubjectID(.campaign, 99).description
    try refusal(CampaignGetRequest.with { $0.campaign = campaign }, "campaign")
    try refusal(CampaignReportRequest.with { $0.campaign = campaign }, "campaign")
  }
}
