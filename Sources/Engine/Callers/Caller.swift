import APISchema
import Synchronization

/// A connection as the engine knows it: whose it is, where its answers go, and whether it is still there.
///
/// What waits for one that has left is dropped, and what runs for it ends at its next look.
public final class Caller: Sendable {
  /// The peer's user, as the kernel said.
  public let uid: UInt32
  /// How it stands where something is shared.
  public let standing: Standing
  /// Who is told the outcomes.
  public let receiver: any OutcomeReceiver
  /// Its user's account with the budget of all clients; nil where nothing is counted.
  public let account: ClientAccount?
  private let gone = Atomic(false)
  private let givenBytes = Atomic<Int>(0)
  private let isHeldBack = Atomic(false)
  /// The methods of which the last query took long.
  private let longMethods = Mutex<Set<Method>>([])

  /// A connection of that uid, whose outcomes go to `receiver`.
  public init(uid: UInt32, standing: Standing, receiver: any OutcomeReceiver, account: ClientAccount? = nil) {
    self.uid = uid
    self.standing = standing
    self.receiver = receiver
    self.account = account
  }

  /// Whether the connection has ended.
  public var hasLeft: Bool { gone.load(ordering: .acquiring) }

  /// Says that the connection has ended.
  func leave() { gone.store(true, ordering: .releasing) }

  // MARK: What it was given of subscriptions

  /// The bytes of events that it was given and has not taken yet.
  var untakenBytes: Int { givenBytes.load(ordering: .sequentiallyConsistent) }

  /// Notes so many bytes of events that it was given.
  func note(given bytes: Int) { givenBytes.add(bytes, ordering: .sequentiallyConsistent) }

  /// Notes that it has taken so many of them; whether somebody waits for that, once where less than `few` are left and
  /// once where none are.
  func note(taken bytes: Int, few: Int) -> Bool {
    let (before, after) = givenBytes.subtract(bytes, ordering: .sequentiallyConsistent)
    guard after <= 0 || before >= few && after < few else { return false }
    return isHeldBack.exchange(false, ordering: .sequentiallyConsistent)
  }

  /// From now on somebody waits until it has taken what it was given; to be said before looking whether it has.
  func holdBack() { isHeldBack.store(true, ordering: .sequentiallyConsistent) }

  // MARK: What its queries took

  /// Whether the last query of that method took long, so that the next one is not begun among the short ones.
  func expectsLong(_ method: Method) -> Bool { longMethods.withLock { $0.contains(method) } }

  func note(isLong: Bool, _ method: Method) {
    longMethods.withLock { methods in
      if isLong { methods.insert(method) } else { methods.remove(method) }
    }
  }
}
