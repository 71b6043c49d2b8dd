import APISchema
import Engine
import Logging
import NIOCore
import Wire

/// What the connection makes the daemon hold, and what it has of the budget of all clients together.
///
/// Every connection may hold a little in any case, which is enough for most. What more it is to hold is asked for before
/// it is there where its size is known: requests when they are cut from what was read, answers when they are begun.
extension Session {
  /// The bytes that are held for this connection.
  var heldBytes: Int {
    requestBytes + reservedBytes + answerBytes + out.count + unsentBytes + framer.unfinishedBytes
      + (heldItem?.byteCount ?? 0)
  }

  /// Whether the connection may hold so many bytes more; if not, it is told when it may.
  func mayHold(more bytes: Int, _ use: ClientBudget.Use) -> Bool {
    let held = heldBytes
    if held + bytes <= grantedBytes { return true }
    guard !claims.contains(use) else { return false }
    let more = max(held + bytes - grantedBytes, Limits.budgetStep)
    if account.take(more, use) {
      grantedBytes += more
      return true
    }
    // While it waits it keeps nothing that it does not need: others may be waiting for that.
    trimBudget(to: held)
    claims.insert(use)
    let short = max(held - grantedBytes, 0)
    account.claim(max(bytes + short, Limits.budgetStep), use, receiver: home, number: UInt64(number))
    return false
  }

  /// Whether what is held already is the connection's own, so that a little more may be begun.
  var isWithinBudget: Bool { mayHold(more: 0, .answer) }

  /// Takes over what was claimed.
  func granted(_ claim: ClientBudget.Claim) {
    grantedBytes += claim.bytes
    claims.remove(claim.use)
    turn()
  }

  /// Makes the account say what is held: takes what came without asking, gives back what is no longer needed.
  func settleBudget() {
    let held = heldBytes
    if unsentBytes > Limits.budgetOfConnection { watchUnread() }
    if held > grantedBytes {
      account.takeAnyway(held - grantedBytes)
      grantedBytes = held
    } else if grantedBytes > Limits.budgetOfConnection,
      held == 0 || !claims.isEmpty || grantedBytes - held >= Limits.budgetStep
    {
      trimBudget(to: held)
    }
  }

  private func trimBudget(to held: Int) {
    let kept = max(held, Limits.budgetOfConnection)
    guard grantedBytes > kept else { return }
    account.give(grantedBytes - kept)
    grantedBytes = kept
  }

  /// Gives everything back.
  func leaveBudget() {
    if !claims.isEmpty { account.withdraw(number: UInt64(number), of: home) }
    claims = []
    account.give(grantedBytes - Limits.budgetOfConnection)
    grantedBytes = Limits.budgetOfConnection
  }

  /// What an answer of so many bytes takes until it is written. As text it has the names of all fields beside: up to
  /// several times as much where it is short, some hundred bytes for each of a page's entries where it is long.
  func cost(ofAnswer bytes: Int) -> Int {
    encoder?.framing == .json ? bytes + min(Limits.textFactor * bytes, Limits.textBytes) : bytes
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
  private func watchUnread() {
    guard !isUnreadWatched, phase != .closed else { return }
    isUnreadWatched = true
    takenAtWatch = takenWrites
    home.eventLoop.assumeIsolated().scheduleTask(in: .seconds(Int64(limits.unreadSeconds))) { [weak self] in
      self?.judgeUnread()
    }
  }

  private func judgeUnread() {
    isUnreadWatched = false
    guard phase != .closed, unsentBytes > Limits.budgetOfConnection else { return }
    if takenWrites == takenAtWatch, account.isWanted {
      hub.logger.notice(
        "A client of user \(peer.uid) that took no answer for \(limits.unreadSeconds) s was closed: others wait.")
      return close()
    }
    watchUnread()
  }
}

extension InboundItem {
  /// The bytes that it holds.
  var byteCount: Int {
    switch self {
    case .json(let bytes), .frame(let bytes): bytes.readableBytes
    case .tooLarge, .malformed: 0
    }
  }
}
