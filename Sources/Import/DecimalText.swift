/// Numbers as people and files write them, with a decimal mark and digits in groups.
enum DecimalText {
  /// The number with a point as its decimal mark and without groups; nil when it is none that is beyond doubt.
  ///
  /// Groups are of three digits, all with the same mark between them, and the first begins with no zero: in a text that
  /// breaks this a grouping mark may be the decimal mark of another country, and what it was meant to say is a guess.
  static func read(_ text: String, mark: Character) -> String? {
    var rest = text[...]
    let sign = rest.first.flatMap { $0 == "-" || $0 == "+" ? rest.removeFirst() : nil }
    let parts = rest.split(separator: mark, maxSplits: 1, omittingEmptySubsequences: false)
    guard let first = parts.first, var whole = digits(first, groupedUnless: mark) else { return nil }
    if parts.count == 2 {
      guard !parts[1].isEmpty, parts[1].allSatisfy(isDigit) else { return nil }
      whole = "\(whole.isEmpty ? "0" : whole).\(parts[1])"
    }
    return whole.isEmpty ? nil : (sign == "-" ? "-" : "") + whole
  }

  /// What a text that is no such number is answered with.
  static func expected(mark: Character) -> String {
    "expected a number with '\(mark)' before its decimals; '\(mark == "." ? "," : ".")' and spaces only group its "
      + "digits by threes"
  }

  /// The digits before the decimal mark, without what groups them.
  private static func digits(_ text: Substring, groupedUnless mark: Character) -> String? {
    guard let separator = text.first(where: { !isDigit($0) }) else { return String(text) }
    guard separator != mark, isGrouping(separator) else { return nil }
    let groups = text.split(separator: separator, omittingEmptySubsequences: false)
    guard let first = groups.first, (1...3).contains(first.count), first.first != "0",
      groups.dropFirst().allSatisfy({ $0.count == 3 }), groups.allSatisfy({ $0.allSatisfy(isDigit) })
    else { return nil }
    return groups.joined()
  }

  private static func isDigit(_ character: Character) -> Bool { character.isASCII && character.isWholeNumber }

  private static func isGrouping(_ character: Character) -> Bool {
    character == "." || character == "," || character == "'" || character == "\u{2019}"
      || (character.isWhitespace && !character.isNewline)
  }
}
