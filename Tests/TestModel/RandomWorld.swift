import Domain
import FactSchema
import TestSupport

/// A log in memory of random facts, and the model that was fed them.
struct RandomWorld {
  private(set) var world = World()
  private(set) var model = PlainModel()
  private var facts: RandomFacts

  /// So many random facts are proposed; those that are refused leave no trace.
  init(seed: UInt64, steps: Int) {
    facts = RandomFacts(seed: seed)
    model.follow(world)
    for _ in 0..<steps {
      let now = world.now.microseconds
      guard let fact = facts.fact(model, now: now).fact else { continue }
      let occurredAt = facts.random.oneIn(3) ? Instant(microseconds: facts.time(now)) : nil
      if (try? world.record(fact, at: occurredAt)) != nil { model.follow(world) }
    }
  }
}
