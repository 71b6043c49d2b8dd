public import Schema
import SwiftProtobuf

extension RecordRequest {
  /// Reads a request that a ``RequestDecoder`` has checked; nil when it is none after all.
  ///
  /// The messages around a fact are read here, field by field, and only the fact by SwiftProtobuf, whose generic code
  /// takes longer for each of the three than for what is in them.
  public init?(checked bytes: [UInt8]) {
    self.init()
    do {
      try read(bytes.span)
    } catch {
      return nil
    }
  }

  private mutating func read(_ bytes: Span<UInt8>) throws {
    var at = 0
    while at < bytes.count {
      guard let tag = Protobuf.readTag(bytes, &at, bytes.count), tag.wireType == Protobuf.delimited,
        let range = Protobuf.readDelimited(bytes, &at, bytes.count)
      else { throw NotChecked() }
      let content = bytes.extracting(range)
      switch tag.number {
      case 1: events.append(try ProposedEvent(checked: content))
      case 2: commandID = try content.text()
      case 3: expect.append(try Expectation(serializedBytes: [UInt8](content, 0..<content.count)))
      case 4: unless = try Condition(serializedBytes: [UInt8](content, 0..<content.count))
      case 5: correlationID = try content.text()
      case 6: causationID = try content.text()
      case 7: rehearsal = try content.text()
      default: throw NotChecked()
      }
    }
  }
}

extension ProposedEvent {
  fileprivate init(checked bytes: Span<UInt8>) throws {
    self.init()
    var at = 0
    while at < bytes.count {
      guard let tag = Protobuf.readTag(bytes, &at, bytes.count), tag.wireType == Protobuf.delimited,
        let range = Protobuf.readDelimited(bytes, &at, bytes.count)
      else { throw NotChecked() }
      switch tag.number {
      case 1: fact = try Fact(checked: bytes.extracting(range))
      case 2:
        guard let time = TimestampBytes.read(bytes, range) else { throw NotChecked() }
        occurredAt.seconds = time.seconds
        occurredAt.nanos = Int32(truncatingIfNeeded: time.nanos)
      default: throw NotChecked()
      }
    }
  }
}

extension Fact {
  fileprivate init(checked bytes: Span<UInt8>) throws {
    var at = 0
    guard let tag = Protobuf.readTag(bytes, &at, bytes.count), tag.wireType == Protobuf.delimited,
      let range = Protobuf.readDelimited(bytes, &at, bytes.count), at == bytes.count,
      let content = try OneOf_Fact(number: tag.number, bytes.extracting(range))
    else { throw NotChecked() }
    self.init()
    fact = content
  }
}

extension Span where Element == UInt8 {
  fileprivate func text() throws -> String { String(copying: try UTF8Span(validating: self)) }
}

/// The bytes are not as a check leaves them.
private struct NotChecked: Error {}
