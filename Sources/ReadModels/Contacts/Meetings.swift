import Bytes
import Domain
import FactSchema
import RowStore

/// Interactions since a time that name no deal.
struct Meetings {
  let since: Int64

  /// How many members are looked up at once.
  private static let step = 1_000

  /// Whether there was one with a contact or, of an organization, with somebody who belonged to it then.
  ///
  /// Linear in the members; where somebody was met outside the time of a membership, in their history too.
  func include(_ contact: SubjectID, _ views: borrowing PeopleViews) throws(Refusal) -> Bool {
    if try ContactCounters.lastWithoutDeal(of: contact, views.contacts, since: since) != nil { return true }
    let prefix = ContactsTable.members(of: contact)
    var after: RowKey?
    while true {
      let keys = try views.contacts.keys(prefix, after: after, backward: false, limit: Self.step)
      for key in keys {
        let person = key.lastSubject(.contact)
        guard let last = try ContactCounters.lastWithoutDeal(of: person, views.contacts, since: since) else { continue }
        let row = try views.contacts.get(key) ?? []
        let spans = People.spans(row.span)
        if People.isWithin(spans, last) { return true }
        // There may be earlier ones, of which only the history knows.
        if try wasMet(person, within: spans, views.history) { return true }
      }
      guard keys.count == Self.step else { return false }
      after = keys.last
    }
  }

  private func wasMet(
    _ person: SubjectID, within spans: [People.Interval], _ history: borrowing RowReader
  ) throws(Refusal) -> Bool {
    // A membership that had ended before, or begins later, has none.
    guard spans.contains(where: { $0.until > since }) else { return false }
    let retracted = try HistoryTable.retracted(of: person, history)
    var found = false
    try history.scan(HistoryTable.entries(person)) { key, row in
      let time = HistoryRow.occurredAt(row)
      guard let type = FactType(rawValue: HistoryRow.type(row)), type.isInteraction, time.microseconds >= since,
        People.isWithin(spans, time), !retracted.contains(key.bigEndian(at: key.count - 8)),
        !Self.namesDeal(type, HistoryRow.message(row))
      else { return .next }
      found = true
      return .stop
    }
    return found
  }

  private static func namesDeal(_ type: FactType, _ message: [UInt8]) -> Bool {
    guard let number = type.message.fields.first(where: { $0.jsonName == "deal" })?.number else { return false }
    let bytes = message.span
    var reader = ProtobufReader(0..<bytes.count)
    while let field = reader.field(bytes) {
      if field.number == number { return !field.content.isEmpty }
    }
    return false
  }
}
