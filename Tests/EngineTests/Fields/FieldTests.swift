import APISchema
import Domain
import Engine
import FactSchema
import Foundation
import SwiftProtobuf
import TestSupport
import Testing

typealias FieldSuite = `Every field of a fact`

/// By the schema alone: a field that is added to a fact and not dealt with everywhere fails here.
@Suite struct `Every field of a fact` {
  /// What is said of the whole company, and what the daemon records with it, is another thing in each of two engines from then
  /// on: behind what has fields that are in the fact alone.
  static let types = {
    let all = FactType.allCases.filter { !$0.isOfTheDaemon || $0.subjectKind == .suppression }
    return all.filter { $0.subjectKind != .company } + all.filter { $0.subjectKind == .company }
  }()
  /// Days between surroundings, so that what happens in one is none of another's.
  private static let daysBetween: Int64 = 100

  @Test func `is refused where it is wrong, and named`() async throws {
    let kith = try TestEngine()
    for (number, type) in Self.types.enumerated() {
      let surroundings = try await Self.surroundings([kith], UInt64(number) + 1)
      let maker = kith.maker(type, in: surroundings)
      for place in FactMaker.places(of: type.message) {
        let with = try await maker.pair(at: place).with[0]
        let field = try #require(FactMaker.field(place, type.message))
        for wrong in Self.wrong(field) {
          let refusal = try await kith.refusal(of: maker.fact(with.setting(place, to: wrong)))
          #expect(
            refusal.map { FactMaker.place($0.field ?? "") } == place,
            "\(Self.name(type, place)) = \(wrong): \(refusal.map { "\($0)" } ?? "taken")")
        }
      }
    }
    kith.engine.stop()
  }

  private static func name(_ type: FactType, _ place: FactMaker.Place) -> String {
    "\(type.name).\(place.joined(separator: "."))"
  }

  /// What no field of its kind may hold.
  private static func wrong(_ field: FieldTable) -> [Tree.Value] {
    switch field.kind {
    case .string: [.text("a\u{7}b")] + (field.label == .optional || field.isRequired ? [.text("")] : [])
    case .int32, .int64: [.number(UInt64(Int64.max)), .number(UInt64(bitPattern: -1))]
    case .uint32: [.number(UInt64(UInt32.max))]
    case .uint64: [.number(.max)]
    case .enumeration: [.number(99)]
    // The last second of 9999.
    case .timestamp: [.time(253_402_300_799_000_000)]
    case .double: [.double(Double.infinity.bitPattern)]
    case .bool, .message: []
    }
  }

  @Test func `is stored as it was recorded, and shown in an answer or said to be in the fact alone`() async throws {
    let without = try TestEngine()
    let with = try TestEngine()
    var number: UInt64 = 0
    for type in Self.types {
      for place in FactMaker.places(of: type.message) {
        number += 1
        let name = Self.name(type, place)
        let surroundings = try await Self.surroundings([without, with], number)
        let began = with.clock.now
        let maker = with.maker(type, in: surroundings)
        let pair = try await maker.pair(at: place)
        for kith in [without, with] { kith.clock.jump(days: 1) }
        let before = try await Self.stored(maker.fact(pair.without), by: without).value(at: place)
        // What it is without the field too would show no difference: rather one that is tried late.
        let chosen = try #require(pair.with.prefix(3).last { $0.value(at: place) != before }, "\(name)")
        let stored = try await Self.stored(maker.fact(chosen), by: with)
        #expect(stored.value(at: place) == chosen.value(at: place), "\(name)")
        for kith in [without, with] { kith.clock.jump(days: 30) }
        let questions = Questions(surroundings, from: Self.day(began), to: Self.day(with.clock.now))
        let difference = try await questions.difference(without, with)
        if try #require(FactMaker.field(place, type.message)).isInFactOnly {
          #expect(difference == nil, "\(name) is shown, though the schema says that it is in the fact alone")
        } else {
          #expect(difference != nil, "\(name) is shown nowhere")
        }
        for kith in [without, with] { kith.clock.jump(days: Self.daysBetween - 31) }
        try await Self.level([without, with], byCalling: surroundings)
      }
    }
    without.engine.stop()
    with.engine.stop()
  }

  static func surroundings(_ engines: [TestEngine], _ number: UInt64) async throws -> Surroundings {
    let surroundings = Surroundings(number, began: engines[0].clock.now, head: engines[0].last)
    for kith in engines { _ = try await kith.record(EngineTests.request(surroundings.facts)) }
    return surroundings
  }

  /// The fact as the log tells it after it was recorded.
  static func stored(_ fact: Fact, by kith: TestEngine) async throws -> Tree {
    let position = try await kith.record(.with { $0.events = [.with { $0.fact = fact }] }).events[0].position
    // Its receipt comes by itself: at one position in both engines.
    if case .personalDataErased = fact.fact { try await kith.waitForReceipt(after: position) }
    let event = try await kith.read(.with { $0.after = position - 1 }).events[0]
    return try Tree(FactCodec.encode(event.fact).message, #require(fact.type).message)
  }

  /// A fact may make others in one of two engines alone: what follows stands at the same positions in both again.
  private static func level(_ engines: [TestEngine], byCalling surroundings: Surroundings) async throws {
    let somebody = SubjectID(.contact, UInt128(surroundings.number) << 64 | 8).description
    for kith in engines { _ = try await kith.record(created("Somebody", id: somebody)) }
    let head = engines.map(\.last).max() ?? .zero
    for kith in engines {
      while kith.last < head { _ = try await kith.record(called(somebody)) }
    }
  }

  private static func day(_ instant: Instant) -> String {
    String(Date(timeIntervalSince1970: Double(instant.microseconds) / 1e6).ISO8601Format().prefix(10))
  }
}
