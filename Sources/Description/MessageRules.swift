import APISchema
import FactSchema

/// What holds between the fields of a message that is sent, as schemas of the whole message.
enum MessageRules {
  static func of(_ table: MessageTable) -> [JSONTree] {
    var rules: [JSONTree] = []
    for field in table.fields {
      if let other = table.fields.first(where: { $0.jsonName == field.comesWith }) {
        rules.append(pair(field, other))
      }
    }
    if !table.needsAny.isEmpty {
      let needed = table.fields.filter { table.needsAny.contains($0.jsonName) }
      rules.append(.object([("anyOf", .array(needed.map { object([$0.jsonName: isThere($0)]) }))]))
    }
    if table.fields.contains(where: { $0.form == .field }) { rules += change(table) }
    if let currency = name(.currency, table), let amount = name(.amount, table) {
      rules.append(money(currency, amount))
    }
    if let metric = name(.metric, table) { rules += SchemaTables.metrics.map { figure($0, metric, table) } }
    return rules
  }

  private static func name(_ form: FieldForm, _ table: MessageTable) -> String? {
    table.fields.first { $0.form == form }?.jsonName
  }

  /// A field that must come with another one.
  private static func pair(_ field: FieldTable, _ other: FieldTable) -> JSONTree {
    .object([
      ("if", object([field.jsonName: isThere(field)])),
      ("then", object([other.jsonName: isThere(other)])),
    ])
  }

  /// What is not said of a field that is absent.
  private static func isThere(_ field: FieldTable) -> JSONTree {
    .object([(field.label == .repeated ? "minItems" : "minLength", .number(1))])
  }

  /// A change says what changes, and does not both set and clear a field.
  private static func change(_ table: MessageTable) -> [JSONTree] {
    let changed = table.fields.filter { $0.label != .singular && $0.comesWith == nil }
    let some: [JSONTree] = changed.map { field in
      object([field.jsonName: field.form == .field ? .object([("minItems", .number(1))]) : .object([])])
    }
    let notBoth: [JSONTree] = table.fields.filter(\.isClearable).map { field in
      let cleared = JSONTree.object([("enum", .strings(Set([field.jsonName, field.protoName]).sorted()))])
      return .object([
        (
          "not",
          object([
            "clear": .object([("contains", cleared)]),
            field.jsonName: .object(field.label == .repeated ? [("minItems", .number(1))] : []),
          ])
        )
      ])
    }
    return [.object([("anyOf", .array(some))])] + notBoth
  }

  /// An amount has as many digits as its currency.
  private static func money(_ currency: String, _ amount: String) -> JSONTree {
    let groups = Dictionary(grouping: CurrencyCodes.all, by: \.exponent).sorted { $0.key < $1.key }
    return .object([
      (
        "anyOf",
        .array(
          groups.map { exponent, lists in
            let codes = lists.flatMap { $0.codes.split(separator: " ").map(String.init) }.sorted()
            return object([
              currency: .object([("enum", .strings(codes))]),
              amount: .object([("pattern", .string(TextPatterns.amount(Int(exponent))))]),
            ])
          })
      )
    ])
  }

  /// A figure is told apart by its own words; one of what is open now has no days.
  private static func figure(_ metric: MetricTable, _ name: String, _ table: MessageTable) -> JSONTree {
    let times = metric.isOfNow ? [] : MetricTable.times
    let properties: [(String, JSONTree)] = table.fields.compactMap { field in
      if field.form == .grouping {
        let pattern = TextPatterns.grouping(metric.by, times: times)
        return (field.jsonName, .object([("pattern", .string(pattern))]))
      }
      return field.form == .day && metric.isOfNow ? (field.jsonName, .bool(false)) : nil
    }
    return .object([
      ("if", object([name: .object([("const", .string(metric.name))])])),
      ("then", .object([("properties", .object(properties))])),
    ])
  }

  /// An object that has all of these members, each such.
  private static func object(_ members: KeyValuePairs<String, JSONTree>) -> JSONTree {
    .object([("required", .strings(members.map(\.key))), ("properties", .object(members.map { ($0.key, $0.value) }))])
  }
}
