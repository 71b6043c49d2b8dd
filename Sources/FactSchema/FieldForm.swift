/// What a text in a fact or request is made of, beside the bytes and characters that it may have.
///
/// Which field has which stands in the .proto files. A text that is empty is absent, where it is neither optional nor an
/// entry of a list.
public enum FieldForm: Sendable, Equatable {
  /// The id of a subject; of any kind where none is said.
  case id(SubjectKind?)
  /// One line with a character that can be seen.
  case line
  /// Lines, with a character that can be seen.
  case text
  /// A word of `a-z`, `0-9`, `_` and `-`.
  case word
  /// Such a word, or `*` for all.
  case wordOrAll
  /// A line without white space.
  case login
  case email
  case phone
  /// The code of a region in ISO 3166 that has a calling code.
  case region
  /// An id in another system.
  case externalID
  /// A date from 1900 to 2199.
  case date
  /// The code of a currency in ISO 4217.
  case currency
  /// A decimal number with as many digits as its currency has.
  case amount
  /// A decimal number.
  case quantity
  /// A rule of RFC 5545 by which something comes again.
  case recurrence
  /// The name of a time zone of IANA's tz database, or an offset from UTC.
  case zone
  /// A language with a region or without, as BCP 47 has them.
  case locale
  /// A month and a day that every month has.
  case monthDay
  /// A date of any year from 1000 on, or a month and a day behind `--`.
  case anniversary
  /// A word that may stand in a list several times.
  case label
  /// A duration of RFC 5545, with its sign.
  case trigger
  /// The name of a fact.
  case fact
  /// The name of a field of the same message that is clearable.
  case field
  /// Printable characters of ASCII.
  case clientID
  /// What an answer gave to go on with.
  case cursor
  /// Any text, to be compared with.
  case sought
  /// Such a text with a letter or a digit.
  case soughtWords
  /// Such a text with a character that can be seen.
  case soughtName
  /// A pipeline's id or name.
  case pipeline
  /// A date, or a midnight, which stands for its date.
  case day
  /// The name of a figure.
  case metric
  /// Units of time and words by which a figure is told apart, with commas between.
  case grouping
}

/// What a date stands for that is given in the place of a time. In UTC.
public enum DateMeaning: Sendable {
  /// When something happened or is due: noon, which is that day in nearly every zone.
  case noon
  /// From when on something is asked for: the day's first moment.
  case beginning
  /// Before when: the next day's first moment, so that the whole day is included.
  case end

  /// How many seconds after the day's first moment it is.
  public var seconds: Int64 {
    switch self {
    case .noon: 43_200
    case .beginning: 0
    case .end: 86_400
    }
  }
}
