/// E-mail addresses: what is accepted as one, and the form under which it is looked up.
public enum EmailAddress {
  /// The form under which an address is looked up; nil when it is not an address.
  ///
  /// White space around it is dropped, letters are made lower-case in both parts (mailboxes that differ only in case do
  /// not exist in practice), and the whole is put into Unicode's NFC. Nothing else is folded: dots, `+` tags and
  /// internationalized domains stay as they are. Quoted local parts and addresses in brackets are not accepted.
  public static func normalForm(_ text: String) -> String? {
    let form = UnicodeForms.composed(TextRules.trimmed(text).lowercased())
    let bytes = form.utf8
    guard bytes.count <= Bounds.emailBytes, let at = bytes.lastIndex(of: UInt8(ascii: "@")) else { return nil }
    let local = form[..<at]
    let domain = form[form.index(after: at)...]
    guard isLocal(local), isDomain(domain) else { return nil }
    return form
  }

  private static func isLocal(_ text: Substring) -> Bool {
    guard !text.isEmpty, text.utf8.count <= Bounds.emailLocalBytes else { return false }
    return text.unicodeScalars.allSatisfy { scalar in
      !TextRules.isControl(scalar) && !scalar.properties.isWhitespace && !forbidden.contains(scalar)
    }
  }

  private static func isDomain(_ text: Substring) -> Bool {
    text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
      guard !label.isEmpty, label.utf8.count <= Bounds.emailLabelBytes, label.first != "-", label.last != "-" else {
        return false
      }
      return label.unicodeScalars.allSatisfy { scalar in
        scalar.isASCII
          ? scalar == "-" || scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
          : !TextRules.isControl(scalar) && !scalar.properties.isWhitespace
      }
    }
  }

  /// What needs quoting in a local part, which nobody's address has.
  private static let forbidden: Set<Unicode.Scalar> = ["@", "<", ">", "(", ")", "[", "]", ",", ";", ":", "\\", "\""]
}
