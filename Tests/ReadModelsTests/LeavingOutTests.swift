import Domain
import FactSchema
import ReadModels
import RowStore
import TestSupport
import Testing

@testable import TestModel

/// Any facts are left out as if they had never been recorded: the rows are those of a fold over what is left.
@Suite struct `What is left out` {
  /// What is left of a world.
  private struct Rest: FactSource {
    let world: World
    let leftOut: Set<Position>
    var hasDamage: Bool { false }
    var log: SubjectID? { nil }
    func erased(by position: Position) -> [ErasedFact]? { nil }

    func initial(upTo end: Position) -> InitialState { world.initial(upTo: end) }

    func facts(of subject: SubjectID, types: [FactType], upTo end: Position) -> [RecordedEvent] {
      world.facts(of: subject, types: types, upTo: end).filter { !leftOut.contains($0.position) }.map { fact in
        var standings = Standings(retractions, asOf: fact.position)
        return (try? Self.told(fact, &standings)) ?? fact
      }
    }

    /// By the retractions that are left.
    var retractions: [Retracting] { world.events.compactMap(\.retracting).filter { !leftOut.contains($0.by) } }

    func tell(
      _ subject: SubjectID, types: [FactType], from begin: Position, to end: Position,
      _ body: (_ before: RecordedEvent?, _ after: RecordedEvent) throws(Refusal) -> Void
    ) throws(Refusal) {
      var told = TwiceTold(retractions, from: begin, to: end)
      for fact in facts(of: subject, types: types, upTo: end) {
        let (before, after) = try told.told(fact)
        try body(before, after)
      }
    }

    /// All of it as it stands, for who builds from zero.
    func told() throws -> [RecordedEvent] {
      var standings = Standings(retractions, asOf: world.head)
      let restoring = Set(retractions.filter(\.restoresConsent).map(\.by))
      return try world.events.filter { !leftOut.contains($0.position) }.map { event in
        let by = try standings.retractedBy(event.position)
        return try Self.told(
          event.retracted(by: by, restoringConsent: by.map(restoring.contains) ?? false), &standings)
      }
    }

    /// A retraction with what it does by what stands; any other fact as it is.
    private static func told(_ event: RecordedEvent, _ standings: inout Standings) throws -> RecordedEvent {
      guard let retraction = event.retraction else { return event }
      return event.with(
        Retraction(
          standings: try retraction.standings.map { standing in
            .init(position: standing.position, retractedBy: try standings.retractedBy(standing.position))
          }, type: retraction.type))
    }
  }

  @Test(arguments: 251...258 as ClosedRange<UInt64>)
  func `is as if it had never been recorded, with what took it back`(seed: UInt64) throws {
    let retracting = RetractingWorld(seed: seed, steps: 350, every: 8)
    let world = retracting.world
    var random = SeededGenerator(seed: seed)
    let followed = try ReadSide(world)
    var (tried, kinds) = (0, Set<UInt32>())
    for _ in 0..<150 where tried < 10 {
      let named = (0...random.below(3)).map { _ in random.pick(world.events) }
      guard named.allSatisfy({ !Self.isOfAll($0) }) else { continue }
      let rest = Rest(world: world, leftOut: Self.closed(Set(named.map(\.position)), world))
      // What is left may make no sense: the rules say what must be left out as well.
      let left = try rest.told()
      guard let known = try? RetractingWorld.known(left), known.1 == nil else { continue }
      let built = try ReadSide(building: left, world)
      tried += 1
      let leftOut = world.events.filter { rest.leftOut.contains($0.position) }
      kinds.formUnion(leftOut.map(\.type))
      for projection in ReadModelCatalogue.all {
        try Self.check(projection, followed, leftOut, world, rest, against: built)
      }
    }
    #expect(tried >= 5 && kinds.count > 3, "\(tried) \(kinds)")
  }

  /// Over rows that are only read, which is how a branch is made.
  private static func check(
    _ projection: any Projection, _ followed: ReadSide, _ leftOut: [RecordedEvent], _ world: World, _ rest: Rest,
    against built: ReadSide
  ) throws {
    let view = try #require(followed.views[projection.name])
    let state = view.state
    var writer = ViewWriter(over: try view.reading())
    try leaveOut(&writer, projection, leftOut, world, rest)
    let rows = writer.branched(as: view.identity, asOf: world.head)
    let (mine, theirs) = (try all(rows.reading()), try all(#require(built.views[projection.name]).reading()))
    let named = "\(projection.name): without \(leftOut.map { "\($0.position) \($0.type)" })"
    let differing = Set(mine.keys).union(theirs.keys).filter { mine[$0] != theirs[$0] }
    #expect(
      differing.isEmpty,
      "\(named): \(differing.prefix(3).map { "\($0.bytes) \(mine[$0] ?? []) \(theirs[$0] ?? [])" })")
    #expect(view.state == state)
  }

  private static func leaveOut(
    _ writer: inout ViewWriter, _ projection: some Projection, _ leftOut: [RecordedEvent], _ world: World, _ rest: Rest
  ) throws {
    try writer.leaveOut(
      leftOut, by: projection, from: world, leaving: rest, log: SubjectID(.log, 0), upTo: world.head)
  }

  private static func all(_ reading: any RowReading) throws -> [RowKey: [UInt8]] {
    var rows: [RowKey: [UInt8]] = [:]
    try reading.scan(RowKey(), from: .after(nil), backward: false) { key, value in
      rows[RowKey(key)] = value.indices.map { value[$0] }
      return .next
    }
    return rows
  }

  /// What concerns the whole company is not left out.
  private static func isOfAll(_ event: RecordedEvent) -> Bool {
    guard let type = FactType(rawValue: event.type) else { return true }
    return event.isInitial || RetractingWorld.never.contains(type)
  }

  /// With all that retracted one of them, and what retracted that.
  private static func closed(_ named: Set<Position>, _ world: World) -> Set<Position> {
    var (open, closed) = (Array(named), named)
    while let next = open.popLast() {
      for retraction in world.retractions[next] ?? [] where closed.insert(retraction).inserted {
        open.append(retraction)
      }
    }
    return closed
  }
}
