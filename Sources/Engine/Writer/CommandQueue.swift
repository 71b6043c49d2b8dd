import DequeModule
import Synchronization

/// What waits for the writer: of each user in the order in which it came, within a share, and of all users in turns.
final class CommandQueue: Sendable {
  /// What became of commands that were given.
  enum Pushed {
    case taken, full, closed
  }

  /// One user's.
  private struct Line {
    var commands: Deque<Command>
    let standing: Standing

    mutating func take(_ most: Int, into taken: inout [Command]) {
      let count = min(commands.count, most)
      taken.append(contentsOf: commands.prefix(count))
      commands.removeFirst(count)
    }
  }

  private struct State {
    var lines: [UInt32: Line] = [:]
    /// Who has something that waits; whose turn it is comes first.
    var turns = Deque<UInt32>()
    var shares: Shares
    var isSleeping = false
    var isClosed = false
  }

  private let state: Mutex<State>
  private let wakeup = Wakeup()
  /// The most commands that are taken at a time.
  private let turnMax: Int

  init(limits: EngineLimits) {
    turnMax = limits.commandsATurn
    let rule = Shares.Rule(total: limits.commandsWaiting, percent: limits.sharePercent)
    state = Mutex(State(shares: Shares(rule)))
  }

  /// Adds the commands of one connection, all or none.
  func push(_ commands: [Command]) -> Pushed {
    guard let caller = commands.first?.ticket.caller else { return .taken }
    let (pushed, wakes) = state.withLock { state -> (Pushed, Bool) in
      guard !state.isClosed else { return (.closed, false) }
      guard state.shares.take(commands.count, uid: caller.uid, caller.standing) else { return (.full, false) }
      if state.lines[caller.uid]?.commands.append(contentsOf: commands) == nil {
        state.lines[caller.uid] = Line(commands: Deque(commands), standing: caller.standing)
        state.turns.append(caller.uid)
      }
      defer { state.isSleeping = false }
      return (.taken, state.isSleeping)
    }
    if wakes { wakeup.signal() }
    return pushed
  }

  /// The next commands: of whoever has some as many as of the others, as far as there are. Sleeps while there are none and
  /// nothing `elseIsDue`, of which ``nudge()`` tells, and gives none when it is; nil when the queue is closed and empty.
  func take(elseIsDue: () -> Bool = { false }) -> [Command]? {
    while true {
      let (taken, isClosed, isDue) = state.withLock { state -> ([Command], Bool, Bool) in
        let taken = deal(&state)
        // Looked at under the lock: what becomes due afterwards finds it asleep.
        let isDue = taken.isEmpty && !state.isClosed && elseIsDue()
        state.isSleeping = taken.isEmpty && !state.isClosed && !isDue
        return (taken, state.isClosed, isDue)
      }
      if !taken.isEmpty || isDue { return taken }
      if isClosed { return nil }
      wakeup.wait()
    }
  }

  /// Wakes whoever sleeps in ``take(elseIsDue:)``: something else may be due.
  func nudge() {
    let wakes = state.withLock { state in
      defer { state.isSleeping = false }
      return state.isSleeping
    }
    if wakes { wakeup.signal() }
  }

  private func deal(_ state: inout State) -> [Command] {
    var taken: [Command] = []
    while taken.count < turnMax, !state.turns.isEmpty {
      // Those whose turn does not come now are the first the next time.
      let each = max(1, (turnMax - taken.count) / state.turns.count)
      let users = Array(state.turns.prefix(turnMax - taken.count))
      state.turns.removeFirst(users.count)
      for uid in users {
        guard var line = state.lines.removeValue(forKey: uid) else { continue }
        let before = line.commands.count
        line.take(each, into: &taken)
        state.shares.give(before - line.commands.count, uid: uid, line.standing)
        guard !line.commands.isEmpty else { continue }
        state.lines[uid] = line
        state.turns.append(uid)
      }
    }
    return taken
  }

  /// Takes no more; what waits is still given out.
  func close() {
    state.withLock { state in
      state.isClosed = true
      state.isSleeping = false
    }
    wakeup.signal()
  }
}
