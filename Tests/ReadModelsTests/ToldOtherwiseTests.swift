import Domain
import FactSchema
import Foundation
import ReadModels
import RowStore
import TestSupport
import Testing

@testable import TestModel

/// Facts are told otherwise than by a retraction: the rows are those of a fold over the facts as they are told from then on.
@Suite struct `What is told otherwise` {
  private static let seeds: ClosedRange<UInt64> = 231...236

  @Test(arguments: seeds) func `is as if nothing personal had been said, where a person is forgotten`(seed: UInt64)
    throws
  {
    let world = RandomWorld(seed: seed, steps: 400).world
    for person in Self.persons(world).prefix(4) {
      try check(world) { event in
        guard event.header.subject == person || event.header.otherSubjects.contains(person) else { return event }
        return try Self.erased(event)
      }
    }
  }

  @Test(arguments: seeds) func `is one contact's where two are told as one, and two again`(seed: UInt64) throws {
    let world = RandomWorld(seed: seed, steps: 400).world
    let persons = Self.persons(world)
    var tried = 0
    for (survivor, merged) in zip(persons, persons.dropFirst()).prefix(8) where tried < 3 {
      // Whoever is told as another one was not made.
      let told = try world.told().compactMap { event -> RecordedEvent? in
        if event.type == FactType.contactCreated.rawValue, event.header.subject == merged { return nil }
        return try Self.renamed(event, merged, survivor)
      }
      // Both responded to one campaign, or the like: the rules of a merge decide what is told then.
      guard (try? Self.built(told, world)) != nil else { continue }
      try check(world, toldAs: told)
      tried += 1
    }
    #expect(tried > 0)
  }

  @Test(arguments: seeds) func `is as if it had happened then and there, where facts are corrected`(seed: UInt64) throws
  {
    let world = RandomWorld(seed: seed, steps: 400).world
    try check(world) { event in
      guard event.position.value.isMultiple(of: 9) else { return event }
      if FactType(rawValue: event.type)?.isInteraction ?? false { return nil }
      return Self.moved(event, by: -40 * 86_400_000_000)
    }
  }

  // MARK: - Comparing

  private func check(_ world: World, _ change: (RecordedEvent) throws -> RecordedEvent?) throws {
    try check(world, toldAs: world.told().compactMap(change))
  }

  /// Tells the concerned parts of each read model otherwise and back, and compares with what is built from all facts.
  private func check(_ world: World, toldAs after: [RecordedEvent]) throws {
    let before = try world.told()
    let (followed, built, original) = (try ReadSide(world), try Self.built(after, world), try ReadSide(building: world))
    for projection in ReadModelCatalogue.all {
      let view = try #require(followed.views[projection.name])
      let (old, new) = Self.concerned(projection, before, after)
      for (from, to, expected) in [(old, new, built), (new, old, original)] {
        try Self.tell(from, toldAs: to, by: projection, world, view)
        let comparison = try ViewComparison(of: view, with: #require(expected.views[projection.name]))
        #expect(comparison.isEqual, "\(projection.name): \(comparison.differences.map(\.keyText))")
      }
      #expect(view.state.digest == original.digests[projection.name], "\(projection.name)")
    }
  }

  private static func tell(
    _ before: [RecordedEvent], toldAs after: [RecordedEvent], by projection: some Projection, _ world: World,
    _ view: View
  ) throws {
    let retelling = try Retelling(before, toldAs: after, by: projection, from: world, upTo: world.head)
    var writer = view.writer()
    try retelling.apply(to: &writer, by: projection)
    try writer.flush(leaf: .zero)
  }

  /// The facts of the parts to which a fact belongs that is told otherwise, and the facts of no part that are.
  private static func concerned(
    _ projection: any Projection, _ before: [RecordedEvent], _ after: [RecordedEvent]
  ) -> (before: [RecordedEvent], after: [RecordedEvent]) {
    let told = Dictionary(uniqueKeysWithValues: after.map { ($0.position, $0) })
    var positions: Set<Position> = []
    var parts: Set<SubjectID> = []
    for event in before {
      let new = told[event.position]
      if let new, Self.isSame(new, event) { continue }
      positions.insert(event.position)
      for header in [event.header, new?.header].compactMap(\.self) {
        projection.part(of: header).map { _ = parts.insert($0) }
      }
    }
    func isConcerned(_ event: RecordedEvent) -> Bool {
      positions.contains(event.position) || projection.part(of: event.header).map(parts.contains) ?? false
    }
    return (before.filter(isConcerned), after.filter(isConcerned))
  }

  private static func isSame(_ a: RecordedEvent, _ b: RecordedEvent) -> Bool {
    a.header == b.header && a.message == b.message && a.isErased == b.isErased
  }

  /// What is built from these facts.
  private static func built(_ events: [RecordedEvent], _ world: World) throws -> ReadSide {
    try ReadSide(building: events, world)
  }

  // MARK: - Telling

  private static func persons(_ world: World) -> [SubjectID] {
    world.events.filter { $0.type == FactType.contactCreated.rawValue }.map(\.header.subject)
  }

  /// Without its personal fields.
  private static func erased(_ event: RecordedEvent) throws -> RecordedEvent {
    let encoded = try FactCodec.encode(event.fact)
    guard encoded.hasPersonal else { return event }
    let fact = try FactCodec.decode(type: event.type, message: encoded.open)
    return RecordedEvent(
      header: event.header, fact: SharedFact(fact, message: encoded.open), isErased: true,
      retractedBy: event.retractedBy, retraction: event.retraction)
  }

  /// As if it had named another contact.
  private static func renamed(_ event: RecordedEvent, _ old: SubjectID, _ new: SubjectID) throws -> RecordedEvent {
    let header = event.header
    guard header.subject == old || header.otherSubjects.contains(old) else { return event }
    func renamed(_ subject: SubjectID) -> SubjectID { subject == old ? new : subject }
    let subject = renamed(header.subject)
    var others: [SubjectID] = []
    for other in header.otherSubjects.map(renamed) where other != subject && !others.contains(other) {
      others.append(other)
    }
    // Ids are all of one length.
    let (from, to) = (Array(old.description.utf8), Array(new.description.utf8))
    var message = event.message
    for place in message.indices.dropLast(from.count - 1) where message[place...].starts(with: from) {
      message.replaceSubrange(place..<place + from.count, with: to)
    }
    let fact = try FactCodec.decode(type: event.type, message: message)
    return RecordedEvent(
      header: EventHeader(
        position: header.position, type: header.type, recordedAt: header.recordedAt, occurredAt: header.occurredAt,
        subject: subject, version: header.version, otherSubjects: others, uid: header.uid, role: header.role),
      fact: SharedFact(fact, message: message), retractedBy: event.retractedBy, retraction: event.retraction)
  }

  /// As if it had happened at another time.
  private static func moved(_ event: RecordedEvent, by microseconds: Int64) -> RecordedEvent {
    let header = event.header
    return RecordedEvent(
      header: EventHeader(
        position: header.position, type: header.type, recordedAt: header.recordedAt,
        occurredAt: Instant(microseconds: header.occurredAt.microseconds + microseconds), subject: header.subject,
        version: header.version, otherSubjects: header.otherSubjects, uid: header.uid, role: header.role),
      fact: event.shared, retractedBy: event.retractedBy, retraction: event.retraction)
  }
}
