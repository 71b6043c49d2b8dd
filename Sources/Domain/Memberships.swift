public import FactSchema
public import RowSchema
import SwiftProtobuf

/// That a contact belonged to an organization from one time on until another.
public struct Membership: Sendable, Equatable {
  /// To which.
  public var organization: SubjectID
  /// From when on.
  public var since: Instant
  /// Until when, which is not included; ``end`` where it has no end.
  public var until: Instant
  /// The id that it was recorded under; empty of what was said as the contact's `organization`.
  public var relationship = ""

  /// Before everything that happened.
  public static let beginning = Instant(microseconds: .min)
  /// After everything that will.
  public static let end = Instant(microseconds: .max)
}

extension Belonging {
  /// The kind of the relationship of a contact to an organization.
  public static let memberOf = "member_of"

  /// What is known of a contact of which nothing else was said than this, when it was made; empty: nothing.
  public init(organization: String) {
    self.init()
    guard !organization.isEmpty else { return }
    statements = [.with { ($0.organization, $0.since) = (organization, Membership.beginning.microseconds) }]
  }

  /// Takes that the contact has this organization, or none, from a time on; said by the fact at that position.
  public mutating func state(_ organization: String, since: Instant, at position: Position) {
    Self.insert(organization, since, position, in: &statements)
  }

  /// Takes that this contact refers to it, or none, from a time on; said by the fact at that position.
  public mutating func refer(_ referrer: String, since: Instant, at position: Position) {
    Self.insert(referrer, since, position, in: &referrers)
  }

  private static func insert(
    _ contact: String, _ since: Instant, _ position: Position, in statements: inout [Statement]
  ) {
    let statement = Statement.with {
      ($0.organization, $0.since, $0.position) = (contact, since.microseconds, position.value)
    }
    let place = statements.firstIndex { ($0.since, $0.position) > (statement.since, statement.position) }
    statements.insert(statement, at: place ?? statements.endIndex)
  }

  /// Takes what a fact says of relationships, which happened at that time.
  public mutating func relate(_ fact: ContactsRelated, at time: Instant) {
    relationships.append(
      .with {
        ($0.relationship, $0.kind, $0.to) = (fact.relationship, fact.kind, fact.to)
        $0.since = (fact.hasSince ? Instant(fact.since) ?? time : time).microseconds
        if fact.hasUntil, let until = Instant(fact.until) { $0.until = until.microseconds }
      })
  }

  /// The same of the end of one; nothing where it is not there, or has an end.
  public mutating func end(_ fact: RelationshipEnded, at time: Instant) {
    guard let place = relationships.firstIndex(where: { $0.relationship == fact.relationship }),
      !relationships[place].hasUntil
    else { return }
    relationships[place].until = (fact.hasUntil ? Instant(fact.until) ?? time : time).microseconds
  }

  /// What it was said last, by when it holds, to have as its organization; empty where none.
  public var organization: String { statements.last?.organization ?? "" }

  /// Who was said last, by when it holds, to refer to it; empty where nobody.
  public var referrer: String { referrers.last?.organization ?? "" }

  /// Whether nothing was said but perhaps an organization that holds from the beginning.
  public var isPlain: Bool {
    relationships.isEmpty && referrers.isEmpty && statements.count <= 1 && statements.allSatisfy { $0.position == 0 }
  }

  /// All memberships, in the order of their beginnings.
  public var memberships: [Membership] {
    var found = Self.intervals(statements)
    found += relationships.filter { $0.kind == Self.memberOf }.compactMap { Membership($0) }
    return found.sorted { ($0.since, $0.relationship) < ($1.since, $1.relationship) }
  }

  /// Those who refer to it, in the order of their beginnings.
  public var referrals: [Membership] { Self.intervals(referrers) }

  /// Each statement holds until the next one.
  private static func intervals(_ statements: [Statement]) -> [Membership] {
    var found: [Membership] = []
    for (index, statement) in statements.enumerated() {
      guard let contact = SubjectID(statement.organization) else { continue }
      let next = statements.dropFirst(index + 1).first?.since ?? Membership.end.microseconds
      guard statement.since < next else { continue }
      found.append(
        Membership(
          organization: contact, since: Instant(microseconds: statement.since), until: Instant(microseconds: next)))
    }
    return found
  }

  /// Those to which it is something of that kind, each with when.
  public func relations(_ kind: String) -> [Membership] {
    kind == Self.memberOf ? memberships : relationships.filter { $0.kind == kind }.compactMap { Membership($0) }
  }

  /// The organizations that it belongs to without an end, each once.
  var belongsTo: Set<String> {
    var found = Set(relationships.filter { $0.kind == Self.memberOf && !$0.hasUntil }.map(\.to))
    if !organization.isEmpty { found.insert(organization) }
    return found
  }
}

extension Membership {
  /// Nil for one that has no time, and where the id is none.
  fileprivate init?(_ relationship: Belonging.Relationship) {
    guard let organization = SubjectID(relationship.to) else { return nil }
    let until = relationship.hasUntil ? Instant(microseconds: relationship.until) : Membership.end
    let since = Instant(microseconds: relationship.since)
    guard since < until else { return nil }
    self.init(organization: organization, since: since, until: until, relationship: relationship.relationship)
  }
}

extension SubjectState.ContactState {
  /// What the contact belongs to, and is to others.
  var belongs: Belonging {
    get { hasBelonging ? belonging : Belonging(organization: organization) }
    set {
      organization = newValue.organization
      if newValue.isPlain { clearBelonging() } else { belonging = newValue }
    }
  }
}
