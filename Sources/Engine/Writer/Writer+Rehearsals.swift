import Domain
import FactSchema
import Synchronization

extension Writer {
  /// Takes a rehearsal out, to go on with it or begin it.
  func take(
    _ name: Rehearsals.Key, _ caller: Caller, now: Instant
  ) throws(Refusal) -> Rehearsals.Rehearsal {
    var forgotten: [Rehearsals.Rehearsal] = []
    defer { letGo(&forgotten, caller) }
    return try shared.rehearsals.withLock { (rehearsals) throws(Refusal) in
      try rehearsals.take(name, for: caller, now: now, &forgotten)
    }
  }

  /// Puts it back.
  func put(_ rehearsal: Rehearsals.Rehearsal, _ name: Rehearsals.Key, _ caller: Caller) {
    var forgotten: [Rehearsals.Rehearsal] = []
    shared.rehearsals.withLock { $0.put(rehearsal, name, &forgotten) }
    letGo(&forgotten, caller)
  }

  private func letGo(_ rehearsals: inout [Rehearsals.Rehearsal], _ caller: Caller) {
    guard !rehearsals.isEmpty else { return }
    let forgotten = Forgotten(taking: &rehearsals)
    if forgotten.isWorthwhile { pool.release(for: caller) { forgotten.letGo() } }
  }

  /// Takes out one that there is, to look at it.
  func takeOut(_ name: Rehearsals.Key) throws(Refusal) -> Rehearsals.Rehearsal {
    guard let rehearsal = shared.rehearsals.withLock({ $0.takeOut(name) }) else {
      throw Refusal(.notFound, "rehearsal: nothing is rehearsed under this name", field: "rehearsal")
    }
    return rehearsal
  }
}
