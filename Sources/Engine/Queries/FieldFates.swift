import Domain
import EventLog
import FactSchema
import ReadModels

/// What becomes of the fields of subjects when facts are taken back, one after the other, the last one first.
struct FieldFates {
  private let reader: EventReader
  private let head: Position
  private var standings: Standings
  /// The facts about a subject that say what its fields are, newest first; whether they are all.
  private var known: [SubjectID: (facts: [FieldStory.Standing], isWhole: Bool)] = [:]
  /// Those that stand otherwise by what was taken back so far.
  private var turned: Set<Position> = []

  /// By the log up to there.
  init(reader: EventReader, head: Position) {
    (self.reader, self.head) = (reader, head)
    standings = reader.index.standings(asOf: head)
  }

  /// The encoded ``FieldChange`` of each field that is otherwise when the fact falls, or stands again, because the one at
  /// `taken` is taken back; from then on it does. None where that does not stand.
  mutating func changes(of fact: StoredFact, taking taken: Position) throws(Refusal) -> [[UInt8]] {
    guard try standings.retractedBy(taken) == nil else { return [] }
    let (subject, position) = (fact.header.subject, fact.header.position)
    guard let type = FactType(rawValue: fact.header.type), FieldStory.types(of: subject.kind).contains(type) else {
      return []
    }
    let falls = try stands(position)
    defer { turned.formSymmetricDifference([position]) }
    // Nothing becomes of what is made by it, or not made any more.
    guard type.creates == nil else { return [] }
    let (facts, isWhole) = try facts(about: subject)
    var others: [FieldStory.Standing] = []
    for other in facts where other.position != position {
      if try stands(other.position) { others.append(other) }
    }
    return FieldStory(type, fact.message, at: position).becoming(others, isWhole: isWhole, falls: falls)
  }

  private mutating func stands(_ position: Position) throws(Refusal) -> Bool {
    try (standings.retractedBy(position) == nil) != turned.contains(position)
  }

  private mutating func facts(
    about subject: SubjectID
  ) throws(Refusal) -> (facts: [FieldStory.Standing], isWhole: Bool) {
    if let known = known[subject] { return known }
    let types = FieldStory.types(of: subject.kind)
    let filter = LogFilter(types: types.map(\.rawValue), subjects: [subject])
    let positions = try reader.index.positions(
      filter, after: .zero, before: head.next, limit: FieldStory.factsMax, backward: true)
    var found: (facts: [FieldStory.Standing], isWhole: Bool) = ([], false)
    for position in positions {
      let record: StoredFact
      do throws(FactLogError) {
        guard let found = try reader.log.record(at: position) else { continue }
        record = StoredFact(found)
      } catch {
        // What a damaged one said is not known, nor what was before.
        guard case .damaged = error else { throw Refusal(error) }
        break
      }
      guard record.header.subject == subject, let type = FactType(rawValue: record.header.type) else { continue }
      found.facts.append(FieldStory.Standing(type, record.message, at: position))
      if type.creates != nil { found.isWhole = true }
    }
    known[subject] = found
    return found
  }
}
