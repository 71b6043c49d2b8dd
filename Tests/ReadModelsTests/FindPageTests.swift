import APISchema
import Domain
import FactSchema
import ReadModels
import RowSchema
import SwiftProtobuf
import TestSupport
import Testing

@testable import TestModel

@Suite struct `Pages of contacts` {
  /// Names that are equal for 10, 30, 52 and more bytes, shorter and longer, some of several words, some the same.
  private static func name(_ generator: inout SeededGenerator) -> String {
    let stem = String(repeating: "Gesellschaft für Namen ", count: 5)
    let length = generator.pick([3, 10, 27, 28, 29, 30, 31, 50, 51, 52, 53, 54, 74, 75, 100])
    let end = generator.pick(["", "a", "b", "Zett", "ä", "z z", "\(generator.below(1_000))"])
    return String(stem.prefix(length)) + end
  }

  @Test(arguments: 0..<4 as Range<UInt64>)
  func `are in the order of the alphabet, however long the names are`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var world = World()
    var names: [String] = []
    for _ in 0..<300 {
      names.append(Self.name(&generator))
      _ = try world.contact(names[names.count - 1])
    }
    let side = try ReadSide(world, batches: [7])
    let expected = names.map { Array(PlainModel.folded($0).utf8) }.sorted { $0.lexicographicallyPrecedes($1) }
    for limit in [1, 2, 7, 299, 300, 1_000] as [UInt32] {
      var found: [String] = []
      var ids: Set<String> = []
      try side.pages(ContactFindRequest.with { $0.limit = limit }) { reply in
        #expect(reply.contacts.count <= limit)
        found += reply.contacts.map(\.name)
        ids.formUnion(reply.contacts.map(\.id))
        return reply.hasCursor ? reply.cursor : nil
      }
      #expect(found.map { Array(PlainModel.folded($0).utf8) } == expected)
      #expect(ids.count == 300)
    }
  }

  /// While pages are read contacts are renamed, to and fro. Held against what was there at the first page.
  @Test(arguments: 10..<22 as Range<UInt64>)
  func `give who keeps the name once, and who was renamed at the end, at most twice in all`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var world = World()
    var contacts: [SubjectID] = []
    for _ in 0..<60 { contacts.append(try world.contact(Self.name(&generator))) }
    let side = try ReadSide(world)
    // All by name, all by a word that every name has, all with a tag and such a word.
    let isByText = seed.isMultiple(of: 2)
    let request = ContactFindRequest.with {
      $0.limit = UInt32(1 + generator.below(9))
      if isByText { $0.text = "ges" }
    }
    var renamed: Set<String> = []
    var given: [String] = []
    try side.pages(request) { reply in
      given += reply.contacts.map(\.id)
      for _ in 0..<generator.below(4) {
        let contact = generator.pick(contacts)
        try world.record(
          .contactDetailsChanged(
            .with {
              $0.contact = contact.description
              $0.name = Self.name(&generator) + "!\(world.head.value)"
            }))
        renamed.insert(contact.description)
      }
      // Others come meanwhile, which nothing is promised of.
      if generator.oneIn(3) { _ = try world.contact(Self.name(&generator)) }
      try side.follow(world)
      return reply.hasCursor ? reply.cursor : nil
    }
    var times: [String: Int] = [:]
    for id in given { times[id, default: 0] += 1 }
    for contact in contacts.map(\.description) {
      let count = times[contact, default: 0]
      #expect(renamed.contains(contact) ? (1...2).contains(count) : count == 1, "\(contact): \(count)")
    }
    // Those that were renamed since have no place before those that were not.
    let kept = contacts.map(\.description).filter { !renamed.contains($0) }
    let lastKept = try #require(given.lastIndex { kept.contains($0) })
    #expect(Set(given[...lastKept]).isSuperset(of: kept))
    #expect(
      given[lastKept...].dropFirst().allSatisfy { renamed.contains($0) || !contacts.map(\.description).contains($0) })
  }

  @Test func `give one who went from behind the page to before it, at the end`() throws {
    var world = World()
    let names = ["Ada", "Bob", "Carl", "Zoe"]
    let contacts = try names.map { try world.contact($0) }
    let side = try ReadSide(world)
    var given: [String] = []
    try side.pages(ContactFindRequest.with { $0.limit = 2 }) { reply in
      given += reply.contacts.map(\.name)
      if given.count == 2 {
        try world.record(
          .contactDetailsChanged(
            .with {
              $0.contact = contacts[3].description
              $0.name = "Aaron"
            }))
        try side.follow(world)
      }
      return reply.hasCursor ? reply.cursor : nil
    }
    #expect(given == ["Ada", "Bob", "Carl", "Aaron"])
  }

  @Test func `go on in a view that was made again, with names of any length`() throws {
    var generator = SeededGenerator(seed: 5)
    var world = World()
    for _ in 0..<40 { _ = try world.contact(Self.name(&generator)) }
    let first = try ReadSide(world).ask { (r: inout ContactFindRequest) in r.limit = 15 }
    let second = try ReadSide(world, batches: [3]).ask { (r: inout ContactFindRequest) in
      r.limit = 100
      r.cursor = first.cursor
    }
    #expect(Set((first.contacts + second.contacts).map(\.id)).count == 40)
    #expect(!second.hasCursor)
  }

  @Test func `look at so many rows and bytes, and lead on to what lies behind them`() throws {
    var world = World()
    let tags = (0..<Bounds.tags).map {
      "\($0)" + String(repeating: "\u{1F600}", count: Bounds.said("ContactCreated", "tags", \.maxCharacters) - 2)
    }
    // 16 KiB each, so that a page looks at no more than 1,200 of them.
    for index in 0..<1_300 {
      _ = try world.contact("A \(index) a a a" + (index == 1_299 ? " wanted" : "")) { $0.tags = tags }
    }
    _ = try world.deal(try world.contact("Zoe"), owner: "carl")
    let side = try ReadSide(world)
    var found: [[String]] = []
    try side.pages(ContactFindRequest.with { ($0.text, $0.tag) = ("a a a wan", tags[0]) }) { reply in
      found.append(reply.contacts.map(\.name))
      return reply.hasCursor ? reply.cursor : nil
    }
    #expect(found == [["A 1299 a a a wanted"]])
    found = []
    try side.pages(ContactFindRequest.with { ($0.text, $0.owner) = ("a", "carl") }) { reply in
      found.append(reply.contacts.map(\.name))
      return reply.hasCursor ? reply.cursor : nil
    }
    #expect(found == [[], []])
  }
}

@Suite struct `What a query asks for` {
  /// Bounds in bytes hold before, for whatever is sent: `The bounds of fields`.
  @Test func `has no more characters than what it is compared with`() throws {
    let side = try ReadSide(World())
    let long = String(repeating: "x", count: 10_000)
    let requests: [(String, ContactFindRequest)] = [
      ("text", .with { $0.text = String(repeating: "a ", count: 400_000) + "b" }),
      ("text", .with { $0.text = String(repeating: "x", count: 201) }),
      ("text", .with { $0.text = (0..<17).map { "w\($0 + 10)" }.joined(separator: " ") }),
      ("tag", .with { $0.tag = long }), ("tag", .with { $0.tag = String(repeating: "\u{1F600}", count: 65) }),
      ("owner", .with { $0.owner = long }),
      ("phone", .with { $0.phone = "+" + String(repeating: "1", count: 10_000) }),
    ]
    for (field, request) in requests {
      let refusal = try side.refusal(request)
      #expect(refusal.code == .invalid)
      #expect(refusal.field == field)
      #expect(refusal.message.contains("at most"))
    }
    for (field, request) in [
      ("pipeline", DealListRequest.with { $0.pipeline = long }), ("owner", .with { $0.owner = long }),
    ] {
      #expect(try side.refusal(request).field == field)
    }
    #expect(try side.refusal(TaskListRequest.with { $0.owner = long }).field == "owner")
    #expect(try side.refusal(PipelineBoardRequest.with { $0.pipeline = long }).field == "pipeline")
    let metric = MetricsQueryRequest.with { ($0.metric, $0.by) = ("orders.count", long) }
    #expect(try side.refusal(metric).field == "by")
  }

  @Test func `may say a word again, or more of it, without asking for more`() throws {
    var world = World()
    let ada = try world.contact("Ada Lovelace")
    let side = try ReadSide(world)
    let text = Array(repeating: "a", count: 60).joined(separator: " ") + " lov love"
    #expect(try side.ask { (r: inout ContactFindRequest) in r.text = text }.contacts.map(\.id) == [ada.description])
  }
}
