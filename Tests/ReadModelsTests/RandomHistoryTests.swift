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

@Suite struct `A random history` {
  static let steps = 400

  @Test(arguments: 1...6 as ClosedRange<UInt64>)
  func `gives the same rows in whatever batches it is applied`(seed: UInt64) throws {
    let world = World.random(seed: seed, steps: Self.steps)
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
    ["contacts": [15, 16, 20], "history": [4], "pipelines": [13], "metrics": [1, 7]]
    as [String: [UInt8]]

  /// For whoever is told which rows differ: a subject that exists, of every row that is somebody's.
  @Test(arguments: 71...73 as ClosedRange<UInt64>)
  func `tells of every row whose it is`(seed: UInt64) throws {
    let world = World.random(seed: seed, steps: Self.steps)
    let subjects = Set(world.events.flatMap { [$0.header.subject] + $0.header.otherSubjects })
    let side = try ReadSide(world)
    let nothing = try ReadSide(World())
    for projection in ReadModelCatalogue.all(side.settings) {
      // Against a view of nothing every row is too much.
      let rows = try ViewComparison(
        of: #require(side.views[projection.name]), with: #require(nothing.views[projection.name]), limit: .max)
      #expect(rows.differences.count > 10)
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
    let world = World.random(seed: seed, steps: Self.steps)
    var generator = SeededGenerator(seed: seed)
    let whole = try ReadSide(world)
    let aside = try ReadSide(World())
    for projection in ReadModelCatalogue.all(aside.settings) {
      let view = try #require(aside.views[projection.name])
      // On the same thread, or on another while the next events are applied.
      let beside: BuildHelper = { work in DispatchQueue.global().async { work() } }
      var writer = view.writer(helper: seed > 52 ? beside : nil)
      for event in world.events {
        try writer.apply(event, by: projection)
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
    let world = World.random(seed: seed, steps: Self.steps)
    let whole = try ReadSide(world)
    let side = try ReadSide(World())
    for projection in ReadModelCatalogue.all(side.settings) {
      let view = try #require(side.views[projection.name])
      var writer = view.writer()
      for event in world.events {
        writer.pass(upTo: Position(event.position.value - 1))
        let depth = projection.kinds.depth(of: event.type)
        if depth != .nothing { try writer.apply(try Self.reduced(event, to: depth), by: projection) }
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
      header: event.header, fact: SharedFact(fact, message: message), retracted: event.retracted,
      interactions: event.interactions)
  }

  @Test(arguments: 7...8 as ClosedRange<UInt64>)
  func `has no facts that a read model is not given and would make rows of`(seed: UInt64) throws {
    let world = World.random(seed: seed, steps: Self.steps)
    let side = try ReadSide(World())
    for projection in ReadModelCatalogue.all(side.settings) {
      var writer = try #require(side.views[projection.name]).writer()
      for event in world.events where !projection.kinds.contains(event.type) {
        try projection.apply(event, to: &writer)
      }
      #expect(writer.pendingRows == 0, "\(projection.name)")
    }
    #expect(FactType.allCases.allSatisfy { FactKinds($0).contains($0.rawValue) })
  }

  @Test(arguments: 11...16 as ClosedRange<UInt64>)
  func `gives the cards that its events say`(seed: UInt64) throws {
    let world = World.random(seed: seed, steps: Self.steps)
    let oracle = Oracle(world)
    let side = try ReadSide(world, batches: [7, 30])
    for (contact, expected) in oracle.cards {
      let card = try side.ask { (r: inout ContactGetRequest) in r.contact = contact.description }.contact
      #expect(card.interactionCount == UInt64(expected.interactions))
      let last = card.hasLastInteractionAt ? Instant(card.lastInteractionAt) : nil
      #expect(last == expected.last)
      #expect(card.openDeals == UInt64(expected.openDeals))
      #expect(card.ordersCount == UInt64(expected.orders))
      var totals: [String: Int128] = [:]
      for money in card.ordersTotal { totals[money.currency] = Int128(try #require(Amount(money)).minorUnits) }
      let expectedTotals = expected.totals.filter { $0.value != 0 }
      #expect(totals == expectedTotals)
    }
  }

  @Test(arguments: 21...26 as ClosedRange<UInt64>)
  func `gives the figures that its events say`(seed: UInt64) throws {
    let world = World.random(seed: seed, steps: Self.steps)
    let oracle = Oracle(world)
    let side = try ReadSide(world, batches: [13])
    for metric in [
      "contacts.created", "calls.logged", "calls.seconds", "emails.logged", "interactions.logged", "deals.opened",
      "deals.won", "deals.lost", "orders.count", "orders.items",
    ] {
      let series = try side.ask { (r: inout MetricsQueryRequest) in
        r.metric = metric
        r.by = "day,owner"
      }.series
      var counted: [Oracle.Cell: Int64] = [:]
      for point in series {
        let day = try #require(CalendarDate(point.at)).day
        counted[Oracle.Cell(metric: metric, day: day, owner: point.key.owner)] = Int64(point.value)
      }
      counted = counted.filter { $0.value != 0 }
      let expected = oracle.counts.filter { $0.key.metric == metric }
      #expect(counted == expected, "\(metric)")
    }
    for metric in ["deals.wonValue", "orders.revenue", "payments.received"] {
      let point = try side.ask { (r: inout MetricsQueryRequest) in r.metric = metric }.series.first
      var amounts: [String: Int128] = [:]
      for money in point?.amounts ?? [] { amounts[money.currency] = Int128(try #require(Amount(money)).minorUnits) }
      let expected = oracle.sums[metric] ?? [:]
      let isEqual = amounts == expected
      #expect(isEqual, "\(metric): \(amounts), expected \(expected)")
    }
    let days = try side.ask { (r: inout MetricsQueryRequest) in r.metric = "orders.customerDays" }.series.first?.value
    let expectedDays = oracle.counts.filter { $0.key.metric == "orders.customerDays" }.values.reduce(0, +)
    #expect(days == Double(expectedDays))
  }

  @Test(arguments: 31...34 as ClosedRange<UInt64>)
  func `gives the campaign reports that its events say`(seed: UInt64) throws {
    let world = World.random(seed: seed, steps: Self.steps)
    let side = try ReadSide(world, batches: [5])
    for (campaign, contacts) in Oracle(world).mail {
      let report = try side.ask { (r: inout CampaignReportRequest) in r.campaign = campaign.description }
      let sent = contacts.values.filter { $0[0, default: 0] > 0 }
      func did(_ response: CampaignResponse) -> UInt64 { UInt64(sent.count { $0[response.rawValue, default: 0] > 0 }) }
      let bounced = sent.count { counts in
        counts[CampaignResponse.bounced.rawValue, default: 0] >= counts[0, default: 0]
          && (3...8).allSatisfy { counts[$0, default: 0] == 0 }
      }
      #expect(report.sent == UInt64(sent.count))
      #expect(report.bounced == UInt64(bounced))
      #expect(report.delivered + report.bounced + report.unknown == report.sent)
      #expect(report.opened == did(.opened))
      #expect(report.unsubscribed == did(.unsubscribed))
      #expect((report.deliveredBasis == "confirmed") == (did(.delivered) > 0))
      let rates = [
        report.rates.delivery, report.rates.bounce, report.rates.open, report.rates.click, report.rates.clickToOpen,
        report.rates.reply, report.rates.conversion, report.rates.unsubscribe, report.rates.complaint,
      ]
      #expect(rates.allSatisfy { (0...1).contains($0) }, "\(report)")
    }
  }

  @Test(arguments: 41...43 as ClosedRange<UInt64>)
  func `that is all retracted counts nothing any more`(seed: UInt64) throws {
    var world = World.random(seed: seed, steps: Self.steps)
    for event in world.events { try? world.retract(event.header.position) }
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
    for contact in Oracle(world).cards.keys {
      let card = try side.ask { (r: inout ContactGetRequest) in r.contact = contact.description }.contact
      #expect(card.interactionCount == 0)
      #expect(!card.hasLastInteractionAt)
      #expect(card.ordersCount == 0)
      #expect(card.ordersTotal == [])
    }
  }
}
