import Descriptors
import FactSchema
import Wire

/// What the values of fields may be that are sent: as strict as the daemon is about the form of each.
enum SentValues {
  /// What a JSON Schema says of one value of a field; nil for a message.
  static func members(of field: FieldTable, in table: MessageTable) -> [(String, JSONTree)]? {
    // What is its default is absent.
    let isThere = field.isRequired && field.label == .singular
    let least = field.minimum.map(UInt64.init) ?? (isThere ? 1 : 0)
    switch field.kind {
    case .bool: return [("type", .string("boolean"))]
    case .double: return [("type", .string("number"))]
    case .int32: return integer(.number(Int64(Int32.min)), .number(Int64(Int32.max)))
    case .uint32: return integer(.unsigned(least), .unsigned(UInt64(field.maximum ?? .max)))
    case .uint64: return wide(least, field.maximum.map(UInt64.init) ?? .max)
    case .int64:
      if field.minimum != nil, let most = field.maximum { return wide(least, UInt64(most)) }
      return wide([("minimum", .number(.min)), ("maximum", .number(.max))], "^(?:0|-?[1-9][0-9]*)$")
    case .timestamp: return time(field, in: table)
    case .enumeration(let name):
      guard let table = SchemaTables.enumeration(named: name) else { return nil }
      // A word may also be given by its number.
      let numbers = table.values.filter { $0.number != 0 }.map { JSONTree.number(Int64($0.number)) }
      return [("enum", .array(SchemaWords.of(table).map(JSONTree.string) + numbers))]
    case .string: return text(field, in: table)
    case .message: return nil
    }
  }

  // MARK: Numbers

  private static func integer(_ least: JSONTree, _ most: JSONTree) -> [(String, JSONTree)] {
    [("type", .string("integer")), ("minimum", least), ("maximum", most)]
  }

  private static func wide(_ least: UInt64, _ most: UInt64) -> [(String, JSONTree)] {
    wide(
      [("minimum", .unsigned(least)), ("maximum", .unsigned(most))],
      (least == 0 ? "^" : "^(?!0)") + TextPatterns.digits(upTo: most) + "$")
  }

  /// A number of 64 bits, which may also be written as a string of digits.
  private static func wide(_ bounds: [(String, JSONTree)], _ pattern: String) -> [(String, JSONTree)] {
    [("type", .strings(["integer", "string"]))] + bounds + [("pattern", .string(pattern))]
  }

  // MARK: Times

  private static func time(_ field: FieldTable, in table: MessageTable) -> [(String, JSONTree)] {
    let forms = field.date == nil ? ["Time"] : ["Time", "CalendarDate"]
    let members: [(String, JSONTree)] = [("anyOf", .array(forms.map(reference)))]
    // What is recorded happens within the centuries of a company.
    let isRecorded = field.date == .noon || JSONSchemas.factNames.contains(table.name)
    return isRecorded ? members + [("pattern", .string(TextPatterns.centuries))] : members
  }

  // MARK: Texts

  private static func text(_ field: FieldTable, in table: MessageTable) -> [(String, JSONTree)] {
    let isOne = field.label != .repeated
    let mayBeEmpty = field.label == .singular && !field.isRequired || isOne && !field.words.isEmpty
    var members: [(String, JSONTree)] = [("type", .string("string"))]
    if !mayBeEmpty, isOne || field.form != nil { members.append(("minLength", .number(1))) }
    // A JSON Schema counts characters, and the bound is one of bytes.
    let most = [field.maxBytes, field.form.flatMap { isCounted($0) ? field.maxCharacters : nil }].compactMap(\.self)
      .min()
    if let most { members.append(("maxLength", .number(Int64(most)))) }
    if let bytes = field.maxBytes { members.append(("x-maxBytes", .number(Int64(bytes)))) }
    guard let form = form(of: field, in: table) else { return members }
    if !mayBeEmpty { return members + [("allOf", .array([form]))] }
    return members + [("anyOf", .array([.object([("const", .string(""))]), form]))]
  }

  /// Whether a text of the form is counted as it was sent.
  private static func isCounted(_ form: FieldForm) -> Bool {
    switch form {
    case .sought, .soughtWords, .soughtName, .pipeline, .phone, .clientID: true
    default: false
    }
  }

  /// The schema of a field's form: one of those that all fields share, or its own; nil where it may be any text.
  private static func form(of field: FieldTable, in table: MessageTable) -> JSONTree? {
    if !field.words.isEmpty {
      return .object([("enum", .strings(field.words))])
    }
    guard let form = field.form else { return nil }
    switch form {
    case .sought: return nil
    case .field:
      let names = table.fields.filter(\.isClearable).flatMap { [$0.jsonName, $0.protoName] }
      return .object([("enum", .strings(Set(names).sorted()))])
    default: return reference(SharedForms.name(form, field.maxCharacters))
    }
  }

  private static func reference(_ name: String) -> JSONTree {
    .object([("$ref", .string("#/components/schemas/\(name)"))])
  }
}
