import APISchema
import Domain
import FactSchema
import RowSchema
import SwiftProtobuf
import TestSupport

/// Questions on what contacts are to each other.
extension ModelQuestions {
  mutating func relations(_ id: String) async throws {
    let filters = ContactRelationsRequest.with {
      $0.contact = id
      if facts.random.oneIn(3) { $0.kind = facts.random.pick(["member_of", "parent_of", "friend", "refers_to"]) }
      if facts.random.oneIn(3) { $0.at = stamp(facts.time(system.now)) }
    }
    guard model.state.version(id) > 0 else {
      _ = try await get(id, filters)
      return
    }
    guard let found = try await list(filters) else { return }
    func order(_ a: Relation, _ b: Relation) -> Bool {
      ("\(a.kind) \(a.from) \(a.to) \(a.relationship)", microseconds(a.since))
        < ("\(b.kind) \(b.from) \(b.to) \(b.relationship)", microseconds(b.since))
    }
    try require(found.sorted(by: order), model.relations(filters).sorted(by: order), filters)
    // Its own come first.
    let own = found.map { $0.kind == "refers_to" ? $0.to == id : $0.from == id }
    try require(!zip(own, own.dropFirst()).contains { !$0 && $1 }, "its own are not the first", filters)
  }

  mutating func tree(_ id: String) async throws {
    let request = ContactTreeRequest.with {
      $0.contact = id
      if facts.random.oneIn(2) { $0.at = stamp(facts.time(system.now)) }
    }
    let now = system.now
    guard let reply = try await get(id, request) else { return }
    let expected = model.tree(id, at: request.hasAt ? microseconds(request.at) : now, now: now)
    var found: [String: TreeNode] = [:]
    for var node in reply.nodes {
      try require(found[node.contact] == nil, "twice in the tree", request)
      // Behind one that it stands under, one deeper.
      let before = node.parents.compactMap { found[$0] }
      try require((node.depth == 0) == (node.contact == id), "its depth", request)
      if node.depth > 0 { try require(before.contains { $0.depth == node.depth - 1 }, "its place", request) }
      let depth = node.depth
      node.parents.sort()
      node.depth = depth
      found[node.contact] = node
    }
    for id in found.keys { found[id]?.depth = 0 }
    try require(found, expected.nodes, request)
    try require(Set(reply.above.map(\.contact)), expected.above, request)
  }
}
