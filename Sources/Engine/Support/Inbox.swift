import Synchronization

/// What waits for one thread, in order, and wakes it only when it sleeps.
final class Inbox<Element: Sendable>: Sendable {
  private struct State {
    var items: [Element] = []
    var isSleeping = false
    var isClosed = false
  }

  private let state = Mutex(State())
  private let wakeup = Wakeup()
  private let limit: Int

  /// Holds at most `limit` elements.
  init(limit: Int) { self.limit = limit }

  /// What became of elements given to an inbox.
  enum Pushed {
    case taken, full, closed
  }

  /// Adds all elements or none.
  func push(_ elements: [Element]) -> Pushed {
    let (pushed, wakes) = state.withLock { state -> (Pushed, Bool) in
      guard !state.isClosed else { return (.closed, false) }
      guard state.items.count + elements.count <= limit else { return (.full, false) }
      if state.items.isEmpty {
        state.items = elements
      } else {
        state.items.append(contentsOf: elements)
      }
      defer { state.isSleeping = false }
      return (.taken, state.isSleeping)
    }
    if wakes { wakeup.signal() }
    return pushed
  }

  /// Everything that waits, sleeping while that is nothing; nil when the inbox is closed and empty.
  func take() -> [Element]? {
    while true {
      let (items, isClosed) = state.withLock { state -> ([Element], Bool) in
        var items: [Element] = []
        swap(&items, &state.items)
        state.isSleeping = items.isEmpty && !state.isClosed
        return (items, state.isClosed)
      }
      if !items.isEmpty { return items }
      if isClosed { return nil }
      wakeup.wait()
    }
  }

  /// Takes no more; what waits is still given out.
  func close() {
    state.withLock { state in
      state.isClosed = true
      state.isSleeping = false
    }
    wakeup.signal()
  }

  /// How many wait.
  var count: Int { state.withLock { $0.items.count } }
}
