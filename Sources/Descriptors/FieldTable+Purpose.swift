package import FactSchema

extension FieldTable {
  /// Whether a contact may be named otherwise than by its id in this field of what is sent: one that wants the id of a
  /// contact that is there, or of anything.
  package var takesContactReference: Bool {
    guard !creates, case .id(let kind) = form else { return false }
    return kind == nil || kind == .contact
  }

  /// Whether the field names those that are not there because the caller may not see them: the list `denied`.
  package var namesDenied: Bool { jsonName == "denied" && label == .repeated && kind == .string }

  /// Whether the field names those that were erased: the list `erased`.
  package var namesErased: Bool { jsonName == "erased" && label == .repeated && kind == .string }
}
