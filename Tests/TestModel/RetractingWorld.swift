import Domain
import FactSchema
import RowSchema
import SwiftProtobuf
import TestSupport

/// A log in memory of random facts, of which any are retracted and restored, as far as the rest makes sense then; and the
/// model, which folds what stands.
///
/// What makes sense is asked of the rules, fact by fact from the first one: they know nothing of retractions there. So is
/// what is known afterwards.
struct RetractingWorld {
  private(set) var world: World
  private(set) var model = PlainModel()
  private var facts: RandomFacts
  /// How many retractions of retractions there are.
  private(set) var restored = 0
  /// Where what is known by the mechanism is not what is known by the facts that stand.
  private(set) var differences: [String] = []
  /// The types of what was retracted.
  private(set) var types: Set<UInt32> = []

  /// So many random steps, of which one in `every` retracts; in a log that begins with the seeds, or has none.
  init(seed: UInt64, steps: Int, every: Int = 4, isSeeded: Bool = false) {
    world = World(isSeeded: isSeeded)
    facts = RandomFacts(seed: seed)
    model.follow(world)
    for _ in 0..<steps { step(every) }
  }

  mutating func step(_ every: Int = 4) {
    if facts.random.oneIn(every), let event = candidate() { return retract(event) }
    let now = world.now.microseconds
    guard let fact = facts.fact(model, now: now).fact else { return }
    // What the rules of today say of it is no concern here.
    if case .factRetracted = fact { return }
    let occurredAt = facts.random.oneIn(3) ? Instant(microseconds: facts.time(now)) : nil
    if (try? world.record(fact, at: occurredAt)) != nil { model.follow(world) }
  }

  /// One of the last facts, or of all, and now and then a retraction.
  private mutating func candidate() -> RecordedEvent? {
    guard !world.events.isEmpty else { return nil }
    let retractions = world.events.filter { $0.type == FactType.factRetracted.rawValue }
    if facts.random.oneIn(4), !retractions.isEmpty { return facts.random.pick(retractions) }
    return facts.random.oneIn(2) ? facts.random.pick(world.events.suffix(20)) : facts.random.pick(world.events)
  }

  /// What concerns the whole company is defined anew instead.
  static let never: Set<FactType> = [
    .pipelineDefined, .companyConfigured, .consentDefaultSet, .userAdded, .userChanged, .userDeactivated,
    .userReactivated, .teamDefined, .workHandedOver,
  ]

  /// Retracts the fact, unless it is of those that are not, does not stand, or the rest would make no sense.
  private mutating func retract(_ event: RecordedEvent) {
    guard let type = FactType(rawValue: event.type), !Self.never.contains(type),
      (try? world.retraction(of: event.position)) == .some(nil)
    else { return }
    var after = world
    let header = EventHeader(
      position: world.next, type: FactType.factRetracted.rawValue, recordedAt: world.now, occurredAt: world.now,
      subject: event.header.subject, version: version(of: event), otherSubjects: event.header.otherSubjects, uid: 1000,
      role: .agent)
    let fact = Fact.with {
      $0.factRetracted = .with { ($0.position, $0.reason) = (event.position.value, "mistaken") }
    }
    guard let encoded = try? FactCodec.encode(fact) else { return }
    let retraction = RecordedEvent(header: header, fact: encoded.content)
    guard let changes = try? evolve(retraction, knowing: world) else {
      return differences.append("the retraction of the fact at \(event.position) cannot be evolved")
    }
    after.append(retraction, changes: changes)
    guard let told = try? after.told(), let known = Self.known(told) else { return }
    if let difference = after.difference(from: known) {
      differences.append("\(difference), when the fact at \(event.position) was retracted")
    }
    world = after
    types.insert(event.type)
    if event.type == FactType.factRetracted.rawValue { restored += 1 }
    model.follow(world)
  }

  /// The subject's version from a retraction on.
  private func version(of event: RecordedEvent) -> FactSchema.Version {
    let same = world.events.filter { $0.header.subject == event.header.subject }.map(\.header.version)
    let last = same.max() ?? .zero
    let changesNothing = event.retraction == nil && FactType(rawValue: event.type)?.keepsVersion ?? false
    return changesNothing ? last : last.next
  }

  /// What is known when all that stands was recorded and nothing else was; nil where one of them would not have been.
  static func known(_ told: [RecordedEvent]) -> World? {
    var known = World()
    do throws(Refusal) {
      for event in told where event.type != FactType.factRetracted.rawValue && !event.isInitial {
        if event.retractedBy != nil {
          try known.object(by: event)
          continue
        }
        let context = DecisionContext(now: event.header.recordedAt) { SubjectID($0, 0) }
        guard let encoded = try? FactCodec.encode(event.fact) else { return nil }
        do throws(Refusal) {
          _ = try decide(
            Proposal(encoded, occurredAt: event.header.occurredAt), position: event.position, knowing: known,
            in: context)
        } catch {
          // What was paid on an order that is gone is paid on none, and who was sent nothing does not count.
          guard error.reason == .neverSent || error.field == "order" && error.code == .notFound else { throw error }
          if event.type == FactType.paymentReceived.rawValue { continue }
        }
        known.append(event, changes: try evolve(event, knowing: known))
      }
    } catch {
      return nil
    }
    return known
  }
}
