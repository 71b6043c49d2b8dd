import APISchema
import Bytes
import FactSchema

/// The schemas of texts that several fields share, by their names among the components.
enum SharedForms {
  /// The name of a form's schema; a line has one for each length.
  static func name(_ form: FieldForm, _ characters: Int?) -> String {
    switch form {
    case .id(let kind): kind.map { $0.prefix.prefix(1).uppercased() + $0.prefix.dropFirst() + "ID" } ?? "AnyID"
    case .line: "LineOf\(characters ?? 0)"
    case .text: "Text"
    case .word: "Word"
    case .wordOrAll: "WordOrAll"
    case .login: "LoginName"
    case .email: "EmailAddress"
    case .phone: "PhoneNumber"
    case .region: "PhoneRegion"
    case .externalID: "ExternalID"
    case .date: "Date"
    case .currency: "Currency"
    case .amount: "Amount"
    case .quantity: "Quantity"
    case .recurrence: "Recurrence"
    case .zone: "TimeZone"
    case .locale: "Locale"
    case .monthDay: "MonthDay"
    case .anniversary: "Anniversary"
    case .label: "Word"
    case .trigger: "ReminderTrigger"
    case .fact: "FactName"
    case .field, .sought: ""
    case .clientID: "ClientIDOf\(characters ?? 0)"
    case .cursor: "Cursor"
    case .soughtWords: "SoughtWords"
    case .soughtName: "SoughtName"
    case .pipeline: "PipelineIDOrName"
    case .day: "Day"
    case .metric: "MetricName"
    case .grouping: "MetricGrouping"
    }
  }

  /// The schemas that these messages, which are sent, refer to.
  static func all(in tables: [MessageTable]) -> [(String, JSONTree)] {
    var schemas: [String: JSONTree] = [
      "Time": text(TextPatterns.time, "A time in RFC 3339, such as 2026-01-31T09:30:00Z."),
      "CalendarDate": text(TextPatterns.date, "A date, such as 2026-01-31."),
    ]
    for field in tables.flatMap(\.fields) {
      guard let form = field.form, let schema = schema(form, field.maxCharacters) else { continue }
      schemas[name(form, field.maxCharacters)] = schema
    }
    return schemas.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  private static func schema(_ form: FieldForm, _ characters: Int?) -> JSONTree? {
    let most = characters ?? 0
    switch form {
    case .id(let kind):
      let kinds = (kind.map { [$0] } ?? SubjectKind.allCases).map(\.prefix)
      return text(TextPatterns.id(kinds), "The id of a \(kind?.prefix ?? "subject").")
    case .line:
      return text(TextPatterns.line(most), "One line of at most \(most) characters, one of which can be seen.")
    case .text: return text(TextPatterns.text, "A text with a character that can be seen.")
    case .word, .label: return text(TextPatterns.word, "A word: 1 to 64 of a-z, 0-9, _ and -, a letter or digit first.")
    case .wordOrAll: return text(TextPatterns.wordOrAll, "A word, or * for all.")
    case .login: return text(TextPatterns.login(64), "A login name.")
    case .email: return text(TextPatterns.email, "An e-mail address.")
    case .phone: return text(TextPatterns.phone, "A phone number, with + or completed by a region.")
    case .region: return words(CallingCodes.regions, "The code of a region in ISO 3166.")
    case .externalID: return text(TextPatterns.line(200), "An id in another system, one line.")
    case .date: return text(TextPatterns.dateOfCompany, "A date from 1900 to 2199.")
    case .currency:
      let codes = CurrencyCodes.all.flatMap { $0.codes.split(separator: " ").map(String.init) }
      return words(codes.sorted(), "The code of a currency in ISO 4217.")
    case .amount: return text(TextPatterns.anyAmount, "A decimal number of zero or more, as text.")
    case .quantity: return text(TextPatterns.quantity, "A decimal number of zero or more, as text.")
    case .recurrence:
      return text(TextPatterns.recurrence, "A rule of RFC 5545, of FREQ, INTERVAL, BYDAY, BYMONTHDAY, COUNT and UNTIL.")
    case .zone:
      return text(TextPatterns.zone(Zone.names), "The name of a time zone in IANA's database, or an offset from UTC.")
    case .locale: return text(TextPatterns.locale, "A language, and a region where it matters, such as en-GB.")
    case .monthDay: return text(TextPatterns.monthDay, "A month and a day, such as 04-01, the day at most 28.")
    case .anniversary: return text(TextPatterns.anniversary, "A date, or --MM-DD where the year is not known.")
    case .trigger: return text(TextPatterns.trigger, "A duration of RFC 5545 of at most 366 days, such as -PT15M.")
    case .fact: return words(JSONSchemas.factNames, "The name of a fact.")
    case .field, .sought: return nil
    case .clientID: return text(TextPatterns.clientID(most), "1 to \(most) printable characters of ASCII.")
    case .cursor: return text(TextPatterns.cursor, "The cursor that a result of the same query gave.")
    case .soughtWords: return text(TextPatterns.soughtWords, "A text with a letter or a digit.")
    case .soughtName: return text(TextPatterns.soughtName, "A text with a character that can be seen.")
    case .pipeline:
      let others = SubjectKind.allCases.filter { $0 != .pipeline }.map(\.prefix)
      return text(TextPatterns.noID(others), "A pipeline's id or name.")
    case .day: return text(TextPatterns.day, "A date, or a midnight, which stands for its date.")
    case .metric: return words(SchemaTables.metrics.map(\.name), "The name of a figure.")
    case .grouping:
      let words = Set(SchemaTables.metrics.flatMap(\.by)).sorted()
      return text(
        TextPatterns.grouping(words, times: MetricTable.times),
        "Units of time and words by which a figure is told apart, with commas between.")
    }
  }

  private static func text(_ pattern: String, _ doc: String) -> JSONTree {
    .object([("type", .string("string")), ("pattern", .string(pattern)), ("description", .string(doc))])
  }

  private static func words(_ words: [String], _ doc: String) -> JSONTree {
    .object([("type", .string("string")), ("enum", .strings(words)), ("description", .string(doc))])
  }
}
