import APISchema
import Bytes
import FactSchema

/// One field as the codecs see it. Plain numbers only: reading it costs no reference count.
struct FieldDescriptor {
  enum Kind: UInt8 {
    case bool, int32, int64, uint32, uint64, double, string, timestamp, message, fact, enumeration
  }
  enum Label: UInt8 { case singular, optional, repeated, oneof }

  let number: UInt64
  let kind: Kind
  let label: Label
  let isRequired: Bool
  let isPersonal: Bool
  /// What a date alone stands for; nil where a time must be given.
  let date: DateMeaning?
  /// The index of its message or enum; -1 for a scalar.
  let target: Int
  /// The most bytes of a text.
  let maxBytes: Int
  /// The most entries of a list.
  let maxCount: Int
  /// Whether it wants the id of a contact, which may be named otherwise.
  let isContact: Bool
  /// Its place among the lists of its message; -1 where it is none.
  let listOrder: Int
  /// Where its JSON name stands in `DescriptorPool.names`, between `"` and `":`. In `Fact` it is the fact's name.
  let nameStart: Int
  let nameCount: Int

  /// Whether its values are length-delimited.
  var isDelimited: Bool {
    switch kind {
    case .string, .timestamp, .message, .fact: true
    case .bool, .int32, .int64, .uint32, .uint64, .double, .enumeration: false
    }
  }
}

/// One message: where its fields and look-up tables stand in the index.
struct MessageDescriptor {
  let firstField: Int
  let fieldCount: Int
  /// Those that must not be absent or their default.
  let required: FieldSet
  /// How many of its fields are lists.
  let listCount: Int
  /// The order of the field that JSON writes as `type` and `data`; -1 where there is none.
  let factOrder: Int
  /// The order of the field that names those to empty, of a fact that says what changed; -1 where there is none. An empty
  /// list is read as its name there, and lists that it does not hold are not written.
  let clearOrder: Int
  /// The order of the field that names those which are not there because the caller may not see them; -1 where there is
  /// none.
  let deniedOrder: Int
  /// Whether it, or a message in it, has personal fields; and whether a request asks by one.
  var holdsPersonal = false
  var asksPersonal = false
  /// Whether absent optional fields are written as null.
  let writesNull: Bool
  let firstNumber: Int
  let numberCount: Int
  let firstSlot: Int
  let slotMask: Int
}

struct EnumValueDescriptor {
  let number: Int32
  let nameStart: Int
  let nameCount: Int
}

/// Every message and enum of the schema as flat tables, made once.
///
/// Messages never contain themselves, so recursion over a shape is bounded by the schema: this is checked here.
final class DescriptorPool: Sendable {
  /// That of Kith's schema.
  static let shared = DescriptorPool(messages: SchemaTables.messages, enums: SchemaTables.enums)

  /// What a look-up by name gives beside a field's order.
  static let absent = -1
  static let typeMember = -2
  static let dataMember = -3

  /// What the schema says of each message.
  let tables: [MessageTable]
  let messages: [MessageDescriptor]
  let fields: [FieldDescriptor]
  let enums: [Range<Int>]
  let enumValues: [EnumValueDescriptor]
  /// All names, each between `"` and `":` (fields) or `"` and `"` (enum values).
  let names: [UInt8]
  /// Number to order, message after message.
  let numbers: [Int16]
  /// Hash slots to order, message after message.
  let slots: [Int16]
  /// The facts by name, in the order of the schema.
  let facts: [(name: String, number: Int)]
  /// The index of the message `Fact`.
  let factMessage: Int
  private let indexByName: [String: Int]

  init(messages tables: [MessageTable], enums: [EnumTable]) {
    var builder = DescriptorPoolBuilder(tables: tables)
    builder.build(enums)
    self.tables = tables
    messages = builder.messages
    fields = builder.fields
    self.enums = builder.enums
    enumValues = builder.enumValues
    names = builder.names
    numbers = builder.numbers
    slots = builder.slots
    facts = builder.facts
    guard let fact = builder.messageIndex["Fact"] else {
      preconditionFailure("the schema has no message Fact")
    }
    factMessage = fact
    indexByName = builder.messageIndex
  }

  func find(_ name: String) -> MessageType? { indexByName[name].map(MessageType.init(index:)) }

  /// The shape of a message that the schema is known to have.
  func type(named name: String) -> MessageType {
    guard let messageType = find(name) else { preconditionFailure("the schema has no message \(name)") }
    return messageType
  }

  /// The order of the field with this number; -1 when the message has none.
  @inline(__always)
  func order(ofNumber number: UInt64, in message: MessageDescriptor) -> Int {
    guard number < UInt64(message.numberCount) else { return Self.absent }
    return Int(numbers[message.firstNumber + Int(truncatingIfNeeded: number)])
  }

  /// The order of the field with this JSON name, `typeMember`, `dataMember` or `absent`.
  func order(ofName name: Span<UInt8>, _ range: Range<Int>, in message: MessageDescriptor) -> Int {
    if range.isEmpty { return Self.absent }
    var slot = Self.hash(name, range) & message.slotMask
    while true {
      let order = Int(slots[message.firstSlot + slot])
      if order == Self.absent { return order }
      switch order {
      case Self.typeMember:
        if Self.equals(name, range, "type") { return order }
      case Self.dataMember:
        if Self.equals(name, range, "data") { return order }
      default:
        let field = fields[message.firstField + order]
        if isName(name, range, at: field.nameStart, field.nameCount) { return order }
      }
      slot = (slot + 1) & message.slotMask
    }
  }

  /// The number of the enum value with this name, or nil.
  func enumNumber(_ name: Span<UInt8>, _ range: Range<Int>, in enumeration: Int) -> Int32? {
    for index in enums[enumeration] {
      let value = enumValues[index]
      if isName(name, range, at: value.nameStart, value.nameCount) { return value.number }
    }
    return nil
  }

  /// Whether the name stands in ``names`` there.
  @inline(__always)
  private func isName(_ name: Span<UInt8>, _ range: Range<Int>, at start: Int, _ count: Int) -> Bool {
    range.count == count && name.extracting(range).isEqual(to: names, at: start)
  }

  /// The enum value with this number, or nil.
  func enumValue(_ number: Int32, in enumeration: Int) -> EnumValueDescriptor? {
    for index in enums[enumeration] where enumValues[index].number == number {
      return enumValues[index]
    }
    return nil
  }

  /// The field's JSON name as text.
  func name(of field: FieldDescriptor) -> String {
    String(decoding: names[field.nameStart..<field.nameStart + field.nameCount], as: UTF8.self)
  }

  static func hash(_ name: Span<UInt8>, _ range: Range<Int>) -> Int {
    let count = range.count
    let first = Int(name[range.lowerBound])
    let middle = Int(name[range.lowerBound + count / 2])
    let last = Int(name[range.upperBound - 1])
    return count &* 31 &+ first &* 7 &+ middle &* 17 &+ last &* 13
  }

  private static func equals(_ name: Span<UInt8>, _ range: Range<Int>, _ text: String) -> Bool {
    guard range.count == text.utf8.count else { return false }
    var index = range.lowerBound
    for byte in text.utf8 {
      if name[index] != byte { return false }
      index += 1
    }
    return true
  }
}
