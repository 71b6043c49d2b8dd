import Dispatch
import Synchronization

/// A bounded queue between two threads; either side waits for the other.
final class Channel<Element: Sendable>: Sendable {
  private struct State {
    var items: [Element] = []
    var isClosed = false
  }

  private let state = Mutex(State())
  private let room: DispatchSemaphore
  private let filled = DispatchSemaphore(value: 0)

  init(limit: Int) {
    // A semaphore that ends lower than it began stops the process; a channel may be let go with elements in it.
    room = DispatchSemaphore(value: 0)
    for _ in 0..<limit { room.signal() }
  }

  /// Adds an element, waiting for room; false when nobody takes any more.
  func send(_ element: Element) -> Bool {
    room.wait()
    let isOpen = state.withLock { state in
      if !state.isClosed { state.items.append(element) }
      return !state.isClosed
    }
    filled.signal()
    return isOpen
  }

  /// The next element, waiting for it; nil when the channel is closed and empty.
  func next() -> Element? {
    filled.wait()
    let element = state.withLock { $0.items.isEmpty ? nil : $0.items.removeFirst() }
    // A closing signal is passed on, so that a further call does not wait.
    if element == nil { filled.signal() } else { room.signal() }
    return element
  }

  /// Ends the channel from either side: what is in it may still be taken.
  func close() {
    state.withLock { $0.isClosed = true }
    filled.signal()
    room.signal()
  }
}
