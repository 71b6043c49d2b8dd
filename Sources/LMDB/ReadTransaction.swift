/// A snapshot of the environment; ends when it goes out of scope.
///
/// May move between threads, but only one may use it at a time.
@safe
public struct ReadTransaction: ~Copyable, Transaction {
  /// What it reads.
  public let environment: Environment
  /// The transaction for LMDB's own calls.
  public let handle: TransactionHandle

  init(environment: Environment, handle: TransactionHandle) {
    self.environment = environment
    self.handle = handle
  }

  deinit { unsafe environment.endReading(handle.pointer) }
}

@available(*, unavailable)
extension ReadTransaction: Sendable {}
