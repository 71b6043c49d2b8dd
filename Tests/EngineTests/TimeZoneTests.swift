import APISchema
import Domain
import FactSchema
import ReadModels
import SwiftProtobuf
import TestSupport
import Testing

@testable import Engine

/// A company that is in another time zone than before.
@Suite struct `Another time zone` {
  private func configured(_ zone: String) -> Fact.OneOf_Fact { .companyConfigured(.with { $0.timeZone = zone }) }

  private let question = MetricsQueryRequest.with { ($0.metric, $0.by) = ("contacts.created", "day") }

  /// The figure once the read model has come as far as the log.
  private func days(_ kith: TestEngine) async throws -> [String] {
    _ = try await kith.caughtUp("metrics")
    let reply = try await kith.query(question, after: kith.engine.head)
    #expect(!reply.hasBehind)
    return [reply.timeZone] + reply.series.map { "\($0.at) \(Int($0.value))" }
  }

  private func days(_ kith: TestEngine, at moment: Moment) async throws -> [String] {
    let ticket = kith.collector.ticket()
    let job = try kith.engine.job(MetricsQueryRequest.method, question.serializedBytes(), ticket)
    kith.engine.submit(MomentJob(query: job.query, moment: moment, ticket: ticket))
    let reply = try MetricsQueryReply(serializedBytes: await kith.collector.outcome(ticket).result.get())
    return [reply.timeZone] + reply.series.map { "\($0.at) \(Int($0.value))" }
  }

  /// A contact of 2026-01-04, half an hour before midnight in UTC.
  private func contact(_ name: String) -> RecordRequest {
    var asked = request([created(name)])
    asked.events[0].occurredAt = .with { $0.seconds = 1_767_569_400 }
    return asked
  }

  @Test func `holds for all figures, and for the moments since`() async throws {
    let kith = try TestEngine()
    kith.clock.jump(days: 1_000)
    defer { try? kith.stop() }
    _ = try await kith.record(contact("Ada"))
    #expect(try await days(kith) == ["UTC", "2026-01-04 1"])
    let before = kith.engine.head
    _ = try await kith.record(configured("Europe/Berlin"))
    // Until it is made again it answers from before, and says so; who names the position waits.
    let early = try await kith.query(question, after: kith.engine.head)
    #expect(early.hasBehind ? early.behind.reason == "outdated" && early.timeZone == "UTC" : early.timeZone != "UTC")
    var late = question
    late.atLeast = kith.engine.head.value
    #expect(try await kith.query(late).timeZone == "Europe/Berlin")
    #expect(try await days(kith) == ["Europe/Berlin", "2026-01-05 1"])
    _ = try await kith.record(contact("Bob"))
    #expect(try await days(kith) == ["Europe/Berlin", "2026-01-05 2"])
    #expect(try await days(kith, at: .position(before)) == ["UTC", "2026-01-04 1"])
    #expect(try await days(kith, at: .position(before.next)) == ["Europe/Berlin", "2026-01-05 1"])
    // What occurred before the company was there goes by no zone.
    #expect(
      try await days(kith, at: .occurredAt(Instant(microseconds: 1_767_600_000_000_000))) == ["UTC", "2026-01-04 2"])
    _ = try await kith.caughtUp("metrics")
    #expect(try await kith.verify("metrics").equal)
  }

  @Test func `is found at the next start, and in what is being built`() async throws {
    let kith = try TestEngine()
    kith.clock.jump(days: 1_000)
    defer { try? kith.stop() }
    for index in 0..<200 { _ = try await kith.record(contact("Contact \(index)")) }
    // One zone after another, without waiting for any; rebuilds that somebody asked for between them; and a stop.
    for zone in ["Asia/Kolkata", "America/New_York", "Europe/Berlin", "Asia/Tokyo"] {
      _ = try await kith.record(configured(zone))
      _ = try? kith.engine.rebuild("metrics")
    }
    try kith.restart()
    #expect(try await days(kith) == ["Asia/Tokyo", "2026-01-05 200"])
    _ = try await kith.record(configured("America/New_York"))
    try kith.restart()
    #expect(try await days(kith) == ["America/New_York", "2026-01-04 200"])
    let info = try await kith.caughtUp("metrics")
    _ = try kith.engine.rebuild("metrics")
    let again = try await kith.caughtUp("metrics")
    #expect(again.digest == info.digest && again.generation > info.generation)
  }

  @Test func `waits for room where there was none to make rows again, and goes on answering`() async throws {
    let kith = try TestEngine()
    defer { try? kith.stop() }
    _ = try await kith.record(created("Ada"))
    _ = try await kith.caughtUp("metrics")
    let models = kith.engine.readModels
    let place = try models.place(of: "metrics")
    let fault = ReadModelRegistry.Fault(position: kith.engine.head, type: 0, cause: "another zone", isOutdated: true)
    models.stop(place, fault)
    #expect(models.beginRebuild([place], head: kith.engine.head) != nil)
    let failed = ReadModelRegistry.Fault(position: .zero, type: 0, cause: "the device is full")
    models.abandon(place, failed, roomThen: 1 << 20)
    #expect(models.awaitsRoom)
    #expect(models.places(withRoomIn: 2 << 20).isEmpty && models.places(withRoomIn: 64 << 20) == [place])
    #expect(try await kith.query(question).series.count == 1)
    kith.engine.builder.begin([place])
    _ = try await kith.caughtUp("metrics")
    #expect(!models.awaitsRoom)
  }

  @Test func `is that of retractions too`() async throws {
    let kith = try TestEngine()
    kith.clock.jump(days: 1_000)
    defer { try? kith.stop() }
    let ada = try await kith.record(contact("Ada")).events[0].subject
    _ = try await kith.record(configured("Europe/Berlin"))
    var call = request([called(ada)])
    call.events[0].occurredAt = .with { $0.seconds = 1_767_569_400 }
    let position = try await kith.record(call).position
    _ = try await kith.record(called(ada))
    _ = try await kith.record(retracted(position))
    _ = try await kith.caughtUp("metrics")
    let asked = MetricsQueryRequest.with { ($0.metric, $0.by) = ("calls.logged", "day") }
    let reply = try await kith.query(asked, after: kith.engine.head)
    #expect(reply.series.map(\.value) == [1])
    _ = try await kith.caughtUp("metrics")
    #expect(try await kith.verify("metrics").equal)
  }
}
