import APISchema
import Bytes
import Domain
import FactSchema
import SwiftProtobuf

/// A request that a read model answers. Its form is checked once, before anything is made of it.
protocol QueryRequest: ReadModelRequest {
  /// Refuses the first field whose form is not what the schema says of it.
  func checkForm() throws(Refusal)
}

/// The forms of what queries ask for, by which the schema's options are checked. A text that is given and empty would ask
/// for nothing.
enum QueryCheck {
  /// The id that a query must name.
  static func id(_ text: String, _ kind: SubjectKind, _ field: String) throws(Refusal) {
    guard !text.isEmpty else { throw .invalid(field, "is required") }
    guard SubjectID(text)?.kind == kind else {
      throw .invalid(field, "must be a \(kind.prefix) id: `\(kind.prefix)_` and 26 characters of its base32")
    }
  }

  /// An id that a query may name.
  static func givenID(_ text: String, _ kind: SubjectKind, _ field: String) throws(Refusal) {
    try given(text, field)
    try id(text, kind, field)
  }

  /// A text to be compared with; one that is longer than anything it could be compared with is asked for in vain.
  static func sought(_ text: String, _ field: String, characters: Int = .max) throws(Refusal) {
    try given(text, field)
    // The bytes are known at once, the characters only when they are counted.
    guard text.utf8.count <= characters || text.unicodeScalars.count <= characters else {
      throw .invalid(field, "must have at most \(characters) characters")
    }
  }

  static func soughtWords(_ text: String, _ field: String, characters: Int) throws(Refusal) {
    try sought(text, field, characters: characters)
    guard !SearchText.words(text).isEmpty else { throw .invalid(field, "must have a letter or a digit") }
  }

  static func soughtName(_ text: String, _ field: String, characters: Int) throws(Refusal) {
    try sought(text, field, characters: characters)
    guard !SearchText.foldedName(text).isEmpty else { throw .invalid(field, "must not be empty") }
  }

  static func email(_ text: String, _ field: String) throws(Refusal) {
    try given(text, field)
    guard EmailAddress.normalForm(text) != nil else { throw .invalid(field, "must be an e-mail address") }
  }

  /// A phone number; whether one without `+` can be completed is seen when it is looked up.
  static func phone(_ text: String, _ field: String, characters: Int) throws(Refusal) {
    try sought(text, field, characters: characters)
    guard PhoneNumber.isCompletable(text) else {
      throw .invalid(field, "must be a phone number, with `+` unless the company has a phone region")
    }
  }

  /// A pipeline's id or name: any text but the id of something else.
  static func pipeline(_ text: String, _ field: String, characters: Int) throws(Refusal) {
    try sought(text, field, characters: characters)
    if let id = SubjectID(text), id.kind != .pipeline { throw .invalid(field, "must be a pipeline's id or name") }
  }

  /// The names of facts.
  static func facts(_ names: [String], _ field: String) throws(Refusal) {
    for (index, name) in names.enumerated() where FactType(name: name) == nil {
      throw .invalid("\(field)[\(index)]", "must be the name of a fact, such as CallLogged")
    }
  }

  static func time(_ time: Google_Protobuf_Timestamp, _ field: String) throws(Refusal) {
    guard Instant(time) != nil else { throw .invalid(field, "must be a time") }
  }

  static func date(_ text: String, _ field: String) throws(Refusal) {
    guard let date = CalendarDate(text), date.start >= Bounds.earliest, date.start < Bounds.latest else {
      throw .invalid(field, "must be a date from 1900 to 2199 as YYYY-MM-DD")
    }
  }

  static func number(_ value: UInt32, _ field: String, in bounds: ClosedRange<UInt32>) throws(Refusal) {
    guard bounds.contains(value) else {
      throw .invalid(field, "must be \(bounds.lowerBound) to \(bounds.upperBound)")
    }
  }

  /// The length of a page; what is asked for beyond the longest one is as much as that.
  static func limit(_ value: UInt32, _ field: String) throws(Refusal) {
    guard value > 0 else { throw .invalid(field, "must be 1 to \(PageBounds.limitMax)") }
  }

  static func cursor(_ text: String, _ field: String) throws(Refusal) {
    guard PageBounds.bytes(of: text) != nil else { throw PageBounds.forged }
  }

  /// The figure of this name.
  static func metric(_ name: String, _ field: String) throws(Refusal) -> MetricTable {
    guard !name.isEmpty else { throw .invalid(field, "is required") }
    guard let metric = SchemaTables.metrics.first(where: { $0.name == name }) else {
      throw .invalid(field, "must be one of: \(SchemaTables.metrics.map(\.name).joined(separator: ", "))")
    }
    return metric
  }

  /// A date, or a midnight in UTC, of a figure that has days.
  static func day(_ text: String, _ field: String, of metric: MetricTable) throws(Refusal) {
    guard !metric.isOfNow else {
      throw .invalid(field, "has no meaning for \(metric.name), which is what is open now")
    }
    guard MetricDays.day(text) != nil else {
      throw .invalid(field, "must be a date (YYYY-MM-DD) or a midnight: figures are kept by day")
    }
  }

  /// Words by which the figure is told apart, with commas between.
  static func grouping(_ text: String, _ field: String, of metric: MetricTable) throws(Refusal) {
    try given(text, field)
    let times = metric.isOfNow ? [] : MetricTable.times
    var seen: Set<Substring> = []
    for word in text.split(separator: ",", omittingEmptySubsequences: false) {
      if times.contains(String(word)) {
        guard seen.isDisjoint(with: times.map { $0[...] }) else {
          throw .invalid(
            field, "can name one of \(times.dropLast().joined(separator: ", ")) and \(times.last ?? "") only")
        }
      } else if !metric.by.contains(String(word)) || seen.contains(word) {
        let possible = (times + metric.by).joined(separator: ", ")
        throw .invalid(field, "can name, for \(metric.name), each once: \(possible)")
      }
      seen.insert(word)
    }
  }

  private static func given(_ text: String, _ field: String) throws(Refusal) {
    guard !text.isEmpty else { throw .invalid(field, "must not be empty; leave it out to ask for all") }
  }

  /// What a text of a request that was checked stands for; that there is nothing is a fault of ours.
  static func read<Value>(_ value: Value?) throws(Refusal) -> Value {
    guard let value else { throw .internal("a request's form was checked, and it has none") }
    return value
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
