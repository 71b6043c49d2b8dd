import APISchema
import Descriptors
import FactSchema
import Wire

/// JSON Schemas (draft 7) of the schema's messages, as JSON has them: one for what may be sent, one for what is answered.
struct JSONSchemas {
  /// Requests refuse what they do not know; results always hold what is never absent, and may hold more later.
  enum Direction {
    case request, result
  }

  /// The name of a message's schema among the components: messages that are sent have a name of their own.
  static func name(_ message: String, _ direction: Direction) -> String {
    direction == .request ? message + "Input" : message
  }

  static func reference(_ message: String, _ direction: Direction) -> JSONTree {
    .object([("$ref", .string("#/components/schemas/\(name(message, direction))"))])
  }

  /// The schema of a message as one object.
  static func schema(of table: MessageTable, _ direction: Direction) -> JSONTree {
    var members: [(String, JSONTree)] = [("type", .string("object"))]
    if !table.doc.isEmpty { members.append(("description", .string(table.doc))) }
    var properties: [(String, JSONTree)] = []
    var required: [String] = []
    var rules = direction == .request ? MessageRules.of(table) : []
    for field in table.fields {
      if field.kind == .message("Fact") {
        let names = direction == .request ? recordableNames : factNames
        properties.append(("type", .object([("type", .string("string")), ("enum", .strings(names))])))
        properties.append(("data", .object([("type", .string("object"))])))
        required += ["type", "data"]
        rules += names.map { factRule($0, direction) }
      } else {
        properties.append((field.jsonName, schema(of: field, in: table, direction)))
        if isRequired(field, in: table, direction) { required.append(field.jsonName) }
      }
    }
    members.append(("properties", .object(properties)))
    if direction == .request, table.fields.count > 1, table.fields.allSatisfy({ $0.label == .oneof }) {
      members += [("minProperties", .number(1)), ("maxProperties", .number(1))]
    }
    if !required.isEmpty { members.append(("required", .strings(required))) }
    if direction == .request { members.append(("additionalProperties", .bool(false))) }
    if !rules.isEmpty { members.append(("allOf", .array(rules))) }
    return .object(members)
  }

  /// The schema of one field, its comment included.
  static func schema(of field: FieldTable, in table: MessageTable, _ direction: Direction) -> JSONTree {
    var members: [(String, JSONTree)] = []
    if !field.doc.isEmpty { members.append(("description", .string(field.doc))) }
    if field.isPersonal || field.isGuarded { members.append(("x-personal", .bool(true))) }
    if field.isObject {
      members += objectMembers(field, direction)
    } else if field.label == .repeated {
      members.append(("type", .string("array")))
      if direction == .request, field.isRequired { members.append(("minItems", .number(1))) }
      if direction == .request, let most = field.maxCount { members.append(("maxItems", .number(Int64(most)))) }
      members.append(("items", .object(valueMembers(field, in: table, direction))))
    } else {
      members += valueMembers(field, in: table, direction)
    }
    return .object(members)
  }

  /// Of a list that is an object.
  private static func objectMembers(_ field: FieldTable, _ direction: Direction) -> [(String, JSONTree)] {
    guard case .message(let name) = field.kind, let entry = SchemaTables.message(named: name), entry.fields.count == 2
    else { return [] }
    var members: [(String, JSONTree)] = [("type", .string("object"))]
    if direction == .request {
      members.append(("propertyNames", .object(valueMembers(entry.fields[0], in: entry, direction))))
      if let most = field.maxCount { members.append(("maxProperties", .number(Int64(most)))) }
    }
    members.append(("additionalProperties", .object(valueMembers(entry.fields[1], in: entry, direction))))
    return members
  }

  /// Whether an object without this field is refused, or never answered.
  static func isRequired(_ field: FieldTable, in table: MessageTable, _ direction: Direction) -> Bool {
    if direction == .request { return field.isRequired }
    // Who may not see it is not given it, nor an empty one in its place.
    if field.isPersonal || field.isGuarded { return false }
    switch field.label {
    case .repeated: return !saysChange(table) && !field.namesDenied && !field.namesErased
    case .oneof: return false
    case .optional: return writesNull(table)
    case .singular:
      switch field.kind {
      case .message, .timestamp, .enumeration: return false
      case .bool, .int32, .int64, .uint32, .uint64, .double, .string: return true
      }
    }
  }

  /// The names of all facts.
  static let factNames: [String] = DescriptorPool.shared.facts.map(\.name)

  /// The names of the facts that a client may record.
  static let recordableNames: [String] = FactType.allCases.filter { !$0.isOfTheDaemon }.map(\.name)

  private static func saysChange(_ table: MessageTable) -> Bool {
    guard let messageType = MessageType(named: table.name) else { return false }
    return DescriptorPool.shared.messages[messageType.index].clearOrder >= 0
  }

  private static func writesNull(_ table: MessageTable) -> Bool {
    guard let messageType = MessageType(named: table.name) else { return false }
    return DescriptorPool.shared.messages[messageType.index].writesNull
  }

  /// What `data` must be when `type` is this fact.
  private static func factRule(_ fact: String, _ direction: Direction) -> JSONTree {
    .object([
      ("if", .object([("properties", .object([("type", .object([("const", .string(fact))]))]))])),
      ("then", .object([("properties", .object([("data", reference(fact, direction))]))])),
    ])
  }

  private static func valueMembers(
    _ field: FieldTable, in table: MessageTable, _ direction: Direction
  ) -> [(String, JSONTree)] {
    if direction == .request, let members = SentValues.members(of: field, in: table) {
      guard field.takesContactReference else { return members }
      return [("anyOf", .array([.object(members), .object([("$ref", .string(contactReference))])]))]
    }
    switch field.kind {
    case .bool: return [("type", .string("boolean"))]
    case .int32: return integer(minimum: Int64(Int32.min), maximum: Int64(Int32.max))
    case .uint32: return integer(minimum: 0, maximum: Int64(UInt32.max))
    case .int64: return integer(minimum: .min)
    case .uint64: return integer(minimum: 0)
    case .double: return [("type", writesNull(table) ? .strings(["number", "null"]) : .string("number"))]
    case .string: return [("type", .string("string"))]
    case .timestamp: return [("type", .string("string")), ("format", .string("date-time"))]
    case .enumeration(let name):
      let words = SchemaTables.enumeration(named: name).map(SchemaWords.of) ?? []
      return [("type", .string("string")), ("enum", .strings(words))]
    case .message(let name):
      // A reference hides what stands beside it.
      if field.doc.isEmpty || field.label == .repeated {
        return [("$ref", .string("#/components/schemas/\(Self.name(name, direction))"))]
      }
      return [("allOf", .array([reference(name, direction)]))]
    }
  }

  private static let contactReference = "#/components/schemas/ContactReference"

  /// A contact that is named otherwise than by its id.
  static let ofContactReference = JSONTree.object([
    ("description", .string("Which contact is meant, by one of an e-mail address, a phone or the external id.")),
    ("type", .string("object")),
    (
      "properties",
      .object(
        ContactReference.Kind.allCases.map { kind in
          (kind.rawValue, .object(SentValues.members(of: kind.field, in: Method.contactFind.request.table) ?? []))
        })
    ),
    ("additionalProperties", .bool(false)), ("minProperties", .number(1)), ("maxProperties", .number(1)),
  ])

  private static func integer(minimum: Int64, maximum: Int64? = nil) -> [(String, JSONTree)] {
    [("type", .string("integer")), ("minimum", .number(minimum))] + (maximum.map { [("maximum", .number($0))] } ?? [])
  }
}
