import Bytes

/// What is done to a column's text on its way into a fact.
enum Conversion: Sendable, Equatable {
  case trim, lower, upper
  /// Letters and digits in lower case with `-` between: fit for a tag, a source, a stage.
  case word
  /// This text when there is none.
  case fallback(String)
  case date(DatePattern, in: Zone)
  /// A number with this decimal mark, as ``DecimalText`` reads it.
  case decimal(mark: Character)
  /// An amount in this currency.
  case money(String)
  /// A whole number of so many smaller parts: `minor 2` makes 1250 into 12.50.
  case minor(Int)
  /// The word that a table of the mapping has for it.
  case map([String: String], name: String)
  /// Several texts; only for the last conversion of a lone reference.
  case split(String)

  /// What conversions take from the mapping.
  struct Settings {
    /// Of times that do not say.
    var zone = Zone.utc
    var tables: [String: [String: String]] = [:]
  }

  static let names = [
    "trim", "lower", "upper", "word", "default", "date", "decimal", "money", "minor", "map", "split",
  ]

  /// Reads a conversion such as `date dd.MM.yyyy`.
  init(_ text: String, _ settings: Settings) throws(TemplateError) {
    let name = text.prefix { $0 != " " }
    let argument = text.dropFirst(name.count).trimmed
    switch name {
    case "trim": self = .trim
    case "lower": self = .lower
    case "upper": self = .upper
    case "word": self = .word
    case "default": self = .fallback(argument)
    case "date":
      guard let pattern = DatePattern(argument) else {
        throw TemplateError("'\(argument)' is no date pattern; one is such as yyyyMMdd, dd.MM.yyyy HH:mm, iso or unix")
      }
      self = .date(pattern, in: settings.zone)
    case "decimal":
      guard argument == "." || argument == "," else { throw TemplateError("decimal needs its mark, '.' or ','") }
      self = .decimal(mark: argument == "." ? "." : ",")
    case "money":
      guard argument.count == 3, argument.allSatisfy({ $0.isASCII && $0.isLetter }) else {
        throw TemplateError("money needs a currency such as EUR")
      }
      self = .money(argument.uppercased())
    case "minor":
      guard let digits = Int(argument), (1...6).contains(digits) else {
        throw TemplateError("minor needs a number of digits from 1 to 6")
      }
      self = .minor(digits)
    case "map":
      guard let table = settings.tables[argument] else {
        throw TemplateError(
          "there is no table '\(argument)'\(Nearest.hint(for: argument, among: settings.tables.keys))")
      }
      self = .map(table, name: argument)
    case "split":
      guard !argument.isEmpty else { throw TemplateError("split needs what stands between, such as ;") }
      self = .split(argument)
    default:
      throw TemplateError("there is no conversion '\(name)'\(Nearest.hint(for: String(name), among: Self.names))")
    }
  }

  /// The converted text; an empty text stays empty but for `default` and `map`.
  func apply(to text: String) throws(TemplateError) -> String {
    switch self {
    case .fallback(let fallback): return text.trimmed.isEmpty ? fallback : text
    case .map(let table, let name):
      if let word = table[text.trimmed] ?? table["*"] { return word }
      if text.trimmed.isEmpty { return "" }
      throw TemplateError("the table '\(name)' has nothing for this text, and no '*'")
    case .split: return text
    default: break
    }
    let bare = text.trimmed
    guard !bare.isEmpty else { return "" }
    switch self {
    case .trim: return bare
    case .lower: return text.lowercased()
    case .upper: return text.uppercased()
    case .word: return Self.word(bare)
    case .date(let pattern, let zone):
      guard let date = pattern.read(bare, in: zone) else {
        throw TemplateError("expected a date in the pattern given")
      }
      return date
    case .decimal(let mark):
      guard let number = DecimalText.read(bare, mark: mark) else {
        throw TemplateError(DecimalText.expected(mark: mark))
      }
      return number
    case .money(let currency): return "\(bare) \(currency)"
    case .minor(let digits): return try Self.fromMinor(bare, digits: digits)
    case .fallback, .map, .split: return text
    }
  }

  private static func word(_ text: String) -> String {
    var result = ""
    for character in text.lowercased() {
      if character.isASCII, character.isLetter || character.isNumber {
        result.append(character)
      } else if !result.isEmpty, result.last != "-" {
        result.append("-")
      }
    }
    while result.last == "-" { result.removeLast() }
    return String(result.prefix(64))
  }

  private static func fromMinor(_ text: String, digits: Int) throws(TemplateError) -> String {
    let sign = text.hasPrefix("-") ? "-" : ""
    let number = text.drop { $0 == "-" || $0 == "+" }
    guard !number.isEmpty, number.allSatisfy({ $0.isASCII && $0.isNumber }) else {
      throw TemplateError("expected a whole number")
    }
    let padded = String(repeating: "0", count: max(0, digits + 1 - number.count)) + number
    return "\(sign)\(padded.dropLast(digits)).\(padded.suffix(digits))"
  }
}
