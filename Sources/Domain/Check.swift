import Bytes
import FactSchema
import SwiftProtobuf

/// Checks of single fields. Each names the field and what was expected; none repeats the value.
///
/// A field that is empty is absent: only checks named `required` refuse it.
enum Check {
  static func required(_ isPresent: Bool, _ field: String) throws(Refusal) {
    guard isPresent else { throw .invalid(field, "is required") }
  }

  /// The line in its normal form.
  static func line(_ text: String, _ field: String, characters: Int) throws(Refusal) -> String {
    if text.isEmpty { return text }
    let line = TextRules.normalForm(text)
    guard TextRules.isLine(line, characters: characters) else { throw notALine(field, characters) }
    return line
  }

  /// A line that is in its normal form already.
  static func line(_ text: Span<UInt8>, _ field: String, characters: Int) throws(Refusal) {
    guard text.isEmpty || TextRules.isLine(text, characters: characters) else { throw notALine(field, characters) }
  }

  private static func notALine(_ field: String, _ characters: Int) -> Refusal {
    .invalid(field, "must be one line of 1 to \(characters) characters, of which one at least can be seen")
  }

  /// The text in its normal form.
  static func text(_ text: String, _ field: String) throws(Refusal) -> String {
    if text.isEmpty { return text }
    let normal = TextRules.normalForm(text)
    guard !normal.isEmpty else { throw blank(field) }
    try Self.text(normal.utf8.span, field)
    return normal
  }

  /// A text that is in its normal form already.
  static func text(_ text: Span<UInt8>, _ field: String) throws(Refusal) {
    guard TextRules.isText(text) else {
      throw .invalid(
        field, "must have at most \(Bounds.textBytes) bytes and no control characters but tabs and line ends")
    }
    guard text.isEmpty || !TextRules.isBlank(text) else { throw blank(field) }
  }

  private static func blank(_ field: String) -> Refusal { .invalid(field, "must have a character that can be seen") }

  static func word(_ text: String, _ field: String) throws(Refusal) { try word(text.utf8.span, field) }

  static func word(_ text: Span<UInt8>, _ field: String) throws(Refusal) {
    guard text.isEmpty || TextRules.isWord(text) else {
      throw .invalid(field, "must be a word: 1 to 64 of a-z, 0-9, _ and -, a letter or digit first")
    }
  }

  /// A word, or `*` for all.
  static func wordOrAll(_ text: String, _ field: String) throws(Refusal) {
    guard text.isEmpty || text == Consents.all || TextRules.isWord(text) else {
      throw .invalid(field, "must be * or a word: 1 to 64 of a-z, 0-9, _ and -, a letter or digit first")
    }
  }

  /// The login name in its normal form.
  static func login(_ text: String, _ field: String) throws(Refusal) -> String {
    if text.isEmpty { return text }
    let owner = TextRules.normalForm(text)
    guard TextRules.isOwner(owner) else {
      throw .invalid(field, "must be a login name of at most \(Bounds.ownerCharacters) characters without spaces")
    }
    return owner
  }

  /// The id in its normal form.
  static func externalID(_ text: String, _ kind: SubjectKind, _ field: String) throws(Refusal) -> String {
    if text.isEmpty { return text }
    let id = ExternalID(kind, text).text
    guard id.utf8.count <= Bounds.externalIDBytes, TextRules.isLine(id, characters: .max) else {
      throw .invalid(
        field, "must be one line of at most \(Bounds.externalIDBytes) bytes with a character that can be seen")
    }
    return id
  }

  /// The words, each once.
  static func words(_ words: [String], _ field: String, atMost bound: Int) throws(Refusal) -> [String] {
    try count(words.count, field, atMost: bound)
    var result: [String] = []
    for (index, word) in words.enumerated() {
      try required(!word.isEmpty, "\(field)[\(index)]")
      try Self.word(word, "\(field)[\(index)]")
      if !result.contains(word) { result.append(word) }
    }
    return result
  }

  /// Ids of that kind.
  static func ids(_ ids: [String], _ kind: SubjectKind, _ field: String, atMost bound: Int) throws(Refusal) {
    try count(ids.count, field, atMost: bound)
    for (index, id) in ids.enumerated() where SubjectID(id)?.kind != kind {
      throw .notAnID("\(field)[\(index)]", kind)
    }
  }

  /// An id of that kind.
  static func id(_ text: String, _ kind: SubjectKind, _ field: String) throws(Refusal) {
    guard text.isEmpty || SubjectID(text)?.kind == kind else { throw .notAnID(field, kind) }
  }

  static func count(_ count: Int, _ field: String, atMost bound: Int) throws(Refusal) {
    guard count <= bound else { throw .invalid(field, "must have at most \(bound) entries") }
  }

  static func number<Value: BinaryInteger>(_ value: Value, _ field: String, atMost bound: Value) throws(Refusal) {
    guard value >= 0, value <= bound else { throw .invalid(field, "must be from 0 to \(bound)") }
  }

  static func direction(_ number: UInt64, _ field: String) throws(Refusal) {
    switch Direction(rawValue: Int(truncatingIfNeeded: number)) {
    case .inbound, .outbound: return
    case .unspecified: throw .invalid(field, "is required")
    case .UNRECOGNIZED, nil: throw .invalid(field, "must be INBOUND or OUTBOUND")
    }
  }

  /// A date of the calendar between 1900 and 2200.
  static func date(_ text: String, _ field: String) throws(Refusal) {
    guard !text.isEmpty else { return }
    guard let date = CalendarDate(text), date.start >= Bounds.earliest, date.start < Bounds.latest else {
      throw .invalid(field, "must be a date from 1900 to 2199 as YYYY-MM-DD")
    }
  }

  /// A time between 1900 and 2200.
  static func time(
    _ isThere: Bool, _ time: Google_Protobuf_Timestamp, _ field: String, isRequired: Bool
  ) throws(Refusal) {
    if isRequired { try required(isThere, field) }
    guard isThere else { return }
    guard let instant = Instant(time), instant >= Bounds.earliest, instant < Bounds.latest else {
      throw .invalid(field, "must be a time from 1900 to 2199")
    }
  }

  /// The quantity in its normal form.
  static func quantity(_ text: String, _ field: String) throws(Refusal) -> String {
    if text.isEmpty { return text }
    guard let quantity = DecimalQuantity.normalForm(text) else {
      throw .invalid(
        field,
        """
        must be a decimal string of zero or more with at most \(Bounds.quantityDigits) digits before the point and \
        \(Bounds.quantityFractionDigits) behind it
        """)
    }
    return quantity
  }

  /// The amount with exactly its currency's digits.
  static func money(_ money: Money, _ field: String) throws(Refusal) -> Money {
    guard let currency = Currency(money.currency) else {
      throw .invalid("\(field).currency", "must be the three letters of an ISO 4217 currency")
    }
    guard let amount = Amount(money) else {
      throw .invalid(
        "\(field).amount",
        """
        must be a decimal string of zero or more with at most \(currency.exponent) digits behind the point and at most \
        10^17 minor units
        """)
    }
    return amount.money
  }

  /// The lines in their normal form, each once.
  static func lines(
    _ lines: [String], _ field: String, atMost bound: Int, characters: Int
  ) throws(Refusal) -> [String] {
    try count(lines.count, field, atMost: bound)
    var result: [String] = []
    for (index, line) in lines.enumerated() {
      let line = TextRules.normalForm(line)
      guard TextRules.isLine(line, characters: characters) else {
        throw .invalid("\(field)[\(index)]", "must be one line of 1 to \(characters) characters")
      }
      if !result.contains(line) { result.append(line) }
    }
    return result
  }

  /// The e-mail addresses as typed, without what cannot be seen. Only the same text again is left out.
  static func emails(_ emails: [String], _ field: String, atMost bound: Int) throws(Refusal) -> [String] {
    try count(emails.count, field, atMost: bound)
    var result: [String] = []
    for (index, email) in emails.enumerated() {
      guard EmailAddress.normalForm(email) != nil else {
        throw .invalid("\(field)[\(index)]", "must be an e-mail address such as name@example.org")
      }
      let kept = EmailAddress.kept(email)
      if !result.contains(kept) { result.append(kept) }
    }
    return result
  }

  /// The phones as typed. Only the same text again is left out: two extensions of a number are two phones.
  static func phones(
    _ phones: [String], _ field: String, atMost bound: Int, region: PhoneRegion?
  ) throws(Refusal) -> [String] {
    try count(phones.count, field, atMost: bound)
    var result: [String] = []
    for (index, phone) in phones.enumerated() {
      let kept = TextRules.normalForm(phone)
      guard PhoneNumber.normalForm(kept, region: region) != nil else {
        throw .invalid("\(field)[\(index)]", phoneFault(kept, region))
      }
      if !result.contains(kept) { result.append(kept) }
    }
    return result
  }

  private static func phoneFault(_ phone: String, _ region: PhoneRegion?) -> String {
    if phone.unicodeScalars.count > Bounds.phoneCharacters {
      return "must be a phone number of at most \(Bounds.phoneCharacters) characters"
    }
    guard let typed = TypedPhone(phone) else {
      return "must be a phone number of digits, with an extension such as `ext. 12` where it has one"
    }
    if region == nil, !typed.hasPlus {
      return "must be a phone number with + and its calling code, because neither it nor the company has a region"
    }
    let digits = Bounds.phoneDigits
    return "must be a phone number of \(digits.lowerBound) to \(digits.upperBound) digits with its calling code"
  }

  /// The region that phones were completed with: the one given, which must be known, else the usual one where a phone
  /// lacks its calling code.
  static func phoneRegion(_ given: String, usual: String?, of phones: [String]) throws(Refusal) -> String {
    guard given.isEmpty else {
      guard !phones.isEmpty else { throw .invalid("phoneRegion", "must come with the phones that it completes") }
      guard PhoneRegion(given) != nil else {
        throw .invalid("phoneRegion", regionForm)
      }
      return given
    }
    guard let usual, phones.contains(where: { !PhoneNumber.isComplete($0) }) else { return "" }
    return usual
  }

  /// The name of a time zone, or an offset from UTC.
  static func zone(_ text: String, _ field: String) throws(Refusal) {
    guard text.isEmpty || Zone(text) != nil else {
      let names = Zone.names(like: text)
      throw .invalid(
        field,
        "must be the name of a time zone, such as Europe/Berlin, or an offset from UTC, such as +01:00"
          + (names.isEmpty ? "" : "; did you mean \(names.joined(separator: " or "))?"))
    }
  }

  /// The code of a currency by itself.
  static func currency(_ code: String, _ field: String) throws(Refusal) {
    guard code.isEmpty || Currency(code) != nil else {
      throw .invalid(field, "must be the three capital letters of a currency of ISO 4217, such as EUR")
    }
  }

  /// A language, and a script and a region where they matter, as BCP 47 has them.
  static func locale(_ text: String, _ field: String) throws(Refusal) {
    var parts = text.split(separator: "-", omittingEmptySubsequences: false)[...]
    func isMade(_ text: Substring, _ first: ClosedRange<UInt8>, _ others: ClosedRange<UInt8>) -> Bool {
      let bytes = Array(text.utf8)
      return bytes.first.map(first.contains) ?? false && bytes.dropFirst().allSatisfy(others.contains)
    }
    let (small, large, digits) = (
      UInt8(97)...122 as ClosedRange<UInt8>, UInt8(65)...90 as ClosedRange<UInt8>, UInt8(48)...57 as ClosedRange<UInt8>
    )
    let language = parts.popFirst() ?? ""
    var isLocale = (2...3).contains(language.utf8.count) && isMade(language, small, small)
    if let script = parts.first, script.utf8.count == 4, isMade(script, large, small) { parts.removeFirst() }
    if let region = parts.popFirst() {
      isLocale =
        isLocale
        && (region.utf8.count == 2 && isMade(region, large, large)
          || region.utf8.count == 3 && isMade(region, digits, digits))
    }
    guard text.isEmpty || isLocale && parts.isEmpty else {
      throw .invalid(field, "must be a language of BCP 47, with a region where it matters, such as en-GB")
    }
  }

  /// A month and a day that every month has.
  static func monthDay(_ text: String, _ field: String) throws(Refusal) {
    guard text.isEmpty || MonthDay(text) != nil else {
      throw .invalid(field, "must be a month and a day, such as 04-01, the day at most 28")
    }
  }

  /// A date of a year of four digits, or a day of every year.
  static func anniversary(_ text: String, _ field: String) throws(Refusal) {
    // The day of a leap year stands for its day in every year.
    let date = text.hasPrefix("--") ? "2000\(text.dropFirst())" : text
    guard text.isEmpty || date.utf8.first != UInt8(ascii: "0") && CalendarDate(date) != nil else {
      throw .invalid(field, "must be a date as YYYY-MM-DD, or --MM-DD where the year is not known")
    }
  }

  /// Words, which may be the same.
  static func labels(_ words: [String], _ field: String, atMost bound: Int) throws(Refusal) {
    try count(words.count, field, atMost: bound)
    for (index, word) in words.enumerated() {
      try required(!word.isEmpty, "\(field)[\(index)]")
      try Self.word(word, "\(field)[\(index)]")
    }
  }

  /// The labels of the entries of a list, without those of entries that are there before.
  static func labels(_ labels: [String], of list: [String]) -> [String] {
    labels.indices.filter { place in
      place >= list.count || !list[..<place].contains(list[place])
    }.map { labels[$0] }
  }

  /// A list that says something of another one, which must be there.
  static func together(_ list: [String], _ field: String, with other: [String], _ name: String) throws(Refusal) {
    guard list.isEmpty || !other.isEmpty else { throw .invalid(field, "must stand with \(name)") }
  }

  /// The code of a region by itself.
  static func region(_ code: String, _ field: String) throws(Refusal) {
    guard code.isEmpty || PhoneRegion(code) != nil else { throw .invalid(field, Self.regionForm) }
  }

  private static let regionForm =
    "must be the two capital letters of a region of ISO 3166 with a calling code, such as GB"

  /// The names of `clear` as JSON has them; each must be clearable and not also be set.
  static func clear(
    _ names: [String], _ path: String, of table: MessageTable, clearable: [(name: String, isSet: Bool)]
  ) throws(Refusal) -> [String] {
    var result: [String] = []
    for (index, name) in names.enumerated() {
      let jsonName = table.fields.first { $0.protoName == name }?.jsonName ?? name
      guard let field = clearable.first(where: { $0.name == jsonName }) else {
        let expected = clearable.map(\.name).joined(separator: ", ")
        throw .invalid("\(path)[\(index)]", "must be the name of a field that can be empty: \(expected)")
      }
      if field.isSet { throw .invalid(jsonName, "must not be both set and cleared") }
      if !result.contains(jsonName) { result.append(jsonName) }
    }
    return result
  }

  /// A scalar that is set must have a value: emptying is what `clear` is for.
  static func given(_ text: String, _ field: String) throws(Refusal) {
    guard !text.isEmpty else { throw .invalid(field, "must not be empty when set") }
  }
}
