import APISchema
import FactSchema

@testable import Description
@testable import Descriptors
@testable import Wire

/// The index of all names that a client meets.
extension SchemaDocuments {
  static var names: String {
    var entries: [String: [String]] = [:]
    func add(_ name: String, _ meaning: String) { entries[name, default: []].append(meaning) }
    for method in Method.allCases { add(method.name, "[a method](methods.md#\(anchor(method.name)))") }
    for type in FactType.allCases { add(type.name, "[a fact](facts.md#\(anchor(type.name)))") }
    for error in ErrorWord.allCases { add(error.rawValue, "an error: \(error.meaning)") }
    for metric in SchemaTables.metrics { add(metric.name, "[a figure](methods.md#figures)") }
    for table in SchemaTables.enums {
      for word in SchemaWords.of(table) { add(word, "a word of \(table.name)") }
    }
    for (name, messages) in fields { add(name, "a field of " + list(messages)) }
    for permission in Permission.allCases { add(permission.word, "[a permission](permissions.md#permissions)") }
    for role in Role.predefined { add(role.word, "[a role](permissions.md#the-roles-that-are-always-there)") }
    let rows = entries.sorted { ($0.key.lowercased(), $0.key) < ($1.key.lowercased(), $1.key) }.map { name, meanings in
      "| `\(name)` | \(meanings.joined(separator: "; ")) |"
    }
    return """
      # All names

      \(note)

      Every name that a client meets, and what it is the name of: methods, facts and their fields, words, errors,
      figures, permissions, roles.

      | name | is |
      |---|---|
      \(rows.joined(separator: "\n"))

      """
  }

  /// The names of fields with the messages that they are in, each with where it is described.
  private static var fields: [(String, [String])] {
    let facts = FactType.allCases.map(\.message)
    let methods = Method.allCases.flatMap { method in
      let link = "[\(method.name)](methods.md#\(anchor(method.name)))"
      return [(method.request.table, link), (method.reply.table, "the answer of " + link)]
    }
    var found: [(message: MessageTable, link: String)] = facts.map { ($0, "[\($0.name)](facts.md#\(anchor($0.name)))") }
    found += parts(of: facts).map { ($0, "[\($0.name)](facts.md#\(anchor($0.name)))") }
    found += methods.map { (message: $0.0, link: $0.1) }
    let known = Set(found.map(\.message.name))
    found += parts(of: methods.map(\.0)).filter { !known.contains($0.name) }
      .map { ($0, "[\($0.name)](methods.md#\(anchor($0.name)))") }
    var places: [String: [String]] = [:]
    for (message, link) in found {
      for field in message.fields where field.kind != .message("Fact") {
        places[field.jsonName, default: []].append(link)
      }
    }
    return places.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }
}
