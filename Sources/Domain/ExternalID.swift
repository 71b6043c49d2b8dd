public import FactSchema

/// An id in another system, of a contact or of an order: one normal form and one comparison wherever such ids meet.
///
/// The text is trimmed and in Unicode's NFC, and compared by its bytes.
public struct ExternalID: Hashable, Sendable {
  /// What kind of subject has it; ids of different kinds have nothing to do with each other.
  public let kind: SubjectKind
  /// The normal form.
  public let text: String

  /// The id that was written so.
  public init(_ kind: SubjectKind, _ text: String) {
    self.kind = kind
    self.text = TextRules.normalForm(text)
  }

  /// The id in a system that is named. No id without a system has its text: a line has no line end.
  public init(_ kind: SubjectKind, source: String, _ text: String) {
    self.kind = kind
    self.text = "\(source)\n\(TextRules.normalForm(text))"
  }

  public static func == (a: ExternalID, b: ExternalID) -> Bool {
    a.kind == b.kind && a.text.utf8.elementsEqual(b.text.utf8)
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(kind)
    hasher.combine(text)
  }
}
