import Bytes
import FactSchema

/// What the names in a mapping's templates stand for in one row.
struct RowScope: Template.Scope {
  let columns: [String: Int]
  let fields: [String]
  /// The ids of subjects by name; empty for one that the row does not speak of.
  var ids: [String: String]
  /// The subjects that the row speaks of and that are not there.
  var missing: [String: SubjectKind] = [:]
  let form: RowBuilder.Form

  init(columns: [String: Int], fields: [String], ids: [String: String], form: RowBuilder.Form) {
    self.columns = columns
    self.fields = fields
    self.ids = ids
    self.form = form
  }

  func text(of name: String) throws(RowError) -> String {
    if let index = columns[name] { return fields[index] }
    if let id = ids[name] { return id }
    if let kind = missing[name] { throw RowError("\(name): there is no such \(kind.prefix)") }
    return ""
  }

  /// When a fact happened, or on which day; nil when the text says no time.
  func time(_ text: String, in zone: Zone) -> String? {
    form == .current ? TimeText.timeOrDay(text, in: zone) : TimeText.moment(text, in: zone)?.timestamp
  }

  /// Whether the fact is for this row.
  func isFor(_ fact: RowRules.Fact) throws(RowError) -> Bool {
    guard try holds(fact.when) else { return false }
    guard let unless = fact.unless else { return true }
    return try !holds(unless)
  }

  /// The fields of a message; one whose text is empty is left out.
  func fields(_ data: [(field: String, node: RowRules.Node)]) throws(RowError) -> [DraftValue.Field] {
    var fields: [DraftValue.Field] = []
    for (field, node) in data {
      guard let value = try value(node) else { continue }
      let tidy = form == .current && Self.names.contains(field) ? Self.tidied(value) : value
      if let tidy { fields.append(DraftValue.Field(field, tidy)) }
    }
    return fields
  }

  /// Fields that hold a name: of columns that were put together some may be empty, so blanks are no part of them.
  private static let names: Set<String> = ["name", "givenName", "familyName", "title", "competitor", "product"]

  private static func tidied(_ value: DraftValue) -> DraftValue? {
    guard case .text(let text) = value else { return value }
    let tidy = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return tidy.isEmpty ? nil : .text(tidy)
  }

  private func value(_ node: RowRules.Node) throws(RowError) -> DraftValue? {
    switch node {
    case .template(let template):
      let texts = try template.texts(in: self)
      return texts.count > 1 ? .list(texts.map { .text($0) }) : texts.first.map { .text($0) }
    case .list(let nodes):
      var values: [DraftValue] = []
      for node in nodes {
        switch try value(node) {
        case .list(let several)?: values += several
        case let one?: values.append(one)
        case nil: break
        }
      }
      return values.isEmpty ? nil : .list(values)
    case .fields(let data):
      let fields = try fields(data)
      return fields.isEmpty ? nil : .fields(fields)
    }
  }

  private func holds(_ condition: RowRules.Condition) throws(RowError) -> Bool {
    for template in condition.isPresent where try template.text(in: self).trimmed.isEmpty { return false }
    return condition.isOneOf.allSatisfy { $0.texts.contains(fields[$0.column].trimmed) }
  }
}
