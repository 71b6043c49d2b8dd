import APISchema
import Cryptography
import Domain
import EventLog
import FactSchema
import Foundation
import ReadModels
import RowSchema
import RowStore
import SwiftProtobuf
import TestSupport
import Testing

@testable import Engine
@testable import TestModel

/// Each answer is held against a plain model that was fed the same facts from zero.
@Suite struct `The past` {
  /// Together a thousand pairs of a question and a position.
  private static let histories: ClosedRange<UInt64> = 1...5
  private static let pairs = 200

  private static func ask(
    _ history: PastHistory, _ moment: Moment, now: Int64, _ model: PlainModel, seed: UInt64
  ) async throws {
    var questions = ModelQuestions(AtMoment(kith: history.kith, moment: moment, now: now), seed: seed)
    questions.place = "\(moment), seed \(seed)"
    questions.model = model
    try await questions.one()
  }

  @Test(arguments: histories) func `by position answers as a fold of the facts up to there`(seed: UInt64) async throws {
    // In memory, and with all but the shortest in files.
    let history = try await PastHistory(seed: seed, steps: 400) {
      if seed.isMultiple(of: 2) { $0.limits.momentBytes = 20_000 }
    }
    defer { try? history.kith.stop() }
    var random = SeededGenerator(seed: seed)
    let head = history.entries.count
    for pair in 0..<Self.pairs {
      let position = pair == 0 ? 0 : pair == 1 ? head : random.below(head + 1)
      try await Self.ask(
        history, .position(Position(UInt64(position))), now: history.time(at: UInt64(position)),
        PlainModel(history.entries, upTo: UInt64(position)), seed: random.next())
    }
  }

  @Test(arguments: 14...17 as ClosedRange<UInt64>)
  func `by the time of recording answers as of the last position by then`(seed: UInt64) async throws {
    let history = try await PastHistory(seed: seed, steps: 300, resets: !seed.isMultiple(of: 2))
    defer { try? history.kith.stop() }
    let times = history.entries.map(\.recordedAt)
    if !seed.isMultiple(of: 2) { #expect(times != times.sorted(), "the clock was begun anew") }
    var random = SeededGenerator(seed: seed)
    for _ in 0..<75 {
      let time = random.pick(times) + Int64(random.below(3) - 1) * (random.oneIn(2) ? 1 : 400_000_000)
      let position = history.entries.last { $0.recordedAt <= time }?.position ?? 0
      let model = PlainModel(history.entries, upTo: position)
      try await Self.ask(
        history, .recordedAt(Instant(microseconds: time)), now: history.time(at: position), model, seed: random.next())
    }
  }

  @Test(arguments: 21...26 as ClosedRange<UInt64>)
  func `by the time of events answers as a fold of what had happened by then`(seed: UInt64) async throws {
    let history = try await PastHistory(seed: seed, steps: 400) {
      if seed.isMultiple(of: 2) { $0.limits.momentBytes = 10_000 }
    }
    defer { try? history.kith.stop() }
    var random = SeededGenerator(seed: seed)
    for _ in 0..<75 {
      let time = random.pick(history.entries).occurredAt + Int64(random.below(3) - 1)
      let model = PlainModel(history.entries, occurredBy: time)
      try await Self.ask(history, .occurredAt(Instant(microseconds: time)), now: time, model, seed: random.next())
    }
  }

  @Test(arguments: 31...32 as ClosedRange<UInt64>)
  func `has the rows of a rebuild that stopped there`(seed: UInt64) async throws {
    let history = try await PastHistory(seed: seed, steps: 400)
    defer { try? history.kith.stop() }
    let engine = history.kith.engine
    let (origin, views) = (history.log.origin, "\(engine.options.folder)/views")
    var random = SeededGenerator(seed: seed)
    for projection in engine.options.readModels {
      for position in [1, random.below(history.entries.count) + 1, history.entries.count] {
        let end = Position(UInt64(position))
        let rebuilt = try ScratchView(projection, origin, views)
        let target = Builder.BuildTarget(
          place: 0, projection: projection, view: rebuilt.view,
          initial: try engine.beginning.initial(upTo: ReplayEnd(position: end)),
          helper: { $0() })
        engine.builder.pass([target], upTo: end)
        for bytesMax in [0, 5_000, 8 << 20] {
          let room = GatheredRows.Room(bytesMax: bytesMax) { () throws(ViewError) in
            try ScratchView(projection, origin, views)
          }
          let replay = Replay(
            engine.eventReader, engine.beginning, projection, engine.options.limits, in: room)
          let rows = try replay.replay(upTo: ReplayEnd(position: end)) {}
          #expect(rows.source.state == rebuilt.view.state, "\(projection.name) at \(end), in \(bytesMax) bytes")
        }
      }
      let live = try await history.kith.caughtUp(projection.name)
      let all = try Replay(
        engine.eventReader, engine.beginning, projection, engine.options.limits,
        in: .init(bytesMax: .max) { () throws(ViewError) in throw .noSpace }
      ).replay(upTo: ReplayEnd(position: engine.head)) {}
      #expect(engine.eventReader.log.secret.key.told(all.source.state.digest).description == live.digest)
    }
  }

  @Test func `ends at the head`() async throws {
    let kith = try TestEngine()
    defer { try? kith.stop() }
    let ada = try await kith.record(created("Ada")).events[0].subject
    let request = ContactGetRequest.with { $0.contact = ada }
    await #expect(throws: Refusal.self) { try await kith.ask(request, at: .position(Position(place(0)))) }
    #expect(try await kith.ask(request, at: .position(Position(place(1)))).contact.name == "Ada")
    do {
      _ = try await kith.ask(request, at: .position(Position(place(2))))
      Issue.record("nothing is there yet")
    } catch let refusal as Refusal {
      #expect(refusal.code == .invalid)
      #expect(refusal.message == "position: must be at most the log's head, which is \(place(1))")
    }
    // Times may be of any year.
    #expect(try await kith.ask(request, at: .recordedAt(Instant(microseconds: .max))).contact.name == "Ada")
    #expect(try await kith.ask(request, at: .occurredAt(Instant(microseconds: .max))).contact.name == "Ada")
    await #expect(throws: Refusal.self) {
      try await kith.ask(request, at: .recordedAt(Instant(microseconds: .min)))
    }
  }

  @Test func `tells a fact before it was retracted, and not after`() async throws {
    let kith = try TestEngine()
    defer { try? kith.stop() }
    let ada = try await kith.record(created("Ada")).events[0].subject
    _ = try await kith.record(called(ada))
    kith.clock.advance(milliseconds: 60_000)
    let second = try await kith.record(called(ada))
    kith.clock.advance(milliseconds: 60_000)
    let retraction = try await kith.record(retracted(second.position))
    let request = ContactGetRequest.with { $0.contact = ada }
    func card(_ moment: Moment) async throws -> ContactCard { try await kith.ask(request, at: moment).contact }
    let before = try await card(.position(Position(second.position)))
    let after = try await card(.position(Position(retraction.position)))
    #expect((before.interactionCount, after.interactionCount) == (2, 1))
    #expect(before.lastInteractionAt == second.recordedAt)
    #expect(after.lastInteractionAt.seconds == second.recordedAt.seconds - 60)
    // By the time of events the call was retracted when somebody said so.
    let time = Int64(second.recordedAt.seconds) * 1_000_000
    #expect(try await card(.occurredAt(Instant(microseconds: time))).interactionCount == 2)
    #expect(try await card(.occurredAt(kith.clock.now)).interactionCount == 1)
  }
}

extension ScratchView {
  /// An empty one of its own.
  convenience init(_ projection: any Projection, _ origin: LogOrigin, _ views: String) throws(ViewError) {
    let identity = projection.identity(origin: origin.description, generation: 0)
    try self.init(
      folder: "\(views)/tried-\(UInt64.random(in: 0 ... .max))", identity: identity,
      options: ViewOptions(bootID: "boot", initialBytes: 64 << 10))
  }
}
