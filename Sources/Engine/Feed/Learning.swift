import Domain
import EventLog
import FactSchema
import RowSchema

/// Learns what facts of the log mean that were not decided by this process: the registry by `evolve`, and what stands in
/// headers.
struct Learning {
  let eventReader: EventReader
  let registry: Registry
  /// Whether what is learned is not in the index yet, so that the registry keeps it until that is.
  var isAhead = false
  /// Is told of each damaged record that is left out, and why.
  var onDamaged: (Position, RecordFault) -> Void = { _, _ in }

  /// Records that follow each other, as far as they are sound.
  struct Stretch {
    /// Those whose open part is sound, in order.
    var records: [LogRecord] = []
    /// Every sound header, in order.
    var headers: [EventHeader] = []
    /// Those of facts whose open part is damaged, in order.
    var damaged: [EventHeader] = []
    /// What was looked at ends here.
    var last: Position
  }

  /// The next records past the position, at most `limit` and none more once they had so many bytes; goes past all that are
  /// damaged.
  func read(after position: Position, limit: Int, bytesMax: Int = .max) throws(FactLogError) -> Stretch {
    var stretch = Stretch(last: position)
    let log = eventReader.log
    stretch.last = try log.scanPastDamage(from: position, limit: limit, bytesMax: bytesMax, onDamaged: onDamaged) {
      (view) throws(FactLogError) in
      let header = try view.header()
      stretch.headers.append(header)
      do throws(FactLogError) {
        let (record, fault) = try view.recordAsFarAsSound()
        if let fault {
          log.damage.note(view.position, fault)
          onDamaged(view.position, fault)
        }
        stretch.records.append(record)
      } catch {
        stretch.damaged.append(header)
        throw error
      }
    }
    return stretch
  }

  /// Learns what the records say; the facts that can be shown, in order.
  func learn(_ stretch: Stretch) throws(EngineError) -> [RecordedEvent] {
    var events: [RecordedEvent] = []
    events.reserveCapacity(stretch.records.count)
    for record in stretch.records { events.append(try learn(record)) }
    for header in stretch.damaged { try learn(header) }
    return events
  }

  /// What the index has of the records, in order.
  func entries(of stretch: Stretch, _ events: [RecordedEvent]) -> [IndexEntry] {
    var retractions: [Position: Position] = [:]
    for event in events { if let retracts = event.retracting?.target { retractions[event.position] = retracts } }
    return stretch.headers.map { IndexEntry($0, retracts: retractions[$0.position]) }
  }

  private func learn(_ record: LogRecord) throws(EngineError) -> RecordedEvent {
    let header = record.header
    do throws(Refusal) {
      let event: RecordedEvent
      do throws(EventReader.Fault) {
        event = try eventReader.event(record)
      } catch {
        throw Refusal.internal(error.cause)
      }
      if eventReader.log.damage.isAny { try learnContacts(of: header) }
      registry.apply(try evolve(event, knowing: registry))
      if isAhead { registry.open(header, event.shared) }
      if let slot = record.slot { try learn(slot, header) }
      learnCommand(of: header)
      return event
    } catch {
      throw EngineError(.damaged, "the fact at position \(header.position) cannot be read back: \(error.message)")
    }
  }

  /// Learns what the header says of a fact whose open part is damaged.
  private func learn(_ header: EventHeader) throws(EngineError) {
    learnCommand(of: header)
    do throws(Refusal) {
      try learnContacts(of: header)
    } catch {
      throw EngineError(.inaccessible, error.message)
    }
  }

  private func learnCommand(of header: EventHeader) {
    guard let id = header.commandID, header.index == 0 else { return }
    registry.remember(CommandKey(uid: header.uid, id: id), at: header.position)
    if let corrected = CommandKey.corrected(header.causationID, uid: header.uid) {
      registry.remember(corrected, at: header.position)
    }
  }

  /// Learns whose slot it is, unless one of the fact's subjects is known to have it.
  private func learn(_ slot: UInt64, _ header: EventHeader) throws(Refusal) {
    if try registry.slot(of: header.subject) == slot { return }
    for subject in header.otherSubjects where try registry.slot(of: subject) == slot { return }
    registry.remember(slot: slot, of: header.sealSubject)
  }

  /// Learns that a contact is there whose first fact is damaged: what is recorded about it goes on.
  private func learnContacts(of header: EventHeader) throws(Refusal) {
    for subject in [header.subject] + header.otherSubjects where subject.kind == .contact {
      guard try registry.state(of: subject) == nil else { continue }
      var state = SubjectState()
      state.version = subject == header.subject ? header.version.value : 1
      state.contact = SubjectState.ContactState()
      registry.apply([.state(subject, state)])
    }
  }
}
