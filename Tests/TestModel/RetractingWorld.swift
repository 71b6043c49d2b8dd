import Cryptography
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
  /// How often several facts were retracted by one command.
  private(set) var joint = 0
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

  /// Makes keys as that log does, from here on.
  mutating func adopt(_ linkKey: LinkKey) { world.linkKey = linkKey }

  mutating func step(_ every: Int = 4) {
    if facts.random.oneIn(every), let event = candidate() {
      return facts.random.oneIn(3) ? retractTogether(event.header.subject) : retract(event)
    }
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
    .userReactivated, .teamDefined, .workHandedOver, .personalDataErased,
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
    guard let told = try? after.told(), let (known, refusal, passing) = try? Self.known(told, world.linkKey) else {
      return differences.append("what stands cannot be told without the fact at \(event.position)")
    }
    switch (ruled, refusal) {
    case (.failure(let error), _):
      refusals[error.reason?.rawValue ?? error.code.rawValue, default: 0] += 1
      // Whether consent is meant to be restored, and whose work is open, is not asked of facts; and what passes for a while
      // may last.
      if refusal != nil || passing || error.reason == .selfService { return }
      if error.reason == .confirmConsent && !restores || error.subject?.kind == .user { return }
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

  /// Retracts two or three facts about a subject by one command, the last one first.
  private mutating func retractTogether(_ subject: SubjectID) {
    let own = world.events.filter {
      $0.header.subject == subject && !Self.never.contains(FactType(rawValue: $0.type) ?? .pipelineDefined)
        && (try? world.retraction(of: $0.position)) == .some(nil)
    }
    guard own.count > 1 else { return }
    let chosen = Set((0..<2 + facts.random.below(2)).map { _ in facts.random.pick(own).position }).sorted(by: >)
    switch Self.together(chosen, in: world) {
    case .success(let after):
      world = after
      joint += chosen.count > 1 ? 1 : 0
      types.formUnion(chosen.compactMap { world.fact(at: $0)?.type })
      restored += chosen.count { world.fact(at: $0)?.type == FactType.factRetracted.rawValue }
      model.follow(world)
    case .failure(let difference):
      if let text = difference.text { differences.append(text) }
    }
  }

  struct Difference: Error {
    /// Nil where it was refused, and should be.
    var text: String?
  }

  /// The world in which these are retracted by one command, in that order: refused where what stands in the end could not have
  /// been recorded, or on the way to it, but for the stages of deals, which are judged at the end.
  static func together(_ positions: [Position], in world: World) -> Result<World, Difference> {
    var ruled = world
    let result = Result { () throws(Refusal) in try ruled.retract(together: positions, confirming: true) }
    var anyway = world
    anyway.now.microseconds += 1_000_000
    var isRefusedOnTheWay = false
    do {
      for position in positions {
        try anyway.retractAnyway(position, restoringConsent: true)
        let (_, refusal, passing) = try known(anyway.told(), ignoringStages: true)
        isRefusedOnTheWay = isRefusedOnTheWay || refusal != nil || passing
      }
      let (known, refusal, _) = try known(anyway.told())
      switch result {
      case .success:
        if let refusal { return .failure(Difference(text: "\(positions) are retracted, although \(refusal)")) }
        if let difference = ruled.difference(from: known) {
          return .failure(Difference(text: "\(difference), when \(positions) were retracted"))
        }
        return .success(ruled)
      case .failure(let error):
        let isElse =
          [.retracted, .selfService, .confirmConsent, .tooManyTags, .tooManyConsents].contains(error.reason)
          || error.subject?.kind == .user
        if refusal != nil || isRefusedOnTheWay || isElse { return .failure(Difference()) }
        return .failure(Difference(text: "\(positions) are not retracted: \(error)"))
      }
    } catch {
      return .failure(Difference(text: "\(positions) cannot be evolved: \(error)"))
    }
  }

  /// What is known when all that stands was recorded and nothing else was; why one of them would not have been, if so; and
  /// whether one would not for a reason that may pass.
  static func known(
    _ told: [RecordedEvent], _ linkKey: LinkKey = .ofNoLog, ignoringStages: Bool = false
  ) throws(Refusal) -> (World, Refusal?, passing: Bool) {
    var known = World()
    known.linkKey = linkKey
    var refusal: Refusal?
    var passing = false
    func note(_ error: Refusal) {
      if !ignoringStages || error.reason != .stageInUse { refusal = refusal ?? error }
    }
    for event in told where event.type != FactType.factRetracted.rawValue && !event.isInitial {
      if event.retractedBy != nil {
        do throws(Refusal) { try known.object(by: event) } catch { note(error) }
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
        // And where something was sent is not found out again.
        guard !["deal", "addressKey"].contains(error.field) || error.code != .invalid else {
          known.append(event, changes: try evolve(event, knowing: known))
          continue
        }
        if event.header.isExpanded, error.code != .notFound, case .dealStageChanged = event.fact.fact {
          note(Refusal(.conflict, "the daemon would not have moved it: \(error)", reason: .stageInUse))
        } else if isNotJudgedAgain(error, event) {
          passing = true
        } else {
          note(error)
        }
      }
      known.append(event, changes: try evolve(event, knowing: known))
      guard case .pipelineDefined = event.fact.fact else { continue }
      // The daemon moves just those that it would have moved.
      let expected = try expansion(of: event.fact, knowing: known, limit: .max - 1)?.facts ?? []
      // Of a log of which facts were left out positions are no places.
      let moved = told.drop { $0.position <= event.position }.prefix { $0.header.isExpanded }
        .filter { $0.retractedBy == nil }
      if Set(expected.map { "\($0)" }) != Set(moved.compactMap(\.fact.fact).map { "\($0)" }) {
        note(Refusal(.conflict, "the daemon would have moved others with \(event.position)", reason: .stageInUse))
      }
    }
    return (known, refusal, passing)
  }

  /// Whether that stands against a fact only where it is recorded: consents and bounds; that nothing was left to hand over;
  /// and what may have been so for a while between two facts of others, where it is not so at the end.
  private static func isNotJudgedAgain(_ refusal: Refusal, _ event: RecordedEvent) -> Bool {
    if event.type == FactType.workHandedOver.rawValue { return true }
    switch refusal.reason {
    case .consentMissing, .consentWithdrawn, .consentEnded, .tooManyTags, .tooManyStages, .tooManyConsents,
      .tooManyPipelines, .tooManyRelationships, .suppressed, .tooManySuppressions:
      return true
    case .circle, .hasMembers, .externalIDTaken: return true
    default: return ["organization", "to"].contains(refusal.field) && refusal.code == .invalid
    }
  }
}
