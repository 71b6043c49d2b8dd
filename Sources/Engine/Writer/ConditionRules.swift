import APISchema
import Domain
import FactSchema

/// What a command's `unless` means.
enum ConditionRules {
  /// The most subjects that a condition names in all: it is judged on the writer's thread, subject by subject.
  static let subjectsMax = 64

  /// The facts that stand against the command: those that any of these means, each with the path of where it stands.
  static func filters(_ condition: Condition) throws(Refusal) -> [(field: String, filter: LogFilter)] {
    guard !condition.any.isEmpty else {
      return [("unless", try LogFilter(types: condition.types, subjects: condition.subjects, path: "unless."))]
    }
    guard condition.types.isEmpty, condition.subjects.isEmpty else {
      let field = condition.types.isEmpty ? "unless.subjects" : "unless.types"
      throw .invalid(field, "must not be given beside `any`: its entries name types and subjects")
    }
    var filters: [(field: String, filter: LogFilter)] = []
    var subjects = 0
    for (index, set) in condition.any.enumerated() {
      subjects += set.subjects.count
      guard subjects <= subjectsMax else {
        throw .invalid("unless.any", "must name at most \(subjectsMax) subjects in all")
      }
      let field = "unless.any[\(index)]"
      filters.append((field, try LogFilter(types: set.types, subjects: set.subjects, path: "\(field).")))
    }
    return filters
  }
}

/// Where the facts of the open batch stand, so that each of the commands in it that have a condition need not go through
/// all of them. Commands are judged when those that were refused before them have left no fact.
struct OpenPlaces {
  private var places = TailPlaces()

  /// The position of the first fact meant that lies past another.
  mutating func first(_ filter: LogFilter, _ headers: [EventHeader], _ after: Position) -> Position? {
    guard let first = headers.first?.position else { return nil }
    guard !filter.isAll else {
      let next = max(first, after.next)
      return next.value - first.value < UInt64(headers.count) ? next : nil
    }
    places.take(headers)
    return places.first(filter, after: after)
  }

  /// The batch has been committed.
  mutating func removeAll() { places = TailPlaces() }
}
