import APISchema
import FactSchema

@testable import Descriptors
@testable import Wire

/// What the pages say of the values of fields.
extension SchemaDocuments {
  /// What a field holds, in a few words.
  static func kind(_ field: FieldTable, in message: MessageTable, _ isRequest: Bool) -> String {
    let one =
      switch field.kind {
      case .bool: "true or false"
      case .int32, .int64, .uint32, .uint64: wholeNumber(field)
      case .double: "a number"
      case .string: isRequest ? sentText(field) : "text"
      case .timestamp: field.date == nil ? "a time" : "a time, or a date"
      case .message(let name): "[\(name)](#\(anchor(name)))"
      case .enumeration(let name):
        SchemaTables.enums.first { $0.name == name }.map { list(SchemaWords.of($0).map { "`\($0)`" }, last: "or") }
          ?? ""
      }
    guard field.label == .repeated else { return one }
    return isRequest
      ? field.maxCount.map { "a list of at most \(number($0)): \(one)" } ?? "a list: \(one)" : "a list: \(one)"
  }

  private static func wholeNumber(_ field: FieldTable) -> String {
    let isSigned = field.kind == .int32 || field.kind == .int64
    guard let least = field.minimum ?? (isSigned ? nil : 0) else { return "a whole number" }
    return "a whole number from \(least)" + (field.maximum.map { " to \(number(Int($0)))" } ?? "")
  }

  private static func sentText(_ field: FieldTable) -> String {
    let bytes = field.maxBytes.map { " of at most \(number($0)) bytes" } ?? ""
    let characters = field.maxCharacters.map { " of at most \(number($0)) characters" } ?? bytes
    if !field.words.isEmpty { return list(field.words.map { "`\($0)`" }, last: "or") }
    switch field.form {
    case nil: return "text\(bytes)"
    case .id(nil): return "the id of a subject"
    case .id(let kind?): return field.creates ? "the id of the new \(kind.prefix)" : "the id of a \(kind.prefix)"
    case .line: return "one line\(characters)"
    case .text: return "text\(bytes)"
    case .word, .label: return "a word"
    case .wordOrAll: return "a word, or `*`"
    case .login: return "a login name"
    case .email: return "an e-mail address"
    case .phone: return "a phone number"
    case .region: return "a region's code"
    case .externalID: return "an id of at most 200 bytes"
    case .date: return "a date from 1900 to 2199"
    case .currency: return "a currency's code"
    case .amount, .quantity: return "a decimal number as text"
    case .recurrence: return "a rule of RFC 5545"
    case .zone: return "a time zone's name, or an offset from UTC"
    case .locale: return "a language, and a region"
    case .monthDay: return "a month and a day"
    case .anniversary: return "a date, or `--MM-DD`"
    case .trigger: return "a duration of RFC 5545"
    case .fact: return "the name of [a fact](facts.md)"
    case .field: return "the name of a field that is clearable"
    case .clientID: return "1 to \(field.maxCharacters ?? 0) printable characters of ASCII"
    case .cursor: return "the cursor of an earlier page"
    case .sought, .soughtName: return "text\(characters)"
    case .soughtWords: return "text\(characters), one of them a letter or a digit"
    case .pipeline: return "a pipeline's id or name"
    case .day: return "a date, or a midnight"
    case .metric: return "[the name of a figure](#figures)"
    case .grouping: return "words with commas between"
    }
  }

  /// What a fact is, beside its fields.
  static func nature(_ type: FactType) -> String {
    var sentences: [String] = []
    if type.isOfTheDaemon { sentences.append("The daemon alone records it.") }
    if let created = type.creates {
      sentences.append("It creates a \(created.prefix).")
    } else if let subject = type.subjectKind, subject != .log {
      let keeps = type.keepsVersion ? ", whose version stays what it was" : ""
      sentences.append("It is about a \(subject.prefix)\(keeps).")
    }
    if type.isInteraction { sentences.append("It is an interaction.") }
    if type.isRetractable { sentences.append("It can be retracted.") }
    return sentences.isEmpty ? "" : sentences.joined(separator: " ") + "\n\n"
  }

  /// The figures that can be asked for.
  static var figures: String {
    var text = "\n<a id=\"figures\"></a>The figures, and by what each can be told apart, beside "
    text += list(MetricTable.times.map { "`\($0)`" })
    text += " where it has days:\n\n| figure | unit | by | |\n|---|---|---|---|\n"
    for metric in SchemaTables.metrics {
      let words = metric.by.map { "`\($0)`" }.joined(separator: ", ")
      text += "| `\(metric.name)` | \(metric.unit) | \(words) | \(metric.definition) |\n"
    }
    return text
  }
}
