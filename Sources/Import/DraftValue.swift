/// What a person or a mapping said about one field of a fact, before the schema gave it a type.
package indirect enum DraftValue: Sendable, Equatable {
  /// Text: becomes what the field is, such as a number, a word of an enum, an amount or a time.
  case text(String)
  /// JSON, taken as it is.
  case json(String)
  case list([DraftValue])
  /// Fields of a message by their JSON names, in the order they were given.
  case fields([Field])

  /// One field of a message.
  package struct Field: Sendable, Equatable {
    package var name: String
    package var value: DraftValue

    package init(_ name: String, _ value: DraftValue) {
      self.name = name
      self.value = value
    }
  }

  /// Puts `value` at a path; a path that is there already makes a list.
  package mutating func set(_ path: some Collection<String>, to value: DraftValue) throws(DraftError) {
    guard let name = path.first else {
      switch self {
      case .list(let values): self = .list(values + [value])
      case .fields(let fields) where fields.isEmpty: self = value
      default: self = .list([self, value])
      }
      return
    }
    guard case .fields(var fields) = self else {
      throw DraftError(field: name, message: "stands inside something that was given as a whole")
    }
    if let index = fields.firstIndex(where: { $0.name == name }) {
      do throws(DraftError) { try fields[index].value.set(path.dropFirst(), to: value) } catch {
        throw error.inside(name)
      }
    } else {
      var fresh = DraftValue.fields([])
      try fresh.set(path.dropFirst(), to: value)
      fields.append(Field(name, fresh))
    }
    self = .fields(fields)
  }
}

/// Why a text could not become a field's value. The message never holds the text.
package struct DraftError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The path of the field, such as `lines[0].quantity`; empty for the whole.
  package var field: String
  package var message: String

  package init(field: String = "", message: String) {
    self.field = field
    self.message = message
  }

  package var description: String { field.isEmpty ? message : "\(field): \(message)" }

  func inside(_ component: String) -> DraftError {
    let separator = field.isEmpty || field.hasPrefix("[") ? "" : "."
    return DraftError(field: component + separator + field, message: message)
  }
}
