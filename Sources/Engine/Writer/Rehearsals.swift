import Domain
import Schema

/// What rehearsed commands would have changed, by who rehearses and under which name; bounded in every way.
struct Rehearsals {
  /// Who rehearses, under which name.
  struct Key: Hashable {
    var uid: UInt32
    var name: String
  }

  /// One rehearsal so far.
  struct Rehearsal {
    var layer = RegistryLayer()
    /// The answers to commands with ids, for the same asked again.
    var answers: [String: (digest: Digest256, reply: [UInt8])] = [:]
    var usedAt: Instant
  }

  /// The most at once.
  static let countMax = 16
  /// The most changes that one may gather.
  static let changesMax = 1 << 20
  /// How long one may lie unused, in microseconds.
  static let idleMax: Int64 = 600 * 1_000_000
  /// How long one may lie unused when there is no room for another, in microseconds.
  static let idleMaxWhenFull: Int64 = 10 * 1_000_000

  private var rehearsals: [Key: Rehearsal] = [:]

  /// Takes a rehearsal out, to go on with it or begin it.
  mutating func take(_ key: Key, now: Instant) throws(Refusal) -> Rehearsal {
    if !rehearsals.isEmpty { drop(now, idleFor: Self.idleMax) }
    guard var rehearsal = rehearsals.removeValue(forKey: key) else {
      if rehearsals.count >= Self.countMax { drop(now, idleFor: Self.idleMaxWhenFull) }
      guard rehearsals.count < Self.countMax else {
        throw Refusal(.tooMany, "\(Self.countMax) rehearsals are under way; wait until one of them ends")
      }
      return Rehearsal(usedAt: now)
    }
    guard rehearsal.layer.count + rehearsal.answers.count < Self.changesMax else {
      rehearsals[key] = rehearsal
      throw Refusal(.tooLarge, "the rehearsal holds \(Self.changesMax) changes; begin another", field: "rehearsal")
    }
    rehearsal.usedAt = now
    return rehearsal
  }

  mutating func put(_ rehearsal: consuming Rehearsal, _ key: Key) { rehearsals[key] = rehearsal }

  /// Forgets what has not been used for a while.
  private mutating func drop(_ now: Instant, idleFor idleMax: Int64) {
    rehearsals = rehearsals.filter { now.microseconds - $0.value.usedAt.microseconds < idleMax }
  }
}
