import Domain
package import FactSchema

/// The facts by name, and what each creates.
package enum FactCatalogue {
  /// The names, in the order of the schema.
  package static let names: [String] = facts.map(\.name)

  /// The table of the fact of that name, however its letters are cased; nil for an unknown name.
  package static func table(named name: String) -> MessageTable? {
    facts.first { $0.name == name } ?? facts.first { $0.name.lowercased() == name.lowercased() }
  }

  /// The kind of subject that the fact creates; nil where it is about one that exists.
  package static func creates(_ fact: String) -> SubjectKind? { FactType(name: fact)?.creates }

  /// What an id in this field of the fact names, and whether the fact creates it; nil for a field that holds no id.
  package static func names(_ field: String, of fact: String) -> (kind: SubjectKind, isNew: Bool)? {
    let field = FactType(name: fact)?.message.fields.first { $0.jsonName == field }
    guard let field, case .id(let kind?) = field.form else { return nil }
    return (kind, field.creates)
  }

  private static let facts: [MessageTable] = {
    guard let fact = DraftWriter.table(named: "Fact") else { return [] }
    return fact.fields.compactMap { field in
      if case .message(let name) = field.kind { DraftWriter.table(named: name) } else { nil }
    }
  }()
}
