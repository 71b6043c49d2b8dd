import Domain
import EventLog
import FactSchema
import Synchronization

/// What holds from the beginning of a log: what it says itself (``Seeds``), or what it is to be told because it does not.
final class Beginning: Sendable {
  /// What facts about the company are about.
  let company: SubjectID
  /// What is still to be recorded; nil where the log has it.
  let seeds: Seeds?
  private let eventReader: EventReader
  /// What a log of an earlier release is about to be told.
  private let told: [RecordedEvent]
  /// What the log says, once it does.
  private let said: Mutex<[RecordedEvent]?>

  /// Looks, by the index, whether the log says it.
  init(_ eventReader: EventReader, seeds offered: Seeds) throws(EngineError) {
    self.eventReader = eventReader
    let recorded: [RecordedEvent]?
    do throws(Refusal) {
      recorded = try eventReader.recordedSeeds()
      // Of a log that was copied under another identity it is what the copied facts say.
      company = try eventReader.company() ?? SubjectID(.company, eventReader.log.origin.value)
    } catch {
      throw EngineError(.inaccessible, error.message)
    }
    said = Mutex(recorded)
    if recorded != nil {
      (seeds, told) = (nil, [])
    } else if eventReader.head == .zero {
      (seeds, told) = (offered, [])
    } else {
      var seeds = offered
      seeds.phoneRegion = try Self.earlyRegion(eventReader.log, offered)
      self.seeds = seeds
      do throws(Refusal) {
        told = try Self.events(of: seeds, about: company)
      } catch {
        throw EngineError(.inaccessible, error.message)
      }
    }
  }

  /// What holds from position 0, for who reads the log from there; nothing while the log is empty.
  func initial() throws(Refusal) -> [RecordedEvent] {
    if let said = said.withLock({ $0 }) { return said }
    guard let recorded = try eventReader.recordedSeeds() else { return told }
    said.withLock { $0 = recorded }
    return recorded
  }

  /// What rows begin with that end there. Throws when the log or its index cannot be read.
  func initial(upTo end: ReplayEnd) throws(Refusal) -> InitialState {
    InitialState(try initial(), zone: try eventReader.zone(upTo: end))
  }

  /// What will be recorded, for who reads the log before it is.
  private static func events(of seeds: Seeds, about company: SubjectID) throws(Refusal) -> [RecordedEvent] {
    var version = Version.zero
    var events: [RecordedEvent] = []
    for content in seeds.initial {
      let encoded = try EncodedFact(own: content)
      let isOfCompany = encoded.type.subjectKind == .company
      if isOfCompany { version = version.next }
      events.append(
        RecordedEvent(
          header: EventHeader(
            position: .zero, type: encoded.type.rawValue, recordedAt: Instant(microseconds: 0),
            occurredAt: Instant(microseconds: 0), subject: isOfCompany ? company : BuiltInPipeline.id,
            version: isOfCompany ? version : .zero, uid: 0, role: .daemon, causationID: Seeds.cause),
          fact: encoded.content))
    }
    return events
  }

  /// The region that completed the phones of facts which do not say theirs, as those of the first releases: what a later
  /// release kept in the log's file, else what is configured now, which is kept so, until it is recorded.
  private static func earlyRegion(_ log: any FactLog, _ offered: Seeds) throws(EngineError) -> String? {
    do throws(FactLogError) {
      let kept = try log.kept("phone-region", otherwise: Array((offered.phoneRegion ?? "").utf8))
      return kept.isEmpty ? nil : String(decoding: kept, as: UTF8.self)
    } catch {
      switch error {
      // Where there is no room nothing is kept yet: the same is asked at the next start.
      case .noSpace, .full: return offered.phoneRegion
      default:
        let cause = EngineError(error)
        throw cause.code == .damaged
          ? cause : EngineError(.inaccessible, "the log's file cannot be written: \(error)")
      }
    }
  }
}

extension EventReader {
  /// What the last fact up to there says of the company's time zone. Damaged records say nothing.
  fileprivate func zone(upTo end: ReplayEnd) throws(Refusal) -> ZoneStatement {
    let filter = LogFilter(types: [FactType.companyConfigured.rawValue])
    var before = end.position.next
    while let position = try index.positions(filter, after: .zero, before: before, limit: 1, backward: true).first {
      if let record = try? log.record(at: position), let event = try? event(record),
        end.occurredAt.map({ event.header.occurredAt <= $0 }) ?? true, let zone = event.fact.companyConfigured.zoneSaid
      {
        return ZoneStatement(zone, position: position)
      }
      before = position
    }
    return ZoneStatement()
  }

  /// What the daemon recorded of its own when the log began to say it, as it holds from the beginning; nil where it has
  /// not. Damaged records are left out, and say nothing: while one can be read, the others are not brought again.
  fileprivate func recordedSeeds() throws(Refusal) -> [RecordedEvent]? {
    for type in Self.seedTypes {
      guard let one = try firstHeader(of: type, where: \.isInitial) else { continue }
      let first = one.position.value - UInt64(one.index)
      return (first..<first + UInt64(one.count)).compactMap { position in
        guard let record = try? log.record(at: Position(position)), let event = try? event(record), event.isInitial
        else {
          return nil
        }
        return event.heldFromBeginning
      }
    }
    return nil
  }

  /// What facts about the company are about.
  fileprivate func company() throws(Refusal) -> SubjectID? {
    for type in Self.seedTypes where type.subjectKind == .company {
      if let header = try firstHeader(of: type, where: { _ in true }) { return header.subject }
    }
    return nil
  }

  /// The first that can be read and is such a one. Mostly the first of all.
  private func firstHeader(
    of type: FactType, where isSought: (EventHeader) -> Bool
  ) throws(Refusal) -> EventHeader? {
    let filter = LogFilter(types: [type.rawValue])
    var after = Position.zero
    while let position = try first(filter, after: after) {
      if let header = try? header(at: position), isSought(header) { return header }
      after = position
    }
    return nil
  }

  private static let seedTypes: [FactType] = [.companyConfigured, .pipelineDefined, .consentDefaultSet]
}
