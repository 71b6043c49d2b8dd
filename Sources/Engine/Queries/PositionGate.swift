import APISchema
import Domain
import FactSchema

/// The one owner of waiting for read models to come to a position: it knows how far each has come, who waits for that, until
/// when, and how many may.
///
/// What waits here is every query that names a position or is to see what its connection recorded, the look-ups of contacts
/// that a call names, and questions about read models (`projection.list`, `projection.status`), each as soon as it is begun;
/// a query that is answered on its event loop asks here and does not wait. The follower asks what is awaited, and applies
/// and writes that first. Nobody else waits for a read model: a subscription follows the log itself, a verification takes
/// its copy along, and a new generation takes its place when it has come as far as the one that serves.
///
/// A value without a clock or a lock; the ``ReadModelRegistry`` keeps it under its own.
struct PositionGate<Waiter: Sendable>: Sendable {
  /// What somebody needs.
  struct Need: Sendable {
    /// The read models, by their places.
    var places: [Int]
    /// What all of them must have reached.
    var position: Position
    /// What was named, without which no answer is wanted; no more than `position`.
    var atLeast: Position
  }

  /// How a read model stands, beside its position.
  enum Standing: Sendable {
    /// It serves, and goes on.
    case follows
    /// It serves and cannot go on for now; with the word for why.
    case isStalled(String)
    /// It serves and will not go on by itself.
    case hasStopped(String)
    /// It will serve soon.
    case comes
    /// Nothing can be asked of it.
    indirect case isAbsent(Refusal)
  }

  /// What is to be done with somebody.
  enum Admission: Sendable {
    /// Now; with the word for what keeps a read model from what is needed, where something does.
    case passes(obstacle: String?)
    indirect case refused(Refusal)
    case waits
  }

  private struct Waiting: Sendable {
    var waiter: Waiter
    var need: Need
    var caller: Caller
    var deadline: ContinuousClock.Instant
  }

  /// How far each read model has come: up to where the rows of the generation that serves are written.
  private var reached: [Position]
  /// What those that wait need at most, of each read model.
  private var awaited: [Position]
  /// In the order in which they came.
  private var waiting: [Waiting] = []
  /// Who has how many of them.
  private var shares: Shares
  /// Until when whoever watches the deadlines sleeps, if nothing wakes it; nil for good.
  private var watchedUntil: ContinuousClock.Instant?
  /// Whether everybody is refused from now on.
  private(set) var isClosed = false

  /// A gate for so many read models, without a bound.
  init(count: Int) {
    reached = Array(repeating: .zero, count: count)
    awaited = reached
    shares = Shares(Shares.Rule(total: .max, percent: 100))
  }

  /// How many wait.
  var count: Int { waiting.count }

  /// Bounds how many may wait.
  mutating func set(_ rule: Shares.Rule) { shares.rule = rule }

  // MARK: Positions

  /// A read model has come to a position, or another generation serves that is there.
  mutating func set(_ position: Position, of place: Int) { reached[place] = position }

  /// What is still awaited of each read model; nil where nobody waits for it.
  var stillAwaited: [Position?] { zip(awaited, reached).map { $0 > $1 ? $0 : nil } }

  /// What is to be done with who needs this, where read models stand so.
  ///
  /// A read model that cannot go on answers from what it has, and the answer says so; unless the client named a position
  /// that it has not reached.
  func admission(of need: Need, _ standing: (Int) -> Standing) -> Admission {
    var waits = false
    var obstacle: String?
    for place in need.places {
      let isReached = reached[place] >= need.position
      switch standing(place) {
      case .isAbsent(let refusal): return .refused(refusal)
      case .follows: if !isReached { waits = true }
      case .comes: waits = true
      case .isStalled(let word) where !isReached:
        if reached[place] >= need.atLeast { obstacle = word } else { waits = true }
      case .hasStopped(let word) where !isReached:
        guard reached[place] >= need.atLeast else { return .refused(behind(need)) }
        obstacle = word
      case .isStalled, .hasStopped: break
      }
    }
    return waits ? .waits : .passes(obstacle: obstacle)
  }

  /// Why who needs this is not answered.
  private func behind(_ need: Need) -> Refusal {
    let least = need.places.map { reached[$0] }.min() ?? .zero
    return Refusal(
      .behind, "the read model has reached position \(least), the query needs \(need.position)", position: least)
  }

  // MARK: Waiting

  /// Lets somebody wait; false where its uid has as many waiting as it may, or all have.
  mutating func wait(
    _ waiter: Waiter, for need: Need, of caller: Caller, until deadline: ContinuousClock.Instant
  ) -> Bool {
    guard shares.take(uid: caller.uid, caller.standing) else { return false }
    waiting.append(Waiting(waiter: waiter, need: need, caller: caller, deadline: deadline))
    note(need)
    return true
  }

  /// Whether whoever watches the deadlines must be woken because somebody's time is over before it looks again; then it
  /// counts as woken.
  mutating func mustWake(for deadline: ContinuousClock.Instant) -> Bool {
    if let watchedUntil, watchedUntil <= deadline { return false }
    watchedUntil = deadline
    return true
  }

  /// Those that need not wait any longer, where read models stand so, in the order in which they came.
  mutating func release(_ standing: (Int) -> Standing) -> [(waiter: Waiter, admission: Admission)] {
    var released: [(waiter: Waiter, admission: Admission)] = []
    let isOver = waiting.map { one in
      let admission = admission(of: one.need, standing)
      if case .waits = admission { return false }
      released.append((one.waiter, admission))
      return true
    }
    remove(isOver)
    return released
  }

  /// Those whose time is over, each with why it is not answered; and until when the others may be left alone.
  mutating func expire(
    at now: ContinuousClock.Instant
  ) -> (expired: [(waiter: Waiter, refusal: Refusal)], next: ContinuousClock.Instant?) {
    let isOver = waiting.map { $0.deadline <= now }
    let expired = zip(waiting, isOver).compactMap { one, isOver in
      isOver ? (waiter: one.waiter, refusal: behind(one.need)) : nil
    }
    remove(isOver)
    watchedUntil = waiting.map(\.deadline).min()
    return (expired, watchedUntil)
  }

  /// Drops what waits for a connection that has left.
  mutating func drop(_ caller: Caller) { remove(waiting.map { $0.caller === caller }) }

  /// Closes the gate; those that waited.
  mutating func close() -> [Waiter] {
    isClosed = true
    let left = waiting.map(\.waiter)
    remove(waiting.map { _ in true })
    return left
  }

  /// Removes those, by their places, whose waiting is over.
  private mutating func remove(_ isOver: [Bool]) {
    guard isOver.contains(true) else { return }
    var left: [Waiting] = []
    for (one, isOver) in zip(waiting, isOver) {
      if isOver {
        shares.give(uid: one.caller.uid, one.caller.standing)
      } else {
        left.append(one)
      }
    }
    waiting = left
    awaited = Array(repeating: .zero, count: awaited.count)
    for one in waiting { note(one.need) }
  }

  private mutating func note(_ need: Need) {
    for place in need.places { awaited[place] = max(awaited[place], need.position) }
  }
}
