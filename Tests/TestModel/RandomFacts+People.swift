import FactSchema
import RowSchema
import SwiftProtobuf
import TestSupport

/// What contacts are to each other.
extension RandomFacts {
  mutating func relationship(_ model: PlainModel, _ now: Int64) -> Fact.OneOf_Fact {
    let known = model.state.contacts.values.flatMap(\.relationships).map(\.id).sorted()
    if !known.isEmpty, random.oneIn(3) {
      let relationship = random.oneIn(20) ? newID(.relationship) : random.pick(known)
      let until = random.oneIn(2) ? time(now) : nil
      return .relationshipEnded(
        .with {
          $0.relationship = relationship
          if let until { $0.until = stamp(until) }
        })
    }
    let houses = model.state.contacts.values.filter { $0.card.kind == .organization }.map(\.card.id).sorted()
    let (from, to) = (
      id(.contact, model), houses.isEmpty || random.oneIn(6) ? id(.contact, model) : random.pick(houses)
    )
    let kind =
      random.oneIn(20) ? "No Word" : random.pick(["member_of", "member_of", "member_of", "parent_of", "friend"])
    let (since, until) = (random.oneIn(2) ? time(now) : nil, random.oneIn(3) ? time(now) : nil)
    let id = !known.isEmpty && random.oneIn(20) ? known[0] : newID(.relationship)
    return .contactsRelated(
      .with {
        ($0.relationship, $0.kind, $0.from, $0.to) = (id, kind, from, to)
        if let since { $0.since = stamp(since) }
        if let until { $0.until = stamp(until) }
      })
  }
}
