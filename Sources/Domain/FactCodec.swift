import Bytes
public import FactSchema
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
    let (message, openCount, _) = try arranged(encodedMessage(fact), type)
    let content =
      type.isReadInPlace ? SharedFact(inPlace: type, message: message) : SharedFact(fact, message: message)
    return EncodedFact(content: content, openCount: openCount)
  }

  /// Reads a fact from the message that a client sent, of the type with that number.
  ///
  /// Its bytes are what is stored where they are as this release would write them; else the fact is encoded anew.
  public static func read(type number: UInt32, message: [UInt8]) throws(Failure) -> EncodedFact {
    guard let type = FactType(rawValue: number) else { throw .unknownType(number) }
    let (stored, openCount, isCanonical) = try arranged(message, type)
    guard isCanonical else { return try encode(decode(type: number, message: message)) }
    let content =
      type.isReadInPlace
      ? SharedFact(inPlace: type, message: stored)
      : SharedFact(try decode(type: number, message: message), message: stored)
    return EncodedFact(content: content, openCount: openCount)
  }

  /// A stored fact of the type with that number and its message, of which personal fields may be missing. Where its fields
  /// are not looked at, it says no more than its type.
  public static func content(
    type number: UInt32, message: [UInt8], lookingAtFields: Bool = true
  ) throws(Failure) -> SharedFact {
    if let type = FactType(rawValue: number), type.isReadInPlace {
      guard !lookingAtFields || InteractionFields(type, message: message) != nil else { throw .malformed }
      return SharedFact(inPlace: type, message: message)
    }
    return SharedFact(try decode(type: number, message: lookingAtFields ? message : []), message: message)
  }

  /// A message with its personal fields last, how many of its bytes are the others, and whether this release is known to
  /// write the fact as this message.
  static func arranged(
    _ message: [UInt8], _ type: FactType
  ) throws(Failure) -> (message: [UInt8], openCount: Int, isCanonical: Bool) {
    let form = type.form
    var openCount = 0
    // Personal fields mostly stand last, and then the message is as it is to be stored.
    var isInOrder = true
    var isCanonical = true
    var previous: UInt64 = 0
    let bytes = message.span
    var reader = ProtobufReader(0..<bytes.count)
    while let field = reader.field(bytes) {
      isCanonical = isCanonical && form.isCanonical(field, behind: previous)
      previous = field.number
      if !form.isPersonal(field) {
        if openCount < field.range.lowerBound { isInOrder = false }
        openCount += field.range.count
      }
    }
    guard reader.isAtEnd else { throw .malformed }
    return (isInOrder ? message : personalLast(message, form), openCount, isCanonical)
  }

  /// The message as protobuf's library writes it: its fields in the order of their numbers, wherever they are stored.
  public static func inOrder(_ fact: EncodedFact) throws(Failure) -> [UInt8] {
    if try isInOrder(fact) { return fact.message }
    let bytes = fact.message.span
    var fields: [ProtobufField] = []
    var reader = ProtobufReader(0..<bytes.count)
    while let field = reader.field(bytes) { fields.append(field) }
    guard reader.isAtEnd else { throw .malformed }
    // Fields of one number keep their order.
    fields.sort { ($0.number, $0.range.lowerBound) < ($1.number, $1.range.lowerBound) }
    var message: [UInt8] = []
    message.reserveCapacity(fact.message.count)
    for field in fields { message.append(bytes.extracting(field.range)) }
    return message
  }

  private static func isInOrder(_ fact: EncodedFact) throws(Failure) -> Bool {
    guard fact.hasPersonal else { return true }
    let bytes = fact.message.span
    var reader = ProtobufReader(0..<bytes.count)
    var last: UInt64 = 0
    while let field = reader.field(bytes) {
      guard field.number >= last else { return false }
      last = field.number
    }
    guard reader.isAtEnd else { throw .malformed }
    return true
  }

  /// The same fact with a text, which is not empty, in an open field of that number, which it does not have.
  static func adding(_ text: String, as number: UInt64, to fact: EncodedFact) -> EncodedFact {
    var place = fact.openCount
    let bytes = fact.message.span
    var reader = ProtobufReader(0..<bytes.count)
    while let field = reader.field(bytes) {
      guard field.number >= number else { continue }
      place = min(place, field.range.lowerBound)
      break
    }
    var field: [UInt8] = []
    field.appendField(number, text)
    var message = fact.message
    message.insert(contentsOf: field, at: place)
    return EncodedFact(
      content: SharedFact(inPlace: fact.type, message: message), openCount: fact.openCount + field.count)
  }

  /// The same message, which is whole, with its personal fields last.
  private static func personalLast(_ message: [UInt8], _ form: FactForm) -> [UInt8] {
    var moved: [UInt8] = []
    moved.reserveCapacity(message.count)
    var personal: [UInt8] = []
    let bytes = message.span
    var reader = ProtobufReader(0..<bytes.count)
    while let field = reader.field(bytes) {
      if form.isPersonal(field) {
        personal.append(bytes.extracting(field.range))
      } else {
        moved.append(bytes.extracting(field.range))
      }
    }
    moved.append(contentsOf: personal)
    return moved
  }

  /// A message without its personal fields, and the names of those that it has, in the order of their numbers.
  ///
  /// Throws `.unknownType` and `.malformed`.
  public static func withholding(
    type: UInt32, message: [UInt8]
  ) throws(Failure) -> (message: [UInt8], withheld: [String]) {
    guard let kind = FactType(rawValue: type) else { throw .unknownType(type) }
    let (arranged, openCount, _) = try arranged(message, kind)
    return (Array(arranged.prefix(openCount)), kind.form.personalFields(in: message))
  }

  /// The same fact without its personal fields.
  static func withoutPersonal(_ fact: SharedFact) throws(Failure) -> SharedFact {
    let (message, openCount, _) = try arranged(fact.message, fact.type)
    return try content(type: fact.type.rawValue, message: Array(message.prefix(openCount)))
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
    do throws(MalformedFact) {
      return try fact.fact?.message() ?? []
    } catch {
      throw .malformed
    }
  }
}
