import APISchema
import Domain
import FactSchema
import RowSchema
import RowStore

/// Users and teams.
struct UsersProjection: Projection {
  let name = ReadModelName.users
  let version: UInt32 = 1
  let kinds = UserCard.facts.union(TeamCard.facts)
  var queries: [QueryKind] { [Self.users.get(UserGetRequest.self), Self.users.list, Self.teams.list] }

  /// Listed in the order in which they were added.
  static let users = CardCollection<UserListRequest, UserCard>(
    ReadModelName.users, table: 1,
    lists: [.by(.team, table: 3), .by(.manager, table: 4), .by(.state, table: 5), .all(table: 2)],
    order: { .time($0.addedAt) })

  /// Listed in the order of their ids.
  static let teams = CardCollection<TeamListRequest, TeamCard>(ReadModelName.users, table: 6)

  func part(of header: EventHeader) -> SubjectID? {
    header.subject.kind == .user || header.subject.kind == .team ? header.subject : nil
  }

  func subject(ofRow key: [UInt8]) -> SubjectID? {
    Self.users.subject(ofRow: key) ?? Self.teams.subject(ofRow: key)
  }

  func apply(_ event: RecordedEvent, to view: inout ViewWriter) throws(ProjectionFailure) {
    guard event.header.subject.kind == .team else { return try Self.users.apply(event, &view) }
    // A team is defined again by the same fact.
    guard try view.row(Self.teams.key(event.header.subject)) == nil else {
      return try Self.teams.change(event.header, &view) { (card) in
        card.lead = ""
        card.take(event)
      }
    }
    var card = TeamCard()
    card.take(event)
    try Self.teams.create(card, event.header, &view)
  }
}
