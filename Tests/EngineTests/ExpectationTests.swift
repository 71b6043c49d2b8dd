import APISchema
import Domain
import FactSchema
import RowSchema
import SwiftProtobuf
import TestSupport
import Testing

@testable import Engine

/// Two people who work on one contact, each knowing the version that they read.
@Suite struct `A version expected that is behind` {
  private static func changed(_ contact: String, _ fill: (inout ContactDetailsChanged) -> Void) -> Fact.OneOf_Fact {
    .contactDetailsChanged(
      .with {
        $0.contact = contact
        fill(&$0)
      })
  }

  /// What comes of a fact about the contact by someone who knows that version of it.
  private static func refusal(
    _ kith: TestEngine, _ fact: Fact.OneOf_Fact, _ contact: String, _ version: UInt64
  ) async -> Refusal? {
    var request = request([fact])
    request.expect = [.with { ($0.subject, $0.version) = (contact, version) }]
    do {
      _ = try await kith.record(request, uid: 1001)
      return nil
    } catch {
      return error as? Refusal
    }
  }

  @Test func `does not stand against a change of other fields`() async throws {
    let kith = try TestEngine()
    defer { try? kith.stop() }
    let ada = try await kith.record(created("Ada")).events[0].subject
    _ = try await kith.record(Self.changed(ada) { $0.owner = "kim" })
    _ = try await kith.record(.contactTagged(.with { ($0.contact, $0.tags) = (ada, ["vip"]) }))
    #expect(await Self.refusal(kith, Self.changed(ada) { $0.source = "web" }, ada, 1) == nil)
    #expect(await Self.refusal(kith, .contactTagged(.with { ($0.contact, $0.tags) = (ada, ["new"]) }), ada, 1) == nil)
    let card = try await kith.card(ada)
    #expect((card.owner, card.source, card.version) == ("kim", "web", 5))
    #expect(card.tags.sorted() == ["new", "vip"])
  }

  @Test func `names the field that somebody changed, who, when and to what`() async throws {
    let kith = try TestEngine()
    defer { try? kith.stop() }
    let ada = try await kith.record(created("Ada")).events[0].subject
    _ = try await kith.record(Self.changed(ada) { $0.owner = "kim" })
    let changed = try await kith.record(Self.changed(ada) { $0.emails = ["a@example.org", "b@example.org"] })
    let mine = Self.changed(ada) { ($0.source, $0.emails) = ("web", ["c@example.org"]) }
    let refusal = await Self.refusal(kith, mine, ada, 2)
    #expect(refusal?.code == .stale && refusal?.field == "events[0].data.emails" && refusal?.event == 0)
    #expect(refusal?.position == Position(changed.position) && refusal?.version == Version(3))
    #expect(refusal?.change?.uid == 1000 && refusal?.change?.isPersonal == true)
    #expect(refusal?.change?.value == "a@example.org, b@example.org")
    #expect(refusal?.change?.recordedAt.timestamp == changed.recordedAt)
    // Nothing of it was recorded, and knowing that change it is.
    #expect(try await kith.card(ada).source.isEmpty)
    #expect(await Self.refusal(kith, mine, ada, 3) == nil)
    let cleared = try await kith.record(Self.changed(ada) { $0.clear = ["owner"] })
    let other = await Self.refusal(kith, Self.changed(ada) { $0.owner = "eve" }, ada, 4)
    #expect(other?.code == .stale && other?.change?.value == nil && other?.position == Position(cleared.position))
    // The same tag is the same field.
    _ = try await kith.record(.contactTagged(.with { ($0.contact, $0.tags) = (ada, ["vip", "new"]) }))
    let untagged = Fact.OneOf_Fact.contactUntagged(.with { ($0.contact, $0.tags) = (ada, ["old", "new"]) })
    #expect(await Self.refusal(kith, untagged, ada, 5)?.change?.value == "new")
  }

  @Test func `stands where what was changed since cannot be told field by field`() async throws {
    let kith = try TestEngine()
    defer { try? kith.stop() }
    let ada = try await kith.record(created("Ada")).events[0].subject
    _ = try await kith.record(Self.changed(ada) { $0.owner = "kim" })
    // A fact that changes no field of the contact, a version that is not there yet, and one of nothing.
    let facts: [(fact: Fact.OneOf_Fact, version: UInt64)] = [
      (called(ada), 1), (Self.changed(ada) { $0.source = "web" }, 3), (called(ada), 0),
    ]
    for (fact, version) in facts {
      let refusal = await Self.refusal(kith, fact, ada, version)
      #expect(refusal?.code == .conflict && refusal?.reason == .version && refusal?.version == Version(2))
    }
    // More facts since than are looked at.
    for number in 0..<UInt64(Expectations.factsMax) {
      _ = try await kith.record(Self.changed(ada) { $0.owner = "user\(number)" })
    }
    #expect(await Self.refusal(kith, Self.changed(ada) { $0.source = "web" }, ada, 1)?.reason == .version)
    #expect(await Self.refusal(kith, Self.changed(ada) { $0.source = "web" }, ada, 2) == nil)
  }

  @Test func `holds for deals, tasks and campaigns alike`() async throws {
    let kith = try TestEngine()
    defer { try? kith.stop() }
    let ada = try await kith.record(created("Ada")).events[0].subject
    let deal = try await kith.record(.dealOpened(.with { ($0.contact, $0.title) = (ada, "Mill") })).events[0].subject
    _ = try await kith.record(.dealRevised(.with { ($0.deal, $0.owner) = (deal, "kim") }))
    let moved = Fact.OneOf_Fact.dealStageChanged(.with { ($0.deal, $0.stage) = (deal, "proposal") })
    #expect(await Self.refusal(kith, moved, deal, 1) == nil)
    let again = Fact.OneOf_Fact.dealStageChanged(.with { ($0.deal, $0.stage) = (deal, "qualified") })
    #expect(await Self.refusal(kith, again, deal, 2)?.change?.value == "proposal")
    // What a deal is won at is not told field by field.
    #expect(await Self.refusal(kith, .dealWon(.with { $0.deal = deal }), deal, 2)?.reason == .version)
    // A fact about something else says nothing of it.
    #expect(await Self.refusal(kith, called(ada), deal, 2)?.reason == .version)
  }
}
