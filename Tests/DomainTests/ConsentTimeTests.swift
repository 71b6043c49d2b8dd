import Domain
import FactSchema
import RowSchema
import SwiftProtobuf
import TestSupport
import Testing

/// What a contact said counts from when it was said, whenever that was recorded.
@Suite struct `Consent and time` {
  var world = World()
  let ada: SubjectID
  let campaign: SubjectID

  init() throws {
    ada = try world.record(.contactCreated(.with { $0.name = "Ada" })).subject
    campaign = try world.record(
      .campaignCreated(.with { ($0.name, $0.channel, $0.purpose) = ("C", "email", "news") })
    ).subject
  }

  private static func day(_ day: Int64, _ hour: Int64 = 0) -> Instant {
    // 2026-10-01 and later.
    Instant(microseconds: 1_790_812_800_000_000 + (day * 24 + hour) * 3_600_000_000)
  }

  private func granted(_ purpose: String = "news", _ body: (inout ConsentGranted) -> Void = { _ in }) -> Fact.OneOf_Fact
  {
    var fact = ConsentGranted.with { ($0.contact, $0.purpose, $0.channel) = (ada.description, purpose, "email") }
    body(&fact)
    return .consentGranted(fact)
  }

  private func withdrawn(_ purpose: String = "news") -> Fact.OneOf_Fact {
    .consentWithdrawn(.with { ($0.contact, $0.purpose, $0.channel) = (ada.description, purpose, "email") })
  }

  private func maySend(_ world: World, at time: Instant? = nil) -> Bool { reason(world, at: time) == nil }

  private func reason(_ world: World, at time: Instant? = nil) -> ErrorReason? {
    let sent = CampaignSent.with { ($0.campaign, $0.contact) = (campaign.description, ada.description) }
    do throws(Refusal) {
      _ = try world.decided(.campaignSent(sent), at: time)
      return nil
    } catch {
      return error.reason
    }
  }

  @Test func `goes by what was said last, not by what was recorded last`() throws {
    var world = world
    try world.record(granted(), at: Self.day(5))
    try world.record(withdrawn(), at: Self.day(3))
    #expect(maySend(world))
    try world.record(withdrawn("*"), at: Self.day(6))
    try world.record(granted(), at: Self.day(4))
    #expect(!maySend(world))
  }

  @Test func `goes by the withdrawal of two that were said at the same time`() throws {
    for isWithdrawnFirst in [true, false] {
      for purpose in ["news", "*"] {
        var world = world
        let words = [withdrawn(purpose), granted()]
        for word in isWithdrawnFirst ? words : words.reversed() { try world.record(word, at: Self.day(5)) }
        #expect(!maySend(world))
      }
    }
  }

  @Test func `judges a message by what was said up to when it was sent`() throws {
    var world = world
    try world.record(withdrawn(), at: Self.day(3))
    try world.record(granted(), at: Self.day(5))
    #expect(maySend(world, at: Self.day(2)))
    #expect(reason(world, at: Self.day(3)) == .consentWithdrawn)
    #expect(reason(world, at: Self.day(4)) == .consentWithdrawn)
    #expect(maySend(world, at: Self.day(5)))
    // What is taken back was never said, for messages of that time either.
    try world.retract(Position(3), confirming: true)
    #expect(maySend(world, at: Self.day(4)))
  }

  @Test func `judges it by responses too, also one that was retracted and whose objection stays`() throws {
    var world = world
    try world.record(
      .campaignSent(.with { ($0.campaign, $0.contact) = (campaign.description, ada.description) }), at: Self.day(1))
    let response = CampaignResponseRecorded.with {
      ($0.campaign, $0.contact, $0.response) = (campaign.description, ada.description, .unsubscribed)
    }
    try world.record(.campaignResponseRecorded(response), at: Self.day(3))
    let position = world.head
    try world.record(granted(), at: Self.day(5))
    #expect(reason(world, at: Self.day(4)) == .consentWithdrawn)
    try world.retract(position)
    #expect(reason(world, at: Self.day(4)) == .consentWithdrawn)
    #expect(maySend(world, at: Self.day(2)) && maySend(world))
  }

  @Test func `ends at the time that was said, and nothing is sent on an earlier word`() throws {
    var world = world
    try world.record(granted("*"), at: Self.day(1))
    try world.record(granted { $0.untilAt = Self.day(7).timestamp }, at: Self.day(2))
    #expect(maySend(world, at: Instant(microseconds: Self.day(7).microseconds - 1)))
    #expect(reason(world, at: Self.day(7)) == .consentEnded)
    #expect(reason(world) == .consentEnded)
    try world.record(granted(), at: Self.day(8))
    #expect(maySend(world) && reason(world, at: Self.day(7)) == .consentEnded)
  }

  @Test(
    arguments: [("", 24), ("Europe/Berlin", 22), ("America/New_York", 28), ("Asia/Tokyo", 15)] as [(String, Int64)])
  func `holds to the end of its last day in the company's zone`(_ zone: String, _ hours: Int64) throws {
    var world = world
    if !zone.isEmpty { try world.record(.companyConfigured(.with { $0.timeZone = zone })) }
    try world.record(granted { $0.untilOn = "2026-10-08" }, at: Self.day(2))
    let end = Self.day(7, hours)
    #expect(maySend(world, at: Instant(microseconds: end.microseconds - 1)))
    #expect(reason(world, at: end) == .consentEnded)
  }

  @Test func `has a basis, and one end at most`() throws {
    #expect(try world.decided(granted()).fact.consentGranted.basis == .consent)
    #expect(try world.decided(granted { $0.basis = .contract }).fact.consentGranted.basis == .contract)
    world.expectRefusal(.invalid, "basis", of: granted { $0.basis = .UNRECOGNIZED(9) })
    world.expectRefusal(.invalid, "untilOn", of: granted { $0.untilOn = "soon" })
    world.expectRefusal(
      .invalid, "untilOn",
      of: granted { ($0.untilOn, $0.untilAt) = ("2027-01-01", Self.day(40).timestamp) })
  }

  /// Every order in which four words can be recorded, of all kinds; held against looking through all of them.
  @Test func `is the same in whatever order it is recorded`() throws {
    var generator = SeededGenerator(seed: 21)
    for _ in 0..<60 {
      let words = (0..<4).map { _ in
        let isGranted = Bool.random(using: &generator)
        let purpose = ["news", "*", "offers"].randomElement(using: &generator) ?? "*"
        let end = Int64.random(in: 0..<14, using: &generator)
        return (isGranted, purpose, Int64.random(in: 1...4, using: &generator), isGranted && end < 7 ? end : nil)
      }
      let moments: [Instant?] = [nil] + (0...7).map { Self.day($0, 12) }
      var known: [[SubjectState.ConsentState]] = []
      for order in Self.orders(of: 4) {
        var world = world
        for index in order {
          let (isGranted, purpose, day, end) = words[index]
          let word =
            isGranted
            ? granted(purpose) { fact in end.map { fact.untilAt = Self.day($0).timestamp } } : withdrawn(purpose)
          try world.record(word, at: Self.day(day))
        }
        for moment in moments {
          let time = moment ?? world.now
          // At the same time a withdrawal, whatever it is on; of those that grant the one that was recorded last.
          let said = order.map { words[$0] }.filter { $0.1 != "offers" && Self.day($0.2) <= time }
          let latest = said.map(\.2).max()
          let last = said.filter { $0.2 == latest }
          let holds = last.allSatisfy(\.0) && (last.last?.3).flatMap { $0 }.map { time < Self.day($0) } ?? true
          #expect(maySend(world, at: moment) == (last.isEmpty || last.allSatisfy(\.0) && holds), "\(words), \(order)")
        }
        let rows = world.states[ada]?.contact.consents ?? []
        known.append(
          rows.map { row in
            .with { ($0.purpose, $0.granted, $0.occurredAt) = (row.purpose, row.granted, row.occurredAt) }
          })
      }
      // But for which of two that say the same counts.
      let times = known.map { $0.map(\.occurredAt) }
      #expect(Set(times).count == 1 && Set(known.map { Set($0) }).count == 1)
    }
  }

  private static func orders(of count: Int) -> [[Int]] {
    if count == 0 { return [[]] }
    return orders(of: count - 1).flatMap { order in
      (0...order.count).map { place in Array(order[..<place]) + [count - 1] + Array(order[place...]) }
    }
  }
}
