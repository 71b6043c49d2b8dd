import Dispatch
import Synchronization

/// A bounded queue from several threads to one, in the order of tickets that each takes before it makes an element.
///
/// Either side waits for the other. At most `limit` elements are being made or wait to be taken.
final class Channel<Element: Sendable>: Sendable {
  private struct State {
    /// Made, by ticket.
    var items: [UInt64: Element] = [:]
    /// Whose turn it is to be taken.
    var next: UInt64 = 0
    /// The next ticket.
    var ticket: UInt64 = 0
    /// No element from this ticket on is given; all before it are.
    var end = UInt64.max
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

  /// Takes the next ticket, waiting for room; nil when nobody takes any more. Its element is to be sent, or the end.
  func ticket() -> UInt64? {
    room.wait()
    let ticket: UInt64? = state.withLock { state in
      guard !state.isClosed, state.ticket < state.end else { return nil }
      defer { state.ticket += 1 }
      return state.ticket
    }
    // A closing signal is passed on to the other threads that wait.
    if ticket == nil { room.signal() }
    return ticket
  }

  /// Sends the element of a ticket; with `isLast` those of later tickets are dropped.
  func send(_ element: Element, _ ticket: UInt64, isLast: Bool = false) {
    state.withLock { $0.items[ticket] = element }
    if isLast { end(at: ticket + 1) } else { filled.signal() }
  }

  /// Ends the channel before a ticket.
  func end(at ticket: UInt64) {
    state.withLock { $0.end = min($0.end, ticket) }
    filled.signal()
    room.signal()
  }

  /// The next element, waiting for it; nil when the channel has ended or is closed.
  func next() -> Element? {
    while true {
      let (element, isOver) = state.withLock { state -> (Element?, Bool) in
        guard !state.isClosed, state.next < state.end else { return (nil, true) }
        guard let element = state.items.removeValue(forKey: state.next) else { return (nil, false) }
        state.next += 1
        return (element, false)
      }
      if let element {
        room.signal()
        return element
      }
      if isOver { return nil }
      filled.wait()
    }
  }

  /// Ends the channel at once, from either side; what is in it is dropped.
  func close() {
    state.withLock { state in
      state.isClosed = true
      state.items.removeAll()
    }
    filled.signal()
    room.signal()
  }
}
