import Domain
import Schema

/// Checks of what queries ask for.
enum QueryCheck {
  /// The id in a required field.
  static func id(_ text: String, _ kind: SubjectKind, _ field: String) throws(Refusal) -> SubjectID {
    guard !text.isEmpty else { throw .invalid(field, "is required") }
    guard let id = SubjectID(text), id.kind == kind else {
      throw .invalid(field, "must be a \(kind.prefix) id: `\(kind.prefix)_` and 26 characters of its base32")
    }
    return id
  }

  /// The id in an optional field.
  static func optionalID(
    _ isThere: Bool, _ text: String, _ kind: SubjectKind, _ field: String
  ) throws(Refusal) -> SubjectID? {
    guard isThere else { return nil }
    guard !text.isEmpty else { throw .invalid(field, "must not be empty; leave it out to ask for all") }
    return try id(text, kind, field)
  }

  /// Refuses a text that is empty where it is given, or longer than anything that it could be compared with.
  static func text(
    _ isThere: Bool, _ text: String, _ field: String, characters: Int
  ) throws(Refusal) {
    guard isThere else { return }
    guard !text.isEmpty else { throw .invalid(field, "must not be empty; leave it out to ask for all") }
    // The bytes are known at once, the characters only when they are counted.
    guard text.utf8.count <= 4 * characters, text.unicodeScalars.count <= characters else {
      throw .invalid(field, "must have at most \(characters) characters")
    }
  }

  /// The same, counted in bytes.
  static func text(_ isThere: Bool, _ text: String, _ field: String, bytes: Int) throws(Refusal) {
    guard isThere else { return }
    guard !text.isEmpty else { throw .invalid(field, "must not be empty; leave it out to ask for all") }
    guard text.utf8.count <= bytes else { throw .invalid(field, "must have at most \(bytes) bytes") }
  }
}

extension Refusal {
  /// A subject that a query names and that is not there.
  static func missing(_ field: String, _ subject: SubjectID) -> Refusal { .notFound(field, subject) }

  /// A word that a filter names and that no fact has used; `what` says what it is.
  static func unknownWord(_ field: String, _ what: String) -> Refusal {
    Refusal(.notFound, "\(field): is \(what)", field: field)
  }
}
