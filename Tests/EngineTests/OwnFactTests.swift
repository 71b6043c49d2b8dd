import APISchema
import Domain
import Engine
import FactSchema
import SwiftProtobuf
import TestSupport
import Testing

@Suite struct `Facts of the daemon's own` {
  private let reset = Fact.OneOf_Fact.clockReset(.with { $0.was = .init(seconds: 1_800_000_000) })

  @Test func `are recorded by the engine, about the log and in the daemon's name`() async throws {
    let kith = try TestEngine()
    _ = try await kith.record(created("Ada"))
    #expect(try kith.engine.record(ownFact: reset, uid: 7) == Position(place(2)))
    let page = try await kith.read(.with { $0.types = ["ClockReset"] })
    #expect(page.events.map(\.position) == [place(2)])
    #expect(page.events.first?.actor.role == "daemon")
    #expect(page.events.first?.actor.uid == 7)
    #expect(page.events.first?.subjects.map { $0.hasPrefix("log_") } == [true])
    kith.engine.stop()
  }

  @Test func `are refused from clients`() async throws {
    let kith = try TestEngine()
    let error = await #expect(throws: Refusal.self) { try await kith.record(created("Ada"), reset) }
    #expect(error?.code == .invalid)
    #expect(error?.event == 1)
    #expect(kith.engine.head == .zero)
    kith.engine.stop()
  }
}
