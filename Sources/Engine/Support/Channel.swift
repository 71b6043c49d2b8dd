import Dispatch
import Synchronization

/// A bounded queue from several threads to one, in the order of tickets that each takes before it makes an element.
///
/// Either side waits for the other. What at most `limit` tickets are for is being made or waits to be taken, in one piece
/// or several, and no more than `bytesMax` of it, but for one piece where nothing else waits whose turn it is.
final class Channel<Element: Sendable>: Sendable {
  private struct Piece {
    var element: Element
    var bytes: Int
  }

  private struct State {
    /// Made, by ticket, in order.
    var pieces: [UInt64: [Piece]] = [:]
    /// The tickets for which nothing more is made.
    var whole: Set<UInt64> = []
    /// Of all pieces.
    var bytes = 0
    /// The threads that wait for fewer bytes, each at a semaphore of its own: none takes another's signal.
    var waiting: [DispatchSemaphore] = []
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
  private let bytesMax: Int

  init(limit: Int, bytesMax: Int = .max) {
    self.bytesMax = bytesMax
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

  /// Sends what was made for a ticket, or the next piece of it, waiting until there is room for its bytes; with `isLast`
  /// those of later tickets are dropped.
  func send(_ element: Element, _ ticket: UInt64, bytes: Int = 0, isWhole: Bool = true, isLast: Bool = false) {
    while let drained = enter(Piece(element: element, bytes: bytes), ticket, isWhole) { drained.wait() }
    if isLast { end(at: ticket + 1) } else { filled.signal() }
  }

  /// Nil when it is in; else where to wait before the next attempt.
  private func enter(_ piece: Piece, _ ticket: UInt64, _ isWhole: Bool) -> DispatchSemaphore? {
    state.withLock { state in
      if state.isClosed { return nil }
      // Who takes may be waiting for this very piece.
      let isDue = state.next == ticket && state.pieces[ticket, default: []].isEmpty
      guard isDue || piece.bytes <= bytesMax - state.bytes else {
        let drained = DispatchSemaphore(value: 0)
        state.waiting.append(drained)
        return drained
      }
      state.pieces[ticket, default: []].append(piece)
      state.bytes += piece.bytes
      if isWhole { state.whole.insert(ticket) }
      return nil
    }
  }

  /// Ends the channel before a ticket.
  func end(at ticket: UInt64) {
    state.withLock { $0.end = min($0.end, ticket) }
    filled.signal()
    room.signal()
  }

  /// The bytes of what waits to be taken.
  var waitingBytes: Int { state.withLock { $0.bytes } }

  /// The next element, waiting for it; nil when the channel has ended or is closed.
  func next() -> Element? {
    while true {
      switch state.withLock({ Self.advance(&$0) }) {
      case .over: return nil
      case .nothing: filled.wait()
      case .piece(let element, let isLastOfTicket, let waiting):
        if isLastOfTicket { room.signal() }
        for drained in waiting { drained.signal() }
        return element
      }
    }
  }

  private enum Found {
    case over, nothing
    case piece(Element, isLastOfTicket: Bool, waiting: [DispatchSemaphore])
  }

  private static func advance(_ state: inout State) -> Found {
    guard !state.isClosed, state.next < state.end else { return .over }
    guard var pieces = state.pieces.removeValue(forKey: state.next), !pieces.isEmpty else { return .nothing }
    let piece = pieces.removeFirst()
    state.bytes -= piece.bytes
    let isLast = pieces.isEmpty && state.whole.remove(state.next) != nil
    if !pieces.isEmpty { state.pieces[state.next] = pieces }
    if isLast { state.next += 1 }
    defer { state.waiting.removeAll() }
    return .piece(piece.element, isLastOfTicket: isLast, waiting: state.waiting)
  }

  /// Ends the channel at once, from either side; what is in it is dropped.
  func close() {
    let waiting = state.withLock { state in
      state.isClosed = true
      state.pieces.removeAll()
      state.bytes = 0
      defer { state.waiting.removeAll() }
      return state.waiting
    }
    filled.signal()
    room.signal()
    for drained in waiting { drained.signal() }
  }
}
