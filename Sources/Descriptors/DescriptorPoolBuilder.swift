import Bytes
import FactSchema

/// Makes the tables of `DescriptorPool`. Traps, once and at the first use, when the schema breaks one of the mapping's
/// assumptions: a test reaches it before any user does.
struct DescriptorPoolBuilder {
  let tables: [MessageTable]
  var messages: [MessageDescriptor] = []
  var fields: [FieldDescriptor] = []
  var enums: [Range<Int>] = []
  var enumValues: [EnumValueDescriptor] = []
  var names: [UInt8] = []
  var numbers: [Int16] = []
  var slots: [Int16] = []
  var facts: [(name: String, number: Int)] = []
  var messageIndex: [String: Int] = [:]
  private var enumIndex: [String: Int] = [:]

  init(tables: [MessageTable]) { self.tables = tables }

  /// Messages whose absent optional fields are null in JSON: a rate of nothing is shown as such.
  private static let nullWriting: Set<String> = ["CampaignReportReply.Rates"]

  mutating func build(_ enumTables: [EnumTable]) {
    for (index, table) in tables.enumerated() { messageIndex[table.name] = index }
    for (index, table) in enumTables.enumerated() {
      enumIndex[table.name] = index
      addEnum(table)
    }
    for table in tables { addMessage(table) }
    for index in messages.indices { checkEnds(index, path: []) }
    for index in messages.indices {
      messages[index].holdsPersonal = hasPersonal(index, in: [.message, .fact])
      messages[index].asksPersonal = hasPersonal(index, in: [.message])
    }
  }

  private mutating func addEnum(_ table: EnumTable) {
    let first = enumValues.count
    for value in table.values {
      names.append(literal: "\"")
      enumValues.append(
        EnumValueDescriptor(
          number: Int32(value.number), nameStart: names.count, nameCount: value.name.utf8.count))
      names.append(contentsOf: value.name.utf8)
      names.append(literal: "\"")
    }
    enums.append(first..<enumValues.count)
  }

  private mutating func addMessage(_ table: MessageTable) {
    // Of a message that holds one of many, such as Fact, no set of fields is made.
    precondition(
      table.fields.count <= FieldSet.fieldsMax || table.fields.allSatisfy { $0.label == .oneof },
      "\(table.name) has more than \(FieldSet.fieldsMax) fields")
    let firstField = fields.count
    var required = FieldSet()
    var factOrder = -1
    var clearOrder = -1
    var deniedOrder = -1
    var lists = 0
    for (order, field) in table.fields.enumerated() {
      if field.isRequired { required.insert(order) }
      if field.kind == .message("Fact") { factOrder = order }
      if field.jsonName == "clear", field.label == .repeated, field.kind == .string { clearOrder = order }
      if field.namesDenied {
        precondition(order == table.fields.count - 1, "\(table.name) has fields behind `denied`")
        deniedOrder = order
      }
      addField(
        field, in: table.name, listOrder: field.label == .repeated ? lists : -1,
        dayField: Self.day(for: field, in: table))
      if field.label == .repeated { lists += 1 }
    }
    let firstNumber = numbers.count
    let numberCount = (table.fields.map(\.number).max() ?? 0) + 1
    precondition(numberCount <= 4096, "\(table.name) has a field number over 4095")
    numbers.append(contentsOf: repeatElement(Int16(DescriptorPool.absent), count: numberCount))
    for (order, field) in table.fields.enumerated() {
      numbers[firstNumber + field.number] = Int16(order)
    }

    let firstSlot = slots.count
    var slotCount = 4
    while slotCount < 2 * (table.fields.count + 2) { slotCount *= 2 }
    slots.append(contentsOf: repeatElement(Int16(DescriptorPool.absent), count: slotCount))
    for order in table.fields.indices where order != factOrder {
      let field = fields[firstField + order]
      addName(
        Array(names[field.nameStart..<field.nameStart + field.nameCount]), order, firstSlot,
        slotCount - 1)
    }
    if factOrder >= 0 {
      addName(Array("type".utf8), DescriptorPool.typeMember, firstSlot, slotCount - 1)
      addName(Array("data".utf8), DescriptorPool.dataMember, firstSlot, slotCount - 1)
    }
    messages.append(
      MessageDescriptor(
        firstField: firstField, fieldCount: table.fields.count, required: required, listCount: lists,
        factOrder: factOrder, clearOrder: clearOrder, deniedOrder: deniedOrder,
        writesNull: Self.nullWriting.contains(table.name), firstNumber: firstNumber,
        numberCount: numberCount,
        firstSlot: firstSlot, slotMask: slotCount - 1))
  }

  /// The number of the field beside that of a time which takes its day instead: `occurredOn` beside `occurredAt`, `dueFromOn`
  /// beside `dueFrom`.
  private static func day(for field: FieldTable, in table: MessageTable) -> Int? {
    guard let date = field.date else { return nil }
    if date == .noon, !field.jsonName.hasSuffix("At") { return nil }
    let name = (date == .noon ? String(field.jsonName.dropLast(2)) : field.jsonName) + "On"
    return table.fields.first { $0.jsonName == name && $0.kind == .string }?.number
  }

  private mutating func addField(_ field: FieldTable, in message: String, listOrder: Int, dayField: Int?) {
    var kind: FieldDescriptor.Kind
    var target = -1
    switch field.kind {
    case .bool: kind = .bool
    case .int32: kind = .int32
    case .int64: kind = .int64
    case .uint32: kind = .uint32
    case .uint64: kind = .uint64
    case .double: kind = .double
    case .string: kind = .string
    case .timestamp: kind = .timestamp
    case .message(let name):
      kind = name == "Fact" ? .fact : .message
      target = messageIndex[name] ?? -1
    case .enumeration(let name):
      kind = .enumeration
      target = enumIndex[name] ?? -1
    }
    var name = field.jsonName
    if message == "Fact", case .message(let fact) = field.kind {
      name = fact
      facts.append((fact, field.number))
    }
    let label: FieldDescriptor.Label =
      switch field.label {
      case .singular: .singular
      case .optional: .optional
      case .repeated: .repeated
      case .oneof: .oneof
      }
    names.append(literal: "\"")
    fields.append(
      FieldDescriptor(
        number: UInt64(field.number), kind: kind, label: label, isRequired: field.isRequired,
        isPersonal: field.isPersonal || field.isGuarded, date: field.date, dayField: UInt64(dayField ?? 0),
        target: target,
        maxBytes: field.maxBytes ?? .max,
        maxCount: field.maxCount ?? .max, isContact: field.takesContactReference,
        isObject: field.isObject, isLeftOutEmpty: field.namesErased,
        listOrder: listOrder,
        nameStart: names.count, nameCount: name.utf8.count))
    names.append(contentsOf: name.utf8)
    names.append(literal: "\":")
  }

  private mutating func addName(_ name: [UInt8], _ order: Int, _ firstSlot: Int, _ mask: Int) {
    var slot = DescriptorPool.hash(name.span, 0..<name.count) & mask
    while slots[firstSlot + slot] != Int16(DescriptorPool.absent) { slot = (slot + 1) & mask }
    slots[firstSlot + slot] = Int16(order)
  }

  /// Whether a message has personal fields, or messages in it do that stand in fields of these kinds.
  private func hasPersonal(_ index: Int, in kinds: Set<FieldDescriptor.Kind>) -> Bool {
    let message = messages[index]
    return fields[message.firstField..<message.firstField + message.fieldCount].contains { field in
      field.isPersonal || kinds.contains(field.kind) && hasPersonal(field.target, in: kinds)
    }
  }

  /// Recursion over messages must end.
  private func checkEnds(_ index: Int, path: [Int]) {
    precondition(!path.contains(index), "\(tables[index].name) contains itself")
    let message = messages[index]
    for order in 0..<message.fieldCount {
      let field = fields[message.firstField + order]
      if field.kind == .message || field.kind == .fact {
        checkEnds(field.target, path: path + [index])
      }
    }
  }
}
