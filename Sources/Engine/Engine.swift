public import Domain
public import Schema

/// Facts in, positions out: the log with everything that is derived from it, in one data folder.
///
/// Its methods may be called from any thread and do not wait, except where they say so.
public final class Engine: Sendable {
  /// Opens the data folder, making it when it is not there, and brings the registry and the index up to the log.
  ///
  /// What was derived and cannot be trusted is made again; the status's notices say so. Blocks for as long as that takes;
  /// after a clean stop nothing is read but the ends.
  public static func open(_ options: EngineOptions, _ surroundings: EngineSurroundings) throws(EngineError) -> Engine {
    throw EngineError(.inaccessible, "the engine is not built yet")
  }

  private init() {}

  /// Starts the threads: from now on commands and queries are answered.
  public func start() {}

  /// Ends gracefully: everything submitted gets its outcome, subscriptions end, all that is derived is closed clean.
  ///
  /// Blocks until that is done. What is submitted after this began is refused as `shuttingDown`.
  public func stop() {}

  /// The last durable position.
  public var head: Position { .zero }

  /// The log's identity, 32 hexadecimal digits.
  public var origin: String { "" }

  /// The audit tree's root over all facts up to a durable position, and that position.
  public var tip: (head: Position, root: Digest256) { (.zero, .zero) }

  /// Hands commands to the writer, in order; outcomes come in the same order.
  public func submit(_ commands: [Command]) {}

  /// Hands queries over; each runs when its read models have reached the position it needs.
  public func submit(_ queries: [QueryJob]) {}

  /// Hands over pages of the log to be read.
  public func submit(_ jobs: [LogReadJob]) {}

  /// Verifies a read model on the builder's thread, after what is being built.
  public func submit(_ job: VerifyJob) {}

  /// Begins a subscription from `request.after` on; `number` comes back in every delivery.
  ///
  /// Nothing is delivered before this returns. Throws `.invalid` for an unknown type or a bad id, `.tooMany`.
  public func subscribe(
    _ request: LogSubscribeRequest, number: UInt64, receiver: any SubscriptionReceiver
  ) throws(Refusal) -> SubscriptionID {
    throw Refusal(.unsupported, "the engine is not built yet")
  }

  /// Allows a subscription that many more facts; the credits it has now.
  public func credit(_ subscription: SubscriptionID, _ credits: UInt32) throws(Refusal) -> UInt64 {
    throw Refusal(.unsupported, "the engine is not built yet")
  }

  /// Ends a subscription; a delivery that is under way may still arrive. Unknown ones are ignored.
  public func unsubscribe(_ subscription: SubscriptionID) {}

  /// Every read model as it stands.
  public func projections() -> [ProjectionInfo] { [] }

  /// One read model as it stands.
  public func projection(_ name: String) throws(Refusal) -> ProjectionInfo {
    throw Refusal(.unsupported, "the engine is not built yet")
  }

  /// Begins to build a new generation of a read model, or of `all`: its number (of the first), and a job's name.
  ///
  /// Throws `.conflict` while one of them is being built, `.notFound`.
  public func rebuild(_ name: String) throws(Refusal) -> (generation: UInt64, job: String) {
    throw Refusal(.unsupported, "the engine is not built yet")
  }

  /// How the engine stands; reads folder sizes, so not for a hot path.
  public func status() -> EngineStatus {
    EngineStatus(
      origin: "", head: .zero, root: .zero, folders: [], lags: [], lastCommit: nil, freeDiskBytes: 0, memoryBytes: 0,
      subscriptions: 0, waitingQueries: 0, notices: [])
  }
}
