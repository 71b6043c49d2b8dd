import Bytes
import FactSchema

/// What a mapping file says: how a file's rows are read, and which facts each becomes.
///
/// Templates refer to columns, and columns may be known only when the file's header was read: `RowBuilder` puts the two
/// together.
package struct ImportMapping: Sendable {
  /// Part of every command id: the same rows under the same name are recorded once.
  package var name: String
  package var input: InputFormat
  /// Of times that do not say.
  var zone: Zone
  var tables: [String: [String: String]]
  var subjects: [SubjectRule]
  var facts: [FactRule]

  /// Whether rows are there for their subjects alone.
  var isListOfSubjects: Bool { facts.isEmpty }

  /// Text of the mapping and where it stands.
  struct Source: Sendable, Equatable {
    var text: String
    var line: Int
  }

  /// When a rule is for a row.
  struct Condition: Sendable {
    /// Must be text that is not empty.
    var isPresent: [Source] = []
    /// A column must have one of these texts.
    var isOneOf: [(column: Source, texts: [String])] = []
  }

  /// A subject that many rows speak of: created once, when the first of them comes.
  struct SubjectRule: Sendable {
    var name: String
    var key: Source
    var kind: SubjectKind
    /// Looks for it first: fields of `contact.find`.
    var find: [(field: String, template: Source)]
    /// What creates it; nil: it must be found.
    var fact: FactRule?
    var line: Int
  }

  /// A fact that a row becomes.
  struct FactRule: Sendable {
    var type: MessageTable
    /// What later facts of the row call the id of what this one creates.
    var alias: String?
    var when: Condition
    var unless: Condition?
    var occurredAt: Source?
    var data: [(field: String, node: DataNode)]
    var line: Int
  }

  /// The shape of a field's value.
  indirect enum DataNode: Sendable {
    case template(Source)
    case list([DataNode])
    case fields([(field: String, node: DataNode)])
  }
}

/// What is wrong with a mapping, and where.
package struct MappingError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The line of the mapping file; nil for the whole.
  package var line: Int?
  package var message: String

  init(line: Int? = nil, _ message: String) {
    self.line = line
    self.message = message
  }

  package var description: String { line.map { "line \($0): \(message)" } ?? message }
}
