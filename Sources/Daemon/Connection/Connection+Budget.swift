import APISchema
import Engine
import FactSchema
import Wire

/// What the connection makes the daemon hold, and what it has of the budget of all clients together.
///
/// Every connection may hold a little in any case, which is enough for most. What more it is to hold is asked for before
/// it is there where its size is known: requests when they are cut from what was read, answers when they are begun.
extension Connection {
  /// The bytes that are held for this connection.
  var heldBytes: Int {
    requestBytes + reservedBytes + answerBytes + outBytes + unsentBytes + framer.unfinishedBytes
      + (heldItem?.byteCount ?? 0)
  }

  /// Whether the connection may hold more.
  enum Room {
    case enough
    /// When it has been given this.
    case needs(Need)
    /// When it is given what it has claimed.
    case claimed
  }

  /// Whether the connection may hold so many bytes more.
  func room(for bytes: Int, _ use: ClientBudget.Use) -> Room {
    let held = heldBytes
    if held + bytes <= grantedBytes { return .enough }
    guard !claims.contains(use) else { return .claimed }
    return .needs(Need(more: bytes, bytes: max(held + bytes - grantedBytes, Limits.budgetStep), use: use))
  }

  /// What was needed is the connection's own.
  mutating func granted(_ bytes: Int) { grantedBytes += bytes }

  /// What is needed does not fit: what to give back first, and what to claim then.
  mutating func claim(_ need: Need) -> (givenBack: Int, claimed: Int) {
    // While it waits it keeps nothing that it does not need: others may be waiting for that.
    let held = heldBytes
    let surplus = trim(to: held)
    claims.insert(need.use)
    let short = max(held - grantedBytes, 0)
    return (surplus, max(need.more + short, Limits.budgetStep))
  }

  /// Takes over what was claimed.
  mutating func granted(_ bytes: Int, claimedFor use: ClientBudget.Use) {
    grantedBytes += bytes
    claims.remove(use)
    turn()
  }

  /// Makes the account say what is held: takes what came without asking, gives back what is no longer needed.
  mutating func balanceBudget() -> Action? {
    let held = heldBytes
    if held > grantedBytes {
      let more = held - grantedBytes
      grantedBytes = held
      return .holdAnyway(more)
    }
    guard grantedBytes > Limits.budgetOfConnection,
      held == 0 || !claims.isEmpty || grantedBytes - held >= Limits.budgetStep
    else { return nil }
    let surplus = trim(to: held)
    return surplus > 0 ? .giveBack(surplus) : nil
  }

  /// Keeps what is held, and what every connection may hold; how much there was beside.
  private mutating func trim(to held: Int) -> Int {
    let surplus = max(grantedBytes - max(held, Limits.budgetOfConnection), 0)
    grantedBytes -= surplus
    return surplus
  }

  /// What an answer of so many bytes takes until it is written. As text it has the names of all fields beside: up to
  /// several times as much where it is short, some hundred bytes for each of a page's entries where it is long.
  func cost(ofAnswer bytes: Int) -> Int {
    framing == .json ? bytes + min(Limits.textFactor * bytes, Limits.textBytes) : bytes
  }

  /// What is set aside for the answer to a call before it is begun: the most that it may take.
  ///
  /// Of a small one only what every connection may hold in any case, so that a card never waits for what others of its
  /// user hold; what it is more is taken when it is there.
  func reservation(for method: Method) -> Int {
    method.replyBytes <= Limits.smallAnswer ? Limits.budgetOfConnection / 2 : cost(ofAnswer: method.replyBytes)
  }

  // MARK: Clients that do not read

  /// Looks from time to time whether the client takes its answers, while others wait for what they hold.
  mutating func watchUnread() -> Action? {
    guard unsentBytes > Limits.budgetOfConnection, !isUnreadWatched, phase != .closed else { return nil }
    isUnreadWatched = true
    takenAtWatch = takenWrites
    return .watchUnread(seconds: limits.unreadSeconds)
  }

  /// What is to be done with a client that was watched; whether others wait for memory is to be looked at only where it
  /// has taken nothing.
  mutating func judgeUnread(isMemoryWanted: () -> Bool) -> Action? {
    isUnreadWatched = false
    guard phase != .closed, unsentBytes > Limits.budgetOfConnection else { return nil }
    return takenWrites == takenAtWatch && isMemoryWanted() ? .close : watchUnread()
  }
}
