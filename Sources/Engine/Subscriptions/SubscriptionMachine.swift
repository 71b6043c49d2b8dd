import FactSchema

/// One subscription as a pure machine: what it has seen, what it may still be given, and what is to be done next.
///
/// It never holds a fact or a transaction: a slow reader costs these few words.
struct SubscriptionMachine: Sendable {
  /// What it is doing.
  enum Phase: Sendable, Equatable {
    /// Reading the past from the log.
    case catchingUp
    /// Given each durable batch from memory.
    case live
    /// Without credits.
    case full
  }

  private(set) var phase = Phase.catchingUp
  /// Every fact up to here was given or did not match.
  private(set) var cursor: Position
  private(set) var credits: UInt64

  init(after: Position, credits: UInt64) {
    cursor = after
    self.credits = credits
    applyCredits()
  }

  /// How many facts it may be given now.
  var room: Int { Int(min(credits, UInt64(Int.max))) }

  /// Allows more facts, at most `max` in all.
  mutating func credit(_ more: UInt32, max: UInt64) {
    credits = min(credits + UInt64(more), max)
    applyCredits()
  }

  /// A page was given: so many facts, everything up to `position` considered; `isAtEnd` when nothing durable is past it.
  mutating func gave(_ count: Int, upTo position: Position, isAtEnd: Bool) {
    credits -= min(UInt64(count), credits)
    cursor = max(cursor, position)
    phase = isAtEnd ? .live : .catchingUp
    applyCredits()
  }

  /// A durable batch begins at this position: whether it can be given from memory; if not, it must catch up first.
  mutating func meets(first: Position) -> Bool {
    guard phase == .live else { return false }
    if cursor.next >= first { return true }
    phase = .catchingUp
    return false
  }

  /// What is durable now is left out, because its client has not taken what it was given: it looks into the log for it.
  mutating func leaveOut() {
    if phase == .live { phase = .catchingUp }
  }

  /// Without room it is full; with room again it looks into the log for what it missed.
  private mutating func applyCredits() {
    if room == 0 {
      phase = .full
    } else if phase == .full {
      phase = .catchingUp
    }
  }
}
