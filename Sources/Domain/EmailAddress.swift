/// E-mail addresses: what is accepted as one, and the form under which it is looked up.
public enum EmailAddress {
  /// The form under which an address is looked up; nil when it is not an address.
  ///
  /// White space around it is dropped, and within it what cannot be seen; letters are made lower-case in both parts
  /// (mailboxes that differ only in case do not exist in practice), and the whole is put into Unicode's NFC. Nothing else is
  /// folded: dots, `+` tags and internationalized domains stay as they are. Quoted local parts and addresses in brackets are
  /// not accepted.
  public static func normalForm(_ text: String) -> String? {
    var form = kept(text).lowercased()
    if !UnicodeForms.isASCII(form) {
      let seen = form.unicodeScalars.filter { !InvisibleText.isInvisible($0) || $0.properties.isWhitespace }
      form = UnicodeForms.composed(String(String.UnicodeScalarView(seen)))
    }
    let bytes = form.utf8.span
    guard bytes.count <= Bounds.emailBytes else { return nil }
    var at: Int?
    var isASCII = true
    for index in 0..<bytes.count {
      if bytes[index] == UInt8(ascii: "@") { at = index }
      if bytes[index] >= 0x80 { isASCII = false }
    }
    guard let at, isLocal(bytes, 0..<at), isDomain(bytes, at + 1..<bytes.count) else { return nil }
    if !isASCII {
      let isClean = form.unicodeScalars.allSatisfy { !TextRules.isControl($0) && !$0.properties.isWhitespace }
      guard isClean else { return nil }
    }
    return form
  }

  /// The address as it is stored: as it was typed, without what came along with it and cannot be seen.
  static func kept(_ text: String) -> String { TextRules.normalForm(InvisibleText.withoutFormat(text)) }

  private static func isLocal(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    guard (1...Bounds.emailLocalBytes).contains(range.count) else { return false }
    for index in range {
      switch bytes[index] {
      case 0...0x20, 0x7F: return false
      // What needs quoting in a local part, which nobody's address has.
      case UInt8(ascii: "@"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "("), UInt8(ascii: ")"),
        UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"),
        UInt8(ascii: "\\"), UInt8(ascii: "\""):
        return false
      default: break
      }
    }
    return true
  }

  /// Labels of letters, digits and hyphens, no hyphen at either end.
  private static func isDomain(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    var label = range.lowerBound
    for index in range {
      switch bytes[index] {
      case UInt8(ascii: "."):
        guard isLabel(bytes, label..<index) else { return false }
        label = index + 1
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), 0x80...:
        break
      default: return false
      }
    }
    return isLabel(bytes, label..<range.upperBound)
  }

  private static func isLabel(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    (1...Bounds.emailLabelBytes).contains(range.count) && bytes[range.lowerBound] != UInt8(ascii: "-")
      && bytes[range.upperBound - 1] != UInt8(ascii: "-")
  }
}
