package import Schema

/// The facts by name, and what each creates.
package enum FactCatalogue {
  /// The names, in the order of the schema.
  package static let names: [String] = facts.map(\.name)

  /// The table of the fact of that name, however its letters are cased; nil for an unknown name.
  package static func table(named name: String) -> MessageTable? {
    facts.first { $0.name == name } ?? facts.first { $0.name.lowercased() == name.lowercased() }
  }

  /// What the fact creates: its kind, and the field that may choose the id.
  package static func creates(_ fact: String) -> SubjectKind? {
    switch fact {
    case "ContactCreated": .contact
    case "TaskScheduled": .task
    case "PipelineDefined": .pipeline
    case "DealOpened": .deal
    case "CampaignCreated": .campaign
    case "OrderPlaced": .order
    case "PaymentReceived": .payment
    default: nil
    }
  }

  /// What an id in this field names; nil for a field that holds no id.
  package static func refersTo(_ field: String) -> SubjectKind? {
    field == "organization" ? .contact : SubjectKind(prefix: field)
  }

  private static let facts: [MessageTable] = {
    guard let fact = DraftWriter.table(named: "Fact") else { return [] }
    return fact.fields.compactMap { field in
      if case .message(let name) = field.kind { DraftWriter.table(named: name) } else { nil }
    }
  }()
}
