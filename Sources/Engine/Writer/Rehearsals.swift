import Domain
import FactSchema
import Synchronization

/// What rehearsed commands would have changed, by who rehearses and under which name; bounded in every way, and gone when
/// the last connection that used it is.
struct Rehearsals {
  /// Who rehearses, under which name.
  struct Key: Hashable {
    var uid: UInt32
    var name: String
  }

  /// One rehearsal so far.
  struct Rehearsal {
    var layer = RegistryLayer()
    var facts = RehearsedFacts()
    /// The answers to commands with ids, for the same asked again.
    var answers: [String: (digest: Digest256, reply: [UInt8])] = [:]
    var usedAt: Instant
    /// About what it holds beside the contents that only branches ask for.
    private var knownBytes = 0
    /// Of that, what is counted for its user.
    fileprivate var countedBytes = 0
    /// Whether it holds more than it may.
    fileprivate var isFull = false
    /// Whose it is.
    fileprivate let caller: Caller
    /// The connections that used it.
    fileprivate var callers: [ObjectIdentifier: Caller] = [:]

    fileprivate init(usedAt: Instant, caller: Caller) {
      self.usedAt = usedAt
      self.caller = caller
      callers[ObjectIdentifier(caller)] = caller
    }

    /// Whether there is so much that letting it go takes its time.
    var isLarge: Bool { byteCount > Self.largeBytes }

    /// About what it holds.
    fileprivate var byteCount: Int { knownBytes + facts.contentBytes }

    /// Counts what a fact leaves: its header, and of one that changes something its content and a state.
    mutating func count(_ fact: EncodedFact) {
      knownBytes += Self.headerBytes + (fact.type.changesNothing ? 0 : 2 * fact.message.count + Self.stateBytes)
    }

    /// The facts of its commands, for a branch.
    func rehearsed() throws(Refusal) -> [RecordedEvent] {
      guard facts.hasContents else {
        throw Refusal(
          .tooLarge, "rehearsal: holds more facts than a branch may have: rehearse fewer to ask about them",
          field: "rehearsal")
      }
      return facts.events
    }

    /// Remembers the answer to a command with an id.
    mutating func remember(_ reply: [UInt8], _ digest: Digest256, of commandID: String) {
      answers[commandID] = (digest, reply)
      knownBytes += commandID.utf8.count + reply.count + Self.answerBytes
    }

    /// About what a header takes, the state of a subject beside its texts, and an answer beside its bytes.
    private static let headerBytes = 400
    private static let stateBytes = 400
    private static let answerBytes = 160
    private static let largeBytes = 64 << 10
  }

  /// How long one may lie unused, in microseconds.
  static let idleMax: Int64 = 600 * 1_000_000
  /// How long one may lie unused when there is no room for another, in microseconds.
  static let idleMaxWhenFull: Int64 = 10 * 1_000_000

  private var shares: Shares
  private var byteShares: Shares
  private var rehearsals: [Key: Rehearsal] = [:]

  init(limits: EngineLimits) {
    shares = Shares(Shares.Rule(total: limits.rehearsals, percent: limits.sharePercent))
    byteShares = Shares(Shares.Rule(total: limits.rehearsalBytes, percent: limits.sharePercent))
  }

  /// Takes a rehearsal out, to go on with it or begin it; it is to be put back. What was forgotten for it goes into
  /// `forgotten`.
  mutating func take(
    _ key: Key, for caller: Caller, now: Instant, _ forgotten: inout [Rehearsal]
  ) throws(Refusal) -> Rehearsal {
    if !rehearsals.isEmpty { drop(now, idleFor: Self.idleMax, &forgotten) }
    guard var rehearsal = rehearsals.removeValue(forKey: key) else { return try begin(caller, now, &forgotten) }
    guard !rehearsal.isFull else {
      rehearsals[key] = rehearsal
      throw Refusal(
        .tooLarge, "the rehearsals of this user, or of all together, hold as much as they may: rehearse less at a time",
        field: "rehearsal")
    }
    rehearsal.usedAt = now
    rehearsal.callers[ObjectIdentifier(caller)] = caller
    return rehearsal
  }

  /// Takes out one that there is, to look at it; nil where there is none. It is to be put back.
  mutating func takeOut(_ key: Key) -> Rehearsal? { rehearsals.removeValue(forKey: key) }

  private mutating func begin(
    _ caller: Caller, _ now: Instant, _ forgotten: inout [Rehearsal]
  ) throws(Refusal) -> Rehearsal {
    if !shares.take(uid: caller.uid, caller.standing) {
      drop(now, idleFor: Self.idleMaxWhenFull, &forgotten)
      guard shares.take(uid: caller.uid, caller.standing) else {
        throw Refusal(
          .tooMany, "as many rehearsals are under way as there may be; wait until one of them ends", field: "rehearsal")
      }
    }
    return Rehearsal(usedAt: now, caller: caller)
  }

  /// Puts one back; into `forgotten` where nobody is left who used it.
  mutating func put(_ rehearsal: Rehearsal, _ key: Key, _ forgotten: inout [Rehearsal]) {
    // Who has left meanwhile did not find it here.
    var rehearsal = rehearsal
    rehearsal.callers = rehearsal.callers.filter { !$0.value.hasLeft }
    charge(&rehearsal)
    rehearsals[key] = rehearsal
    if rehearsal.callers.isEmpty { forget(key, &forgotten) }
  }

  /// Forgets those that only this connection used, which has left; into `forgotten`.
  mutating func leave(_ caller: Caller, _ forgotten: inout [Rehearsal]) {
    let id = ObjectIdentifier(caller)
    for key in Array(rehearsals.keys) where key.uid == caller.uid && rehearsals[key]?.callers[id] != nil {
      rehearsals[key]?.callers[id] = nil
      if rehearsals[key]?.callers.isEmpty ?? false { forget(key, &forgotten) }
    }
  }

  /// Forgets what has not been used for a while.
  private mutating func drop(_ now: Instant, idleFor idleMax: Int64, _ forgotten: inout [Rehearsal]) {
    for (key, rehearsal) in rehearsals where now.microseconds - rehearsal.usedAt.microseconds >= idleMax {
      forget(key, &forgotten)
    }
  }

  private mutating func forget(_ key: Key, _ forgotten: inout [Rehearsal]) {
    guard let rehearsal = rehearsals.removeValue(forKey: key) else { return }
    let caller = rehearsal.caller
    shares.give(uid: caller.uid, caller.standing)
    byteShares.give(rehearsal.countedBytes, uid: caller.uid, caller.standing)
    caller.account?.give(rehearsal.countedBytes)
    forgotten.append(rehearsal)
  }

  /// Counts what it holds more than was ever counted; where that is more than it may, it was its last command.
  private mutating func charge(_ rehearsal: inout Rehearsal) {
    let (more, caller) = (max(0, rehearsal.byteCount - rehearsal.countedBytes), rehearsal.caller)
    guard caller.account?.takeForLong(more) ?? true else { return rehearsal.isFull = true }
    guard byteShares.take(more, uid: caller.uid, caller.standing) else {
      caller.account?.give(more)
      return rehearsal.isFull = true
    }
    rehearsal.countedBytes += more
  }
}

/// Rehearsals that nobody uses any more, to be let go where nobody waits: that takes its time.
final class Forgotten: Sendable {
  private let rehearsals: Mutex<[Rehearsals.Rehearsal]>
  /// Whether there is so much that another thread is to do it.
  let isWorthwhile: Bool

  /// Takes them over, so that whoever had them does not let them go.
  init(taking rehearsals: inout [Rehearsals.Rehearsal]) {
    isWorthwhile = rehearsals.contains(where: \.isLarge)
    self.rehearsals = Mutex(rehearsals)
    rehearsals = []
  }

  func letGo() { rehearsals.withLock { $0 = [] } }
}
