import Domain
import EventLog
import FactSchema
import LMDB
import ReadModels
import RowStore
import Synchronization

/// The log as the engine reads it: facts decoded, failures as refusals, filtered by the index; up to where the registry and
/// the index know it.
final class EventReader: Sendable {
  let log: any FactLog
  let index: LogIndex
  let losses = Losses()
  /// What facts said before somebody was erased.
  let erased = ErasedFacts()
  private let erasedNames = ErasedFieldNames()
  private let known: Mutex<Known>

  /// What is known of the log, which may be ahead.
  private struct Known {
    var head: Position
    /// Where the log stood, there or before.
    var status: LogStatus
  }

  /// Knows the log as it is now, as soon as the registry and the index do.
  init(log: any FactLog, index: LogIndex) {
    self.log = log
    self.index = index
    let status = log.status
    known = Mutex(Known(head: status.head, status: status))
  }

  /// A record that cannot be shown, and why.
  struct Fault: Error {
    var position: Position
    var type: UInt32 = 0
    var cause: String
  }

  /// The last position that the registry and the index have: nothing past it is decided by, or shown.
  var head: Position { known.withLock { $0.head } }

  /// Where the log stood at the head, or at the last batch before it of which that is known.
  var status: LogStatus { known.withLock { $0.status } }

  /// The registry and the index have everything up to where the log stands so.
  func publish(_ status: LogStatus) { known.withLock { $0 = Known(head: status.head, status: status) } }

  /// They have everything up to that position, behind which there is more.
  func publish(head: Position) { known.withLock { $0.head = head } }

  /// The header of a fact; nil beyond the head, and for position 0.
  func header(at position: Position) throws(Refusal) -> EventHeader? {
    guard position > .zero, position <= head else { return nil }
    var header: EventHeader?
    do throws(FactLogError) {
      try log.scan(from: position.previous, limit: 1) { (view) throws(FactLogError) in
        header = try view.header()
        return .stop
      }
    } catch {
      throw Refusal(error)
    }
    return header
  }

  /// What derived data that has come up to there is marked with: the record's leaf; zero where that is damaged, and at
  /// position 0.
  func mark(at position: Position) -> Digest256 { ((try? log.leaf(at: position)) ?? nil) ?? .zero }

  /// Whether what is marked so was made from this log. Nothing can be said against a mark where the record is damaged, or
  /// was when it was made.
  static func isTrue(_ mark: Digest256, at position: Position, _ log: any FactLog) -> Bool {
    guard position > .zero, position <= log.head else { return position == .zero && mark == .zero }
    do throws(FactLogError) {
      return try log.leaf(at: position) == mark || mark == .zero
    } catch {
      if case .damaged = error { return true }
      return false
    }
  }

  /// The first fact past `after` that the filter means.
  func first(_ filter: LogFilter, after: Position) throws(Refusal) -> Position? {
    guard !filter.isAll else { return head > after ? after.next : nil }
    return try index.first(filter, after: after)
  }

  // MARK: Decoded

  /// A stretch of the log without gaps, as far as it was asked for.
  struct Chunk: Sendable {
    /// Those of the kinds asked for, in order.
    var events: [RecordedEvent] = []
    /// The bytes of their messages.
    var bytes = 0
    /// Up to here everything was looked at.
    var last: Position
    /// The damaged records of the stretch: they are left out, or their personal part is.
    var damaged: [Fault] = []
    /// Why the record behind it cannot be decoded, when that ended it.
    var fault: Fault?
  }

  /// The next `limit` records past `after`, each checked, and decoded as deep as `kinds` says; fewer before the head or one
  /// that cannot be decoded, and none more once so many bytes were read.
  ///
  /// A damaged record is left out; of one whose personal part alone is damaged the open part is there, as if it were erased.
  func chunk(
    after: Position, limit: Int, kinds: FactKinds, bytesMax: Int = .max, told telling: Telling = .asRecorded
  ) -> Chunk {
    var chunk = Chunk(last: after)
    var facts: [(fact: StoredFact, depth: FactDepth)] = []
    let limit = min(limit, Int(clamping: head.value - min(after, head).value))
    facts.reserveCapacity(limit)
    do throws(FactLogError) {
      var damaged: [Fault] = []
      let onDamaged = { (position: Position, fault: RecordFault) in
        damaged.append(Fault(position: position, cause: "\(fault)"))
      }
      defer { chunk.damaged = damaged }
      chunk.last = try log.scanPastDamage(from: after, limit: limit, bytesMax: bytesMax, onDamaged: onDamaged) {
        (view) throws(FactLogError) in
        // What this release does not know is not left out: it stops a build, as it stops what is live.
        var depth = FactType(rawValue: view.type) == nil ? .whole : kinds.depth(of: view.type)
        if depth != .nothing, view.type == FactType.factRetracted.rawValue { depth.formUnion(.open) }
        if depth == .nothing {
          try view.verify()
        } else {
          let fact = try fact(view, opening: depth.isSuperset(of: .message), onDamaged)
          chunk.bytes += fact.message.count
          facts.append((fact, depth))
        }
      }
    } catch {
      chunk.fault = Fault(position: chunk.last.next, cause: "\(error)")
    }
    chunk.events.reserveCapacity(facts.count)
    var teller: Teller
    do throws(Refusal) {
      teller = try Teller(self, telling, of: after.next...max(chunk.last, after.next))
    } catch {
      chunk.last = after
      chunk.fault = Fault(position: after.next, cause: error.message)
      return chunk
    }
    for (fact, depth) in facts {
      do throws(Fault) {
        chunk.events.append(try teller.told(try decoded(fact, depth: depth)))
      } catch {
        chunk.last = fact.header.position.previous
        chunk.fault = error
        return chunk
      }
    }
    return chunk
  }

  /// The fact of a record, as far as it is sound.
  private func fact(
    _ view: borrowing RecordView, opening: Bool, _ onDamaged: (Position, RecordFault) -> Void
  ) throws(FactLogError) -> StoredFact {
    do throws(FactLogError) {
      return try view.fact(opening: opening)
    } catch {
      guard case .damaged(let position, let fault) = error, fault.isOfPersonalPart else { throw error }
      log.damage.note(position, fault)
      onDamaged(position, fault)
      return try view.openFact()
    }
  }

  /// The names of the personal fields that a stored fact had before its person was erased.
  func erasedFields(of stored: StoredFact) -> [String] {
    guard stored.isErased else { return [] }
    let names = erasedNames.names(of: stored.header, in: self)
    // Nobody erased it: a key is lost.
    if names.isEmpty, let slot = ((try? log.record(at: stored.header.position)) ?? nil)?.slot {
      log.damage.note(slot: slot, .empty)
    }
    return names
  }

  /// A stored fact, decoded.
  func event(_ record: LogRecord) throws(Fault) -> RecordedEvent { try decoded(StoredFact(record), depth: .whole) }

  private func decoded(_ stored: StoredFact, depth: FactDepth) throws(Fault) -> RecordedEvent {
    let header = stored.header
    do throws(FactCodec.Failure) {
      let fact = try FactCodec.content(
        type: header.type, message: stored.message, lookingAtFields: depth.isSuperset(of: .open))
      return RecordedEvent(
        header: header, fact: fact, isErased: stored.isErased, erasedFields: erasedFields(of: stored))
    } catch {
      throw Fault(position: header.position, type: header.type, cause: "the fact cannot be decoded: \(error)")
    }
  }
}

extension Refusal {
  /// What the log said: of a damaged record by its position, so that the caller can go on behind it.
  init(_ error: FactLogError) {
    guard case .damaged(let position, let fault) = error else {
      self = .internal("the log cannot be read: \(error)")
      return
    }
    self.init(
      .damaged, "the record at position \(position) is damaged and not shown: \(fault)", position: position)
  }
}
