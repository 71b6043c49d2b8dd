import Domain
import FactSchema
import Synchronization

extension SubscriptionService {
  /// Gives durable batches to the subscriptions that are live; each fact is encoded at most once.
  func giveLive(_ batches: [DurableBatch], _ deliveries: inout Deliveries) {
    for batch in batches {
      let positions = batch.positions
      var encoded = [[UInt8]?](repeating: nil, count: batch.events.count)
      let live = state.withLock { state in
        state.entries.keys.filter { state.entries[$0]?.machine.meets(first: positions.lowerBound) ?? false }
      }
      for id in live {
        guard let entry = state.withLock({ $0.entries[id] }) else { continue }
        let room = room(of: entry.caller)
        guard room > 0 else {
          state.withLock { $0.entries[id]?.machine.leaveOut() }
          continue
        }
        give(batch, positions.upperBound, to: entry, byteCount: room, &encoded, &deliveries)
      }
    }
  }

  private func give(
    _ batch: DurableBatch, _ last: Position, to entry: Entry, byteCount bytesMax: Int, _ encoded: inout [[UInt8]?],
    _ deliveries: inout Deliveries
  ) {
    var events: [[UInt8]] = []
    var byteCount = 0
    var upTo = last
    for (index, event) in batch.events.enumerated()
    where event.header.position > entry.machine.cursor && entry.filter.matches(event.header) {
      guard events.count < entry.machine.room, byteCount < bytesMax else {
        // The rest is read from the log when there are credits again, or room.
        upTo = Position(event.header.position.value - 1)
        break
      }
      let bytes = encoded[index] ?? encoder.encode(event.header, fact: event.message, retractedBy: nil)
      encoded[index] = bytes
      events.append(bytes)
      byteCount += bytes.count
    }
    gave(entry, events, upTo: upTo, isAtEnd: upTo == last, &deliveries)
  }

  /// Gives a page of the past to each subscription that is catching up; whether one may have more to get.
  func givePast(upTo head: Position, _ deliveries: inout Deliveries) -> Bool {
    let behind = state.withLock { state in
      state.round += 1
      // Those of one connection share its room: the one that was given something the longest ago is first.
      return state.entries.values.filter { $0.machine.phase == .catchingUp }.sorted { $0.servedIn < $1.servedIn }
    }
    var isBusy = false
    for entry in behind {
      let room = min(entry.machine.room, limits.subscriptionPage)
      let byteCount = room > 0 ? self.room(of: entry.caller) : 0
      guard byteCount > 0 else { continue }
      guard entry.machine.cursor < head else {
        // At the head already, or asked to begin past it: live as soon as the log comes there.
        gave(entry, [], upTo: entry.machine.cursor, isAtEnd: true, &deliveries)
        continue
      }
      do throws(Refusal) {
        let page = try reader.events(
          entry.filter, after: entry.machine.cursor, before: head.next, limit: room,
          byteCount: byteCount)
        gave(entry, page.events, upTo: page.next, isAtEnd: !page.hasMore, &deliveries)
        isBusy = true
      } catch {
        if error.code == .damaged, let position = error.position, position > entry.machine.cursor {
          // Nothing is left out silently, and nothing behind it is kept back.
          let event = encoder.encodeDamaged(position, cause: error.message)
          gave(entry, [event], upTo: position, isAtEnd: position >= head, &deliveries)
          isBusy = true
          continue
        }
        guard state.withLock({ $0.remove(entry.id) }) else { continue }
        deliveries.add(entry, .ended(position: entry.machine.cursor, code: error.code))
      }
    }
    return isBusy
  }

  private func gave(
    _ entry: Entry, _ events: [[UInt8]], upTo position: Position, isAtEnd: Bool, _ deliveries: inout Deliveries
  ) {
    let isKnown = state.withLock { state in
      guard state.entries[entry.id] != nil else { return false }
      state.entries[entry.id]?.machine.gave(events.count, upTo: position, isAtEnd: isAtEnd)
      state.entries[entry.id]?.servedIn = state.round
      return true
    }
    guard isKnown, !events.isEmpty else { return }
    let delivery = SubscriptionDelivery.Content.events(events)
    entry.caller.note(given: delivery.byteCount)
    deliveries.add(entry, delivery)
    if deliveries.isFull { deliveries.deliver() }
  }
}
