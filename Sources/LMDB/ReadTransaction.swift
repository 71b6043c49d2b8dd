/// A snapshot of the environment; ends when it goes out of scope.
///
/// May move between threads, but only one may use it at a time.
@safe
public struct ReadTransaction: ~Copyable, Transaction {
  public let environment: Environment
  public let handle: TransactionHandle

  init(environment: Environment, handle: TransactionHandle) {
    self.environment = environment
    self.handle = handle
  }

  deinit { unsafe environment.endReading(handle.pointer) }
}

@available(*, unavailable)
extension ReadTransaction: Sendable {}
