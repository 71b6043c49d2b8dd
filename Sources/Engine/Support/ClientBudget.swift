import DequeModule
import Synchronization

/// Who is told that bytes it asked for are its own now: an event loop of the daemon.
public protocol BudgetReceiver: AnyObject, Sendable {
  /// Called on any thread; the bytes are taken already. It must not wait.
  func granted(_ claim: ClientBudget.Claim)
}

/// What all clients together may make the daemon hold in memory, in bytes, and each user's share of it.
///
/// Whoever keeps something for a client takes its bytes from the client's account first and gives them back when it is
/// gone; where they do not fit, it waits its turn (``ClientAccount/claim(_:_:receiver:number:)``). A quarter of the whole
/// is never given out in advance: it is for what is there before its size is known, such as requests that are half sent.
/// One user holds at most a quarter, and of that at most half in requests, so that there is always room for an answer; an
/// eighth of the whole is for operators alone.
public final class ClientBudget: Sendable {
  /// What bytes are taken for.
  public enum Use: Int, Sendable {
    /// Requests that wait to be obeyed.
    case request
    /// Answers, those that are being made, and what else is kept until a client takes it.
    case answer
  }

  /// Bytes that were asked for and did not fit.
  public struct Claim: Sendable {
    /// Whose they are.
    public let account: ClientAccount
    /// How many.
    public let bytes: Int
    /// For what.
    public let use: Use
    /// The receiver's own number for it.
    public let number: UInt64
    let receiver: any BudgetReceiver
  }

  /// What a user holds and waits for. There is none of those who hold nothing.
  private struct Holding {
    var bytes = 0
    /// By ``Use``.
    var claims: [Deque<Claim>] = [[], []]

    var isOver: Bool { bytes == 0 && claims.allSatisfy(\.isEmpty) }
  }

  private struct State {
    var limit: Int
    var total = 0
    var holdings: [ClientAccount.Key: Holding] = [:]
    /// How many claims wait.
    var waiting = 0
    /// Where the next round of giving begins, so that everybody has a turn.
    var turn = 0
  }

  private let state: Mutex<State>

  /// A budget of that many bytes.
  public init(bytes: Int) { state = Mutex(State(limit: max(bytes, Self.bytesMin))) }

  /// The least that it can be: below, a share would hold no answer.
  public static let bytesMin = 32 << 20

  /// Changes how many there are; what is held above it stays held.
  public func set(bytes: Int) {
    state.withLock { $0.limit = max(bytes, Self.bytesMin) }
    grant()
  }

  /// The account of a user; the same for all that the user's connections hold.
  public func account(uid: UInt32, isOperator: Bool) -> ClientAccount {
    ClientAccount(budget: self, key: ClientAccount.Key(uid: uid, isOperator: isOperator))
  }

  /// How many bytes are held for all clients together.
  public var heldBytes: Int { state.withLock { $0.total } }

  // MARK: The account's side

  func take(_ bytes: Int, _ use: Use, for key: ClientAccount.Key) -> Bool {
    state.withLock { state in
      // Nobody overtakes those that wait for the same.
      guard state.holdings[key]?.claims[use.rawValue].isEmpty ?? true else { return false }
      return Self.take(bytes, use, key, &state)
    }
  }

  func takeAnyway(_ bytes: Int, for key: ClientAccount.Key) {
    state.withLock { state in
      state.total += bytes
      state.holdings[key, default: Holding()].bytes += bytes
    }
  }

  func takeForLong(_ bytes: Int, for key: ClientAccount.Key) -> Bool {
    state.withLock { state in
      // Half of what requests may take, so that there is room for the next one.
      guard (state.holdings[key]?.bytes ?? 0) + bytes <= state.limit / 16, state.total + bytes <= state.limit / 2 else {
        return false
      }
      state.total += bytes
      state.holdings[key, default: Holding()].bytes += bytes
      return true
    }
  }

  func give(_ bytes: Int, for key: ClientAccount.Key) {
    guard bytes > 0 else { return }
    let isWaiting = state.withLock { state in
      guard var holding = state.holdings[key] else { preconditionFailure("bytes are given back that nobody took") }
      precondition(holding.bytes >= bytes, "more bytes are given back than were taken")
      state.total -= bytes
      holding.bytes -= bytes
      state.holdings[key] = holding.isOver ? nil : holding
      return state.waiting > 0
    }
    if isWaiting { grant() }
  }

  func claim(_ claim: Claim) {
    state.withLock { state in
      state.holdings[claim.account.key, default: Holding()].claims[claim.use.rawValue].append(claim)
      state.waiting += 1
    }
    // What was given back since it was refused.
    grant()
  }

  func withdraw(number: UInt64, of receiver: any BudgetReceiver, for key: ClientAccount.Key) {
    state.withLock { state in
      guard var holding = state.holdings[key] else { return }
      for use in holding.claims.indices {
        let before = holding.claims[use].count
        holding.claims[use].removeAll { $0.number == number && $0.receiver === receiver }
        state.waiting -= before - holding.claims[use].count
      }
      state.holdings[key] = holding.isOver ? nil : holding
    }
    // It may have been what those behind it waited for.
    grant()
  }

  func isFull(for key: ClientAccount.Key) -> Bool { state.withLock { !Self.fits(0, .answer, key, $0) } }

  /// Whether somebody waits for bytes that this account's holders could give back.
  func isWanted(from key: ClientAccount.Key) -> Bool {
    state.withLock { state in
      guard state.waiting > 0, let holding = state.holdings[key] else { return false }
      return !holding.claims.allSatisfy(\.isEmpty) || !Self.fits(0, .answer, key, state)
        || state.total >= state.limit / 2
    }
  }

  // MARK: Giving

  /// Grants what fits now, a claim of each account after the other.
  private func grant() {
    let granted = state.withLock { state -> [Claim] in
      var granted: [Claim] = []
      guard state.waiting > 0 else { return granted }
      let keys = state.holdings.keys.filter { !(state.holdings[$0]?.claims.allSatisfy(\.isEmpty) ?? true) }.sorted()
      var idle = 0
      while idle < keys.count {
        state.turn = (state.turn + 1) % keys.count
        let before = granted.count
        Self.grantNext(keys[state.turn], &state, &granted)
        idle = granted.count == before ? idle + 1 : 0
      }
      return granted
    }
    for claim in granted { claim.receiver.granted(claim) }
  }

  private static func grantNext(_ key: ClientAccount.Key, _ state: inout State, _ granted: inout [Claim]) {
    // Answers first: they are what requests wait for.
    for use in [Use.answer, .request] {
      guard let claim = state.holdings[key]?.claims[use.rawValue].first, take(claim.bytes, use, key, &state) else {
        continue
      }
      state.holdings[key]?.claims[use.rawValue].removeFirst()
      state.waiting -= 1
      granted.append(claim)
      return
    }
  }

  private static func take(_ bytes: Int, _ use: Use, _ key: ClientAccount.Key, _ state: inout State) -> Bool {
    guard fits(bytes, use, key, state) else { return false }
    state.total += bytes
    state.holdings[key, default: Holding()].bytes += bytes
    return true
  }

  private static func fits(_ bytes: Int, _ use: Use, _ key: ClientAccount.Key, _ state: State) -> Bool {
    let share = use == .request ? state.limit / 8 : state.limit / 4
    let whole = key.isOperator ? state.limit / 4 * 3 : state.limit / 8 * 5
    // What is larger than a share waits until the user holds nothing else.
    let wanted = min(bytes, share)
    return (state.holdings[key]?.bytes ?? 0) <= share - wanted && state.total <= whole - wanted
  }
}

/// One user's account with a ``ClientBudget``: a small handle.
public struct ClientAccount: Sendable {
  /// Whose it is. A user whose role changes has a new one; what the old one holds is given back to the old one.
  struct Key: Hashable, Comparable, Sendable {
    var uid: UInt32
    var isOperator: Bool

    static func < (a: Key, b: Key) -> Bool { (a.uid, a.isOperator ? 1 : 0) < (b.uid, b.isOperator ? 1 : 0) }
  }

  let budget: ClientBudget
  let key: Key

  /// Takes bytes where they fit and nobody waits for the same; false and nothing taken otherwise.
  public func take(_ bytes: Int, _ use: ClientBudget.Use) -> Bool { budget.take(bytes, use, for: key) }

  /// Takes bytes that are held already, whether they fit or not.
  public func takeAnyway(_ bytes: Int) { budget.takeAnyway(bytes, for: key) }

  /// Takes bytes of what stays until the client says something further; false and nothing taken where too little would be
  /// left for that.
  public func takeForLong(_ bytes: Int) -> Bool { budget.takeForLong(bytes, for: key) }

  /// Gives back what was taken; traps where it is more.
  public func give(_ bytes: Int) { budget.give(bytes, for: key) }

  /// Asks for bytes that did not fit: the receiver is told, with its own number, when they are taken for it.
  public func claim(_ bytes: Int, _ use: ClientBudget.Use, receiver: any BudgetReceiver, number: UInt64) {
    budget.claim(ClientBudget.Claim(account: self, bytes: bytes, use: use, number: number, receiver: receiver))
  }

  /// Takes back the claims of that number; one that was granted already may still arrive, and its bytes must be given.
  public func withdraw(number: UInt64, of receiver: any BudgetReceiver) {
    budget.withdraw(number: number, of: receiver, for: key)
  }

  /// Whether this user holds as much as it may, or all together do.
  public var isFull: Bool { budget.isFull(for: key) }

  /// Whether somebody waits who could go on with what this user gives back.
  public var isWanted: Bool { budget.isWanted(from: key) }
}
