import APISchema
import NIOCore
import Synchronization
import Wire

/// What is under way on one connection: bytes not yet written, requests not yet answered, subscriptions. Shared by the
/// callers and the event loop.
final class Exchange: Sendable {
  /// One request that was sent.
  struct Entry {
    var id: UInt64
    var method: Method
    /// Called on the event loop, before anything that came after the answer is looked at.
    var completion: @Sendable (Result<[UInt8], KithError>) -> Void
  }

  private struct State {
    var bytes: [UInt8] = []
    var isWriteDue = false
    var waiting = CircularBuffer<Entry>()
    var nextID: UInt64 = 1
    var failure: KithError?
    var subscriptions: [UInt64: SubscriptionBuffer] = [:]
    /// Callers that wait for room, in the order they came.
    var callers = CircularBuffer<CheckedContinuation<Void, Never>>()
    var reserved = 0
  }

  private let state = Mutex(State())
  private let inFlightMax: Int

  init(inFlightMax: Int) { self.inFlightMax = inFlightMax }

  /// Waits until one more request may be in flight, and takes its place.
  func reserve() async {
    await withCheckedContinuation { continuation in
      let hasRoom = state.withLock { state in
        if state.failure != nil || (state.callers.isEmpty && state.reserved < inFlightMax) {
          state.reserved += 1
          return true
        }
        state.callers.append(continuation)
        return false
      }
      if hasRoom { continuation.resume() }
    }
  }

  /// Puts a request after those before it. True when the caller is to have the bytes written.
  func submit(
    _ method: Method, _ request: [UInt8], completion: @escaping @Sendable (Result<[UInt8], KithError>) -> Void
  ) -> Bool {
    let outcome: Result<Bool, KithError> = state.withLock { state in
      if let failure = state.failure { return .failure(failure) }
      let id = state.nextID
      state.nextID += 1
      RequestEncoder.appendFrame(request, of: method, id: id, into: &state.bytes)
      state.waiting.append(Entry(id: id, method: method, completion: completion))
      defer { state.isWriteDue = true }
      return .success(!state.isWriteDue)
    }
    switch outcome {
    case .success(let isFirst): return isFirst
    case .failure(let failure):
      completion(.failure(failure))
      release()
      return false
    }
  }

  /// The bytes to write now.
  func takeBytes() -> [UInt8] {
    state.withLock { state in
      state.isWriteDue = false
      let bytes = state.bytes
      state.bytes = []
      return bytes
    }
  }

  /// Gives the answer to the first request that waits. False when it is not the answer to that one.
  func answer(id: UInt64, _ result: Result<[UInt8], KithError>) -> Bool {
    let entry: Entry? = state.withLock { state in
      guard let first = state.waiting.first, first.id == id else { return nil }
      return state.waiting.removeFirst()
    }
    guard let entry else { return false }
    entry.completion(result)
    release()
    return true
  }

  /// Ends everything: nothing more will be answered.
  func fail(_ failure: KithError) {
    let (entries, subscriptions, callers) = state.withLock { state in
      guard state.failure == nil else {
        return ([Entry](), [SubscriptionBuffer](), [CheckedContinuation<Void, Never>]())
      }
      state.failure = failure
      let all = (Array(state.waiting), Array(state.subscriptions.values), Array(state.callers))
      state.reserved += state.callers.count
      state.waiting.removeAll()
      state.subscriptions.removeAll()
      state.callers.removeAll()
      return all
    }
    for entry in entries {
      entry.completion(.failure(failure))
      release()
    }
    for subscription in subscriptions { subscription.finish(failure) }
    for caller in callers { caller.resume() }
  }

  /// Whether the connection has ended.
  var failure: KithError? { state.withLock { $0.failure } }

  func add(_ subscription: SubscriptionBuffer, id: UInt64) {
    state.withLock { $0.subscriptions[id] = subscription }
  }

  func subscription(_ id: UInt64) -> SubscriptionBuffer? { state.withLock { $0.subscriptions[id] } }

  @discardableResult
  func removeSubscription(_ id: UInt64) -> SubscriptionBuffer? {
    state.withLock { $0.subscriptions.removeValue(forKey: id) }
  }

  private func release() {
    let next: CheckedContinuation<Void, Never>? = state.withLock { state in
      if let caller = state.callers.popFirst() { return caller }
      state.reserved -= 1
      return nil
    }
    next?.resume()
  }
}
