import Domain
import EventLog
import FactSchema

extension EventReader {
  /// What is to be said in the place of a refusal: a subject of which facts are recorded and that no read model has is not
  /// one that does not exist, where something of the log is damaged.
  func explained(_ refusal: Refusal) -> Refusal {
    guard refusal.code == .notFound, let subject = refusal.subject, log.damage.isAny,
      (try? index.first(LogFilter(subjects: [subject]), after: .zero)) != nil
    else { return refusal }
    let field = refusal.field.map { "\($0): " } ?? ""
    return Refusal(
      .damaged, "\(field)facts of \(subject) are recorded, but what made it is damaged", field: refusal.field,
      subject: subject)
  }
}
