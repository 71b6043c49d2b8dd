import FactSchema
import RowSchema
import SwiftProtobuf
import TestSupport
import Testing

@testable import Domain

@Suite struct `What an erasure says` {
  var world = World()
  let ada: String

  init() throws {
    ada = try world.record(.contactCreated(.with { ($0.name, $0.emails) = ("Ada", ["ada@example.org"]) })).subject
      .description
  }

  private mutating func erase() throws -> PersonalDataErased {
    let contact = ada
    let event = try world.record(.personalDataErased(.with { ($0.contact, $0.reason) = (contact, "Asked for") }))
    return event.fact.personalDataErased
  }

  private func key(_ address: String) throws -> String {
    try world.key(of: #require(Address.id(of: address, region: nil))).digits
  }

  @Test mutating func `is which fields each fact had, those of most of a type once`() throws {
    let contact = ada
    var positions: [String: [Position]] = [:]
    for place in 0..<7 {
      let (subject, text) = (place < 3 ? "S" : "", place == 2 || place > 3 ? "T" : "")
      let position = world.next
      try world.record(
        .emailLogged(
          .with { ($0.contact, $0.direction, $0.subject, $0.text) = (contact, .inbound, subject, text) }))
      positions[subject + text, default: []].append(position)
    }
    let said = try erase()
    let fields = ErasedFields(said)
    let type = FactType.emailLogged.rawValue
    #expect(said.fields.count { $0.fact == "EmailLogged" } == 3)
    #expect(
      said.fields.first { $0.fact == "EmailLogged" } == .with { ($0.fact, $0.fields) = ("EmailLogged", ["text"]) })
    for position in positions["S"] ?? [] { #expect(fields.fields(of: type, at: position) == ["subject"]) }
    for position in positions["ST"] ?? [] { #expect(fields.fields(of: type, at: position) == ["subject", "text"]) }
    for position in positions["T"] ?? [] { #expect(fields.fields(of: type, at: position) == ["text"]) }
    #expect(fields.fields(of: FactType.contactCreated.rawValue, at: Position(1)) == ["name", "emails"])
  }

  @Test mutating func `names at most 2,000 facts that had other fields than most`() throws {
    let contact = ada
    let first = world.next
    for place in 0..<4_003 {
      let (subject, text) = place < 2_001 ? ("S", "") : ("", "T")
      try world.record(
        .emailLogged(
          .with { ($0.contact, $0.direction, $0.subject, $0.text) = (contact, .inbound, subject, text) }))
    }
    let fields = ErasedFields(try erase())
    let type = FactType.emailLogged.rawValue
    #expect(fields.fields(of: type, at: first) == ["subject"])
    #expect(fields.fields(of: type, at: Position(first.value + 1_999)) == ["subject"])
    #expect(fields.fields(of: type, at: Position(first.value + 2_000)) == ["text"])
    #expect(fields.fields(of: type, at: Position(first.value + 2_001)) == ["text"])
  }

  @Test mutating func `is which addresses are suppressed: all that were said, but by mistake`() throws {
    let contact = ada
    try world.record(.contactDetailsChanged(.with { ($0.contact, $0.emails) = (contact, ["new@example.org"]) }))
    let mistake = world.next
    try world.record(.contactDetailsChanged(.with { ($0.contact, $0.emails) = (contact, ["bob@example.org"]) }))
    try world.record(.factRetracted(.with { ($0.position, $0.reason) = (mistake.value, "mistaken") }))
    let suppression = try world.record(
      .suppressionAdded(.with { ($0.address, $0.reason) = ("ada@example.org", "Asked for") })
    ).subject
    let said = try erase()
    #expect(try said.addressKeys == [key("new@example.org"), key("ada@example.org")])
    #expect(said.suppressions == [suppression.description])
    #expect(try world.words(onAddress: #require(ExternalKey(ofAddress: key("bob@example.org")))).isEmpty)
    #expect(said.fields.first { $0.fact == "SuppressionAdded" }?.fields == ["address", "reason"])
  }
}
