import APISchema
package import FactSchema

/// Writes what was said about a message as the JSON that the daemon reads, each field in the type that the schema
/// gives it.
package struct DraftWriter {
  /// The JSON so far.
  package private(set) var json = ""

  package init() {}

  /// The JSON of a message of that table.
  package static func json(_ draft: DraftValue, as table: MessageTable) throws(DraftError) -> String {
    var writer = DraftWriter()
    try writer.write(message: draft, table: table)
    return writer.json
  }

  /// The message of that name, without the package.
  package static func table(named name: String) -> MessageTable? { tables[name] }

  /// The words of the enum of that name, without the one that means none.
  package static func words(of name: String) -> [String] {
    (enums[name]?.values ?? []).filter { $0.number != 0 }.map(\.name)
  }

  private static let tables = Dictionary(uniqueKeysWithValues: SchemaTables.messages.map { ($0.name, $0) })
  private static let enums = Dictionary(uniqueKeysWithValues: SchemaTables.enums.map { ($0.name, $0) })

  private mutating func write(message draft: DraftValue, table: MessageTable) throws(DraftError) {
    switch draft {
    case .json(let text): json += text
    case .text(let text): try write(positional: text, table: table)
    case .list: throw DraftError(message: "expected one value, not several")
    case .fields(let fields):
      json += "{"
      for (index, field) in fields.enumerated() {
        guard let known = table.fields.first(where: { $0.jsonName == field.name }) else {
          let hint = Nearest.hint(for: field.name, among: table.fields.map(\.jsonName))
          throw DraftError(field: field.name, message: "\(table.name) has no such field\(hint)")
        }
        if index > 0 { json += "," }
        json += "\"\(known.jsonName)\":"
        do throws(DraftError) { try write(field: field.value, known) } catch { throw error.inside(field.name) }
      }
      json += "}"
    }
  }

  private mutating func write(field draft: DraftValue, _ field: FieldTable) throws(DraftError) {
    guard field.label == .repeated else {
      if case .list = draft { throw DraftError(message: "expected one value, not several") }
      return try write(value: draft, field.kind)
    }
    let values: [DraftValue]
    switch draft {
    case .json(let text):
      json += text
      return
    case .list(let list): values = list
    case .text, .fields: values = [draft]
    }
    json += "["
    for (index, value) in values.enumerated() {
      if index > 0 { json += "," }
      do throws(DraftError) { try write(value: value, field.kind) } catch { throw error.inside("[\(index)]") }
    }
    json += "]"
  }

  private mutating func write(value draft: DraftValue, _ kind: FieldTable.Kind) throws(DraftError) {
    if case .json(let text) = draft {
      json += text
      return
    }
    if case .message(let name) = kind {
      guard let table = Self.tables[name] else { throw DraftError(message: "the schema has no \(name)") }
      return try write(message: draft, table: table)
    }
    guard case .text(let text) = draft else { throw DraftError(message: "expected a plain value, not fields") }
    try write(scalar: text, kind)
  }

  private mutating func write(scalar text: String, _ kind: FieldTable.Kind) throws(DraftError) {
    let bare = text.trimmed
    switch kind {
    case .string: json += JSONText.quoted(text)
    case .int32, .int64:
      guard let number = Int64(bare) else { throw DraftError(message: "expected a whole number") }
      json += String(number)
    case .uint32, .uint64:
      guard let number = UInt64(bare) else { throw DraftError(message: "expected a whole number of zero or more") }
      json += String(number)
    case .double:
      guard let number = Double(bare), number.isFinite else { throw DraftError(message: "expected a number") }
      json += String(number)
    case .bool:
      switch bare.lowercased() {
      case "true", "yes", "1": json += "true"
      case "false", "no", "0": json += "false"
      default: throw DraftError(message: "expected true or false")
      }
    case .timestamp:
      guard let time = TimeText.timestamp(bare) else {
        throw DraftError(message: "expected a time such as 2026-03-01T09:30:00Z, '2026-03-01 09:30' (UTC) or a date")
      }
      json += "\"\(time)\""
    case .enumeration(let name): try write(word: bare, of: name)
    case .message: throw DraftError(message: "expected fields")
    }
  }

  private mutating func write(word: String, of name: String) throws(DraftError) {
    let names = Self.words(of: name)
    let wanted = word.uppercased().replacing("-", with: "_").replacing(" ", with: "_")
    guard names.contains(wanted) else {
      throw DraftError(message: "expected one of \(names.joined(separator: ", "))")
    }
    json += "\"\(wanted)\""
  }

  /// An amount as `12.50 EUR`, or the fields of another message in their order with colons between: `lead:10:30`.
  private mutating func write(positional text: String, table: MessageTable) throws(DraftError) {
    if table.name == "Money" {
      guard let money = MoneyText(text) else { throw DraftError(message: "expected an amount such as 12.50 EUR") }
      json += "{\"currency\":\(JSONText.quoted(money.currency)),\"amount\":\(JSONText.quoted(money.amount))}"
      return
    }
    let parts = text.split(separator: ":", maxSplits: table.fields.count - 1, omittingEmptySubsequences: false)
    var fields: [DraftValue.Field] = []
    for (field, part) in zip(table.fields, parts) where !part.isEmpty {
      fields.append(DraftValue.Field(field.jsonName, .text(String(part))))
    }
    try write(message: .fields(fields), table: table)
  }
}

/// An amount as people write it: `12.50 EUR`, `EUR 12.50` or `12.50EUR`.
struct MoneyText {
  var currency: String
  var amount: String

  /// Reads an amount; nil when there is no three-letter currency, or no number.
  init?(_ text: String) {
    let bare = text.trimmed
    let letters: (Character) -> Bool = { $0.isASCII && $0.isLetter }
    let currency: String
    var rest: Substring
    if bare.prefix(3).allSatisfy(letters), bare.count > 3 {
      currency = String(bare.prefix(3))
      rest = bare.dropFirst(3)
    } else {
      currency = String(bare.suffix(3))
      rest = bare.dropLast(3)
    }
    while rest.first == " " { rest.removeFirst() }
    while rest.last == " " { rest.removeLast() }
    guard currency.count == 3, currency.allSatisfy(letters), !rest.isEmpty,
      rest.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == "." || $0 == "-" || $0 == "+") })
    else { return nil }
    self.currency = currency.uppercased()
    self.amount = String(rest)
  }
}

/// Small pieces of JSON.
package enum JSONText {
  /// The text as a JSON string.
  package static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
