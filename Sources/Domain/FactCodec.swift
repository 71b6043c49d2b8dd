public import Schema
import SwiftProtobuf

/// Facts as they are stored: the message of the fact (its type stands in the header) in two parts, what is open and
/// what is sealed. Joined, the parts are the whole message again, because protobuf messages merge by concatenation.
public enum FactCodec {
  /// Why stored bytes are not a fact.
  public enum Failure: Error, Sendable, Equatable {
    /// A type number that this release does not know.
    case unknownType(UInt32)
    /// Bytes that are not an encoded message of the type.
    case malformed
  }

  /// Encodes a fact. Fails only for one without content.
  public static func encode(_ fact: Fact) throws(Failure) -> EncodedFact {
    guard let type = fact.type else { throw .unknownType(0) }
    return try encode(fact, as: type)
  }

  /// Encodes a fact of that type.
  public static func encode(_ fact: Fact, as type: FactType) throws(Failure) -> EncodedFact {
    let bytes = try encodedMessage(fact)
    let mask = type.personalFields
    guard mask != 0 else { return EncodedFact(message: bytes, openCount: bytes.count) }
    // Personal fields mostly stand last, and then the message is as it is to be stored.
    var openCount = 0
    var personal: [Range<Int>] = []
    var isInOrder = true
    var scanner = FieldScanner(bytes)
    while let field = try scanner.next() {
      if field.number < 64, mask & (1 << UInt64(field.number)) != 0 {
        personal.append(field.range)
      } else {
        if !personal.isEmpty { isInOrder = false }
        openCount += field.range.count
      }
    }
    return EncodedFact(
      message: isInOrder ? bytes : moved(personal, toEndOf: bytes), openCount: openCount)
  }

  /// The bytes with those ranges last.
  private static func moved(_ ranges: [Range<Int>], toEndOf bytes: [UInt8]) -> [UInt8] {
    var moved: [UInt8] = []
    moved.reserveCapacity(bytes.count)
    var at = 0
    for range in ranges {
      moved.append(contentsOf: bytes[at..<range.lowerBound])
      at = range.upperBound
    }
    moved.append(contentsOf: bytes[at...])
    for range in ranges { moved.append(contentsOf: bytes[range]) }
    return moved
  }

  /// Decodes the two parts, joined; an erased fact is decoded from its open part alone.
  public static func decode(type: UInt32, message: [UInt8]) throws(Failure) -> Fact {
    var fact = Fact()
    do throws(MalformedFact) {
      fact.fact = try Fact.OneOf_Fact(number: type, message.span)
    } catch {
      throw .malformed
    }
    guard fact.fact != nil else { throw .unknownType(type) }
    return fact
  }

  private static func encodedMessage(_ fact: Fact) throws(Failure) -> [UInt8] {
    do {
      switch fact.fact {
      case .contactCreated(let message): return try message.serializedBytes()
      case .contactDetailsChanged(let message): return try message.serializedBytes()
      case .contactTagged(let message): return try message.serializedBytes()
      case .contactUntagged(let message): return try message.serializedBytes()
      case .callLogged(let message): return try message.serializedBytes()
      case .emailLogged(let message): return try message.serializedBytes()
      case .messageLogged(let message): return try message.serializedBytes()
      case .letterLogged(let message): return try message.serializedBytes()
      case .meetingLogged(let message): return try message.serializedBytes()
      case .visitLogged(let message): return try message.serializedBytes()
      case .noteAdded(let message): return try message.serializedBytes()
      case .factRetracted(let message): return try message.serializedBytes()
      case .taskScheduled(let message): return try message.serializedBytes()
      case .taskCompleted(let message): return try message.serializedBytes()
      case .pipelineDefined(let message): return try message.serializedBytes()
      case .dealOpened(let message): return try message.serializedBytes()
      case .dealStageChanged(let message): return try message.serializedBytes()
      case .dealRevised(let message): return try message.serializedBytes()
      case .dealWon(let message): return try message.serializedBytes()
      case .dealLost(let message): return try message.serializedBytes()
      case .dealReopened(let message): return try message.serializedBytes()
      case .campaignCreated(let message): return try message.serializedBytes()
      case .campaignSent(let message): return try message.serializedBytes()
      case .campaignResponseRecorded(let message): return try message.serializedBytes()
      case .consentGranted(let message): return try message.serializedBytes()
      case .consentWithdrawn(let message): return try message.serializedBytes()
      case .orderPlaced(let message): return try message.serializedBytes()
      case .paymentReceived(let message): return try message.serializedBytes()
      case nil: return []
      }
    } catch {
      throw .malformed
    }
  }
}
