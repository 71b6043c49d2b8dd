import APISchema
import Bytes
import Dispatch
import Domain
import FactSchema
import ReadModels
import RowSchema
import RowStore
import SwiftProtobuf
import TestSupport
import Testing

@testable import TestModel

@Suite struct `A random history` {
  static let steps = 400

  @Test(arguments: 1...6 as ClosedRange<UInt64>)
  func `gives the same rows in whatever batches it is applied`(seed: UInt64) throws {
    let world = RandomWorld(seed: seed, steps: Self.steps).world
    var generator = SeededGenerator(seed: seed)
    let whole = try ReadSide(world)
    let single = try ReadSide(world, batches: [1])
    let mixed = try ReadSide(world, batches: (0..<20).map { _ in 1 + generator.below(40) })
    #expect(whole.digests == single.digests)
    #expect(whole.digests == mixed.digests)
    for (name, view) in whole.views {
      let comparison = try ViewComparison(of: view, with: try #require(mixed.views[name]))
      #expect(comparison.isEqual, "\(name): \(comparison.differences.map(\.keyText))")
      #expect(comparison.digest == view.state.digest, "\(name)'s kept digest is that of its rows")
    }
  }

  /// Tables whose rows are of no one subject: figures, what filters may name, what is known by its position alone.
  static let ofNobody =
    ["contacts": [15, 16, 17, 27], "history": [4], "pipelines": [13, 15, 16], "metrics": [1, 6, 7]]
    as [String: [UInt8]]

  /// For whoever is told which rows differ: a subject that exists, of every row that is somebody's.
  @Test(arguments: 71...73 as ClosedRange<UInt64>)
  func `tells of every row whose it is`(seed: UInt64) throws {
    let world = RandomWorld(seed: seed, steps: Self.steps).world
    let subjects = Set(world.events.flatMap { [$0.header.subject] + $0.header.otherSubjects })
    let side = try ReadSide(world)
    let nothing = try ReadSide(World())
    for projection in ReadModelCatalogue.all {
      // Against a view of nothing every row is too much.
      let rows = try ViewComparison(
        of: #require(side.views[projection.name]), with: #require(nothing.views[projection.name]), limit: .max)
      #expect(rows.differences.count > 2)
      var wrong: [[UInt8]] = []
      for key in rows.differences.map(\.key) {
        let isNobodys = Self.ofNobody[projection.name]?.contains(key[0]) ?? false
        let subject = projection.subject(ofRow: key)
        if isNobodys ? subject != nil : !(subject.map(subjects.contains) ?? false) { wrong.append(key) }
      }
      #expect(wrong.isEmpty, "\(projection.name): \(wrong)")
      // What somebody put into a file may be shorter or longer than any key of ours.
      for key in [[], [1], [3, 1, 2], [UInt8](repeating: 3, count: 200)] as [[UInt8]] {
        _ = projection.subject(ofRow: key)
      }
    }
  }

  @Test(arguments: 51...54 as ClosedRange<UInt64>)
  func `gives the same rows when they were spilled on the way, onto an empty file or a filled one`(
    seed: UInt64
  ) throws {
    let world = RandomWorld(seed: seed, steps: Self.steps).world
    var generator = SeededGenerator(seed: seed)
    let whole = try ReadSide(world)
    let aside = try ReadSide(World())
    for projection in ReadModelCatalogue.all {
      let view = try #require(aside.views[projection.name])
      // On the same thread, or on another while the next events are applied.
      let beside: BuildHelper = { work in DispatchQueue.global().async { work() } }
      var writer = view.writer(helper: seed > 52 ? beside : nil)
      try writer.begin(with: world.initial(upTo: world.head), by: projection)
      for event in world.events {
        try writer.apply(event, by: projection, from: world)
        switch generator.below(40) {
        case 0..<5: try writer.spill()
        // Where a stop came between: what was aside is in the file, and the build goes on.
        case 5 where seed.isMultiple(of: 2): try writer.flush(leaf: .zero)
        default: break
        }
      }
      try writer.flush(leaf: .zero)
      let comparison = try ViewComparison(of: view, with: try #require(whole.views[projection.name]))
      #expect(comparison.isEqual, "\(projection.name): \(comparison.differences.map(\.keyText))")
      #expect(view.state.digest == whole.digests[projection.name])
      #expect(view.state.rows == whole.views[projection.name]?.state.rows)
    }
  }

  @Test(arguments: 61...62 as ClosedRange<UInt64>)
  func `gives the same rows of facts of which no more is known than a read model looks at`(seed: UInt64) throws {
    let world = RandomWorld(seed: seed, steps: Self.steps).world
    let whole = try ReadSide(world)
    let side = try ReadSide(World())
    for projection in ReadModelCatalogue.all {
      let view = try #require(side.views[projection.name])
      var writer = view.writer()
      try writer.begin(with: world.initial(upTo: world.head), by: projection)
      for event in world.events {
        writer.pass(upTo: Position(event.position.value - 1))
        let depth = projection.kinds.depth(of: event.type)
        if depth != .nothing { try writer.apply(try Self.reduced(event, to: depth), by: projection, from: world) }
      }
      writer.pass(upTo: try #require(world.events.last).position)
      try writer.flush(leaf: .zero)
      #expect(view.state.digest == whole.digests[projection.name], "\(projection.name)")
    }
  }

  /// The event as a build gives it that asks for no more.
  private static func reduced(_ event: RecordedEvent, to depth: FactDepth) throws -> RecordedEvent {
    let encoded = try FactCodec.encode(event.fact)
    let message = depth.isSuperset(of: .message) ? encoded.message : encoded.open
    let fact = try FactCodec.decode(type: event.type, message: depth.isSuperset(of: .open) ? message : [])
    return RecordedEvent(
      header: event.header, fact: SharedFact(fact, message: message), retraction: event.retraction)
  }

  @Test(arguments: 7...8 as ClosedRange<UInt64>)
  func `has no facts that a read model is not given and would make rows of`(seed: UInt64) throws {
    let world = RandomWorld(seed: seed, steps: Self.steps).world
    let side = try ReadSide(World())
    for projection in ReadModelCatalogue.all {
      var writer = try #require(side.views[projection.name]).writer()
      for event in world.events where !projection.kinds.contains(event.type) {
        try projection.apply(event, to: &writer)
      }
      #expect(writer.pendingRows == 0, "\(projection.name)")
    }
    #expect(FactType.allCases.allSatisfy { FactKinds($0).contains($0.rawValue) })
  }

  /// Cards, histories, lists, boards, reports and figures, each answer whole, on the way and at the end.
  @Test(arguments: 11...18 as ClosedRange<UInt64>)
  func `gives the answers that its facts say`(seed: UInt64) async throws {
    let random = RandomWorld(seed: seed, steps: Self.steps)
    let side = try ReadSide(World())
    var questions = ModelQuestions(side, seed: seed)
    try side.follow(random.world, batches: (0..<20).map { _ in 1 + questions.facts.random.below(40) })
    questions.model = random.model
    for _ in 0..<40 { try await questions.one() }
    try await questions.everything()
    try await questions.figuresInFull()
    for (deal, last) in random.model.lastMoments {
      for time in [last, last + 1] {
        side.turnClock(to: time)
        try await questions.deal(deal)
      }
    }
  }

  @Test func `is of facts of every kind that a client records`() {
    let worlds = (11...40 as ClosedRange<UInt64>).map { RandomWorld(seed: $0, steps: Self.steps).world }
    let types = Set(worlds.flatMap { $0.events.map(\.type) })
    // Who is erased has histories of their own.
    let own: Set = [FactType.logLossAccepted, .clockReset, .personalDataErased, .erasureCompleted]
    #expect(FactType.allCases.filter { !own.contains($0) && !types.contains($0.rawValue) } == [])
  }

  @Test(arguments: 41...43 as ClosedRange<UInt64>)
  func `that is all retracted counts nothing any more`(seed: UInt64) throws {
    var world = RandomWorld(seed: seed, steps: Self.steps).world
    // The last first, so that nothing stands on it; what the contacts themselves objected to as well.
    for event in world.events.reversed() where event.retracting == nil {
      guard FactType(rawValue: event.type)?.isRetractable ?? false, try world.retraction(of: event.position) == nil
      else { continue }
      try world.retractAnyway(event.position, restoringConsent: true)
    }
    let side = try ReadSide(world, batches: [11])
    for metric in ["interactions.logged", "calls.seconds", "orders.count", "orders.customerDays", "campaigns.sent"] {
      #expect(try side.ask { (r: inout MetricsQueryRequest) in r.metric = metric }.series.map(\.value) == [0])
      let days = try side.ask { (r: inout MetricsQueryRequest) in
        r.metric = metric
        r.by = "day"
      }.series
      #expect(days == [])
    }
    for metric in ["orders.revenue", "payments.received"] {
      #expect(try side.ask { (r: inout MetricsQueryRequest) in r.metric = metric }.series.map(\.amounts) == [[]])
    }
    for contact in PlainModel(world).state.contacts.keys {
      let card = try side.ask { (r: inout ContactGetRequest) in r.contact = contact }.contact
      #expect(card.interactionCount == 0)
      #expect(!card.hasLastInteractionAt)
      #expect(card.ordersCount == 0)
      #expect(card.ordersTotal == [])
    }
  }
}
