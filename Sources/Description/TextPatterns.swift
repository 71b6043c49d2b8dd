/// What texts may be made of, as regular expressions of ECMA 262 (JSON Schema's), one for each form.
///
/// All of them hold for whole texts. A text that the daemon takes always matches; of the others those do that differ in what
/// such an expression cannot say: how many bytes a text has and how many characters its normal form, which characters beyond
/// the basic plane are hidden, how numbers of other scripts are written.
enum TextPatterns {
  // Sets of characters, as they stand in brackets.
  /// Controls, and what ends a line or paragraph.
  private static let controls = #"\u0000-\u001F\u007F-\u009F\u2028\u2029"#
  /// Those that no text may have: all but tabs and line ends.
  private static let textControls = #"\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u2028\u2029"#
  private static let spaces = #"\u0009-\u000D \u0085\u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000"#
  /// What is dropped at the ends of a text: white space, and marks of breaks and directions.
  private static let padding =
    #"\u0009-\u000D \u0085\u00A0\u00AD\u061C\u1680\u2000-\u200B\u200E\u200F\u2028-\u202F\u205F-\u206F\u3000\uFEFF"#
  /// What shows nothing.
  private static let hidden =
    #"\u0000-\u0008\u000E-\u001F\u034F\u115F\u1160\u17B4\u17B5\u180B-\u180F\u200C\u200D\u2800\u3164\uFE00-\uFE0F\uFFA0"#
    + #"\uFFF0-\uFFFB"# + padding
  /// What may be another number of characters in Unicode's NFC: a text with such may be longer than it is allowed to be.
  private static let composing =
    #"\u0300-\u0387\u0653-\u0655\u093C-\u0A5E\u0B3E-\u0DDF\u0F43-\u102E\u1161-\u11C2\u1B35\u1F71-\u2001\u2126-\u212B"#
    + #"\u2329\u232A\u2ADC\u3099\u309A\uF900-\uFB4E"#

  private static let isSeen = "(?=[\(hidden)]*[^\(hidden)])"

  /// A line of at most so many characters.
  static func line(_ most: Int) -> String { line(most, without: controls) }

  private static func line(_ most: Int, without refused: String) -> String {
    let (any, end) = ("[^\(refused)]", "[^\(refused)\(padding)]")
    return
      "^\(isSeen)[\(padding)]*(?:\(end)(?:\(any){0,\(most - 2)}\(end))?|\(any)*[\(composing)]\(any)*)[\(padding)]*$"
  }

  /// A line without white space.
  static func login(_ most: Int) -> String { line(most, without: controls + spaces) }

  static let text = "^\(isSeen)[\(padding)]*[^\(textControls)]*[\(padding)]*$"

  private static let oneWord = "[a-z0-9][a-z0-9_-]{0,63}"
  static let word = "^\(oneWord)$"
  static let wordOrAll = #"^(?:\*|"# + oneWord + ")$"

  static func clientID(_ most: Int) -> String { "^[ -~]{1,\(most)}$" }

  /// At least one letter or digit; beyond ASCII any character that can be seen may be one.
  static let soughtWords = #"[^\u0000-/:-@\[-`{-\u00A9\#(hidden)]"#
  /// At least one character that is not dropped at an end.
  static let soughtName = "[^\(padding)]"

  // MARK: Ids

  private static let idDigits = "[0-7][0-9a-hjkmnp-tv-z]{25}"

  /// An id of one of these kinds.
  static func id(_ kinds: [String]) -> String {
    kinds.count == 1 ? "^\(kinds[0])_\(idDigits)$" : "^(?:\(kinds.joined(separator: "|")))_\(idDigits)$"
  }

  /// A text that is no id of these kinds.
  static func noID(_ kinds: [String]) -> String { "^(?!(?:\(kinds.joined(separator: "|")))_\(idDigits)$)" }

  /// Base64 for URLs, of nine bytes at least.
  static let cursor = "^(?:[A-Za-z0-9_-]{4}){3,}(?:[A-Za-z0-9_-]{2,3})?$"

  // MARK: Addresses

  /// An address of ASCII letters, and roughly one of others.
  static let email: String = {
    let local = #"[!#$%&'*+./0-9=?A-Z^_`a-z{|}~-]{1,64}"#
    let label = "[0-9A-Za-z](?:[0-9A-Za-z-]{0,61}[0-9A-Za-z])?"
    let other = #"[^\u0000- "(),:;<>@\[\\\]\u007F-\u009F"# + spaces + "]+"
    return
      #"^[\#(padding)]*(?:(?=[!-~]{3,254}[\#(padding)]*$)\#(local)@\#(label)(?:\.\#(label))*|"#
      + #"(?=[\s\S]*[^\u0000-\u007F])\#(other)@\#(other))[\#(padding)]*$"#
  }()

  /// A number of ASCII digits, and roughly one of others. One without + is completed with a region's code.
  static let phone: String = {
    let separator = #"[\t\n\r ().\[\]/-]"#
    // A zero in brackets behind a calling code is not dialled with it.
    let between = #"(?:\(0\)|(?!\(0\))\#(separator))*"#
    let complete = #"\#(separator)*\+\#(separator)*[1-9](?:\#(between)[0-9]){6,14}\#(between)"#
    let isWithContext = #"(?=[^;]*;[\s\S]*=\+)"#
    let national =
      #"(?:(?:\#(separator)*[0-9]){4,18}|\#(isWithContext)(?:\#(separator)*[0-9]){1,18})\#(separator)*"#
    let suffix = #"(?:[ ,]*(?:[Ee][Xx][Tt](?:[Ee][Nn][Ss][Ii][Oo][Nn]|[Nn])?|[Xx]|#)[. :\t]*[0-9]{1,7})?"#
    let parameters =
      #"(?:;[ \t]*(?:[Ee][Xx][Tt][ \t]*=(?:\#(separator)*[0-9]){1,7}\#(separator)*|"#
      + #"(?:[Pp][Hh][Oo][Nn][Ee]-[Cc][Oo][Nn][Tt][Ee][Xx][Tt]|[Ii][Ss][Uu][Bb])[ \t]*=[^;]*))*"#
    let scheme = "(?:[Tt][Ee][Ll]:|[Cc][Aa][Ll][Ll][Tt][Oo]:)?"
    let few = #"(?=[\t-\r ]*[^\t-\r ](?:[\s\S]{0,62}[^\t-\r ])?[\t-\r ]*$)"#
    return
      #"^(?:\#(few)[\t-\r ]*\#(scheme)[\t-\r ]*(?:\#(complete)|\#(national))\#(suffix)\#(parameters)[\t-\r ]*|"#
      + #"[\s\S]*[^\u0000-\u007F][\s\S]*)$"#
  }()

  // MARK: Numbers

  /// The digits of a whole number from 0 to a bound, without zeros in front.
  static func digits(upTo most: UInt64) -> String {
    let digits = Array(String(most).utf8).map { Int($0) - 48 }
    var ranges = digits.count > 1 ? ["0", "[1-9][0-9]{0,\(digits.count - 2)}"] : []
    for (index, digit) in digits.enumerated() {
      let least = index == 0 && digits.count > 1 ? 1 : 0
      let isLast = index == digits.count - 1
      // Those that are as long and are less from this digit on; with the last one, the bound itself.
      let greatest = isLast ? digit : digit - 1
      guard greatest >= least else { continue }
      let same = digits[..<index].map(String.init).joined()
      ranges.append("\(same)[\(least)-\(greatest)][0-9]{\(digits.count - index - 1)}")
    }
    return "(?:\(ranges.joined(separator: "|")))"
  }

  /// An amount of a currency with so many digits behind the point: at most 10^17 of its minor units.
  static func amount(_ exponent: Int) -> String {
    let fraction = exponent == 0 ? #"(?:\.0+)?"# : #"(?:\.[0-9]{1,\#(exponent)}0*)?"#
    return #"^0*(?:[0-9]{1,\#(17 - exponent)}\#(fraction)|10{\#(17 - exponent)}(?:\.0+)?)$"#
  }

  /// An amount of any currency.
  static let anyAmount = #"^0*[0-9]{1,18}(?:\.[0-9]+)?$"#

  static let quantity = #"^0*[0-9]{1,12}(?:\.[0-9]{1,6}0*)?$"#

  // MARK: Times

  /// A rule by which something comes again: which parts it may have, and what of. How they go together is not said here.
  static let recurrence = {
    let parts = [
      "FREQ=(?:DAILY|WEEKLY|MONTHLY|YEARLY)", "INTERVAL=[0-9]{1,6}", "COUNT=[0-9]{1,6}",
      "UNTIL=[0-9]{8}(?:T[0-9]{6}Z)?", "BYDAY=\(list("[+-]?[0-9]{0,2}(?:MO|TU|WE|TH|FR|SA|SU)"))",
      "BYMONTHDAY=\(list("[+-]?[0-9]{1,2}"))",
    ]
    let part = "(?:\(parts.joined(separator: "|")))"
    return "^\(part)(?:;\(part))*$"
  }()

  private static func list(_ entry: String) -> String { "\(entry)(?:,\(entry))*" }

  /// One of these names, or an offset from UTC.
  static func zone(_ names: [String]) -> String {
    let names = names.joined(separator: "|").replacing("+", with: "[+]")
    return "^(?:\(names)" + #"|Z|[+-](?:(?:0[0-9]|1[0-3]):[0-5][0-9]|14:00))$"#
  }

  /// A language, and a region by letters or digits.
  static let locale = "^[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?$"

  /// A month, and a day that every month has.
  /// A date of any year from 1000 on, or `--` and one of the 366 days.
  static let anniversary =
    "^(?:(?=[1-9])\(calendar)|--(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)"
    + "|02-(?:0[1-9]|[12][0-9])))$"
  static let monthDay = "^(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])$"

  /// A duration, with its sign; how long it may be is not said here.
  static let trigger =
    #"^[+-]?P(?:[0-9]{1,8}W|[0-9]{1,8}D(?:T(?=[0-9])(?:[0-9]{1,8}H)?(?:[0-9]{1,8}M)?(?:[0-9]{1,8}S)?)?"#
    + #"|T(?=[0-9])(?:[0-9]{1,8}H)?(?:[0-9]{1,8}M)?(?:[0-9]{1,8}S)?)$"#

  /// A date of the calendar from the year 1 to 9999.
  private static let calendar: String = {
    let leap = "(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:0[48]|[2468][048]|[13579][26])00)-02-29"
    let days = "(?:0[1-9]|1[0-9]|2[0-8])"
    let months = "(?:0[13578]|1[02])-(?:\(days)|29|30|31)|(?:0[469]|11)-(?:\(days)|29|30)|02-\(days)"
    return "(?:(?!0000)[0-9]{4}-(?:\(months))|\(leap))"
  }()

  private static let clock = #"(?:[01][0-9]|2[0-3]):[0-5][0-9]"#
  static let date = "^\(calendar)$"
  static let time = "^\(calendar)[Tt]\(clock):[0-5][0-9]" + #"(?:\.[0-9]+)?(?:[Zz]|[+-]\#(clock))$"#
  /// A date of a company's lifetime.
  static let dateOfCompany = "^(?=19|20|21)\(calendar)$"
  /// When something happens or is due, with the hours by which zones differ.
  static let centuries = "^(?:19|20|21|(?:1899-12-31|2200-01-01)[Tt])"

  /// A date, or a midnight.
  static let day = "^\(calendar)" + #"(?:[Tt]00:00:00(?:\.0+)?(?:[Zz]|[+-]\#(clock)))?$"#

  // MARK: Words

  /// Some of these words with commas between, each once, and of those of time one at most.
  static func grouping(_ words: [String], times: [String]) -> String {
    let word = "(?:\((times + words).joined(separator: "|")))"
    let time = "(?:\(times.joined(separator: "|")))"
    let oneTime = times.isEmpty ? "" : "(?!(?:[^,]*,)*\(time),(?:[^,]*,)*\(time)(?:,|$))"
    return #"^(?!(?:[^,]*,)*([^,]*),(?:[^,]*,)*\1(?:,|$))"# + oneTime + "\(word)(?:,\(word))*$"
  }
}
