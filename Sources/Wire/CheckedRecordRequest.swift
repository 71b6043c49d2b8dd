public import Schema
public import SwiftProtobuf

/// A request to record facts, read from bytes that a ``RequestDecoder`` has checked, with its facts still encoded.
///
/// The messages around a fact are read here, field by field: SwiftProtobuf's generic code takes longer for each of the
/// three than for what is in them.
public struct CheckedRecordRequest: Sendable {
  /// One proposed event.
  public struct Event: Sendable, Equatable {
    /// The fact's field number in `Fact`.
    public var type: UInt32
    /// The fact's encoded message.
    public var message: [UInt8]
    /// When it is said to have happened.
    public var occurredAt: Google_Protobuf_Timestamp?
  }

  /// The request without its events.
  public private(set) var request = RecordRequest()
  /// Its events.
  public private(set) var events: [Event] = []

  /// Reads a request; nil when it is none after all.
  public init?(checked bytes: [UInt8]) {
    do {
      try read(bytes.span)
    } catch {
      return nil
    }
  }

  private mutating func read(_ bytes: Span<UInt8>) throws {
    var at = 0
    while at < bytes.count {
      let (number, range) = try bytes.delimitedField(&at)
      let content = bytes.extracting(range)
      switch number {
      case RecordRequest.Field.events: events.append(try Event(checked: content))
      case RecordRequest.Field.commandID: request.commandID = try content.text()
      case RecordRequest.Field.expect: request.expect.append(try Expectation(serializedBytes: content.copy()))
      case RecordRequest.Field.unless: request.unless = try Condition(serializedBytes: content.copy())
      case RecordRequest.Field.correlationID: request.correlationID = try content.text()
      case RecordRequest.Field.causationID: request.causationID = try content.text()
      case RecordRequest.Field.rehearsal: request.rehearsal = try content.text()
      default: throw NotChecked()
      }
    }
  }
}

extension CheckedRecordRequest.Event {
  fileprivate init(checked bytes: Span<UInt8>) throws {
    var fact: (type: UInt32, message: [UInt8])?
    var at = 0
    while at < bytes.count {
      let (number, range) = try bytes.delimitedField(&at)
      switch number {
      case ProposedEvent.Field.fact:
        let content = bytes.extracting(range)
        var at = 0
        let (type, message) = try content.delimitedField(&at)
        guard at == content.count else { throw NotChecked() }
        fact = (UInt32(truncatingIfNeeded: type), content.extracting(message).copy())
      case ProposedEvent.Field.occurredAt:
        guard let time = TimestampBytes.read(bytes, range) else { throw NotChecked() }
        occurredAt = Google_Protobuf_Timestamp(
          seconds: time.seconds, nanos: Int32(truncatingIfNeeded: time.nanos))
      default: throw NotChecked()
      }
    }
    guard let fact else { throw NotChecked() }
    (type, message) = fact
  }
}

extension Span where Element == UInt8 {
  /// Reads a field that is delimited and moves `at` past it.
  fileprivate func delimitedField(_ at: inout Int) throws -> (number: UInt64, content: Range<Int>) {
    guard let tag = Protobuf.readTag(self, &at, count), tag.wireType == Protobuf.delimited,
      let range = Protobuf.readDelimited(self, &at, count)
    else { throw NotChecked() }
    return (UInt64(tag.number), range)
  }

  fileprivate func copy() -> [UInt8] { [UInt8](self, 0..<count) }

  fileprivate func text() throws -> String { String(copying: try UTF8Span(validating: self)) }
}

/// The bytes are not as a check leaves them.
private struct NotChecked: Error {}
