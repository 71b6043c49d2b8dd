import APISchema
import Descriptors
import FactSchema

@testable import Description
@testable import Rights
@testable import Wire

/// The reference pages of the documentation, made from the schema.
enum SchemaDocuments {
  static let note =
    "This page is made from the schema; a test holds it to it. After a change of a .proto file write it anew with\n"
    + "`KITH_WRITE_DOCS=1 swift test --filter 'reference pages'`."

  // MARK: Facts

  /// The catalogue of facts.
  static var facts: String {
    let tables = MethodCatalogue.facts.compactMap { fact in SchemaTables.messages.first { $0.name == fact.name } }
    var page = """
      # The catalogue of facts

      \(note)

      Everything that Kith knows was recorded as one of these facts. A fact is recorded with `record`, or by calling it
      by its name. Fields marked *required* must be there and not be empty; fields marked *personal* are sealed under their
      subject's key when they are stored; fields marked *guarded* are not, and are told as if they were; fields marked *clearable* can be emptied by naming them in `clear`. Absent means: not said.

      Beside its own fields a fact that is called by its name takes those of the event and of the request: \
      \(list(RecordForm.reserved.map { "`\($0)`" })).

      | fact | what happened | what it takes |
      |---|---|---|

      """
    for table in tables {
      let needs = FactType.allCases.first { $0.name == table.name }?.needs ?? .unopened
      let takes = needs.contains(.unopened) ? "the daemon alone records it" : permissions(needs)
      page += "| [\(table.name)](#\(anchor(table.name))) | \(table.doc) | \(takes) |\n"
    }
    for type in FactType.allCases {
      page += section(type.message, marksPersonal: true, isRequest: true, nature: nature(type))
    }
    page += sealed
    page += "\n# Parts of facts\n"
    for table in parts(of: tables) { page += section(table, marksPersonal: false, isRequest: true) }
    return page
  }

  /// What of each fact is sealed, and which of the open texts might name a person.
  private static var sealed: String {
    var page = """

      # What is sealed, and what stays open

      Of each fact, the fields that are sealed under the key of its contact (of the task, of one that belongs to nobody), and
      the texts that are not. What is written into these is there for who has a copy of the log without its vault, and stays
      when the contact is erased: they are for words that tell many apart, and not for a person's name. The same holds for
      the ids that a client chooses: `commandId`, `correlationId` and `causationId`. Ids of subjects, times, amounts, currencies,
      quantities, words of a list that is the schema's, and the names in `clear` are open as well.

      | fact | sealed | open texts |
      |---|---|---|

      """
    for type in FactType.allCases {
      let personal = type.message.fields.filter(\.isPersonal).map { "`\($0.jsonName)`" }
      let open = openTexts(of: type.message).map { "`\($0)`" }
      page += "| [\(type.name)](#\(anchor(type.name))) "
      page += "| \(personal.joined(separator: ", ")) | \(open.joined(separator: ", ")) |\n"
    }
    return page
  }

  /// The paths of a message's texts that are stored open and whose words are the client's.
  private static func openTexts(of table: MessageTable, path: String = "") -> [String] {
    table.fields.filter { !$0.isPersonal }.flatMap { field -> [String] in
      let place = path + field.jsonName
      if case .message(let name) = field.kind, let part = SchemaTables.message(named: name) {
        return openTexts(of: part, path: field.label == .repeated ? "\(place)[]." : "\(place).")
      }
      return switch field.form {
      case .line, .text, .word, .wordOrAll, .login: [place]
      default: []
      }
    }
  }

  // MARK: Methods

  /// The reference of methods.
  static var methods: String {
    var page = """
      # The methods

      \(note)

      Every method with what it takes and what it gives; [the protocol](protocol.md) says how they are called and what
      holds for all of them. Commands are called by the name of [a fact](facts.md), too: they take the fact's fields and
      give what `record` gives. In results every field is present also when it is 0, false, "" or [], except those marked *if
      known*, and except those marked *personal* where [the caller may not see them](protocol.md#personal-fields).

      | method | what it does | who may | what it takes |
      |---|---|---|---|

      """
    for method in Method.allCases {
      page +=
        "| [\(method.name)](#\(anchor(method.name))) | \(method.request.table.doc) | \(roles(method)) | \(permissions(method.needs)) |\n"
    }
    for method in Method.allCases {
      page += "\n## \(method.name)\n\n\(method.request.table.doc)\n"
      page +=
        "\n"
        + (method.request.table.fields.isEmpty
          ? "It takes nothing.\n" : "It takes:\n\n" + table(method.request.table, true, true))
      if method.request.table.fields.contains(where: { $0.form == .metric }) { page += figures }
      if method == .rpcDiscover {
        page += "\nIt gives the document itself.\n"
        continue
      }
      let doc = method.reply.table.doc
      page += "\nIt gives:\(doc.isEmpty ? "" : " " + doc)\n\n" + table(method.reply.table, true, false)
    }
    page += "\n# Parts of results and requests\n"
    let tops = Method.allCases.flatMap { [$0.request.table, $0.reply.table] }
    for part in parts(of: tops) { page += section(part, marksPersonal: true, isRequest: false) }
    return page
  }

  private static func roles(_ method: Method) -> String {
    if Rights.none.allow(method.needs) { return "anyone" }
    if Permissions.role.isSuperset(of: method.needs) { return "every role" }
    return Role.predefined.filter { Rights($0).allow(method.needs) }.map(\.word).joined(separator: ", ")
  }

  static func permissions(_ needs: Permissions) -> String { list(needs.named.map { "`\($0.word)`" }) }

  // MARK: Both

  private static func section(
    _ message: MessageTable, marksPersonal: Bool, isRequest: Bool, nature: String = ""
  ) -> String {
    "\n## \(message.name)\n\n" + (message.doc.isEmpty ? "" : message.doc + "\n\n") + nature
      + table(message, marksPersonal, isRequest)
  }

  private static func table(_ message: MessageTable, _ marksPersonal: Bool, _ isRequest: Bool) -> String {
    var text = "| field | holds | |\n|---|---|---|\n"
    for field in message.fields where field.kind != .message("Fact") {
      var marks: [String] = []
      if isRequest, field.isRequired { marks.append("*required*") }
      if isRequest, field.isClearable { marks.append("*clearable*") }
      if isRequest, let other = field.comesWith { marks.append("only with `\(other)`") }
      if marksPersonal, field.isPersonal { marks.append("*personal*") }
      if marksPersonal, field.isGuarded { marks.append("*guarded*") }
      if !isRequest, !field.isPersonal, !field.isGuarded, !JSONSchemas.isRequired(field, in: message, .result) {
        marks.append("*if known*")
      }
      let words = ([marks.joined(separator: ", ")] + [field.doc]).filter { !$0.isEmpty }.joined(separator: ". ")
      text += "| `\(field.jsonName)` | \(kind(field, in: message, isRequest)) | \(words) |\n"
    }
    if message.fields.contains(where: { $0.kind == .message("Fact") }) {
      text += "| `type` | the name of [a fact](facts.md) | \(isRequest ? "*required*" : "") |\n"
      text += "| `data` | that fact's fields | \(isRequest ? "*required*" : "") |\n"
    }
    return text
  }

  /// The messages that these hold, in the order of the schema.
  static func parts(of tables: [MessageTable]) -> [MessageTable] {
    var names: Set<String> = []
    func visit(_ table: MessageTable) {
      for field in table.fields {
        if case .message(let name) = field.kind, name != "Fact", names.insert(name).inserted,
          let inner = SchemaTables.messages.first(where: { $0.name == name })
        {
          visit(inner)
        }
      }
    }
    for table in tables { visit(table) }
    return SchemaTables.messages.filter { names.contains($0.name) }
  }

  static func anchor(_ heading: String) -> String { heading.lowercased().filter { $0 != "." } }

  static func list(_ words: [String], last: String = "and") -> String {
    guard let final = words.last, words.count > 1 else { return words.joined() }
    return words.dropLast().joined(separator: ", ") + " \(last) " + final
  }
}
