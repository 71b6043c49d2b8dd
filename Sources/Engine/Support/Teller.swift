import Domain
import EventLog
import FactSchema

/// As of when facts are told, where it matters what took them back.
enum Telling: Sendable {
  /// Each by itself: for who knows of the retractions by what they name.
  case alone
  /// Each as it was when it was recorded: it stands, and a retraction does what it did then.
  case asRecorded
  /// All as they stand up to a position: for who goes through the log from its beginning to there.
  case asOf(Position)
  /// The same by the retractions that count as of the times of events.
  case asOfOccurred(Position, OccurredRetractions)
}

/// Tells facts of a stretch of the log with what took them back, and retractions with what they do.
struct Teller {
  private let eventReader: EventReader
  private let telling: Telling
  private var standings: Standings
  /// The facts of the stretch that any retraction names.
  private var named: Set<Position> = []

  init(_ eventReader: EventReader, _ telling: Telling, of positions: ClosedRange<Position>) throws(Refusal) {
    self.eventReader = eventReader
    self.telling = telling
    switch telling {
    case .alone, .asRecorded: standings = eventReader.index.standings(asOf: .zero)
    case .asOf(let end): standings = eventReader.index.standings(asOf: end)
    case .asOfOccurred(let end, let retractions):
      standings = eventReader.index.standings(asOf: end) { (retraction) throws(Refusal) in
        try retractions.counts(retraction)
      }
    }
    switch telling {
    case .alone, .asRecorded: return
    case .asOf, .asOfOccurred: break
    }
    named = Set(try eventReader.index.retractions(of: positions).map(\.position))
  }

  /// The fact as it is told.
  mutating func told(_ event: RecordedEvent) throws(EventReader.Fault) -> RecordedEvent {
    if case .alone = telling { return event }
    do throws(Refusal) {
      let isRetraction = event.type == FactType.factRetracted.rawValue
      if isRetraction, case .asRecorded = telling { standings = eventReader.index.standings(asOf: event.position) }
      let told = named.contains(event.position) ? try retracted(event) : event
      guard isRetraction, let retraction = try retraction(event) else { return told }
      return told.with(retraction)
    } catch {
      throw EventReader.Fault(position: event.position, type: event.type, cause: error.message)
    }
  }

  /// The fact with what took it back; of one by which somebody objected, with whether that restores consent.
  private mutating func retracted(_ event: RecordedEvent) throws(Refusal) -> RecordedEvent {
    let told = event.retracted(by: try standings.retractedBy(event.position))
    guard told.leavesObjection, let by = told.retractedBy, let record = try? eventReader.log.record(at: by),
      let retracting = (try? eventReader.event(record))?.retracting
    else { return told }
    return told.retracted(by: by, restoringConsent: retracting.restoresConsent)
  }

  /// What the retraction does: goes from what it names down to what is no retraction.
  private mutating func retraction(_ event: RecordedEvent) throws(Refusal) -> Retraction? {
    guard case .factRetracted(let fact) = event.fact.fact else { return nil }
    var retraction = Retraction(standings: [], type: nil)
    var (position, next) = (event.position, Position(fact.position))
    while next > .zero, next < position {
      position = next
      retraction.standings.append(.init(position: position, retractedBy: try standings.retractedBy(position)))
      guard let record = try? eventReader.log.record(at: position) else { return retraction }
      guard record.header.type == FactType.factRetracted.rawValue else {
        retraction.type = record.header.type
        return retraction
      }
      guard let event = try? eventReader.event(record), case .factRetracted(let fact) = event.fact.fact else {
        return retraction
      }
      next = Position(fact.position)
    }
    return retraction
  }
}

extension EventReader {
  /// The fact as it was when it was recorded, see ``Telling/asRecorded``; without what it does where that cannot be read.
  func toldAsRecorded(_ event: RecordedEvent) -> RecordedEvent {
    guard event.type == FactType.factRetracted.rawValue, event.retraction == nil else { return event }
    do {
      var teller = try Teller(self, .asRecorded, of: event.position...event.position)
      return try teller.told(event)
    } catch {
      return event
    }
  }
}
