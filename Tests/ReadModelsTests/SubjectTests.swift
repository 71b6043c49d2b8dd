import APISchema
import Domain
import FactSchema
import Glibc
import ReadModels
import RowSchema
import RowStore
import SwiftProtobuf
import TestSupport
import Testing

@testable import TestModel

/// One subject with a long history: what its rows say, and what a fact more about it costs.
@Suite struct `A subject that has been through much` {
  // MARK: - What its rows say

  private static func step(
    _ world: inout World, _ contact: SubjectID, _ number: Int, _ generator: inout SeededGenerator
  ) throws {
    let time = Instant.day(
      Int.random(in: 0..<12, using: &generator), plusSeconds: Int64.random(in: 0..<3, using: &generator))
    switch Int.random(in: 0..<10, using: &generator) {
    case 0...2: try world.call(contact, at: time)
    case 3...5: _ = try world.order(contact, "1", at: time)
    case 6: try world.owner(contact, "owner\(number % 7)")
    default:
      // Often the latest, which is where a read model has to look for what is left.
      let standing = world.events.filter { event in
        (try? world.retraction(of: event.position)) == .some(nil)
          && [.callLogged, .orderPlaced].contains(FactType(rawValue: event.type))
      }
      let latest = standing.max { ($0.header.occurredAt, $0.position) < ($1.header.occurredAt, $1.position) }
      let target = Bool.random(using: &generator) ? latest : standing.randomElement(using: &generator)
      if let target { try world.retract(target.position) }
    }
  }

  @Test(arguments: 31...38 as ClosedRange<UInt64>)
  func `has the last interaction, the figures and the customer's days that its facts say`(seed: UInt64) async throws {
    var generator = SeededGenerator(seed: seed)
    var world = World()
    let ada = try world.contact("Ada", owner: "owner0")
    let side = try ReadSide(World())
    var questions = ModelQuestions(side, seed: seed)
    for number in 0..<260 {
      try Self.step(&world, ada, number, &generator)
      guard number % 5 == 0 else { continue }
      try side.follow(world, batches: [1, 4, 50])
      questions.model.follow(world)
      try await questions.contact(ada.description)
      for name in ["calls.logged", "orders.customerDays"] {
        try await questions.figure(try #require(PlainModel.figures.first { $0.name == name }), words: ["owner"])
      }
    }
    try side.follow(world)
    #expect(try ReadSide(world, batches: [3, 1]).digests == side.digests)
  }

  // MARK: - What a fact more costs

  /// The processor time of the last quarter of the facts, in all read models, each fact for itself.
  private static func cost(_ world: World) throws -> Double {
    let side = try ReadSide(World())
    let measured = world.events.count / 4
    var spent = 0.0
    for projection in ReadModelCatalogue.all {
      var writer = try #require(side.views[projection.name]).writer()
      for event in world.events.dropLast(measured) { try writer.apply(event, by: projection, from: world) }
      try writer.flush(leaf: .zero)
      let start = processorSeconds()
      for (index, event) in world.events.suffix(measured).enumerated() {
        try writer.apply(event, by: projection, from: world)
        if index % 16 == 15 { try writer.flush(leaf: .zero) }
      }
      spent += processorSeconds() - start
    }
    return spent / Double(measured)
  }

  private static func processorSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  enum Life: String, CaseIterable {
    case orders, owners, interactions

    func world(_ count: Int) throws -> World {
      var world = World()
      let ada = try world.contact("Ada", owner: "carl")
      switch self {
      case .orders: for _ in 0..<count { _ = try world.order(ada, "1", at: .day(3)) }
      case .owners: for number in 0..<count { try world.owner(ada, number % 2 == 0 ? "dora" : "carl") }
      case .interactions: for _ in 0..<count { try world.call(ada, at: .day(3)) }
      }
      return world
    }
  }

  /// Four times the history: what costs its length would take four times as long, what costs its logarithm hardly more.
  @Test(arguments: Life.allCases)
  func `takes a fact more as quickly as one with a quarter of it`(life: Life) throws {
    let short = try Self.cost(life.world(1_000))
    let long = try Self.cost(life.world(4_000))
    #expect(long < short * 2.2, "\(life): \(short * 1e6) and \(long * 1e6) microseconds a fact")
  }
}

extension World {
  fileprivate mutating func owner(_ contact: SubjectID, _ owner: String) throws {
    try record(
      .contactDetailsChanged(
        .with {
          $0.contact = contact.description; $0.owner = owner
        }))
  }
}
