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
    return try arranged(encodedMessage(fact), of: fact, type).encoded
  }

  /// Reads a fact from the message that a client sent, of the type with that number.
  ///
  /// Its bytes are what is stored where they are as this release would write them; else the fact is encoded anew.
  public static func read(type number: UInt32, message: [UInt8]) throws(Failure) -> EncodedFact {
    guard let type = FactType(rawValue: number) else { throw .unknownType(number) }
    let fact = try decode(type: number, message: message)
    let (encoded, isOwn) = try arranged(message, of: fact, type)
    return isOwn ? encoded : try encode(fact)
  }

  /// The fact with that message of it as it is to be stored, and whether this release is known to write it so.
  static func arranged(
    _ message: [UInt8], of fact: Fact, _ type: FactType
  ) throws(Failure) -> (encoded: EncodedFact, isOwn: Bool) {
    let form = type.form
    var openCount = 0
    // Personal fields mostly stand last, and then the message is as it is to be stored.
    var isInOrder = true
    var isOwn = true
    var previous: UInt64 = 0
    var scanner = FieldScanner(message)
    while let field = try scanner.next() {
      isOwn = isOwn && form.isOwn(field, behind: previous)
      previous = field.number
      if !form.isPersonal(field) {
        if openCount < field.range.lowerBound { isInOrder = false }
        openCount += field.range.count
      }
    }
    let stored = isInOrder ? message : try personalLast(message, form)
    let encoded = EncodedFact(content: SharedFact(fact, message: stored), type: type, openCount: openCount)
    return (encoded, isOwn && scanner.isShortest)
  }

  /// The same message with its personal fields last.
  private static func personalLast(_ message: [UInt8], _ form: FactForm) throws(Failure) -> [UInt8] {
    var moved: [UInt8] = []
    moved.reserveCapacity(message.count)
    var personal: [UInt8] = []
    var scanner = FieldScanner(message)
    while let field = try scanner.next() {
      if form.isPersonal(field) {
        personal.append(contentsOf: message[field.range])
      } else {
        moved.append(contentsOf: message[field.range])
      }
    }
    moved.append(contentsOf: personal)
    return moved
  }

  /// Decodes the two parts, joined; an erased fact is decoded from its open part alone.
  public static func decode(type: UInt32, message: [UInt8]) throws(Failure) -> Fact {
    let content: Fact.OneOf_Fact?
    do throws(MalformedFact) {
      content = try Fact.OneOf_Fact(number: type, message.span)
    } catch {
      throw .malformed
    }
    guard let content else { throw .unknownType(type) }
    var fact = Fact()
    fact.fact = content
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
