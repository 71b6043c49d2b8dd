import Schema

/// Checks of single fields. Each names the field and what was expected; none repeats the value.
///
/// A field that is empty is absent: only checks named `required` refuse it.
enum Check {
  static func required(_ isPresent: Bool, _ field: String) throws(Refusal) {
    guard isPresent else { throw .invalid(field, "is required") }
  }

  static func line(_ text: String, _ field: String, characters: Int) throws(Refusal) {
    try line(text.utf8.span, field, characters: characters)
  }

  static func line(_ text: Span<UInt8>, _ field: String, characters: Int) throws(Refusal) {
    guard text.isEmpty || TextRules.isLine(text, characters: characters) else {
      throw .invalid(field, "must be one line of 1 to \(characters) characters, not all of them blank")
    }
  }

  static func requiredLine(_ text: String, _ field: String, characters: Int) throws(Refusal) {
    try required(!text.isEmpty, field)
    try line(text, field, characters: characters)
  }

  static func text(_ text: Span<UInt8>, _ field: String) throws(Refusal) {
    guard TextRules.isText(text) else {
      throw .invalid(
        field, "must have at most \(Bounds.textBytes) bytes and no control characters but tabs and line ends")
    }
  }

  static func word(_ text: String, _ field: String) throws(Refusal) { try word(text.utf8.span, field) }

  static func word(_ text: Span<UInt8>, _ field: String) throws(Refusal) {
    guard text.isEmpty || TextRules.isWord(text) else {
      throw .invalid(field, "must be a word: 1 to 64 of a-z, 0-9, _ and -, a letter or digit first")
    }
  }

  static func requiredWord(_ text: String, _ field: String) throws(Refusal) {
    try required(!text.isEmpty, field)
    try word(text, field)
  }

  /// A word, or `*` for all.
  static func requiredWordOrAll(_ text: String, _ field: String) throws(Refusal) {
    try required(!text.isEmpty, field)
    guard text == Consents.all || TextRules.isWord(text) else {
      throw .invalid(field, "must be * or a word: 1 to 64 of a-z, 0-9, _ and -, a letter or digit first")
    }
  }

  static func owner(_ text: String, _ field: String) throws(Refusal) {
    guard text.isEmpty || TextRules.isOwner(text) else {
      throw .invalid(field, "must be a login name of at most \(Bounds.ownerCharacters) characters without spaces")
    }
  }

  static func externalID(_ text: String, _ field: String) throws(Refusal) {
    guard text.isEmpty || text.utf8.count <= Bounds.externalIDBytes && TextRules.isLine(text, characters: .max) else {
      throw .invalid(field, "must be one line of at most \(Bounds.externalIDBytes) bytes, not all of them blank")
    }
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

  /// The tags without white space around them, each once.
  static func tags(_ tags: [String], _ field: String) throws(Refusal) -> [String] {
    try count(tags.count, field, atMost: Bounds.tags)
    var result: [String] = []
    for (index, tag) in tags.enumerated() {
      let tag = TextRules.trimmed(tag)
      guard TextRules.isLine(tag, characters: Bounds.tagCharacters) else {
        throw .invalid("\(field)[\(index)]", "must be one line of 1 to \(Bounds.tagCharacters) characters")
      }
      if !result.contains(tag) { result.append(tag) }
    }
    return result
  }

  /// The e-mail addresses without white space around them, each once by its normal form.
  static func emails(_ emails: [String], _ field: String) throws(Refusal) -> [String] {
    try count(emails.count, field, atMost: Bounds.emails)
    var result: [String] = []
    var seen: [String] = []
    for (index, email) in emails.enumerated() {
      guard let form = EmailAddress.normalForm(email) else {
        throw .invalid("\(field)[\(index)]", "must be an e-mail address such as name@example.org")
      }
      if seen.contains(form) { continue }
      seen.append(form)
      result.append(TextRules.trimmed(email))
    }
    return result
  }

  /// The phones as typed, each once by its normal form.
  static func phones(_ phones: [String], _ field: String, region code: String?) throws(Refusal) -> [String] {
    try count(phones.count, field, atMost: Bounds.phones)
    let region = code.flatMap(PhoneRegion.init)
    var result: [String] = []
    var seen: [String] = []
    for (index, phone) in phones.enumerated() {
      guard let form = PhoneNumber.normalForm(phone, region: region) else {
        let place = region == nil ? "with + and its calling code, because no region is configured" : "of 7 to 15 digits"
        throw .invalid("\(field)[\(index)]", "must be a phone number \(place)")
      }
      if seen.contains(form) { continue }
      seen.append(form)
      result.append(phone)
    }
    return result
  }

  /// The names of `clear` as JSON has them; each must be clearable and not also be set.
  static func clear(
    _ names: [String], of type: FactType, clearable: [(name: String, isSet: Bool)]
  ) throws(Refusal) -> [String] {
    var result: [String] = []
    for (index, name) in names.enumerated() {
      let jsonName = type.message?.fields.first { $0.protoName == name }?.jsonName ?? name
      guard let field = clearable.first(where: { $0.name == jsonName }) else {
        let expected = clearable.map(\.name).joined(separator: ", ")
        throw .invalid("clear[\(index)]", "must be the name of a field that can be empty: \(expected)")
      }
      if field.isSet { throw .invalid(jsonName, "must not be both set and cleared") }
      if !result.contains(jsonName) { result.append(jsonName) }
    }
    return result
  }

  /// A scalar that is set must have a value: emptying is what `clear` is for.
  static func notEmpty(_ isSet: Bool, _ text: String, _ field: String) throws(Refusal) {
    guard !isSet || !text.isEmpty else { throw .invalid(field, "must not be empty when set") }
  }
}
