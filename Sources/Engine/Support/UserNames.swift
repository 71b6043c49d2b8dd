import Synchronization

/// Remembers the login names of uids, within a bound: they stand in every event that is shown.
final class UserNames: Sendable {
  private let names = Mutex<[UInt32: String]>([:])
  private let lookUp: @Sendable (UInt32) -> String

  init(_ lookUp: @escaping @Sendable (UInt32) -> String) { self.lookUp = lookUp }

  func name(of uid: UInt32) -> String {
    if let name = names.withLock({ $0[uid] }) { return name }
    let name = lookUp(uid)
    names.withLock { names in
      // People are few; a flood of uids only costs look-ups.
      if names.count >= Self.namesMax { names.removeAll() }
      names[uid] = name
    }
    return name
  }

  private static let namesMax = 4096
}
