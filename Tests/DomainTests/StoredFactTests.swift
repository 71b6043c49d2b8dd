import Domain
import FactSchema
import SwiftProtobuf
import TestSupport
import Testing

/// Bytes as 1.0.0 wrote them, which took texts as they came and said no region: for ever readable.
@Suite struct `A fact of the first release` {
  /// `{contact, kind: PERSON, tags: ["vip"], name: "Zoë " in NFD, phones: ["030 1234567"], externalId: "café " in NFD}`
  static let created =
    "0a22636f6e746163745f303030303030303030303030303030303030303030303030326110014a03766970"
    + "1a065a6f65cc8820420b3033302031323334353637620763616665cc8120"
  static let contact = SubjectID(.contact, 74)

  static var message: [UInt8] {
    stride(from: 0, to: created.utf8.count, by: 2).compactMap { offset in
      let start = created.index(created.startIndex, offsetBy: offset)
      return UInt8(created[start..<created.index(start, offsetBy: 2)], radix: 16)
    }
  }

  @Test func `is read as it was written`() throws {
    let fact = try FactCodec.content(type: 16, message: Self.message).fact.contactCreated
    #expect(SubjectID(fact.contact) == Self.contact)
    #expect(Array(fact.name.utf8) == Array("Zoe\u{308} ".utf8))
    #expect(fact.phones == ["030 1234567"])
    #expect(fact.tags == ["vip"])
    #expect(fact.phoneRegion == "")
    #expect(try FactCodec.encode(.with { $0.contactCreated = fact }).message == Self.message)
  }

  @Test func `evolves into what is compared in the forms of today`() throws {
    let header = EventHeader(
      position: Position(1), type: 16, recordedAt: World().now, occurredAt: World().now, subject: Self.contact,
      version: Version(1), uid: 1000, role: .agent)
    var world = World()
    let event = RecordedEvent(header: header, fact: try FactCodec.content(type: 16, message: Self.message))
    world.append(event, changes: try evolve(event, knowing: world))
    #expect(world.holders == [world.key(of: ExternalID(.contact, "caf\u{E9}")): Self.contact])
    world.expectRefusal(
      .conflict, "externalId", reason: "externalIdTaken",
      of: .contactCreated(.with { ($0.name, $0.externalID) = ("New", "caf\u{E9}") }))
    let change = ContactDetailsChanged.with { ($0.contact, $0.externalID) = (Self.contact.description, "caf\u{E9}") }
    try world.record(.contactDetailsChanged(change))
    #expect(world.holders == [world.key(of: ExternalID(.contact, "caf\u{E9}")): Self.contact])
  }
}
