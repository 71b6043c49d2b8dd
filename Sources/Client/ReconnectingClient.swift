public import APISchema

/// Records and asks over a connection that is made again when it is lost.
///
/// A command whose answer was lost is sent again under the same command id: it is recorded once, whatever breaks.
public actor ReconnectingClient {
  /// When a request is given up, and how long to wait before it is sent again.
  public struct Patience: Sendable {
    /// How often a request is sent at most.
    public var attempts: Int
    /// Waits before the attempt of that number (1 is the second).
    public var pause: @Sendable (_ attempt: Int) async -> Void

    /// `attempts` at most, with `pause` between them.
    public init(attempts: Int, pause: @escaping @Sendable (_ attempt: Int) async -> Void) {
      self.attempts = max(1, attempts)
      self.pause = pause
    }

    /// Five attempts; 50 ms before the second, each later pause twice as long.
    public static let standard = Patience(attempts: 5) { attempt in
      try? await Task.sleep(for: .milliseconds(25 << min(attempt, 8)))
    }
  }

  private let connect: @Sendable () async throws(KithError) -> KithClient
  private let patience: Patience
  private let makeCommandID: @Sendable () -> String
  private var client: KithClient?

  /// `connect` makes a connection; `makeCommandID` names commands that have no id, and must never give one twice.
  public init(
    patience: Patience = .standard, makeCommandID: @escaping @Sendable () -> String = { randomCommandID() },
    connect: @escaping @Sendable () async throws(KithError) -> KithClient
  ) {
    self.connect = connect
    self.patience = patience
    self.makeCommandID = makeCommandID
  }

  /// Records all events of the request or none, once, however often the connection is lost on the way.
  ///
  /// Throws the daemon's refusal, or the last failure when patience ends; the command may have been recorded then.
  public func recordExactlyOnce(_ request: RecordRequest) async throws(KithError) -> RecordReply {
    var request = request
    if !request.hasCommandID { request.commandID = makeCommandID() }
    return try await call(request)
  }

  /// Calls a method, again after a lost connection or a retryable refusal. Commands belong to `recordExactlyOnce`.
  public func call<Request: MethodRequest>(_ request: Request) async throws(KithError) -> Request.Answer {
    var attempt = 1
    while true {
      do throws(KithError) { return try await connection().call(request) } catch {
        guard error.isRetryable, attempt < patience.attempts else { throw error }
        await patience.pause(attempt)
        attempt += 1
      }
    }
  }

  /// Ends the connection.
  public func close() async {
    await client?.close()
    client = nil
  }

  private func connection() async throws(KithError) -> KithClient {
    if let client, client.failure == nil { return client }
    let fresh = try await connect()
    client = fresh
    return fresh
  }
}

/// 128 random bits as text.
public func randomCommandID() -> String {
  var generator = SystemRandomNumberGenerator()
  return "kith-" + String(UInt128(generator.next()) << 64 | UInt128(generator.next()), radix: 36)
}
