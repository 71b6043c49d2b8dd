import Domain
import FactSchema
import RowSchema
import SwiftProtobuf
import TestSupport

/// A log in memory of random facts, of which any are retracted and restored, as far as the rules allow it; and the model,
/// which folds what stands.
///
/// What the rules should say is found otherwise: all that stands afterwards is decided again, fact by fact from the first one,
/// as if nothing else had been recorded. So is what is known afterwards.
struct RetractingWorld {
  private(set) var world: World
  private(set) var model = PlainModel()
  private var facts: RandomFacts
  /// How many retractions of retractions there are.
  private(set) var restored = 0
  /// Where the rules, or what is known by the mechanism, are not what the facts that stand say.
  private(set) var differences: [String] = []
  /// How often each refusal of a retraction came.
  private(set) var refusals: [String: Int] = [:]
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
    let restores = facts.random.oneIn(2)
    let fact = FactRetracted.with {
      ($0.position, $0.reason, $0.confirmConsent) = (event.position.value, "mistaken", restores)
    }
    var after = world
    after.now.microseconds += 1_000_000
    let ruled = Result { () throws(Refusal) in try after.record(.factRetracted(fact)) }
    if case .failure = ruled {
      do {
        try after.retractAnyway(event.position, restoringConsent: restores)
      } catch {
        return differences.append("the retraction of the fact at \(event.position) cannot be evolved: \(error)")
      }
    }
    guard let told = try? after.told(), let (known, refusal, passing) = try? Self.known(told) else {
      return differences.append("what stands cannot be told without the fact at \(event.position)")
    }
    switch (ruled, refusal) {
    case (.failure(let error), _):
      refusals[error.reason?.rawValue ?? error.code.rawValue, default: 0] += 1
      // Whether consent is meant to be restored, and whose work is open, is not asked of facts; and what passes for a while
      // may last.
      if refusal != nil || passing || error.reason == .selfService { return }
      if error.reason == .confirmConsent && !restores || error.subject?.kind == .user { return }
      if error.subject?.kind == .pipeline, known.isInNoStage(event.header.subject) { return }
      differences.append("the fact at \(event.position), \(type), is not retracted: \(error)")
    case (.success, let refusal?):
      differences.append("the fact at \(event.position), \(type), is retracted, although \(refusal)")
    case (.success(let decided), nil):
      if decided.version != world.versionRetracted(of: event) {
        differences.append("\(event.position): \(decided.version)")
      }
      if let difference = after.difference(from: known) {
        differences.append("\(difference), when the fact at \(event.position) was retracted")
      }
      world = after
      types.insert(event.type)
      if event.type == FactType.factRetracted.rawValue { restored += 1 }
      model.follow(world)
    }
  }

  /// What is known when all that stands was recorded and nothing else was; why one of them would not have been, if so; and
  /// whether one would not for a reason that may pass.
  static func known(_ told: [RecordedEvent]) throws(Refusal) -> (World, Refusal?, passing: Bool) {
    var known = World()
    var refusal: Refusal?
    var passing = false
    for event in told where event.type != FactType.factRetracted.rawValue && !event.isInitial {
      if event.retractedBy != nil {
        do throws(Refusal) { try known.object(by: event) } catch { refusal = refusal ?? error }
        continue
      }
      let context = DecisionContext(now: event.header.recordedAt) { SubjectID($0, 0) }
      guard let encoded = try? FactCodec.encode(event.fact) else { throw .internal("a fact cannot be encoded") }
      do throws(Refusal) {
        _ = try decide(
          Proposal(encoded, occurredAt: event.header.occurredAt), position: event.position, knowing: known,
          in: context)
      } catch {
        // What was paid on an order that is gone is credit.
        if event.type == FactType.paymentReceived.rawValue, error.field == "order", error.code == .notFound { continue }
        // Whose a deal is, and who belongs to what, changes: what was logged or planned with it stays.
        guard error.field != "deal" || error.code != .invalid else {
          known.append(event, changes: try evolve(event, knowing: known))
          continue
        }
        if isNotJudgedAgain(error, event) { passing = true } else { refusal = refusal ?? error }
      }
      known.append(event, changes: try evolve(event, knowing: known))
    }
    return (known, refusal, passing)
  }

  /// Whether that stands against a fact only where it is recorded: consents and bounds; that nothing was left to hand over;
  /// and what may have been so for a while between two facts of others, where it is not so at the end.
  private static func isNotJudgedAgain(_ refusal: Refusal, _ event: RecordedEvent) -> Bool {
    if event.type == FactType.workHandedOver.rawValue { return true }
    switch refusal.reason {
    case .consentMissing, .consentWithdrawn, .consentEnded, .tooManyTags, .tooManyStages, .tooManyConsents,
      .tooManyPipelines, .tooManyRelationships:
      return true
    case .circle, .hasMembers, .externalIDTaken: return true
    default: return ["organization", "to"].contains(refusal.field) && refusal.code == .invalid
    }
  }
}

extension World {
  /// Whether the deal is open in a stage that its pipeline does not have: the daemon would have moved it, had it been there.
  fileprivate func isInNoStage(_ deal: SubjectID) -> Bool {
    guard let deal = state(of: deal)?.deal, !deal.won, !deal.lost, let pipeline = SubjectID(deal.pipeline) else {
      return false
    }
    return !(state(of: pipeline)?.pipeline.stages.contains { $0.stage == deal.stage } ?? false)
  }
}
