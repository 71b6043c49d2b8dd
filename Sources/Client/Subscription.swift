import APISchema
public import FactSchema
import NIOCore
import SwiftProtobuf
import Synchronization
import Wire

/// The facts of the log as they come, from a position on, without a gap.
///
/// To be iterated once, by one task. At most `credits` facts are held here: the daemon sends no more until these were
/// taken. Ends with an error when the daemon ends it or the connection breaks, and with nil when the task is cancelled.
public struct Subscription: AsyncSequence, Sendable {
  /// A fact of the log.
  public typealias Element = Event
  /// Why it ended.
  public typealias Failure = KithError

  /// Its number on this connection.
  public let id: UInt64
  /// The position of the last LogLossAccepted, 0 without one: to be kept with positions, for ``KithClient/subscribe``.
  public let lastLoss: UInt64
  private let client: KithClient
  private let buffer: SubscriptionBuffer
  private let credits: Int

  init(id: UInt64, lastLoss: UInt64, client: KithClient, buffer: SubscriptionBuffer, credits: Int) {
    self.id = id
    self.lastLoss = lastLoss
    self.client = client
    self.buffer = buffer
    self.credits = credits
  }

  /// Begins to take facts.
  public func makeAsyncIterator() -> Iterator {
    Iterator(id: id, client: client, buffer: buffer, credits: credits)
  }

  /// Ends it.
  public func cancel() async throws(KithError) {
    _ = try await client.call(LogUnsubscribeRequest.with { $0.subscription = id })
    client.exchange.removeSubscription(id)?.finish(nil)
  }

  /// Takes one fact after the other, and asks for more when half of what was asked for is taken.
  public struct Iterator: AsyncIteratorProtocol {
    /// A fact of the log.
    public typealias Element = Event
    /// Why it ended.
    public typealias Failure = KithError

    private let id: UInt64
    private let client: KithClient
    private let buffer: SubscriptionBuffer
    private let credits: Int
    private var taken = 0

    init(id: UInt64, client: KithClient, buffer: SubscriptionBuffer, credits: Int) {
      self.id = id
      self.client = client
      self.buffer = buffer
      self.credits = credits
    }

    /// The next fact; nil when the subscription was cancelled.
    public mutating func next() async throws(KithError) -> Event? {
      guard let event = try await buffer.next() else { return nil }
      taken += 1
      if taken >= credits / 2 {
        let request = LogCreditRequest.with {
          $0.subscription = id
          $0.credits = UInt32(taken)
        }
        taken = 0
        // Its answer says nothing that is needed here.
        _ = try await client.send(.logCredit, encoded: KithClient.encode(request))
      }
      return event
    }
  }
}

extension KithClient {
  /// Subscribes to the facts after position `after`, of these types about these subjects (empty: all).
  ///
  /// `credits` is how many facts may be on their way or held here, at least 2. `knownLoss` is the ``Subscription/lastLoss``
  /// that was known when the fact at `after` came. A fact whose `damaged` is set stands for a record that cannot be read.
  public func subscribe(
    after: UInt64 = 0, types: [String] = [], subjects: [String] = [], credits: Int = 1024, knownLoss: UInt64 = 0
  ) async throws(KithError) -> Subscription {
    let credits = credits < 2 ? 2 : credits
    let request = LogSubscribeRequest.with {
      $0.after = after
      $0.types = types
      $0.subjects = subjects
      $0.credits = UInt32(clamping: credits)
      if knownLoss > 0 { $0.knownLoss = knownLoss }
    }
    let encoded = try Self.encode(request)
    let buffer = SubscriptionBuffer()
    let reply = PendingReply()
    let exchange = exchange
    await exchange.reserve()
    submit(.logSubscribe, encoded) { result in
      // Known before the first event is read, which comes right behind the answer.
      if case .success(let bytes) = result, let answer = try? LogSubscribeReply(serializedBytes: bytes) {
        exchange.add(buffer, id: answer.subscription)
      }
      reply.finish(result)
    }
    let answer: LogSubscribeReply = try Self.decode(try await reply.encoded)
    return Subscription(
      id: answer.subscription, lastLoss: answer.lastLoss, client: self, buffer: buffer, credits: credits)
  }
}

/// Facts that came and were not taken yet; the credits bound it.
final class SubscriptionBuffer: Sendable {
  private struct State {
    var events = CircularBuffer<Event>()
    var waiter: CheckedContinuation<Result<Event?, KithError>, Never>?
    var end: Result<Event?, KithError>?
  }

  private let state = Mutex(State())

  func append(_ event: Event) {
    let waiter = state.withLock { state in
      if state.waiter == nil { state.events.append(event) }
      return state.waiter.take()
    }
    waiter?.resume(returning: .success(event))
  }

  /// Ends it: with an error, or without one.
  func finish(_ failure: KithError?) {
    let end: Result<Event?, KithError> = failure.map { .failure($0) } ?? .success(nil)
    let waiter = state.withLock { state in
      state.end = end
      return state.waiter.take()
    }
    waiter?.resume(returning: end)
  }

  func next() async throws(KithError) -> Event? {
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let ready: Result<Event?, KithError>? = state.withLock { state in
          if let event = state.events.popFirst() { return .success(event) }
          if let end = state.end { return end }
          if Task.isCancelled { return .success(nil) }
          state.waiter = continuation
          return nil
        }
        if let ready { continuation.resume(returning: ready) }
      }
    } onCancel: {
      state.withLock { $0.waiter.take() }?.resume(returning: .success(nil))
    }
    return try result.get()
  }
}
