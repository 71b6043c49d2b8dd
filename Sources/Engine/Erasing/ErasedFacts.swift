import Domain
import EventLog
import FactSchema
import ReadModels
import Synchronization

/// What facts said before somebody was erased, in memory alone, for as long as a read model still has it in its rows: it is
/// taken out of them by telling it once more.
///
/// What is not here any more, as after a restart, is taken out by making the read model again.
final class ErasedFacts: Sendable {
  private struct State {
    var erasures: [Position: [ErasedFact]] = [:]
    /// The erasure that took something from a fact, and its place among those facts.
    var places: [Position: (erasure: Position, index: Int)] = [:]
    var bytes = 0
    /// How often keys were destroyed since the start.
    var count: UInt64 = 0
  }

  private let state = Mutex(State())
  private let hasAny = Atomic(false)

  /// Whether anything is kept; costs nothing.
  var isAny: Bool { hasAny.load(ordering: .acquiring) }

  /// How often keys were destroyed since the start: what was read from the log while it changed may be of both sorts.
  var count: UInt64 { state.withLock { $0.count } }

  /// Keeps what an erasure takes, before the keys are destroyed. Where that is not known, or takes too much memory, it is not
  /// kept.
  func add(_ facts: [ErasedFact]?, erasedBy erasure: Position) {
    state.withLock { state in
      state.count += 1
      guard let facts else { return }
      let bytes = facts.reduce(0) { $0 + $1.before.message.count + Self.factBytes }
      guard state.bytes + bytes <= Self.bytesMax else { return }
      state.bytes += bytes
      state.erasures[erasure] = facts
      for (index, fact) in facts.enumerated() { state.places[fact.before.position] = (erasure, index) }
      hasAny.store(true, ordering: .releasing)
    }
  }

  /// What the erasure took; nil where that is not kept.
  func facts(erasedBy erasure: Position) -> [ErasedFact]? { state.withLock { $0.erasures[erasure] } }

  /// What took something from the fact, and the fact before and after that; nil where nothing is kept of it.
  func fact(at position: Position) -> (erasure: Position, fact: ErasedFact)? {
    guard isAny else { return nil }
    return state.withLock { state in
      guard let place = state.places[position], let facts = state.erasures[place.erasure] else { return nil }
      return (place.erasure, facts[place.index])
    }
  }

  /// The event as it was before it was erased, where that is kept: for who comes to the erasure only later.
  func asBefore(_ event: RecordedEvent) -> RecordedEvent { fact(at: event.position)?.fact.before ?? event }

  /// Lets go of what every read model has passed.
  func forget(upTo position: Position) {
    state.withLock { state in
      for (erasure, facts) in state.erasures where erasure <= position {
        state.erasures[erasure] = nil
        for fact in facts {
          state.places[fact.before.position] = nil
          state.bytes -= fact.before.message.count + Self.factBytes
        }
      }
      hasAny.store(!state.erasures.isEmpty, ordering: .releasing)
    }
  }

  private static let bytesMax = 64 << 20
  private static let factBytes = 512
}

/// Which personal fields records had whose keys are gone, as the erasures say; those of a few contacts are kept.
final class ErasedFieldNames: Sendable {
  private let kept = Mutex<[SubjectID: ErasedFields]>([:])

  /// The names of the personal fields that the fact had; none where nobody was erased whose fact it is: its key is lost.
  func names(of header: EventHeader, in eventReader: EventReader) -> [String] {
    let person = header.sealSubject
    if let known = kept.withLock({ $0[person] }) { return known.fields(of: header.type, at: header.position) }
    guard let fields = find(person, eventReader) else { return [] }
    kept.withLock { kept in
      if kept.count >= Self.keptMax { kept.removeAll() }
      kept[person] = fields
    }
    return fields.fields(of: header.type, at: header.position)
  }

  private func find(_ person: SubjectID, _ eventReader: EventReader) -> ErasedFields? {
    let filter = LogFilter(types: [FactType.personalDataErased.rawValue], subjects: [person])
    guard
      let position = try? eventReader.index.positions(filter, after: .zero, before: Position(.max), limit: 1).first,
      let record = try? eventReader.log.record(at: position), let event = try? eventReader.event(record),
      case .personalDataErased(let fact) = event.fact.fact
    else { return nil }
    return ErasedFields(fact)
  }

  private static let keptMax = 1_000
}

extension EventReader {
  /// Where somebody was erased last; 0 where nobody was. What is derived of the log before that has what is gone.
  var erasedLast: Position {
    let filter = LogFilter(types: [FactType.personalDataErased.rawValue])
    let last = try? index.positions(filter, after: .zero, before: Position(.max), limit: 1, backward: true).first
    return last ?? .zero
  }
}
