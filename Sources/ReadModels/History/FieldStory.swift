import Bytes
import Domain
public import FactSchema
import RowSchema
import RowStore

/// What a fact changed: from what, which earlier facts about the same subject say, to what.
///
/// It is found when it is asked for, so that what was retracted says nothing, and no entry is written anew for it. What is not
/// known, because too many facts stand between, is left out.
public struct FieldStory {
  private let type: FactType
  private let message: [UInt8]
  private let position: Position

  /// The most bytes that are taken over from a value, as in summaries.
  private static let valueBytesMax = HistorySummary.textBytesMax

  /// Of the fact with that stored message.
  public init(_ type: FactType, _ message: [UInt8], at position: Position) {
    self.type = type
    self.message = message
    self.position = position
  }

  /// About the most bytes that the changes of a fact of that type take; 0 for one that changes no fields.
  static func bytesMax(_ type: FactType) -> Int {
    guard type.changesFields || type == .taskCompleted else { return 0 }
    return type.message.fields.count * (2 * (valueBytesMax + HistorySummary.cutMark.utf8.count) + 48)
  }

  private typealias Change = (field: String, before: String?, after: String?)

  /// The encoded ``FieldChange`` of each field that is otherwise than before, in the order of the fact's fields.
  func changes(_ snapshot: borrowing RowReader) throws(Refusal) -> [[UInt8]] {
    guard let said = FieldChanges(ofAny: type, message: message), let subject = said.subject else { return [] }
    // Entries are named by the fact: what the whole list was says nothing more.
    var fields = said.touched.filter { $0.entry == nil }.map(\.field)
    let isTask = subject.kind == .task
    fields = Self.withCompanions(fields, of: type)
    if isTask { fields.removeAll { Self.ofTerms.contains($0) || Self.ofCompletion.contains($0) } }
    guard isTask || !fields.isEmpty else { return [] }
    // When a task is due follows from all that was said of it.
    let earlier = try EarlierFacts(of: subject, before: position, snapshot) { found in
      !isTask && fields.allSatisfy { found.say($0) }
    }
    // What was never made had nothing that could change; nothing of it stands.
    guard earlier.isMade else { return [] }
    var changes: [Change] = []
    for field in fields where earlier.isWhole || earlier.say(field) {
      changes.append((field, earlier.value(of: field), said.value(of: field)))
    }
    if isTask, earlier.isWhole {
      let before = Self.terms(earlier)
      var after = before
      Self.take(type, message, &after)
      changes += Self.terms(from: before, to: after)
    }
    return changes.filter { $0.before != $0.after }.map(Self.encoded)
  }

  /// The encoded ``FieldChange`` of each field that the fact says, where it falls, or stands again: from what the facts that
  /// stand now say, to what they say then. `standing` are the others about the same subject, newest first; `isWhole` that no
  /// earlier one is left out.
  public func becoming(_ standing: [Standing], isWhole: Bool, falls: Bool) -> [[UInt8]] {
    guard type.creates == nil, let said = FieldChanges(ofAny: type, message: message) else { return [] }
    var fields = said.touched.filter { $0.entry == nil }.map(\.field)
    let isTask = type.subjectKind == .task
    fields = Self.withCompanions(fields, of: type)
    if isTask { fields.removeAll { Self.ofTerms.contains($0) || Self.ofCompletion.contains($0) } }
    let own = Standing(type, message, at: position)
    let without = EarlierFacts(standing, isWhole: isWhole)
    let with = EarlierFacts(
      standing.filter { $0.position > position } + [own] + standing.filter { $0.position < position }, isWhole: isWhole)
    let (before, after) = falls ? (with, without) : (without, with)
    var changes: [Change] = []
    for field in fields where isWhole || before.say(field) && after.say(field) {
      changes.append((field, before.value(of: field), after.value(of: field)))
    }
    if isTask, isWhole { changes += Self.terms(from: Self.terms(before), to: Self.terms(after)) }
    return changes.filter { $0.before != $0.after }.map(Self.encoded)
  }

  /// Whose phones are others has another region with them, or none; so of what else stands with another field.
  private static func withCompanions(_ fields: [String], of type: FactType) -> [String] {
    fields
      + type.message.fields.filter { field in
        field.comesWith.map { fields.contains($0) } ?? false && !fields.contains(field.jsonName)
      }.map(\.jsonName)
  }

  /// A fact that stands.
  public struct Standing: Sendable {
    fileprivate let type: FactType
    fileprivate let message: [UInt8]
    /// Where it stands.
    public let position: Position

    /// Of that type, with that stored message.
    public init(_ type: FactType, _ message: [UInt8], at position: Position) {
      (self.type, self.message, self.position) = (type, message, position)
    }
  }

  /// The types of facts that say what fields of such a subject are.
  public static func types(of kind: SubjectKind) -> [FactType] {
    FactType.allCases.filter { type in
      type.subjectKind == kind && (type.creates != nil || type.changesFields || type == .taskCompleted)
    }
  }

  /// How many facts are looked at for what a field was.
  public static let factsMax = 100

  private static func encoded(_ change: Change) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.appendField(FieldChange.Field.field, change.field)
    if let before = change.before { bytes.appendPresentField(FieldChange.Field.before, cut(before)) }
    if let after = change.after { bytes.appendPresentField(FieldChange.Field.after, cut(after)) }
    return bytes
  }

  /// A value that is too long is cut off between characters.
  private static func cut(_ text: String) -> String {
    guard text.utf8.count > valueBytesMax else { return text }
    var end = text.utf8.index(text.utf8.startIndex, offsetBy: valueBytesMax)
    while end > text.startIndex, end.samePosition(in: text.unicodeScalars) == nil { end = text.utf8.index(before: end) }
    return text[..<end] + HistorySummary.cutMark
  }

  // MARK: - Tasks

  private static let ofTerms: Set<String> = ["dueAt", "dueOn", "recurrence", "zone"]
  private static let ofCompletion: Set<String> = ["outcome", "occurrence"]

  private static func terms(_ earlier: EarlierFacts) -> TaskTerms {
    var terms = TaskTerms()
    for fact in earlier.facts.reversed() { take(fact.type, fact.message, &terms) }
    return terms
  }

  private static func terms(from before: TaskTerms, to after: TaskTerms) -> [Change] {
    [
      ("dueAt", due(before), due(after)), ("recurrence", before.recurrence, after.recurrence),
      ("zone", before.zone, after.zone),
    ].map { ($0.0, $0.1.isEmpty ? nil : $0.1, $0.2.isEmpty ? nil : $0.2) }
  }

  private static func take(_ type: FactType, _ message: [UInt8], _ terms: inout TaskTerms) {
    guard let content = try? FactCodec.content(type: type.rawValue, message: message), let fact = content.fact.fact
    else { return }
    terms.take(fact)
    if type == .taskCompleted { _ = terms.complete() }
  }

  private static func due(_ terms: TaskTerms) -> String { terms.isOfDay ? terms.dueOn : terms.dueAt.rfc3339 }
}

/// The facts about a subject before a position that stand, newest first, as far as they are needed.
private struct EarlierFacts {
  typealias Fact = (type: FactType, message: [UInt8], said: FieldChanges)
  private(set) var facts: [Fact] = []
  /// Whether all of them are here, from the making of the subject on.
  private(set) var isWhole = false
  /// Whether the making of the subject stands, as far as is known.
  private(set) var isMade = true

  private static let countMax = FieldStory.factsMax

  init(_ standing: [FieldStory.Standing], isWhole: Bool) {
    self.isWhole = isWhole
    facts = standing.compactMap { fact in
      FieldChanges(ofAny: fact.type, message: fact.message).map { (fact.type, fact.message, $0) }
    }
  }

  init(
    of subject: SubjectID, before position: Position, _ snapshot: borrowing RowReader,
    until isEnough: (EarlierFacts) -> Bool
  ) throws(Refusal) {
    var looked = 0
    var after = HistoryTable.change(subject, position)
    while looked < Self.countMax, !isEnough(self) {
      let keys = try snapshot.keys(HistoryTable.changes(of: subject), after: after, backward: true, limit: 10)
      for key in keys where !isWhole {
        try take(Position(key.uint64(at: key.count - 24)), in: key.lastSubject(.contact), snapshot)
      }
      looked += keys.count
      guard let last = keys.last, !isWhole else { break }
      after = last
    }
    guard subject.kind == .contact, looked < Self.countMax, !isEnough(self) else { return }
    if let key = try snapshot.keys(HistoryTable.entries(subject), after: nil, limit: 1).first {
      try take(Position(key.uint64(at: key.count - 8)), in: subject, snapshot)
    }
  }

  private mutating func take(
    _ position: Position, in contact: SubjectID, _ snapshot: borrowing RowReader
  ) throws(Refusal) {
    guard let row = try snapshot.get(HistoryTable.entry(contact, position)),
      let type = FactType(rawValue: HistoryRow.type(row.span))
    else { return }
    let stands = try snapshot.get(HistoryTable.retraction(contact, position)) == nil
    if type.creates != nil { (isWhole, isMade) = (true, stands) }
    let message = HistoryRow.message(row.span)
    guard stands, let said = FieldChanges(ofAny: type, message: message) else { return }
    facts.append((type, message, said))
  }

  /// Whether one of them says what the field is as a whole.
  func say(_ field: String) -> Bool { facts.contains { Self.says($0.said, field) } }

  /// What comes with another field is said with that, if only that there is none.
  private static func says(_ said: FieldChanges, _ field: String) -> Bool {
    said.says(field) || companions[field].map { said.says($0) } ?? false
  }

  private static let companions: [String: String] = Dictionary(
    FactType.allCases.filter(\.changesFields).flatMap { $0.message.fields }.compactMap { field in
      field.comesWith.map { (field.jsonName, $0) }
    }, uniquingKeysWith: { first, _ in first })

  /// What the field was, as a line of text; nil where it was empty.
  func value(of field: String) -> String? {
    let whole = facts.firstIndex { Self.says($0.said, field) }
    var entries = whole.map { facts[$0].said.entries(of: field) } ?? []
    // Since then entries were put in and taken out.
    for fact in facts[..<(whole ?? facts.endIndex)].reversed() {
      switch fact.type {
      case .contactTagged: entries = Tags.adding(fact.said.entries(of: field), to: entries)
      case .contactUntagged: entries = Tags.removing(fact.said.entries(of: field), from: entries)
      default: break
      }
    }
    return entries.isEmpty ? nil : entries.joined(separator: ", ")
  }
}
