import APISchema
import Domain
import FactSchema
import ReadModels
import RowSchema
import SwiftProtobuf
import TestSupport
import Testing

/// Who may not see names is not told their order either.
@Suite struct `Contacts for who may not see their names` {
  private static func world(_ seed: UInt64) throws -> (world: World, ids: [String]) {
    var generator = SeededGenerator(seed: seed)
    var world = World()
    var ids: [String] = []
    for number in 0..<57 {
      let name = "\(generator.pick(["Zoe", "Ada", "Mia"])) \(generator.below(1_000))"
      ids.append(try world.contact(name).description)
      if number.isMultiple(of: 5) {
        try world.record(.contactTagged(.with { ($0.contact, $0.tags) = (ids[number], ["odd"]) }))
      }
    }
    return (world, ids)
  }

  @Test(arguments: [1, 2, 7, 56, 57, 1_000] as [UInt32])
  func `come in the order of their ids, each once, whatever is renamed meanwhile`(limit: UInt32) throws {
    var (world, ids) = try Self.world(UInt64(limit))
    let side = try ReadSide(world)
    var given: [String] = []
    try side.pages(ContactFindRequest.with { $0.limit = limit }, seesPersonal: false) { reply in
      given += reply.contacts.map(\.id)
      try world.record(.contactDetailsChanged(.with { ($0.contact, $0.name) = (ids[3], "Name \(given.count)") }))
      try side.follow(world)
      return reply.hasCursor ? reply.cursor : nil
    }
    #expect(given == ids.sorted())
  }

  @Test func `with a tag are those of everybody else`() throws {
    let (world, _) = try Self.world(3)
    let side = try ReadSide(world)
    let request = ContactFindRequest.with { ($0.tag, $0.limit) = ("odd", 5) }
    var given: [String] = []
    try side.pages(request, seesPersonal: false) { reply in
      given += reply.contacts.map(\.id)
      return reply.hasCursor ? reply.cursor : nil
    }
    var expected: [String] = []
    try side.pages(request) { reply in
      expected += reply.contacts.map(\.id)
      return reply.hasCursor ? reply.cursor : nil
    }
    #expect(given == expected && given.count == 12)
  }

  @Test func `have cursors that hold no name, and take none that does`() throws {
    let (world, _) = try Self.world(4)
    let side = try ReadSide(world)
    let request = ContactFindRequest.with { $0.limit = 5 }
    for seesPersonal in [false, true] {
      let cursor = try side.ask(request, seesPersonal: seesPersonal).cursor
      let next = ContactFindRequest.with { ($0.limit, $0.cursor) = (5, cursor) }
      _ = try side.ask(next, seesPersonal: seesPersonal)
      let refusal = #expect(throws: Refusal.self) { try side.ask(next, seesPersonal: !seesPersonal) }
      #expect(refusal?.code == .invalid && refusal?.field == "cursor")
    }
  }
}
