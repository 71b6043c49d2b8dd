import Domain
import FactSchema

/// Which facts are meant: any of the types and about, naming or implying any of the subjects; empty is all.
struct LogFilter: Sendable {
  var types: [UInt32] = []
  var subjects: [SubjectID] = []

  static let all = LogFilter()

  init(types: [UInt32] = [], subjects: [SubjectID] = []) {
    self.types = types
    self.subjects = subjects
  }

  /// Reads the lists of a request; `path` stands before the fields' names in a refusal.
  init(types names: [String], subjects ids: [String], path: String = "") throws(Refusal) {
    for (index, name) in names.enumerated() {
      guard let type = FactType(name: name) else {
        throw .invalid("\(path)types[\(index)]", "is not the name of a fact")
      }
      if !types.contains(type.rawValue) { types.append(type.rawValue) }
    }
    for (index, id) in ids.enumerated() {
      guard let subject = SubjectID(id) else { throw .invalid("\(path)subjects[\(index)]", "is not an id") }
      if !subjects.contains(subject) { subjects.append(subject) }
    }
  }

  var isAll: Bool { types.isEmpty && subjects.isEmpty }

  func matches(_ header: EventHeader) -> Bool {
    guard types.isEmpty || types.contains(header.type) else { return false }
    return subjects.isEmpty || subjects.contains(header.subject)
      || header.otherSubjects.contains(where: subjects.contains)
  }

  /// The types meant, one by one.
  var typesMeant: [UInt32] { types.isEmpty ? FactType.allCases.map(\.rawValue) : types }

  /// The ranges of the index that hold exactly the facts meant; a fact may be in several.
  var prefixes: [[UInt8]] {
    let types = typesMeant
    if subjects.isEmpty { return types.map { IndexRows.prefix(type: $0) } }
    return subjects.flatMap { subject in types.map { IndexRows.prefix(subject: subject, type: $0) } }
  }
}
