import APISchema
import Bytes
public import Domain
import FactSchema
public import SwiftProtobuf

/// What holds for every command before its facts are looked at.
public enum CommandRules {
  static let rehearsalBytesMax = 64

  /// What facts of a command say that they take back.
  static func retracted(by events: [Command.Event]) -> Set<Position> {
    var retracted: Set<Position> = []
    for event in events where event.fact.type == .factRetracted {
      retracted.insert(Position(event.fact.fact.factRetracted.position))
    }
    return retracted
  }

  /// Judges the request's own fields.
  static func check(_ command: Command, limits: EngineLimits) throws(Refusal) {
    let request = command.request
    if request.hasCommandID { try checkID(request.commandID, "commandId") }
    if request.hasCorrelationID { try checkID(request.correlationID, "correlationId") }
    if request.hasCausationID { try checkID(request.causationID, "causationId") }
    if let corrected = command.corrected {
      guard request.hasCommandID else { throw .invalid("commandId", "is needed by a command that corrects another") }
      try checkID(corrected.id, "causationId")
    }
    if request.hasRehearsal { try checkID(request.rehearsal, "rehearsal", bytesMax: rehearsalBytesMax) }
    guard !command.events.isEmpty || command.branch != nil else {
      throw .invalid("events", "must hold at least one event")
    }
    guard command.events.count <= limits.eventsPerCommand else {
      throw Refusal(.tooLarge, "events: must be at most \(limits.eventsPerCommand)", field: "events")
    }
    guard command.role != .daemon else { return }
    for (index, event) in command.events.enumerated() where event.fact.type.isOfTheDaemon {
      throw Refusal.invalid("events[\(index)].type", "\(event.fact.type.name) is recorded by the daemon alone")
        .inEvent(index)
    }
  }

  /// Client-made ids are never erased, so they are kept to what cannot be prose: printable ASCII, and short.
  private static func checkID(_ id: String, _ field: String, bytesMax: Int = Bounds.clientIDBytes) throws(Refusal) {
    guard TextRules.isClientID(id, bytesMax: bytesMax) else {
      throw .invalid(field, TextRules.clientIDNeeded(bytesMax))
    }
  }

  /// What a proposed event's day stands for, its noon in UTC; nil without one. Throws `.invalid` for a text that is no
  /// date, and for one that is not alone.
  public static func day(
    _ text: String?, isAlone: Bool, event: Int
  ) throws(Refusal) -> Google_Protobuf_Timestamp? {
    let field = "events[\(event)].occurredOn"
    guard isAlone else { throw Refusal.invalid(field, "must not be given beside occurredAt").inEvent(event) }
    guard let text else { return nil }
    guard let date = CalendarDate(text) else {
      throw Refusal.invalid(field, "must be a date, such as 2026-01-31").inEvent(event)
    }
    return Google_Protobuf_Timestamp(seconds: Int64(date.day) * 86_400 + DateMeaning.noon.seconds)
  }

  /// The time of a proposed event.
  static func instant(_ time: Google_Protobuf_Timestamp, event: Int) throws(Refusal) -> Instant {
    let (micros, overflow) = time.seconds.multipliedReportingOverflow(by: 1_000_000)
    guard !overflow, (0..<1_000_000_000).contains(time.nanos) else {
      throw Refusal.invalid("events[\(event)].occurredAt", "is not a time").inEvent(event)
    }
    let (sum, sumOverflow) = micros.addingReportingOverflow(Int64(time.nanos) / 1000)
    guard !sumOverflow else {
      throw Refusal.invalid("events[\(event)].occurredAt", "is not a time").inEvent(event)
    }
    return Instant(microseconds: sum)
  }

  /// A fact's refusal as the command's: with the event's place, and the field's path from the request down.
  static func refusal(_ refusal: Refusal, inEvent index: Int) -> Refusal {
    let refusal = refusal.inEvent(index)
    guard let field = refusal.field else { return refusal }
    let isBeside = field == "occurredAt" || field == "type"
    return refusal.naming("events[\(index)].\(isBeside ? "" : "data.")\(field)")
  }

  /// The same refusal of facts that are not to be recorded, but added to what would be: they stand in `with`.
  public static func inWhatIf(_ refusal: Refusal) -> Refusal {
    guard let field = refusal.field, field.hasPrefix("events") else { return refusal }
    var refusal = refusal
    let path = "with" + field.dropFirst("events".count)
    if refusal.message.hasPrefix(field) { refusal.message = path + refusal.message.dropFirst(field.count) }
    refusal.field = path
    return refusal
  }
}
