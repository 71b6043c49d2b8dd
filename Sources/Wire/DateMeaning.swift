import Schema

/// What a date stands for where JSON may give one for a time. In UTC.
enum DateMeaning: Sendable {
  /// When something happened or is due: noon, which is that day in nearly every zone.
  case noon
  /// From when on something is asked for: the day's first moment.
  case beginning
  /// Before when: the next day's first moment, so that the whole day is included.
  case end

  /// Messages of what is recorded.
  private static let recorded: Set<String> = {
    let facts = SchemaTables.messages.first { $0.name == "Fact" }?.fields ?? []
    return facts.reduce(into: ["ProposedEvent"]) { names, field in
      if case .message(let name) = field.kind { names.insert(name) }
    }
  }()

  /// What a date stands for in a field; nil where none may be given. A request's bounds are named `...From` and `...To`.
  static func of(_ field: FieldTable, in message: String) -> DateMeaning? {
    guard field.kind == .timestamp else { return nil }
    if recorded.contains(message) { return .noon }
    guard message.hasSuffix("Request") else { return nil }
    if field.protoName == "from" || field.protoName.hasSuffix("_from") { return .beginning }
    return field.protoName == "to" || field.protoName.hasSuffix("_to") ? .end : nil
  }

  /// How many seconds after the day's first moment it is.
  var seconds: Int64 {
    switch self {
    case .noon: 43_200
    case .beginning: 0
    case .end: 86_400
    }
  }
}
