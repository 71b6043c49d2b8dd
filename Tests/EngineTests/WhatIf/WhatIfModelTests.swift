import APISchema
import Domain
import EventLog
import FactSchema
import ReadModels
import RowSchema
import SwiftProtobuf
import TestSupport
import Testing

@testable import Engine
@testable import TestModel

/// Each answer is held against a plain model that was fed what is left of the facts, and what was added, from zero.
@Suite struct `What would be` {
  /// A random history of facts of any kind, of which some were retracted and some of these restored, and an engine over it.
  private struct History {
    var world: RetractingWorld
    let kith: TestEngine
    var random: SeededGenerator
    var facts: RandomFacts

    init(seed: UInt64, configure: (inout EngineOptions) -> Void = { _ in }) throws {
      var world = RetractingWorld(seed: seed, steps: 0, isSeeded: true)
      let made = TestClock()
      let log = try MemoryLog(now: made.now)
      world.adopt(log.secret.key)
      for _ in 0..<400 { world.step(12) }
      self.world = world
      random = SeededGenerator(seed: seed)
      facts = RandomFacts(seed: seed)
      let clock = TestClock()
      clock.advance(milliseconds: (world.world.now.microseconds - clock.now.microseconds) / 1_000)
      try append(world.world.events, to: log)
      kith = try TestEngine(over: log, clock: clock, configure: configure)
    }

    /// Whether it is decided, and the same each time: what it makes is named.
    private func isTheSame(_ branching: TestEngine.Branching) throws -> Bool {
      guard let branch = try? kith.branch(branching) else { return false }
      return try kith.branch(branching).added.map(\.header) == branch.added.map(\.header)
    }

    /// Some facts to leave out, and some to add.
    mutating func branching() throws -> TestEngine.Branching {
      let standing = world.world.events.filter { event in
        (FactType(rawValue: event.type)?.isRetractable ?? false)
          && (try? world.world.retraction(of: event.position)) == .some(nil)
      }
      var branching = TestEngine.Branching()
      for _ in 0..<random.below(4) where !standing.isEmpty {
        branching.without.append(random.pick(standing).position.value)
      }
      for _ in 0..<random.below(6) {
        guard let fact = facts.fact(world.model, now: kith.clock.now.microseconds).fact else { continue }
        // Figures of days in another zone are all others.
        if case .companyConfigured(let company) = fact, company.hasTimeZone { continue }
        var more = branching
        more.with.append(fact)
        if try isTheSame(more) { branching = more }
      }
      return branching
    }

    /// What is left, and what was added.
    func model(_ branch: Branch) -> PlainModel {
      let leftOut = Set(branch.leftOut)
      var model = PlainModel()
      for event in world.world.initial { model.begin(with: PlainModel.Entry(event)) }
      for event in world.world.events where !leftOut.contains(event.position) {
        // Where a message went was decided once.
        model.append(world.model.log[Int(event.position.value) - 1])
      }
      for event in branch.added { model.append(PlainModel.Entry(event)) }
      model.stand(at: branch.position.value)
      return model
    }
  }

  @Test(arguments: 401...406 as ClosedRange<UInt64>)
  func `is a fold of what is left and what is added, whatever is asked`(seed: UInt64) async throws {
    var history = try History(seed: seed)
    let kith = history.kith
    defer { try? kith.stop() }
    let before = try await kith.liveDigests()
    var (tried, leftOut, added) = (0, 0, 0)
    for _ in 0..<40 where tried < 12 {
      let branching = try history.branching()
      guard let branch = try? kith.branch(branching) else { continue }
      #expect(Set(branching.without.map { Position($0) }).isSubset(of: branch.leftOut))
      tried += 1
      leftOut += branch.leftOut.count
      added += branch.added.count
      var questions = ModelQuestions(InBranch(kith: kith, branching: branching), seed: history.random.next())
      questions.place = "seed \(seed), \(branching)"
      questions.model = history.model(branch)
      if tried == 1 { try await questions.everything() }
      for _ in 0..<12 { try await questions.one() }
    }
    #expect(tried >= 8 && leftOut > 0 && added > 0, "\(tried) \(leftOut) \(added)")
    #expect(try await kith.liveDigests() == before)
    for model in kith.options.readModels { #expect(try await kith.verify(model.name).equal, "\(model.name)") }
  }

  @Test func `of figures without a campaign is what the other messages come to`() async throws {
    let kith = try TestEngine()
    defer { try? kith.stop() }
    let campaigns = try await [
      kith.record(campaign("Spring", by: "email")), kith.record(campaign("Autumn", by: "post")),
    ].map { $0.events[0].subject }
    var sends: [String: [UInt64]] = [:]
    for number in 0..<20 {
      let contact = try await kith.record(created("Ada \(number)")).events[0].subject
      for campaign in campaigns where campaign == campaigns[0] || number.isMultiple(of: 3) {
        let sent = Fact.OneOf_Fact.campaignSent(.with { ($0.campaign, $0.contact) = (campaign, contact) })
        sends[campaign, default: []].append(try await kith.record(sent).position)
      }
    }
    let before = try await kith.liveDigests()
    let figure = MetricsQueryRequest.with { ($0.metric, $0.by) = ("campaigns.sent", "channel") }
    let answers = try await kith.whatIf(figure, .init(without: sends[campaigns[0]] ?? []))
    func sent(_ reply: MetricsQueryReply?) -> [String: Double] {
      Dictionary(uniqueKeysWithValues: (reply?.series ?? []).map { ($0.key.channel, $0.value) })
    }
    #expect(sent(answers.asItIs) == ["email": 20, "post": 7])
    #expect(sent(answers.asItWouldBe) == ["post": 7])
    #expect(answers.reply.leftOut == sends[campaigns[0]])
    #expect(answers.reply.differences.map(\.path).allSatisfy { $0.hasPrefix("series") })
    #expect(try await kith.liveDigests() == before)
    #expect(try await sent(kith.query(figure)) == ["email": 20, "post": 7])
  }

  private func campaign(_ name: String, by channel: String) -> Fact.OneOf_Fact {
    .campaignCreated(.with { ($0.name, $0.channel, $0.purpose) = (name, channel, "news") })
  }

  @Test(arguments: 411...412 as ClosedRange<UInt64>)
  func `is as of one position, while others record`(seed: UInt64) async throws {
    let kith = try TestEngine { $0.limits.gatherMilliseconds = 1 }
    defer { try? kith.stop() }
    let ada = try await kith.record(created("Ada")).events[0].subject
    let eve = try await kith.record(created("Eve")).events[0].subject
    let call = try await kith.record(called(ada)).position
    let (engine, collector) = (kith.engine, Collector())
    let recorder = Task {
      var count = 0
      while !Task.isCancelled, count < 4_000 {
        let ticket = collector.ticket()
        let event = Command.Event(encoded(Fact.with { $0.fact = called(count.isMultiple(of: 16) ? ada : eve) }))
        engine.submit([Command(request: RecordRequest(), events: [event], uid: 1000, role: .agent, ticket: ticket)])
        _ = await collector.outcome(ticket)
        count += 1
      }
      return count
    }
    var asked: [(position: UInt64, asItIs: UInt64, asItWouldBe: UInt64)] = []
    for number in 0..<30 {
      let added = (0..<number % 3).map { _ in called(ada, seconds: 5) }
      let answers = try await kith.whatIf(
        ContactGetRequest.with { $0.contact = ada }, .init(without: [call], with: added))
      let (first, second) = (try #require(answers.asItIs), try #require(answers.asItWouldBe))
      #expect(first.position == answers.reply.position && second.position == first.position)
      #expect(second.contact.interactionCount + 1 == first.contact.interactionCount + UInt64(added.count))
      asked.append((first.position, first.contact.interactionCount, second.contact.interactionCount))
      // A board, of two read models.
      let board = try await kith.whatIf(PipelineListRequest(), .init(without: [call]))
      #expect(board.asItIs?.position == board.reply.position)
    }
    recorder.cancel()
    let recorded = await recorder.value
    #expect(recorded > 0 && Set(asked.map(\.position)).count > 1)
    // What had been recorded by then, by the log alone.
    let calls = try await kith.read(.with { ($0.types, $0.subjects, $0.limit) = (["CallLogged"], [ada], 1000) }).events
    for one in asked { #expect(one.asItIs == UInt64(calls.count { $0.position <= one.position })) }
  }
}
