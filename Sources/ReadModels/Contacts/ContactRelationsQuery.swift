import APISchema
import Bytes
import Domain
import FactSchema
import RowSchema
import RowStore
import SwiftProtobuf

/// `contact.relations`: what a contact is to others, and others to it.
struct ContactRelationsQuery: QueryBody {
  let projections = [ReadModelName.contacts]
  private let contact: SubjectID
  private let kind: String?
  private let time: Instant?
  private let bounds: PageBounds

  init(_ request: ContactRelationsRequest) throws(Refusal) {
    contact = try QueryCheck.read(SubjectID(request.contact))
    kind = request.hasKind ? request.kind : nil
    time = request.hasAt ? Instant(request.at) : nil
    bounds = try PageBounds(request)
  }

  func run(_ context: QueryContext) throws(Refusal) -> [UInt8] {
    let bounds = try self.bounds.of(context)
    let snapshot = try context.snapshot()
    try Known.contact(contact, snapshot)
    var page = PageFill(bounds, position: snapshot.position)
    var place = try bounds.place.map { (bytes) throws(Refusal) in try RelationPlace(bytes) } ?? RelationPlace()
    if place.part == .own {
      guard try fill(&page, Relations(of: contact, snapshot).all, &place, snapshot) else {
        return try page.ended(at: place.bytes, bounds)
      }
      place = RelationPlace(part: .members)
    }
    for part in [RelationPlace.Part.members, .others] where part.rawValue >= place.part.rawValue {
      if part != place.part { place = RelationPlace(part: part) }
      guard try incoming(&page, &place, snapshot) else { return try page.ended(at: place.bytes, bounds) }
    }
    return try page.ended(at: nil, bounds)
  }

  /// Gives those of others, contact by contact; whether nothing is left of the part.
  private func incoming(
    _ page: inout PageFill, _ place: inout RelationPlace, _ snapshot: borrowing RowReader
  ) throws(Refusal) -> Bool {
    let prefix =
      place.part == .members ? ContactsTable.members(of: contact) : ContactsTable.related(to: contact)
    // The contact in the midst of whose relations the page before ended comes again.
    var isAgain = place.other != nil && !place.isDone
    while !page.isSpent {
      let last = place.other.map { prefix.with($0) }
      let keys =
        isAgain ? last.map { [$0] } ?? [] : try snapshot.keys(prefix, after: last, limit: Self.atOnce)
      if keys.isEmpty { return true }
      for key in keys {
        let other = key.lastSubject(.contact)
        if !isAgain { (place.other, place.count, place.isDone) = (other, 0, false) }
        isAgain = false
        page.pass()
        let all = try Relations(of: other, snapshot).all.filter { relation in
          (relation.kind == Belonging.memberOf) == (place.part == .members)
            && (relation.from == contact || relation.to == contact)
        }
        guard try fill(&page, all, &place, snapshot) else { return false }
        (place.count, place.isDone) = (0, true)
        if page.isSpent { return false }
      }
    }
    return false
  }

  private static let atOnce = 64

  /// Adds those that are asked for, from the place on; false when the page ends before one of them.
  private func fill(
    _ page: inout PageFill, _ relations: [Relations.One], _ place: inout RelationPlace, _ snapshot: borrowing RowReader
  ) throws(Refusal) -> Bool {
    for (index, relation) in relations.enumerated() where index >= place.count {
      if isAskedFor(relation) {
        guard page.add(try Self.encoded(try shown(relation, snapshot))) else {
          place.count = index
          return false
        }
      }
      place.count = index + 1
    }
    return true
  }

  private func isAskedFor(_ relation: Relations.One) -> Bool {
    if let kind, relation.kind != kind { return false }
    return time.map { relation.since <= $0 && $0 < relation.until } ?? true
  }

  private func shown(_ relation: Relations.One, _ snapshot: borrowing RowReader) throws(Refusal) -> Relation {
    let other = relation.from == contact ? relation.to : relation.from
    let identity = try snapshot.get(ContactsTable.identity(other))
    return .with {
      ($0.kind, $0.relationship) = (relation.kind, relation.relationship)
      ($0.from, $0.to) = (relation.from.description, relation.to.description)
      $0.name = identity.map { ContactListRow.name($0) } ?? ""
      if relation.since > Membership.beginning { $0.since = relation.since.timestamp }
      if relation.until < Membership.end { $0.until = relation.until.timestamp }
    }
  }
}

/// What a contact itself was said to be to others, and to be referred by.
struct Relations {
  struct One {
    var kind: String
    var from: SubjectID
    var to: SubjectID
    var since: Instant
    var until: Instant
    var relationship: String
  }

  /// What `referrer` is the short form of.
  static let refersTo = "refers_to"
  /// What makes a tree.
  static let parentOf = "parent_of"

  /// In the order of their beginnings.
  let all: [One]

  init(of contact: SubjectID, _ contacts: borrowing RowReader) throws(Refusal) {
    let belonging = try Self.belonging(of: contact, contacts)
    var all: [One] = []
    for kind in Set(belonging.relationships.map(\.kind)).union([Belonging.memberOf]) {
      for one in belonging.relations(kind) {
        all.append(
          One(
            kind: kind, from: contact, to: one.organization, since: one.since, until: one.until,
            relationship: one.relationship))
      }
    }
    for one in belonging.referrals {
      all.append(
        One(
          kind: Self.refersTo, from: one.organization, to: contact, since: one.since, until: one.until, relationship: ""
        ))
    }
    self.all = all.sorted { ($0.since, $0.kind, $0.relationship) < ($1.since, $1.kind, $1.relationship) }
  }

  /// Of a contact of which more was said than the organization that it was made with the row, else what its card says.
  static func belonging(of contact: SubjectID, _ contacts: borrowing RowReader) throws(Refusal) -> Belonging {
    if let row = try contacts.get(ContactsTable.belonging(contact)) {
      guard let belonging = Row.decode(Belonging.self, row) else { throw .internal("a row could not be read") }
      return belonging
    }
    let identity = try contacts.get(ContactsTable.identity(contact))
    let card = identity.flatMap { Row.decode(ContactCard.self, $0) }
    return Belonging(organization: card?.organization ?? "")
  }
}

/// Where a page of `contact.relations` ended: `part (1) | how many of the contact's relations were looked at (4) | contact (16) |
/// 1 where that was all of them, else 0`.
private struct RelationPlace {
  enum Part: UInt8 {
    case own = 1
    case members, others
  }

  var part = Part.own
  /// How many of the relations of the contact that is gone through were looked at.
  var count = 0
  /// Whose relations are gone through, where it is not the contact itself.
  var other: SubjectID?
  /// Whether these were all looked at.
  var isDone = false

  init(part: Part = .own) { self.part = part }

  init(_ bytes: [UInt8]) throws(Refusal) {
    guard bytes.count == 5 || bytes.count == 22, let part = Part(rawValue: bytes[0]) else { throw PageBounds.forged }
    self.part = part
    count = Int(bytes.span.bigEndian(at: 1, as: UInt32.self))
    guard bytes.count == 22 else { return }
    guard part != .own else { throw PageBounds.forged }
    other = SubjectID(.contact, bytes.span.bigEndian(at: 5))
    isDone = bytes[21] != 0
  }

  var bytes: [UInt8] {
    var bytes = [part.rawValue]
    bytes.appendBigEndian(UInt32(count))
    if let other {
      bytes.appendBigEndian(other.value)
      bytes.append(isDone ? 1 : 0)
    }
    return bytes
  }
}
