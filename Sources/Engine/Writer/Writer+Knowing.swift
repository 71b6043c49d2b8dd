import APISchema
import Domain
import EventLog
import FactSchema

/// Whether a command that comes again is the one that was recorded under its id.
extension Writer {
  /// Whether these facts were recorded by the same request.
  ///
  /// Where the key of one of them is gone, nobody can tell any more, and nobody is to: then they are taken for it.
  func isKnown(
    _ command: Command, by headers: ArraySlice<EventHeader>, _ batch: OpenBatch
  ) throws(Refusal) -> Bool {
    guard let first = headers.first else { return false }
    guard first.epoch > 0 else { return try first.requestDigest == UnkeyedDigest.of(command) }
    if let open = batch.records.first?.header.position, first.position >= open {
      return try isOpen(command, in: batch.records.dropFirst(Int(first.position.value - open.value)), headers.count)
    }
    guard let slots = try slots(of: headers) else { return true }
    guard first.requestDigest != .zero else { return try isSaid(by: command, headers) }
    let asked = headers.filter { !$0.isExpanded }
    guard asked.count == command.sent.count else { return false }
    var digest = RequestDigest()
    for (index, header) in asked.enumerated() {
      let part = try command.part(index)
      var code: Digest256?
      if part.hasPersonal {
        guard let slot = slots[Int(header.index)] else { return false }
        code = try self.code(of: part, slot: slot, at: header.position)
      }
      guard digest.next(part, code: code) == header.requestDigest else { return false }
    }
    return true
  }

  /// Whether the facts are what the command says, field by field: a log that was copied from one of format 1 has no digest of
  /// its requests.
  private func isSaid(by command: Command, _ headers: ArraySlice<EventHeader>) throws(Refusal) -> Bool {
    let asked = headers.filter { !$0.isExpanded }
    guard let first = asked.first, asked.count == command.sent.count,
      (first.correlationID ?? "") == command.request.correlationID,
      cause(first.causationID ?? "") == cause(command.request.causationID)
    else { return false }
    // Where the clock was behind the log, what does not say when it happened has an earlier time than it was recorded at.
    let before = try eventReader.header(at: first.position.previous)?.recordedAt
    for (header, sent) in zip(asked, command.sent) {
      guard header.type == sent.fact.type.rawValue else { return false }
      if let time = sent.occurredAt {
        guard try CommandRules.instant(time, event: Int(header.index)) == header.occurredAt else { return false }
      } else if header.occurredAt != header.recordedAt {
        guard header.occurredAt < header.recordedAt, before == header.recordedAt else { return false }
      }
      // Of a damaged one nobody can tell any more.
      guard let recorded = try registry.fact(at: header.position), !recorded.isErased else { return true }
      let isSame = try SentFact(sent.fact.type, sent.fact.message).isRecorded(as: recorded.message) {
        (address, contact) throws(Refusal) in
        try registry.had(contact, address: address, before: header.position)
      }
      guard isSame else { return false }
    }
    return true
  }

  /// What caused a command, but not which one it corrects.
  private func cause(_ id: String) -> String { CommandKey.corrected(id, uid: 0) == nil ? id : "" }

  /// Whether the first so many of these records, which the log does not have yet, are asked for by the command.
  private func isOpen(
    _ command: Command, in records: ArraySlice<PendingRecord>, _ count: Int
  ) throws(Refusal) -> Bool {
    let asked = records.prefix(count).filter { !$0.header.isExpanded }
    guard asked.count == command.sent.count else { return false }
    for (index, record) in asked.enumerated() {
      guard try record.request == command.part(index) else { return false }
    }
    return true
  }

  /// The slots that recorded facts of one command are sealed with; nil where one of their keys is gone.
  private func slots(of headers: ArraySlice<EventHeader>) throws(Refusal) -> [UInt64?]? {
    guard let first = headers.first?.position else { return nil }
    do throws(FactLogError) {
      var slots: [UInt64?] = []
      try eventReader.log.scan(from: first.previous, limit: headers.count) { (view) throws(FactLogError) in
        slots.append(try view.slot())
        return .next
      }
      let nothing: [UInt8] = []
      for slot in slots {
        guard let slot else { continue }
        guard try eventReader.log.code(of: nothing.span, slot: slot, position: first) != nil else { return nil }
      }
      return slots
    } catch {
      if case .damaged(_, let fault) = error, fault.isOfPersonalPart { return nil }
      throw Refusal(error)
    }
  }

  private func code(of part: RequestPart, slot: UInt64, at position: Position) throws(Refusal) -> Digest256? {
    do throws(FactLogError) {
      return try eventReader.log.code(
        of: part.message.span.extracting(part.openCount...), slot: slot, position: position)
    } catch {
      throw Refusal(error)
    }
  }

  /// The epoch of the next fact, of the type: a loss that is accepted begins one.
  func epoch(of type: FactType) -> UInt32 {
    (registry.openHeaders.last?.epoch ?? epoch) + (type == .logLossAccepted ? 1 : 0)
  }
}
