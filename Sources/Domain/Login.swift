/// A login name as users and owners are compared: whatever the case of its letters.
public struct Login: Hashable, Sendable {
  /// Its normal form in lower case.
  public let folded: String

  /// The name that was written so; nil where there is none.
  public init?(_ text: String) {
    guard !text.isEmpty else { return nil }
    guard !UnicodeForms.isASCII(text) else {
      folded = text.lowercased()
      return
    }
    var lower = ""
    for scalar in text.unicodeScalars { lower += scalar.properties.lowercaseMapping }
    folded = TextRules.normalForm(lower)
  }
}
