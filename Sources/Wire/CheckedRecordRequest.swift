public import APISchema
import Bytes
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
    /// The day on which, in place of the time.
    public var occurredOn: String?
    /// Whether more than one of these was given.
    public var isTimeGivenTwice = false
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
    var reader = ProtobufReader(0..<bytes.count)
    while !reader.isAtEnd {
      let (number, range) = try reader.delimitedField(bytes)
      let content = bytes.extracting(range)
      switch number {
      case RecordRequest.Field.events: events.append(try Event(checked: content))
      case RecordRequest.Field.commandID: request.commandID = try content.validText()
      case RecordRequest.Field.expect:
        request.expect.append(try Expectation(serializedBytes: [UInt8](copying: content)))
      case RecordRequest.Field.unless: request.unless = try Condition(serializedBytes: [UInt8](copying: content))
      case RecordRequest.Field.correlationID: request.correlationID = try content.validText()
      case RecordRequest.Field.causationID: request.causationID = try content.validText()
      case RecordRequest.Field.rehearsal: request.rehearsal = try content.validText()
      default: throw NotChecked()
      }
    }
  }
}

extension CheckedRecordRequest.Event {
  fileprivate init(checked bytes: Span<UInt8>) throws {
    var fact: (type: UInt32, message: [UInt8])?
    var reader = ProtobufReader(0..<bytes.count)
    while !reader.isAtEnd {
      let (number, range) = try reader.delimitedField(bytes)
      switch number {
      case ProposedEvent.Field.fact:
        let content = bytes.extracting(range)
        var reader = ProtobufReader(0..<content.count)
        let (type, message) = try reader.delimitedField(content)
        guard reader.isAtEnd else { throw NotChecked() }
        fact = (UInt32(truncatingIfNeeded: type), [UInt8](copying: content.extracting(message)))
      case ProposedEvent.Field.occurredAt:
        guard let time = UnixTime(message: bytes.extracting(range)) else { throw NotChecked() }
        isTimeGivenTwice = occurredOn != nil
        occurredAt = Google_Protobuf_Timestamp(seconds: time.seconds, nanos: time.nanos)
      case ProposedEvent.Field.occurredOn:
        guard !range.isEmpty else { continue }
        isTimeGivenTwice = occurredAt != nil || occurredOn != nil
        occurredOn = try bytes.extracting(range).validText()
      default: throw NotChecked()
      }
    }
    guard let fact else { throw NotChecked() }
    (type, message) = fact
  }
}

extension ProtobufReader {
  /// Reads a field that is delimited.
  fileprivate mutating func delimitedField(
    _ bytes: Span<UInt8>
  ) throws -> (number: UInt64, content: Range<Int>) {
    guard let tag = tag(bytes), tag.wireType == .delimited, let range = delimited(bytes) else { throw NotChecked() }
    return (tag.number, range)
  }
}

extension Span where Element == UInt8 {
  fileprivate func validText() throws -> String { String(copying: try UTF8Span(validating: self)) }
}

/// The bytes are not as a check leaves them.
private struct NotChecked: Error {}
