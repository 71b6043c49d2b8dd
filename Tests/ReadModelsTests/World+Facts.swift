import Domain
import FactSchema
import SwiftProtobuf
import TestSupport

/// Short forms of common facts.
extension World {
  mutating func contact(
    _ name: String, owner: String = "", at occurredAt: Instant? = nil, _ body: (inout ContactCreated) -> Void = { _ in }
  ) throws -> SubjectID {
    var fact = ContactCreated()
    fact.name = name
    fact.owner = owner
    body(&fact)
    return try record(.contactCreated(fact), at: occurredAt).subject
  }

  /// The position of the call.
  @discardableResult
  mutating func call(
    _ contact: SubjectID, _ direction: Direction = .outbound, seconds: Int64 = 60, at occurredAt: Instant? = nil
  ) throws -> Position {
    var fact = CallLogged()
    fact.contact = contact.description
    fact.direction = direction
    fact.durationSeconds = seconds
    try record(.callLogged(fact), at: occurredAt)
    return head
  }

  mutating func deal(
    _ contact: SubjectID, _ amount: String? = nil, owner: String = "", at occurredAt: Instant? = nil,
    _ body: (inout DealOpened) -> Void = { _ in }
  ) throws -> SubjectID {
    var fact = DealOpened()
    fact.contact = contact.description
    fact.title = "A deal"
    fact.owner = owner
    if let amount { fact.value = .eur(amount) }
    body(&fact)
    return try record(.dealOpened(fact), at: occurredAt).subject
  }

  mutating func order(
    _ contact: SubjectID, _ amount: String, items: Int64 = 1, at occurredAt: Instant? = nil
  ) throws -> SubjectID {
    var fact = OrderPlaced()
    fact.contact = contact.description
    fact.total = .eur(amount)
    fact.itemCount = items
    return try record(.orderPlaced(fact), at: occurredAt).subject
  }

  mutating func retract(_ position: Position) throws {
    var fact = FactRetracted()
    fact.position = position.value
    fact.reason = "mistaken"
    try record(.factRetracted(fact))
  }
}

extension Instant {
  /// Midnight of that many days after 2026-01-01.
  static func day(_ number: Int, plusSeconds seconds: Int64 = 0) -> Instant {
    Instant(microseconds: 1_767_225_600_000_000 + (Int64(number) * 86_400 + seconds) * 1_000_000)
  }
}
