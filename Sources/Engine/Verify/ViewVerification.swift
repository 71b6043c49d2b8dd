import APISchema
import Cryptography
import Domain
import EventLog
import FactSchema
import LMDB
import ReadModels
import RowStore
import SwiftProtobuf

/// Compares a read model, row by row, with a copy that is made from the log beside it.
///
/// The copy is taken as far as the read model whenever that has gone on, so that neither waits for the other.
final class ViewVerification {
  private let live: View
  private let copy: View
  private let projection: any Projection
  private let eventReader: EventReader
  private let limits: EngineLimits
  private let facts: LogFacts
  private var writer: ViewWriter
  /// The damaged records that the copy had to do without.
  private var damaged: [EventReader.Fault]
  private let isStopped: () -> Bool

  /// Goes on with a copy that has been built up to the read model, or to before it.
  init(
    of live: View, with copy: View, _ projection: any Projection, damaged: [EventReader.Fault],
    _ eventReader: EventReader, _ beginning: Beginning, limits: EngineLimits, isStopped: @escaping () -> Bool
  ) {
    self.live = live
    self.copy = copy
    self.projection = projection
    self.damaged = damaged
    self.eventReader = eventReader
    self.limits = limits
    self.isStopped = isStopped
    facts = LogFacts(eventReader, beginning)
    writer = copy.writer()
  }

  /// Compares all rows. Throws when the read model goes on faster than the copy can be, or one cannot be read.
  func run() throws(Refusal) -> ProjectionVerifyReply {
    let projection = projection
    var findings = RowFindings(limit: limits.verifyDifferences) { key, _ in projection.subject(ofRow: key) }
    var after: [UInt8]?
    var stored = ViewState.empty
    repeat {
      let stretch = try stretch(after: after)
      after = findings.compare(stretch.found, with: stretch.expected)
      stored = stretch.stored
    } while after != nil
    let expected = copy.state
    if findings.differentRows == 0, stored.digest != expected.digest || stored.rows != expected.rows {
      // The rows are right, and what the file says of them is not.
      findings.note("changed", Array("state".utf8), nil)
    }
    return .with { reply in
      reply.projection = live.identity.projection
      reply.position = stored.position.value
      reply.take(findings, expectedDigest: expected.digest, damaged: damaged, eventReader.log.secret.key)
    }
  }

  private struct Stretch {
    var found: RowStretch
    var expected: RowStretch
    /// What the read model's file says of its rows.
    var stored: ViewState
  }

  /// The next rows of both, at one position.
  private func stretch(after key: [UInt8]?) throws(Refusal) -> Stretch {
    for _ in 0..<limits.verifyAttempts {
      guard !isStopped() else { throw Refusal(.shuttingDown, "the daemon is shutting down") }
      let ahead = live.state.position
      if ahead.value > writer.position.value + UInt64(limits.verifyHeldEvents) { try goOn(upTo: ahead) }
      let snapshot = try Self.snapshot(of: live)
      let position = snapshot.position
      guard position.value <= writer.position.value + UInt64(limits.verifyHeldEvents) else { continue }
      try goOn(upTo: position)
      let other = try Self.snapshot(of: copy)
      var found = RowStretch(rowsMax: limits.verifyRows)
      var expected = found
      do throws(ViewError) {
        try snapshot.scan(after: key) { key, value in found.take(key, value) ? .next : .stop }
        try other.scan(after: key) { key, value in expected.take(key, value) ? .next : .stop }
      } catch {
        throw Self.refusal(error)
      }
      return Stretch(found: found, expected: expected, stored: try Self.stored(snapshot, live))
    }
    throw Refusal(.behind, "facts are recorded faster than they can be verified; verify when less is recorded")
  }

  // MARK: The copy

  /// Takes the copy up to a position.
  private func goOn(upTo end: Position) throws(Refusal) {
    while writer.position < end {
      guard !isStopped() else { throw Refusal(.shuttingDown, "the daemon is shutting down") }
      let limit = min(limits.catchUpEvents, Int(clamping: end.value - writer.position.value))
      let chunk = eventReader.chunk(after: writer.position, limit: limit, kinds: projection.kinds)
      try apply(chunk.events[...])
      writer.pass(upTo: chunk.last)
      damaged += chunk.damaged
      if let fault = chunk.fault {
        // What it says is missing from the copy; the reply names it.
        damaged.append(fault)
        writer.pass(upTo: fault.position)
      }
    }
    guard writer.position > copy.state.position else { return }
    let mark = eventReader.mark(at: writer.position)
    do throws(ViewError) {
      try writer.flush(leaf: mark)
    } catch {
      throw Self.refusal(error)
    }
  }

  private func apply(_ events: ArraySlice<RecordedEvent>) throws(Refusal) {
    // What builds on a damaged one is left out, as in the read model itself.
    let isDamaged = eventReader.log.damage.isAny
    do throws(Unapplied) {
      try writer.apply(events, by: projection, from: facts) { isDamaged && $0.isContradiction }
    } catch {
      throw .internal("the copy cannot take the fact at position \(error.header.position): \(error.cause)")
    }
  }

  // MARK: Reading

  private static func snapshot(of view: View) throws(Refusal) -> ViewSnapshot {
    do throws(ViewError) {
      return try view.snapshot()
    } catch {
      throw refusal(error)
    }
  }

  private static func stored(_ snapshot: borrowing ViewSnapshot, _ view: View) throws(Refusal) -> ViewState {
    do throws(ViewError) {
      return try snapshot.storedState(of: view)
    } catch {
      throw refusal(error)
    }
  }

  static func refusal(_ error: ViewError) -> Refusal {
    error == .noSpace
      ? Refusal(.storageFull, "the disk has no room for the copy that is compared")
      : .internal("the rows cannot be compared: \(error)")
  }
}

extension ProjectionVerifyReply {
  /// Says what was found; digests are told under the log's secret.
  mutating func take(
    _ findings: RowFindings, expectedDigest: Digest256, damaged: [EventReader.Fault], _ key: LinkKey
  ) {
    rows = findings.rows
    differentRows = findings.differentRows
    differences = findings.differences
    equal = findings.differentRows == 0
    rebuiltDigest = key.told(expectedDigest).description
    digest = key.told(findings.digest(expected: expectedDigest)).description
    // One that ended the build of a copy is met again when the copy goes on.
    var named: Set<Position> = []
    let each = damaged.filter { named.insert($0.position).inserted }
    self.damaged = each.prefix(Self.damagedMax).map { fault in
      .with {
        $0.position = fault.position.value
        $0.part = "record"
        $0.cause = fault.cause
      }
    }
  }

  /// The most damaged records that are named.
  private static var damagedMax: Int { 100 }
}
