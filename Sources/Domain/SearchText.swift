/// How texts are compared in searches: without regard to case and accents, word by word.
public enum SearchText {
  /// The text with case, accents and widths folded: lower-case, marks dropped, letters such as `ß`, `ø` and `ł` written as
  /// people without them would, half-width kana as the full ones and full-width letters as the usual ones. White space and
  /// punctuation stay; joiners and marks of directions do not.
  public static func folded(_ text: String) -> String {
    if UnicodeForms.isASCII(text) { return text.lowercased() }
    var result = ""
    result.reserveCapacity(text.utf8.count)
    for scalar in UnicodeForms.decomposed(TextWidth.folded(text)) where !isAccent(scalar) && !isHidden(scalar) {
      for lower in scalar.properties.lowercaseMapping.unicodeScalars where !isAccent(lower) {
        if let letters = letters[lower] { result += letters } else { result.unicodeScalars.append(lower) }
      }
    }
    return result
  }

  /// A whole name folded, in which white space counts once and not at the ends: names that differ in nothing else are the
  /// same. One of accents alone stays what it is, so that every name has a place in the alphabet.
  public static func foldedName(_ text: String) -> String {
    let folded = folded(text)
    let utf8 = folded.utf8
    if !utf8.isEmpty, UnicodeForms.isASCII(folded), utf8.first != 0x20, utf8.last != 0x20,
      !zip(utf8, utf8.dropFirst()).contains(where: { $0 == 0x20 && $1 == 0x20 }),
      !utf8.contains(where: { $0 < 0x20 })
    {
      return folded
    }
    let parts = folded.unicodeScalars.split { $0.properties.isWhitespace || $0 == "\u{200B}" }
    return parts.isEmpty ? TextRules.trimmed(text) : parts.map { String($0) }.joined(separator: " ")
  }

  /// The folded words of a text in its order, with repetitions. Words are runs of letters, digits and marks; an
  /// apostrophe within one is dropped, so that `O'Brien` is found as `obrien`.
  public static func words(_ text: String) -> [String] {
    if UnicodeForms.isASCII(text) { return asciiWords(text) }
    var words: [String] = []
    var word = ""
    for scalar in folded(text).unicodeScalars {
      if isWordPart(scalar) {
        word.unicodeScalars.append(scalar)
      } else if !isApostrophe(scalar), !word.isEmpty {
        words.append(word)
        word = ""
      }
    }
    if !word.isEmpty { words.append(word) }
    return words
  }

  /// The same for ASCII, where a letter is a byte: most names are, and every find looks at many.
  private static func asciiWords(_ text: String) -> [String] {
    var words: [String] = []
    var word: [UInt8] = []
    func end() {
      guard !word.isEmpty else { return }
      words.append(String(decoding: word, as: UTF8.self))
      word.removeAll(keepingCapacity: true)
    }
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): word.append(byte)
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): word.append(byte | 0x20)
      case UInt8(ascii: "'"): continue
      default: end()
      }
    }
    end()
    return words
  }

  private static func isWordPart(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar) }
    switch scalar.properties.generalCategory {
    case .lowercaseLetter, .uppercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
      .letterNumber, .otherNumber, .nonspacingMark, .spacingMark, .enclosingMark:
      return !isApostrophe(scalar)
    default: return false
    }
  }

  private static func isApostrophe(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "'" || scalar == "\u{2019}" || scalar == "\u{2018}" || scalar == "\u{2BC}"
  }

  /// What cannot be seen, but for the space without width, which parts words.
  private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value >= 0x80 && scalar.value != 0x200B && InvisibleText.isInvisible(scalar)
      && !scalar.properties.isWhitespace
  }

  /// Combining diacritical marks, Hebrew points and Arabic vowel signs. Marks that are letters of their script stay.
  private static func isAccent(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x300...0x36F, 0x591...0x5BD, 0x5BF, 0x5C1...0x5C2, 0x5C4...0x5C5, 0x5C7, 0x64B...0x65F, 0x670,
      0x1AB0...0x1AFF, 0x1DC0...0x1DFF, 0x20D0...0x20FF, 0xFE20...0xFE2F:
      true
    default: false
    }
  }

  /// Letters that do not decompose, as those without them write them.
  private static let letters: [Unicode.Scalar: String] = [
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ı": "i", "ĸ": "k", "ł": "l",
    "ŋ": "n", "ŧ": "t", "ſ": "s", "ƀ": "b", "ɓ": "b", "ƈ": "c", "ɖ": "d", "ɗ": "d", "ə": "e", "ɛ": "e", "ƒ": "f",
    "ɠ": "g", "ǥ": "g", "ɨ": "i", "ɩ": "i", "ƙ": "k", "ɲ": "n", "ɔ": "o", "ɵ": "o", "ƥ": "p", "ƭ": "t", "ʉ": "u",
    "ʋ": "v", "ƴ": "y", "ƶ": "z", "ĳ": "ij", "ŀ": "l", "ŉ": "n", "ς": "σ", "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl",
    "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st",
  ]
}
