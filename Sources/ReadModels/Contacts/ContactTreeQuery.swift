import APISchema
import Bytes
import Domain
import FactSchema
import RowSchema
import RowStore
import SwiftProtobuf

/// `contact.tree`: who stands under a contact and above it by `parent_of`, and what is counted of each and of all under it.
struct ContactTreeQuery: QueryBody {
  let projections = [ReadModelName.contacts, ReadModelName.history]
  private let contact: SubjectID
  private let time: Instant?

  /// The most contacts of a tree, and the most that there may be above one.
  private static let nodesMax = 1_000
  /// The most bytes of an answer: names are long now and then, and who stands under many names them all.
  private static let bytesMax = 2 << 20
  /// The most people of its organizations together.
  private static let peopleMax = People.membersMax

  init(_ request: ContactTreeRequest) throws(Refusal) {
    contact = try QueryCheck.read(SubjectID(request.contact))
    time = request.hasAt ? Instant(request.at) : nil
  }

  func run(_ context: QueryContext) throws(Refusal) -> [UInt8] {
    let contacts = try context.snapshot()
    let history = try context.snapshot(1)
    try Known.contact(contact, contacts)
    let time = time ?? context.now
    let under = try Standing(from: contact, Self.nodesMax) { (node) throws(Refusal) in
      try Self.children(of: node, at: time, contacts)
    }
    let above = try Standing(from: contact, Self.nodesMax) { (node) throws(Refusal) in
      try Self.parents(of: node, at: time, contacts)
    }
    var reply = ContactTreeReply()
    reply.position = min(contacts.position, history.position).value
    // Those above it, the topmost first; it is its own first node.
    for node in above.nodes.dropFirst().sorted(by: { ($1.depth, $0.contact) < ($0.depth, $1.contact) }) {
      reply.above.append(try Self.shown(node, contacts))
    }
    var counted: [SubjectID: ContactCounters] = [:]
    var people = 0
    for node in under.nodes {
      let all = try People(of: node.contact, contacts)
      people += all.members.count
      guard people <= Self.peopleMax else { throw tooMany("people, who are counted with their organizations") }
      var counters = PeopleCounters(all, try ContactCounters(of: node.contact, contacts))
      if !all.isAlone { try counters.count(contacts, history) }
      counted[node.contact] = counters.counters
    }
    for node in under.nodes {
      var shown = try Self.shown(node, contacts)
      shown.parents = node.parents.map(\.description)
      shown.own = (counted[node.contact] ?? ContactCounters(nil)).treeFigures
      var total = ContactCounters(nil)
      for other in under.reached(from: node.contact) { if let one = counted[other] { total.addAll(one) } }
      shown.total = total.treeFigures
      reply.nodes.append(shown)
    }
    let encoded = try Self.encoded(reply)
    // Why it is behind may have to be said as well.
    guard encoded.count <= Self.bytesMax - 1_024 else {
      throw Refusal(
        .tooLarge, "contact: has a tree that takes more than \(Self.bytesMax >> 20) MiB: ask for a part of it",
        field: "contact", subject: contact)
    }
    return encoded
  }

  private func tooMany(_ what: String) -> Refusal {
    Refusal(
      .tooLarge, "contact: has a tree of more than \(Self.peopleMax) \(what): ask for a part of it", field: "contact",
      subject: contact)
  }

  private static func shown(_ node: Standing.Node, _ contacts: borrowing RowReader) throws(Refusal) -> TreeNode {
    let identity = try contacts.get(ContactsTable.identity(node.contact))
    let card = identity.flatMap { Row.decode(ContactCard.self, $0) } ?? ContactCard()
    return .with {
      ($0.contact, $0.kind, $0.name) = (node.contact.description, card.kind, card.name)
      $0.depth = UInt32(node.depth)
    }
  }

  // MARK: - Who stands where

  private static func children(
    of contact: SubjectID, at time: Instant, _ contacts: borrowing RowReader
  ) throws(Refusal) -> [SubjectID] {
    let relations = try Relations.belonging(of: contact, contacts).relations(Relations.parentOf)
    let all = relations.filter { $0.since <= time && time < $0.until }
      .sorted { ($0.since, $0.relationship) < ($1.since, $1.relationship) }
    return all.map(\.organization)
  }

  private static func parents(
    of contact: SubjectID, at time: Instant, _ contacts: borrowing RowReader
  ) throws(Refusal) -> [SubjectID] {
    var parents: [SubjectID] = []
    var after: RowKey?
    while true {
      let keys = try contacts.keys(ContactsTable.related(to: contact), after: after, limit: 256)
      for key in keys {
        let other = key.lastSubject(.contact)
        let stands = try children(of: other, at: time, contacts).contains(contact)
        if stands { parents.append(other) }
        guard parents.count <= nodesMax else { return parents }
      }
      guard let last = keys.last else { return parents }
      after = last
    }
  }

  /// Those who stand under a contact, or above it, each once.
  private struct Standing {
    struct Node {
      var contact: SubjectID
      var depth: Int
      /// Those that it was reached from.
      var parents: [SubjectID]
    }

    /// In the order in which they are reached: each behind one from which it is.
    private(set) var nodes: [Node] = []
    private var next: [SubjectID: [SubjectID]] = [:]

    init(
      from contact: SubjectID, _ most: Int, _ step: (SubjectID) throws(Refusal) -> [SubjectID]
    ) throws(Refusal) {
      var places: [SubjectID: Int] = [:]
      var open = [(contact, 0, SubjectID?.none)]
      while let (reached, depth, parent) = open.popLast() {
        if let place = places[reached] {
          if let parent, !nodes[place].parents.contains(parent) { nodes[place].parents.append(parent) }
          continue
        }
        guard nodes.count < most else {
          throw Refusal(
            .tooLarge, "contact: has a tree of more than \(most) contacts: ask for a part of it", field: "contact",
            subject: contact)
        }
        places[reached] = nodes.count
        nodes.append(Node(contact: reached, depth: depth, parents: parent.map { [$0] } ?? []))
        var seen: Set<SubjectID> = []
        let others = try step(reached).filter { $0 != contact && seen.insert($0).inserted }
        next[reached] = others
        open += others.reversed().map { ($0, depth + 1, reached) }
      }
    }

    /// A contact and all that are reached from it, each once.
    func reached(from contact: SubjectID) -> Set<SubjectID> {
      var found: Set<SubjectID> = [contact]
      var open = [contact]
      while let reached = open.popLast() {
        for other in next[reached] ?? [] where found.insert(other).inserted { open.append(other) }
      }
      return found
    }
  }
}
