/// The queries that wait for a position, in the order in which they came, and who has how many of them.
struct WaitingQueries {
  private(set) var queries: [WaitingQuery] = []
  /// Whether a thread is awake that looks at their deadlines.
  var isWatched = false
  var shares = Shares(Shares.Rule(total: .max, percent: 100))

  /// Lets a query wait; false where its uid has as many waiting as it may, or all have.
  mutating func add(_ query: WaitingQuery) -> Bool {
    let caller = query.ticket.caller
    guard shares.take(uid: caller.uid, caller.standing) else { return false }
    queries.append(query)
    return true
  }

  /// Removes those of which `isOver` says so.
  mutating func remove(where isOver: (WaitingQuery) -> Bool) {
    var left: [WaitingQuery] = []
    for query in queries {
      if isOver(query) {
        shares.give(uid: query.ticket.caller.uid, query.ticket.caller.standing)
      } else {
        left.append(query)
      }
    }
    queries = left
  }
}
