import APISchema
import Domain
import FactSchema
import ReadModels
import SwiftProtobuf
import TestSupport
import Testing

/// By owners and by actors: whose something was when it occurred, and who did it.
@Suite struct `A figure of somebody` {
  private func values(_ side: ReadSide, _ metric: String, by: String) throws -> [String: Double] {
    let series = try side.ask { (r: inout MetricsQueryRequest) in (r.metric, r.by) = (metric, by) }.series
    return Dictionary(uniqueKeysWithValues: series.map { (by == "owner" ? $0.key.owner : $0.key.actor, $0.value) })
  }

  private func change(_ owner: String?, of contact: SubjectID) -> Fact.OneOf_Fact {
    .contactDetailsChanged(
      .with {
        $0.contact = contact.description
        if let owner { $0.owner = owner } else { $0.clear = ["owner"] }
      })
  }

  @Test func `goes by the owner when it occurred, as far as that was known`() throws {
    var world = World()
    let ada = try world.contact("Ada", owner: "carl", at: .day(0))
    try world.record(change("dora", of: ada), at: .day(10))
    // Told late, of a time when it was somebody else's, and of one before anybody was told.
    for day in [-5, 5, 9, 10, 12] { try world.call(ada, at: .day(day)) }
    try world.record(change(nil, of: ada), at: .day(20))
    try world.call(ada, at: .day(21))
    _ = try world.order(ada, "10", at: .day(3))
    let side = try ReadSide(world, batches: [2])
    #expect(try values(side, "calls.logged", by: "owner") == ["carl": 3, "dora": 2, "": 1])
    #expect(try values(side, "orders.count", by: "owner") == ["carl": 1])
    // What is told of the owner later changes what is recorded from then on.
    try world.record(change("eve", of: ada), at: .day(4))
    try world.call(ada, at: .day(5))
    try side.follow(world)
    #expect(try values(side, "calls.logged", by: "owner") == ["carl": 3, "dora": 2, "eve": 1, "": 1])
    #expect(try side.digests == ReadSide(building: world).digests)
  }

  @Test func `goes by who owned it at first where only the latest sixty-four owners are known`() throws {
    var world = World()
    let ada = try world.contact("Ada", owner: "u0", at: .day(0))
    for number in 1...70 { try world.record(change("u\(number)", of: ada), at: .day(number)) }
    for day in [0, 6, 7, 40, 70] { try world.call(ada, at: .day(day)) }
    let side = try ReadSide(world)
    #expect(try values(side, "calls.logged", by: "owner") == ["u7": 3, "u40": 1, "u70": 1])
  }

  @Test func `goes by who did it: for whom it was recorded, else who recorded it`() throws {
    var world = World()
    let ada = try world.contact("Ada", owner: "carl")
    func call(by uid: UInt32, for login: String = "") throws {
      try world.record(
        .callLogged(
          .with { ($0.contact, $0.direction, $0.onBehalfOf) = (ada.description, .inbound, login) }), uid: uid)
    }
    try call(by: 1001)
    try call(by: 1001)
    try call(by: 1002)
    try call(by: 1002, for: "user1001")
    try call(by: 1002, for: "1002")
    let side = try ReadSide(world)
    // A uid by the name of its user when it is asked, and beside it a login that looks like one.
    #expect(try values(side, "calls.logged", by: "actor") == ["user1001": 3, "user1002": 1, "1002": 1])
    #expect(try values(side, "contacts.created", by: "actor") == ["user1000": 1])
    let deal = try world.deal(ada, "100", owner: "dora")
    try world.record(.dealWon(.with { $0.deal = deal.description }), uid: 1002)
    try side.follow(world)
    #expect(try values(side, "deals.won", by: "actor") == ["user1002": 1])
    #expect(try values(side, "deals.won", by: "owner") == ["dora": 1])
    #expect(try values(side, "deals.opened", by: "actor") == ["user1000": 1])
    try world.record(.dealReopened(.with { $0.deal = deal.description }), uid: 1003)
    try world.record(.dealLost(.with { $0.deal = deal.description }), uid: 1003)
    try side.follow(world)
    #expect(try values(side, "deals.won", by: "actor") == [:])
    #expect(try values(side, "deals.lost", by: "actor") == ["user1003": 1])
  }

  @Test func `names a declared user as the login is written, and nobody who is none`() throws {
    var world = World()
    let ada = try world.contact("Ada")
    func call(_ login: String) -> Fact.OneOf_Fact {
      .callLogged(.with { ($0.contact, $0.direction, $0.onBehalfOf) = (ada.description, .inbound, login) })
    }
    // A login whoever there is.
    #expect(try world.decided(call("dora")).fact.callLogged.onBehalfOf == "dora")
    #expect(throws: Refusal.self) { try world.decided(call("no login")) }
    try world.record(.userAdded(.with { $0.login = "Carl" }))
    #expect(try world.decided(call("cARL")).fact.callLogged.onBehalfOf == "Carl")
    #expect(throws: Refusal.self) { try world.decided(call("dora")) }
  }
}
