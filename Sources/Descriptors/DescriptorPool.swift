import APISchema
import Bytes
package import FactSchema

/// One field as the codecs see it. Plain numbers only: reading it costs no reference count.
package struct FieldDescriptor: Sendable {
  package enum Kind: UInt8, Sendable {
    case bool, int32, int64, uint32, uint64, double, string, timestamp, message, fact, enumeration
  }
  package enum Label: UInt8, Sendable { case singular, optional, repeated, oneof }

  package let number: UInt64
  package let kind: Kind
  package let label: Label
  package let isRequired: Bool
  package let isPersonal: Bool
  /// What a date alone stands for; nil where a time must be given.
  package let date: DateMeaning?
  /// The number of the field that takes a date given in the place of its time; 0 where the time itself takes it.
  package let dayField: UInt64
  /// The index of its message or enum; -1 for a scalar.
  package let target: Int
  /// The most bytes of a text.
  package let maxBytes: Int
  /// The most entries of a list.
  package let maxCount: Int
  /// Whether it wants the id of a contact, which may be named otherwise.
  package let isContact: Bool
  /// Whether the list is an object in JSON, of the second texts of its messages by the first ones.
  package let isObject: Bool
  /// Whether the list is not written where nothing is in it.
  package let isLeftOutEmpty: Bool
  /// Its place among the lists of its message; -1 where it is none.
  package let listOrder: Int
  /// Where its JSON name stands in `DescriptorPool.names`, between `"` and `":`. In `Fact` it is the fact's name.
  package let nameStart: Int
  package let nameCount: Int

  /// Whether its values are length-delimited.
  package var isDelimited: Bool {
    switch kind {
    case .string, .timestamp, .message, .fact: true
    case .bool, .int32, .int64, .uint32, .uint64, .double, .enumeration: false
    }
  }
}

/// One message: where its fields and look-up tables stand in the index.
package struct MessageDescriptor: Sendable {
  package let firstField: Int
  package let fieldCount: Int
  /// Those that must not be absent or their default.
  package let required: FieldSet
  /// How many of its fields are lists.
  package let listCount: Int
  /// The order of the field that JSON writes as `type` and `data`; -1 where there is none.
  package let factOrder: Int
  /// The order of the field that names those to empty, of a fact that says what changed; -1 where there is none. An empty
  /// list is read as its name there, and lists that it does not hold are not written.
  package let clearOrder: Int
  /// The order of the field that names those which are not there because the caller may not see them; -1 where there is
  /// none.
  package let deniedOrder: Int
  /// Whether it, or a message in it, has personal fields; and whether a request asks by one.
  package var holdsPersonal = false
  package var asksPersonal = false
  /// Whether absent optional fields are written as null.
  package let writesNull: Bool
  package let firstNumber: Int
  package let numberCount: Int
  package let firstSlot: Int
  package let slotMask: Int
}

package struct EnumValueDescriptor: Sendable {
  package let number: Int32
  package let nameStart: Int
  package let nameCount: Int
}

/// Every message and enum of the schema as flat tables, made once.
///
/// Messages never contain themselves, so recursion over one is bounded by the schema: this is checked here.
package final class DescriptorPool: Sendable {
  /// That of Kith's schema.
  package static let shared = DescriptorPool(messages: SchemaTables.messages, enums: SchemaTables.enums)

  /// What a look-up by name gives beside a field's order.
  package static let absent = -1
  package static let typeMember = -2
  package static let dataMember = -3

  /// What the schema says of each message.
  package let tables: [MessageTable]
  package let messages: [MessageDescriptor]
  package let fields: [FieldDescriptor]
  package let enums: [Range<Int>]
  package let enumValues: [EnumValueDescriptor]
  /// All names, each between `"` and `":` (fields) or `"` and `"` (enum values).
  package let names: [UInt8]
  /// Number to order, message after message.
  package let numbers: [Int16]
  /// Hash slots to order, message after message.
  package let slots: [Int16]
  /// The facts by name, in the order of the schema.
  package let facts: [(name: String, number: Int)]
  /// The index of the message `Fact`.
  package let factMessage: Int
  private let indexByName: [String: Int]

  package init(messages tables: [MessageTable], enums: [EnumTable]) {
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

  package func find(_ name: String) -> MessageType? { indexByName[name].map(MessageType.init(index:)) }

  /// The type of a message that the schema is known to have.
  package func type(named name: String) -> MessageType {
    guard let messageType = find(name) else { preconditionFailure("the schema has no message \(name)") }
    return messageType
  }

  /// The order of the field with this number; -1 when the message has none.
  @inlinable
  @inline(__always)
  package func order(ofNumber number: UInt64, in message: MessageDescriptor) -> Int {
    guard number < UInt64(message.numberCount) else { return Self.absent }
    return Int(numbers[message.firstNumber + Int(truncatingIfNeeded: number)])
  }

  /// The order of the field with this JSON name, `typeMember`, `dataMember` or `absent`.
  package func order(ofName name: Span<UInt8>, _ range: Range<Int>, in message: MessageDescriptor) -> Int {
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
  package func enumNumber(_ name: Span<UInt8>, _ range: Range<Int>, in enumeration: Int) -> Int32? {
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
  package func enumValue(_ number: Int32, in enumeration: Int) -> EnumValueDescriptor? {
    for index in enums[enumeration] where enumValues[index].number == number {
      return enumValues[index]
    }
    return nil
  }

  /// The field's JSON name as text.
  package func name(of field: FieldDescriptor) -> String {
    String(decoding: names[field.nameStart..<field.nameStart + field.nameCount], as: UTF8.self)
  }

  package static func hash(_ name: Span<UInt8>, _ range: Range<Int>) -> Int {
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
