import APISchema
import Domain
import FactSchema
import RowStore

/// The cards of an organization and its people as one list, each once: of theirs those of the time in which they belonged to it.
struct PeopleList<Request: CardListRequest, Row: CardRow> where Request.Card == Row.Card {
  private let cards: CardCollection<Request, Row>
  private let people: People
  private let persons: [SubjectID]
  /// What the keys of the organization's own cards begin with.
  private let prefix: RowKey
  private let rest: [(condition: Request.Condition, wanted: ListKey)]

  init(
    _ cards: CardCollection<Request, Row>, _ people: People, _ prefix: RowKey,
    _ rest: [(condition: Request.Condition, wanted: ListKey)]
  ) {
    self.cards = cards
    self.people = people
    persons = [people.contact] + people.members.map(\.person)
    self.prefix = prefix
    self.rest = rest
  }

  /// Fills the page from a key on; the key to go on after, or nil when nothing is left. Keys are as the organization's own.
  func fill(
    _ page: inout PageFill, _ entries: inout CardEntries<Request, Row>, _ views: borrowing CardViews,
    after start: RowKey?
  ) throws(Refusal) -> RowKey? {
    var last = start
    var keys = MergedKeys(
      persons.map { RowKey(table: prefix.table).with($0) },
      after: start.flatMap { RowKey($0.bytes.dropFirst(prefix.count)) }, backward: cards.isBackward)
    while let next = try keys.next(views.own) {
      if page.isSpent || page.isFull { return last }
      let key = RowKey(prefix.bytes + next.key.bytes) ?? prefix
      guard let stored = try cards.row(cards.subject(key), views.own) else {
        page.pass()
        continue
      }
      let row = try entries.row(stored, views)
      if isWanted(row, next.places) {
        guard page.add(entries.entry(row, stored)) else { return last }
      } else {
        page.pass(stored.count - Row.headBytes)
      }
      last = key
    }
    return nil
  }

  private func isWanted(_ row: Row, _ places: [Int]) -> Bool {
    guard let time = cards.people?.time(row), places.contains(where: { people.include(persons[$0], at: time) })
    else { return false }
    let card = row.card
    return rest.allSatisfy { condition, wanted in Request.value(condition, of: card) == wanted }
  }
}
