import APISchema
import Domain
import EventLog
import FactSchema

/// What a command's `expect` means.
///
/// An expected version that is behind does not stand against facts that change other fields than those that were changed
/// since: two people who work on one contact do not know of each other. What was changed since is read in the log, at most
/// ``factsMax`` facts of it; beyond that, and where it is not told field by field, the version alone decides.
struct Expectations {
  /// How many facts are looked at for one expectation: they are read on the writer's thread.
  static let factsMax = 100

  /// An expected version that the subject has gone past.
  struct Behind {
    let index: Int
    let subject: SubjectID
    let expected: Version
    let now: Version

    /// That the version is another, whatever was changed.
    var refusal: Refusal {
      .conflict(
        "\(subject) has version \(now.value), not \(expected.value)", field: "expect[\(index)].version",
        reason: .version,
        subject: subject, version: now)
    }
  }

  /// A fact of the command itself, and its place among those that were sent; none has one that the daemon records with another.
  struct Own {
    let header: EventHeader
    let message: [UInt8]
    let event: Int?

    init(_ header: EventHeader, _ message: [UInt8], _ event: Int?) {
      (self.header, self.message, self.event) = (header, message, event)
    }
  }

  /// Those that are behind, in order. Throws for a version that does not hold and never will.
  static func behind(_ expectations: [Expectation], knowing registry: Registry) throws(Refusal) -> [Behind] {
    var behind: [Behind] = []
    for (index, expectation) in expectations.enumerated() {
      guard let subject = SubjectID(expectation.subject) else {
        throw .invalid("expect[\(index)].subject", "is not an id")
      }
      let version = try registry.version(of: subject) ?? .zero
      guard version.value != expectation.version else { continue }
      let found = Behind(index: index, subject: subject, expected: Version(expectation.version), now: version)
      guard 0 < expectation.version, expectation.version < version.value else { throw found.refusal }
      behind.append(found)
    }
    return behind
  }
}

extension Writer {
  /// Refuses a command that changes a field which was changed since one of its expected versions, and one of which that cannot
  /// be told. `own` are its facts, `open` those of the batch before them.
  func check(
    _ behind: [Expectations.Behind], _ own: [Expectations.Own], _ open: [PendingRecord]
  ) throws(Refusal) {
    for expectation in behind {
      let facts = own.filter { $0.header.subject == expectation.subject }
      guard !facts.isEmpty, let since = try changes(since: expectation, open) else { throw expectation.refusal }
      for fact in facts {
        guard let changes = FieldChanges(header: fact.header, message: fact.message) else { throw expectation.refusal }
        for (other, theirs) in since {
          guard let touched = changes.first(touchedBy: theirs) else { continue }
          let refusal = Refusal.stale(touched, theirs, by: other, expectation.subject, expectation.now)
          throw fact.event.map { CommandRules.refusal(refusal, inEvent: $0) } ?? refusal
        }
      }
    }
  }

  /// What raised a subject's version past the one expected, newest first; nil where not all of it can be told.
  private func changes(
    since expectation: Expectations.Behind, _ open: [PendingRecord]
  ) throws(Refusal) -> [(header: EventHeader, changes: FieldChanges)]? {
    let wanted = expectation.now.value - expectation.expected.value
    guard wanted <= Expectations.factsMax else { return nil }
    var found: [(header: EventHeader, changes: FieldChanges)] = []
    /// False where it cannot be told what the fact changed.
    func take(_ header: EventHeader, _ message: [UInt8]) -> Bool {
      guard header.subject == expectation.subject, header.version > expectation.expected,
        !(FactType(rawValue: header.type)?.keepsVersion ?? false)
      else { return true }
      guard let changes = FieldChanges(header: header, message: message) else { return false }
      found.append((header, changes))
      return true
    }
    for record in open.reversed() {
      guard take(record.header, record.message) else { return nil }
    }
    guard found.count < wanted else { return found }
    let kind = expectation.subject.kind
    let types = FactType.allCases.filter { !$0.keepsVersion && ($0.subjectKind ?? kind) == kind }
    let positions = try eventReader.index.positions(
      LogFilter(types: types.map(\.rawValue), subjects: [expectation.subject]), after: .zero,
      before: eventReader.head.next, limit: Expectations.factsMax, backward: true)
    for position in positions where found.count < wanted {
      guard let record = try? eventReader.log.record(at: position) else { return nil }
      let fact = StoredFact(record)
      guard !fact.isErased, take(fact.header, fact.message) else { return nil }
    }
    return found.count == wanted ? found : nil
  }
}

extension FieldChanges {
  /// Those of a fact with that header; nil where a fact of its type has none.
  fileprivate init?(header: EventHeader, message: [UInt8]) {
    guard let type = FactType(rawValue: header.type) else { return nil }
    self.init(type, message: message)
  }
}

extension Refusal {
  /// That somebody changed a field since.
  fileprivate static func stale(
    _ touched: FieldChanges.Touched, _ changes: FieldChanges, by header: EventHeader, _ subject: SubjectID,
    _ version: FactSchema.Version
  ) -> Refusal {
    var refusal = Refusal(
      .stale, "\(touched.field): was changed since, at position \(header.position)", field: touched.field,
      subject: subject, version: version, position: header.position)
    refusal.change = Change(
      uid: header.uid, role: header.role, roleName: header.roleName, recordedAt: header.recordedAt,
      value: touched.entry ?? changes.value(of: touched.field), isPersonal: changes.isPersonal(touched.field))
    return refusal
  }
}
