import FactSchema

extension EventHeader {
  /// The contact that the fact is about, or that it names or implies first.
  var contact: SubjectID? { subject.kind == .contact ? subject : other(.contact) }

  /// The first of the other subjects of that kind.
  func other(_ kind: SubjectKind) -> SubjectID? { otherSubjects.first { $0.kind == kind } }

  /// The contact of a fact that has one.
  func requiredContact() throws(ProjectionFailure) -> SubjectID {
    guard let contact else { throw .cannotApply("the fact names no contact") }
    return contact
  }

  /// The other subject of a fact that names one of that kind.
  func required(_ kind: SubjectKind) throws(ProjectionFailure) -> SubjectID {
    if subject.kind == kind { return subject }
    guard let subject = other(kind) else { throw .cannotApply("the fact names no \(kind.prefix)") }
    return subject
  }
}
