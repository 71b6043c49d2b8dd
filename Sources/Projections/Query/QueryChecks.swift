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
    isThere ? try id(text, kind, field) : nil
  }

  /// A text that must not be empty where it is given.
  static func optionalText(_ isThere: Bool, _ text: String, _ field: String) throws(Refusal) -> String? {
    guard isThere else { return nil }
    guard !text.isEmpty else { throw .invalid(field, "must not be empty; leave it out to ask for all") }
    return text
  }
}

extension Refusal {
  /// A subject that a query names and that is not there.
  static func missing(_ field: String, _ subject: SubjectID) -> Refusal { .notFound(field, subject) }
}
