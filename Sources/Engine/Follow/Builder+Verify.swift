import Domain
import EventLog
import Foundation
import LMDB
import Projections
import Schema
import SwiftProtobuf
import Synchronization

extension Builder {
  /// Builds a read model aside and compares it with the live one, row by row, at equal positions.
  func verify(_ job: VerifyJob) {
    let result: Result<[UInt8], Refusal>
    do throws(Refusal) {
      result = .success(try verified(job.projection))
    } catch {
      result = .failure(error)
    }
    job.ticket.receiver.deliver([Outcome(number: job.ticket.number, result: result)])
  }

  private func verified(_ name: String) throws(Refusal) -> [UInt8] {
    let place = try board.place(of: name)
    let slot = board.state.withLock { $0.slots[place] }
    guard let live = slot.live else {
      throw Refusal(.rebuilding, "the read model \(name) is being built for the first time")
    }
    let number = verifications.add(1, ordering: .relaxed).newValue
    let path = "\(views)/\(name).\(Generations.scratchWord)-\(number)"
    defer { Generations.remove(path) }
    let scratch: View
    do throws(ViewError) {
      guard Generations.begin(path) else { throw .noSpace }
      scratch = try View.open(folder: path, identity: live.identity, options: viewOptions)
    } catch {
      throw Refusal(error == .noSpace ? .storageFull : .internal, "the read model could not be built aside: \(error)")
    }
    let beside = BuildThread()
    let passenger = Passenger(place: place, projection: slot.projection, view: scratch, helper: beside.helper)
    pass([passenger])
    beside.end()
    guard !isStopped else { throw Refusal(.shuttingDown, "the daemon is shutting down") }
    if let failure = passenger.failure { throw .internal("the read model could not be built aside: \(failure)") }
    follower.adopt(.init(place: place, view: scratch, role: .shadow))
    defer { follower.dismiss(place: place) }
    return try compare(live, scratch, place)
  }

  /// Both views' rows of one stretch of keys, at one position.
  private struct Stretch {
    var live: [(key: RowKey, value: [UInt8])] = []
    var scratch: [(key: RowKey, value: [UInt8])] = []
    var position: Position
  }

  private func compare(_ live: View, _ scratch: View, _ place: Int) throws(Refusal) -> [UInt8] {
    var reply = ProjectionVerifyReply()
    reply.projection = live.identity.projection
    var after: RowKey?
    repeat {
      let stretch = try stretch(live, scratch, after: after)
      after = compare(stretch, &reply)
      reply.position = stretch.position.value
    } while after != nil
    let states = try equalStates(live, scratch)
    reply.digest = states.live.digest.description
    reply.rebuiltDigest = states.scratch.digest.description
    reply.equal = reply.differentRows == 0 && states.live.digest == states.scratch.digest
    if !reply.equal {
      board.notice("\(reply.projection) differed from a rebuild in \(reply.differentRows) rows; it is made again")
      _ = board.beginRebuild([place], head: history.head).map { submit(.rebuild($0.places, resumed: [:])) }
    }
    do {
      return try reply.serializedBytes()
    } catch {
      throw .internal("the answer cannot be encoded")
    }
  }

  /// The next stretch of rows after a key, read when both views stand at one position.
  private func stretch(_ live: View, _ scratch: View, after: RowKey?) throws(Refusal) -> Stretch {
    let pause = Wakeup()
    for _ in 0..<options.limits.verifyAttempts {
      guard !isStopped else { throw Refusal(.shuttingDown, "the daemon is shutting down") }
      if let stretch = try stretchNow(live, scratch, after: after) { return stretch }
      pause.wait(milliseconds: 2)
    }
    throw Refusal(.behind, "the read model and its rebuild never stood at one position; verify when less is recorded")
  }

  /// The stretch, or nil while the views stand at different positions.
  private func stretchNow(_ live: View, _ scratch: View, after: RowKey?) throws(Refusal) -> Stretch? {
    let one = try snapshot(of: live)
    let other = try snapshot(of: scratch)
    guard one.position == other.position else { return nil }
    var stretch = Stretch(position: one.position)
    try read(one, after: after, into: &stretch.live)
    try read(other, after: after, into: &stretch.scratch)
    return stretch
  }

  private func snapshot(of view: View) throws(Refusal) -> ViewSnapshot {
    do throws(ViewError) {
      return try view.snapshot()
    } catch {
      throw .internal("the read model cannot be read: \(error)")
    }
  }

  private func equalStates(_ live: View, _ scratch: View) throws(Refusal) -> (live: ViewState, scratch: ViewState) {
    let pause = Wakeup()
    for _ in 0..<options.limits.verifyAttempts {
      let states = (live: live.state, scratch: scratch.state)
      if states.live.position == states.scratch.position { return states }
      pause.wait(milliseconds: 2)
    }
    throw Refusal(.behind, "the read model and its rebuild never stood at one position; verify when less is recorded")
  }

  private func read(
    _ snapshot: borrowing ViewSnapshot, after: RowKey?, into rows: inout [(key: RowKey, value: [UInt8])]
  ) throws(Refusal) {
    let limit = options.limits.verifyRows
    var found: [(key: RowKey, value: [UInt8])] = []
    try snapshot.scan(RowKey(), after: after) { key, value in
      guard let key = RowKey(key.indices.map { key[$0] }) else { return .next }
      found.append((key, value.indices.map { value[$0] }))
      return found.count < limit ? .next : .stop
    }
    rows = found
  }

  /// Compares a stretch; the key up to which it was, nil when that was all.
  private func compare(_ stretch: Stretch, _ reply: inout ProjectionVerifyReply) -> RowKey? {
    let limit = options.limits.verifyRows
    // A full page ends at its last key: what the other page has beyond is compared in the next stretch.
    let ends = [stretch.live, stretch.scratch].compactMap { $0.count >= limit ? $0.last?.key : nil }
    let end = ends.min()
    let one = stretch.live.prefix { row in end.map { row.key <= $0 } ?? true }
    let other = stretch.scratch.prefix { row in end.map { row.key <= $0 } ?? true }
    var place = 0
    for row in one {
      while place < other.count, other[place].key < row.key {
        note(other[place].key, "missing", &reply)
        place += 1
      }
      if place < other.count, other[place].key == row.key {
        if other[place].value != row.value { note(row.key, "changed", &reply) }
        place += 1
      } else {
        note(row.key, "extra", &reply)
      }
    }
    for row in other[place...] { note(row.key, "missing", &reply) }
    reply.rows += UInt64(one.count)
    return end
  }

  private func note(_ key: RowKey, _ kind: String, _ reply: inout ProjectionVerifyReply) {
    reply.differentRows += 1
    guard reply.differences.count < options.limits.verifyDifferences else { return }
    var difference = ProjectionVerifyReply.Difference()
    let bytes = key.bytes
    difference.table = String(key.table)
    difference.key = bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    difference.kind = kind
    if bytes.count >= 18, let subject = RegistryRows.subject(Array(bytes[1..<18])) {
      difference.subject = subject.description
    }
    reply.differences.append(difference)
  }
}
