import APISchema
import Domain
import FactSchema
import ReadModels
import RowSchema
import SwiftProtobuf
import TestSupport
import Testing

@Suite struct `A contact's history` {
  private func positions(_ side: ReadSide, _ body: (inout ContactHistoryRequest) -> Void) throws -> [UInt64] {
    try side.ask(body).entries.map(\.position)
  }

  @Test func `has every fact that is about the contact, names it or implies it, newest first`() throws {
    var world = World()
    let ada = try world.contact("Ada")
    let bob = try world.contact("Bob")
    try world.call(ada)
    let deal = try world.deal(ada)
    try world.record(.dealWon(.with { $0.deal = deal.description }))
    try world.call(bob)
    let side = try ReadSide(world)
    #expect(try positions(side) { $0.contact = ada.description } == [5, 4, 3, 1])
    #expect(
      try positions(side) {
        $0.contact = ada.description
        $0.backward = false
      } == [1, 3, 4, 5])
  }

  /// Lines are looked at eight bytes at a time: their end must be found wherever it stands.
  @Test(arguments: ["\n", "\r", "\r\n"])
  func `quotes the first line only`(_ end: String) throws {
    var world = World()
    let ada = try world.contact("Ada")
    for filler in ["a", "é", "\t"] {
      for count in 1..<20 {
        let line = "a" + String(repeating: filler, count: count)
        let notes = line + end + "and more than one line has\nof text"
        try world.record(
          .callLogged(
            .with {
              $0.contact = ada.description
              $0.direction = .inbound
              $0.notes = notes
            }))
        let side = try ReadSide(world)
        let entry = try side.ask { (r: inout ContactHistoryRequest) in r.contact = ada.description }.entries.first
        #expect(entry?.summary == "Call received: " + line)
      }
    }
  }

  /// Quotes are kept as ranges of the fact's own bytes: wherever those stand, and cut off or not.
  @Test func `quotes texts between characters, whole ones to their end`() throws {
    var world = World()
    let ada = try world.contact("Ada")
    func note(_ text: String) -> Fact.OneOf_Fact {
      .noteAdded(
        .with {
          $0.contact = ada.description
          $0.text = text
        })
    }
    let long = String(repeating: "é", count: 60)
    let cases: [(Fact.OneOf_Fact, String)] = [
      (note("short"), "Note: short"),
      (note(String(repeating: "n", count: 80)), "Note: " + String(repeating: "n", count: 80)),
      (note(String(repeating: "n", count: 81)), "Note: " + String(repeating: "n", count: 80) + "…"),
      (note("x" + long), "Note: x" + String(repeating: "é", count: 39) + "…"),
      (note("\nsecond line"), "Note: second line"),
      (
        .emailLogged(
          .with {
            $0.contact = ada.description
            $0.direction = .outbound
            $0.subject = "same"
            $0.text = "same"
          }), "E-mail sent: same"
      ),
      (
        .contactTagged(
          .with {
            $0.contact = ada.description
            $0.tags = ["vip", "north"]
          }), "Tagged: vip, north"
      ),
      (
        .callLogged(
          .with {
            $0.contact = ada.description
            $0.direction = .outbound
          }), "Call made"
      ),
      (
        .messageLogged(
          .with {
            $0.contact = ada.description
            $0.direction = .inbound
            $0.channel = "sms"
            $0.text = "On my way"
          }), "Message (sms) received: On my way"
      ),
      (
        .letterLogged(
          .with {
            $0.contact = ada.description
            $0.direction = .outbound
            $0.subject = "Offer"
            $0.text = "Dear Ada"
          }), "Letter sent: Offer"
      ),
      (
        .meetingLogged(
          .with {
            $0.contact = ada.description
            $0.durationSeconds = 3_725
            $0.subject = "Kick-off"
          }), "Meeting, 1 h 2 min: Kick-off"
      ),
      (
        .visitLogged(
          .with {
            $0.contact = ada.description
            $0.durationSeconds = 59
            $0.text = "Tour"
          }), "Visit, 59 s: Tour"
      ),
    ]
    for (fact, _) in cases { try world.record(fact) }
    let side = try ReadSide(world)
    let entries = try side.ask { (r: inout ContactHistoryRequest) in r.contact = ada.description }.entries
    #expect(entries.dropLast().map(\.summary).reversed() == cases.map(\.1))
    #expect(entries.map(\.fact) == world.events.reversed().map(\.fact))
  }

  @Test func `says what happened, when and by whom`() throws {
    var world = World()
    let ada = try world.contact("Ada")
    try world.record(
      .callLogged(
        .with {
          $0.contact = ada.description
          $0.direction = .inbound
          $0.durationSeconds = 150
          $0.outcome = "reached"
          $0.notes = "Wants a quote\nfor two"
        }), at: .day(3), uid: 7)
    let side = try ReadSide(world)
    let entry = try #require(
      try side.ask { (r: inout ContactHistoryRequest) in r.contact = ada.description }.entries.first)
    #expect(entry.fact == world.events[1].fact)
    #expect(entry.occurredAt == Instant.day(3).timestamp)
    #expect(entry.recordedAt == world.now.timestamp)
    #expect(entry.actor.uid == 7)
    #expect(entry.actor.name == "user7")
    #expect(entry.actor.role == "agent")
    #expect(entry.summary == "Call received, 2 min, reached: Wants a quote")
    #expect(!entry.hasRetractedBy)
  }

  @Test func `keeps what was retracted and says by what`() throws {
    var world = World()
    let ada = try world.contact("Ada")
    let call = try world.call(ada)
    try world.retract(call)
    let side = try ReadSide(world)
    let entries = try side.ask { (r: inout ContactHistoryRequest) in r.contact = ada.description }.entries
    #expect(entries.map(\.position) == [3, 2, 1])
    #expect(entries.map { $0.hasRetractedBy ? $0.retractedBy : 0 } == [0, 3, 0])
  }

  @Test func `can be asked for some types of facts only`() throws {
    var world = World()
    let ada = try world.contact("Ada")
    try world.call(ada)
    _ = try world.deal(ada)
    let side = try ReadSide(world)
    #expect(
      try positions(side) {
        $0.contact = ada.description
        $0.types = ["CallLogged", "ContactCreated"]
      } == [2, 1])
    let refusal = try side.refusal(
      ContactHistoryRequest.with {
        $0.contact = ada.description
        $0.types = ["CallLogged", "Call"]
      })
    #expect(refusal.field == "types[1]")
  }

  @Test(arguments: [1, 2, 3, 7, 50])
  func `comes in the order of time too, page by page`(limit: Int) throws {
    var world = World()
    let ada = try world.contact("Ada")
    for (index, day) in [40, 10, nil, 30, nil, nil, 20, 10].enumerated() {
      try world.call(ada, seconds: Int64(index), at: day.map { .day($0) })
    }
    let side = try ReadSide(world)
    let expected = world.events.map(\.header).sorted {
      ($0.occurredAt, $0.position) < ($1.occurredAt, $1.position)
    }.map(\.position.value)
    for backward in [false, true] {
      let request = ContactHistoryRequest.with {
        $0.contact = ada.description
        $0.order = .occurred
        $0.backward = backward
        $0.limit = UInt32(limit)
      }
      var seen: [UInt64] = []
      try side.pages(request) { reply in
        seen += reply.entries.map(\.position)
        return reply.hasCursor ? reply.cursor : nil
      }
      let ordered: [UInt64] = backward ? expected.reversed() : expected
      #expect(seen == ordered)
    }
  }

  @Test(arguments: [1, 2, 5, 50], [false, true])
  func `comes in the order of time when the daemon's clock was begun anew`(limit: UInt32, backward: Bool) throws {
    var world = World()
    let ada = try world.contact("Ada")
    let right = world.now
    for ahead in [0, 5, 2] as [Int64] {
      let was = world.now
      world.now = Instant(microseconds: right.microseconds + ahead * 365 * 86_400_000_000 + 60_000_000)
      if world.now < was { try world.record(.clockReset(.with { $0.was = was.timestamp })) }
      for index in 0..<4 {
        let back = Instant(microseconds: world.now.microseconds - 86_400_000_000 * 400)
        try world.call(ada, seconds: Int64(index), at: index == 1 ? back : nil)
      }
    }
    let side = try ReadSide(world, batches: [3])
    var expected = world.events.map(\.header).filter { $0.subject.kind == .contact }.sorted {
      ($0.occurredAt, $0.position) < ($1.occurredAt, $1.position)
    }.map(\.position.value)
    if backward { expected.reverse() }
    let request = ContactHistoryRequest.with {
      ($0.contact, $0.order, $0.backward, $0.limit) = (ada.description, .occurred, backward, limit)
    }
    var seen: [UInt64] = []
    try side.pages(request) { reply in
      seen += reply.entries.map(\.position)
      return reply.hasCursor ? reply.cursor : nil
    }
    #expect(seen == expected)
  }

  @Test func `is empty for a filter that nothing meets, and not found for an unknown contact`() throws {
    var world = World()
    let ada = try world.contact("Ada")
    let side = try ReadSide(world)
    #expect(
      try positions(side) {
        $0.contact = ada.description
        $0.types = ["CallLogged"]
      } == [])
    let refusal = try side.refusal(ContactHistoryRequest.with { $0.contact = SubjectID(.contact, 99).description })
    #expect(refusal.code == .notFound)
    #expect(refusal.field == "contact")
  }
}

@Suite struct `A cursor` {
  @Test func `neither repeats nor skips while new entries come`() throws {
    var world = World()
    let ada = try world.contact("Ada")
    for _ in 0..<20 { try world.call(ada) }
    let side = try ReadSide(world)
    let request = ContactHistoryRequest.with {
      $0.contact = ada.description
      $0.limit = 3
    }
    var seen: [UInt64] = []
    try side.pages(request) { reply in
      seen += reply.entries.map(\.position)
      try world.call(ada)
      try side.follow(world)
      return reply.hasCursor ? reply.cursor : nil
    }
    #expect(seen == Array((1...21).reversed()))
  }

  @Test func `goes on in a view that was made again`() throws {
    var world = World()
    for index in 0..<10 { _ = try world.contact("Contact \(index)") }
    let first = try ReadSide(world).ask { (r: inout ContactFindRequest) in r.limit = 4 }
    let second = try ReadSide(world, batches: [3]).ask { (r: inout ContactFindRequest) in
      r.limit = 100
      r.cursor = first.cursor
    }
    #expect((first.contacts + second.contacts).map(\.name) == (0..<10).map { "Contact \($0)" })
    #expect(!second.hasCursor)
  }

  @Test func `of another query is refused`() throws {
    var world = World()
    for index in 0..<10 { _ = try world.contact("Contact \(index)", owner: "carl") }
    let side = try ReadSide(world)
    let reply = try side.ask { (r: inout ContactFindRequest) in r.limit = 4 }
    let refusal = try side.refusal(
      ContactFindRequest.with {
        $0.owner = "carl"
        $0.cursor = reply.cursor
      })
    #expect(refusal.code == .invalid)
    #expect(refusal.field == "cursor")
  }

  @Test(arguments: 0..<8)
  func `that was tampered with is refused or gives a page, and harms nothing`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var world = World()
    for index in 0..<10 { _ = try world.contact("Contact \(index)") }
    let side = try ReadSide(world)
    let cursor = Array(try side.ask { (r: inout ContactFindRequest) in r.limit = 4 }.cursor.utf8)
    for _ in 0..<200 {
      var forged = cursor
      for _ in 0...Int.random(in: 0..<3, using: &generator) {
        forged[Int.random(in: 0..<forged.count, using: &generator)] = UInt8.random(in: 33..<127, using: &generator)
      }
      if Bool.random(using: &generator) { forged.removeLast(Int.random(in: 0..<forged.count, using: &generator)) }
      do {
        _ = try side.ask { (r: inout ContactFindRequest) in r.cursor = String(decoding: forged, as: UTF8.self) }
      } catch let refusal as Refusal {
        #expect(refusal.field == "cursor")
      }
    }
  }

  @Test func `is given until the end, whatever the limit`() throws {
    var world = World()
    for index in 0..<7 { _ = try world.contact("Contact \(index)") }
    let side = try ReadSide(world)
    for limit in [1, 2, 6, 7, 8, 5_000] {
      var names: [String] = []
      try side.pages(ContactFindRequest.with { $0.limit = UInt32(limit) }) { reply in
        #expect(reply.contacts.count <= limit)
        names += reply.contacts.map(\.name)
        return reply.hasCursor ? reply.cursor : nil
      }
      #expect(names == (0..<7).map { "Contact \($0)" })
    }
  }
}
