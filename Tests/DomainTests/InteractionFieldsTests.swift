@testable import Domain
import FactSchema
import SwiftProtobuf
import TestSupport
import Testing

@Suite struct `An interaction read in place` {
  static let kinds = FactType.allCases.filter { $0.isInteraction || $0 == .noteAdded }

  @Test(arguments: kinds) func `has the fields that protobuf's own library finds`(_ kind: FactType) throws {
    let company = try Company()
    let content = try Self.whole(kind, company)
    var fact = Fact()
    fact.fact = content
    let encoded = try FactCodec.encode(fact)
    let fields = try #require(InteractionFields(encoded.content))
    func text(_ range: Range<Int>) -> String { String(decoding: fields.message[range], as: UTF8.self) }
    let found = [
      text(fields.contact), "\(fields.direction)", "\(fields.durationSeconds)", text(fields.outcome),
      text(fields.channel), text(fields.subject), text(fields.content), text(fields.deal), text(fields.campaign),
      fields.also.map(text).joined(separator: " "),
      text(fields.onBehalfOf),
    ]
    let contact = company.ada.description
    let deal = company.deal.description
    let campaign = company.campaign.description
    let also = "\(company.bob) \(company.acme)"
    let expected =
      switch kind {
      case .callLogged: [contact, "2", "300", "reached", "", "", "Ünder\nline", deal, "", also, "carl"]
      case .meetingLogged, .visitLogged: [contact, "0", "300", "", "", "Ünder", "line", deal, "", also, "carl"]
      case .noteAdded: [contact, "0", "0", "", "", "", "Ünder\nline", deal, "", "", ""]
      default: [contact, "1", "0", "", "chat", "Ünder", "line", deal, campaign, also, "carl"]
      }
    #expect(found == expected)
    #expect(encoded.fact == fact)
    #expect(encoded.personal.count == encoded.message.count - encoded.openCount)

    // Of one whose contact was erased there are the open fields.
    let erased = try #require(InteractionFields(kind, message: encoded.open))
    #expect(erased.subject.isEmpty && erased.content.isEmpty)
    #expect(erased.message[erased.deal] == fields.message[fields.deal])
  }

  @Test(arguments: kinds) func `is nothing that its bytes do not end as`(_ kind: FactType) {
    for bytes in [[0x0A], [0x0A, 5, 65], [0x0B], [0x80], [0x09, 1, 2], [0x0D, 1]] as [[UInt8]] {
      #expect(InteractionFields(kind, message: bytes) == nil)
      #expect(throws: FactCodec.Failure.malformed) { try FactCodec.content(type: kind.rawValue, message: bytes) }
    }
    #expect(InteractionFields(kind, message: []) != nil)
  }

  @Test func `is nothing else's`() throws {
    let company = try Company()
    for kind in FactType.allCases where !Self.kinds.contains(kind) {
      var fact = Fact()
      fact.fact = company.sample(kind)
      #expect(try InteractionFields(FactCodec.encode(fact).content) == nil)
    }
  }

  @Test(arguments: [FactType.emailLogged, .letterLogged])
  func `gets the usual channel as if it had been sent with it`(_ kind: FactType) throws {
    let company = try Company()
    for leavingOut in [[3], [3, 5], [3, 6, 7], [3, 4, 5, 6, 7]] as [[Int]] {
      var content = try Self.whole(kind, company)
      for field in leavingOut { content = try without(field, content) }
      let decided = try company.world.decided(content)
      var sent = Fact()
      sent.fact = try setting(3, to: kind == .emailLogged ? "email" : "letter", content)
      let expected = try FactCodec.encode(sent)
      #expect(decided.encoded.message == expected.message)
      #expect(decided.encoded.openCount == expected.openCount)
      #expect(decided.fact == sent)
    }
  }

  /// A fact of that kind with every field set.
  private static func whole(_ kind: FactType, _ company: Company) throws -> Fact.OneOf_Fact {
    let contact = company.ada.description
    let deal = company.deal.description
    let also = [company.bob.description, company.acme.description]
    switch kind {
    case .callLogged:
      return .callLogged(
        .with {
          $0.also = also
          ($0.contact, $0.direction, $0.durationSeconds) = (contact, .outbound, 300)
          ($0.outcome, $0.notes, $0.deal, $0.onBehalfOf) = ("reached", "Ünder\nline", deal, "carl")
        })
    case .emailLogged, .messageLogged, .letterLogged:
      let message = EmailLogged.with {
        ($0.contact, $0.direction, $0.channel, $0.subject) = (contact, .inbound, "chat", "Ünder")
        ($0.text, $0.deal, $0.campaign, $0.also) = ("line", deal, company.campaign.description, also)
        $0.onBehalfOf = "carl"
      }
      // All three have the same fields.
      return try #require(FactCodec.decode(type: kind.rawValue, message: message.serializedBytes()).fact)
    case .meetingLogged, .visitLogged:
      let message = MeetingLogged.with {
        ($0.contact, $0.durationSeconds, $0.subject, $0.text, $0.deal) = (contact, 300, "Ünder", "line", deal)
        $0.also = also
        $0.onBehalfOf = "carl"
      }
      return try #require(FactCodec.decode(type: kind.rawValue, message: message.serializedBytes()).fact)
    default:
      return .noteAdded(.with { ($0.contact, $0.text, $0.deal) = (contact, "Ünder\nline", deal) })
    }
  }
}
