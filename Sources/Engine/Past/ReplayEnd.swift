import Domain
import EventLog
import FactSchema

/// Where a replay ends.
struct ReplayEnd: Sendable, Hashable {
  /// The last fact that is looked at.
  var position: Position
  /// What happened later is left out; nil: nothing is.
  var occurredAt: Instant?
}

extension EventReader {
  /// Where a replay to the moment ends, and what time it was then: that of the last fact, or the one that was named.
  ///
  /// Throws `.invalid` for a position past the head.
  func end(of moment: Moment) throws(Refusal) -> (end: ReplayEnd, now: Instant) {
    let head = head
    switch moment {
    case .position(let position):
      guard position <= head else { throw LogReader.isPastHead("position", head: head) }
      return (ReplayEnd(position: position), try time(at: position))
    case .recordedAt(let time):
      let position = try last(recordedBy: time, upTo: head)
      return (ReplayEnd(position: position), try self.time(at: position))
    case .occurredAt(let time):
      return (ReplayEnd(position: head, occurredAt: time), time)
    }
  }

  /// When the last fact up to the position was recorded that can be read; the log's beginning where there is none.
  private func time(at position: Position) throws(Refusal) -> Instant {
    try readable(upTo: position, after: .zero)?.recordedAt ?? log.createdAt
  }

  /// The last position up to the head at which a fact was recorded by that time.
  ///
  /// Times of recording go back only where the clock was begun anew, which is a fact: in the stretches between, the newest
  /// first, it is found by halving.
  private func last(recordedBy time: Instant, upTo head: Position) throws(Refusal) -> Position {
    let resets = LogFilter(types: [FactType.clockReset.rawValue])
    var end = head
    while end > .zero {
      let reset = try index.positions(resets, after: .zero, before: end.next, limit: 1, backward: true).first
      let begin = reset ?? Position(1)
      if let found = try last(recordedBy: time, from: begin, to: end) { return found }
      end = begin.previous
    }
    return .zero
  }

  /// The same in a stretch in which times do not go back; nil when all of it is later. Damaged records are looked past.
  private func last(recordedBy time: Instant, from begin: Position, to end: Position) throws(Refusal) -> Position? {
    var found: Position?
    var (low, high) = (begin.previous, end.next)
    while high > low.next {
      let middle = Position(low.value + (high.value - low.value) / 2)
      guard let header = try readable(upTo: middle, after: low) else {
        low = middle
        continue
      }
      if header.recordedAt <= time {
        (found, low) = (header.position, middle)
      } else {
        high = header.position
      }
    }
    return found
  }

  /// The last header between two positions that can be read, the upper one included.
  private func readable(upTo last: Position, after: Position) throws(Refusal) -> EventHeader? {
    var position = last
    while position > after {
      do throws(Refusal) {
        return try header(at: position)
      } catch {
        guard error.code == .damaged else { throw error }
      }
      position = position.previous
    }
    return nil
  }
}
