import Domain
import FactSchema
import RowSchema
import SwiftProtobuf
import TestSupport
import Testing

/// Users, teams, and who may be an owner.
@Suite struct `A user` {
  private var world = World()

  private mutating func added(_ login: String, _ change: (inout UserAdded) -> Void = { _ in }) throws -> SubjectID {
    var fact = UserAdded.with { $0.login = login }
    change(&fact)
    return try world.record(.userAdded(fact)).subject
  }

  private func contact(of owner: String) -> Fact.OneOf_Fact {
    .contactCreated(.with { ($0.name, $0.owner) = ("Ada", owner) })
  }

  @Test mutating func `is needed for an owner from the first one on, whatever the case of the login's letters`() throws
  {
    #expect(try world.record(contact(of: "anybody")).fact.contactCreated.owner == "anybody")
    _ = try added("Zoë")
    for typed in ["Zoë", "zoë", "ZOË", " zoe\u{308} "] {
      #expect(try world.decided(contact(of: typed)).fact.contactCreated.owner == "Zoë", "\(typed)")
    }
    world.expectRefusal(.notFound, "owner", of: contact(of: "anybody"))
    world.expectRefusal(.notFound, "owner", of: contact(of: "zoe"))
    // Nobody is an owner, too.
    _ = try world.decided(contact(of: ""))
  }

  @Test mutating func `is checked wherever an owner is named`() throws {
    _ = try added("Eve")
    let contact = try world.record(.contactCreated(.with { $0.name = "Ada" })).subject.description
    let deal = try world.record(.dealOpened(.with { ($0.contact, $0.title, $0.owner) = (contact, "d", "EVE") }))
    let task = try world.record(
      .taskScheduled(.with { ($0.title, $0.owner, $0.dueAt) = ("t", "eve", World().now.timestamp) }))
    #expect(deal.fact.dealOpened.owner == "Eve" && task.fact.taskScheduled.owner == "Eve")
    let facts: [(String) -> Fact.OneOf_Fact] = [
      { owner in .contactDetailsChanged(.with { ($0.contact, $0.owner) = (contact, owner) }) },
      { owner in .dealOpened(.with { ($0.contact, $0.title, $0.owner) = (contact, "d", owner) }) },
      { owner in .dealRevised(.with { ($0.deal, $0.owner) = (deal.subject.description, owner) }) },
      { owner in .taskReassigned(.with { ($0.task, $0.owner) = (task.subject.description, owner) }) },
      { owner in
        .taskScheduled(.with { ($0.title, $0.owner, $0.dueAt) = ("t", owner, World().now.timestamp) })
      },
    ]
    for fact in facts {
      _ = try world.decided(fact("eVE"))
      world.expectRefusal(.notFound, "owner", of: fact("adam"))
    }
  }

  @Test mutating func `has a login of its own for ever, and a uid while active`() throws {
    let eve = try added("Eve") { $0.uid = 7 }
    world.expectRefusal(.conflict, "login", reason: "loginTaken", of: .userAdded(.with { $0.login = "EVE" }))
    world.expectRefusal(
      .conflict, "uid", reason: "uidTaken", of: .userAdded(.with { ($0.login, $0.uid) = ("adam", 7) }))
    try world.record(.userDeactivated(.with { $0.user = eve.description }))
    world.expectRefusal(.conflict, "login", reason: "loginTaken", of: .userAdded(.with { $0.login = "eve" }))
    world.expectRefusal(.conflict, "owner", reason: "deactivated", of: contact(of: "eve"))
    let adam = try added("adam") { $0.uid = 7 }
    world.expectRefusal(
      .conflict, "user", reason: "deactivated",
      of: .userChanged(.with { ($0.user, $0.uid) = (eve.description, 8) }))
    try world.record(.userReactivated(.with { $0.user = eve.description }))
    world.expectRefusal(
      .conflict, "user", reason: "active", of: .userReactivated(.with { $0.user = eve.description }))
    world.expectRefusal(
      .conflict, "uid", reason: "uidTaken", of: .userChanged(.with { ($0.user, $0.uid) = (eve.description, 7) }))
    try world.record(.userChanged(.with { ($0.user, $0.clear) = (adam.description, ["uid"]) }))
    try world.record(.userChanged(.with { ($0.user, $0.uid) = (eve.description, 7) }))
    #expect(try world.decided(contact(of: "eve")).fact.contactCreated.owner == "Eve")
    world.expectRefusal(.invalid, "uid", of: .userAdded(.with { ($0.login, $0.uid) = ("x", .max) }))
  }

  @Test mutating func `has a manager who does not stand under them`() throws {
    let eve = try added("eve")
    let adam = try added("adam") { $0.manager = eve.description }
    let zoe = try added("zoe") { $0.manager = adam.description }
    func managed(_ user: SubjectID, by manager: SubjectID) -> Fact.OneOf_Fact {
      .userChanged(.with { ($0.user, $0.manager) = (user.description, manager.description) })
    }
    world.expectRefusal(.conflict, "manager", reason: "managerCircle", of: managed(eve, by: zoe))
    world.expectRefusal(.invalid, "manager", of: managed(eve, by: eve))
    world.expectRefusal(.notFound, "manager", of: managed(eve, by: SubjectID(.user, 99)))
    let decided = try world.record(managed(zoe, by: eve))
    #expect(decided.otherSubjects == [eve])
    try world.record(.userChanged(.with { ($0.user, $0.clear) = (adam.description, ["manager"]) }))
    try world.record(managed(eve, by: adam))
  }

  @Test mutating func `is deactivated only with nothing open`() throws {
    let eve = try added("Eve")
    let deactivated = Fact.OneOf_Fact.userDeactivated(.with { $0.user = eve.description })
    let contact = try world.record(.contactCreated(.with { $0.name = "Ada" })).subject
    let deal = try world.record(
      .dealOpened(.with { ($0.contact, $0.title, $0.owner) = (contact.description, "d", "eve") })
    ).subject
    let task = try world.record(
      .taskScheduled(.with { ($0.title, $0.owner, $0.dueAt) = ("t", "eve", World().now.timestamp) })
    ).subject
    func refused(by subject: SubjectID, _ line: Int = #line) {
      do throws(Refusal) {
        _ = try world.decided(deactivated)
        Issue.record("was accepted: \(line)")
      } catch {
        #expect(error.reason == .ownsWork && error.subject == subject, "\(line)")
      }
    }
    refused(by: deal)
    try world.record(.dealWon(.with { $0.deal = deal.description }))
    refused(by: task)
    try world.record(.taskCancelled(.with { $0.task = task.description }))
    _ = try world.decided(deactivated)
    try world.record(.dealReopened(.with { $0.deal = deal.description }))
    refused(by: deal)
    try world.record(.dealLost(.with { $0.deal = deal.description }))
    try world.record(.contactDetailsChanged(.with { ($0.contact, $0.owner) = (contact.description, "EVE") }))
    refused(by: contact)
    try world.record(.contactDetailsChanged(.with { ($0.contact, $0.clear) = (contact.description, ["owner"]) }))
    try world.record(deactivated)
  }

  @Test mutating func `has a team with a name of its own`() throws {
    let sales = try world.record(.teamDefined(.with { $0.name = "Sales" }))
    #expect(sales.version == Version(1))
    world.expectRefusal(.conflict, "name", reason: "teamTaken", of: .teamDefined(.with { $0.name = "SALES" }))
    let again = try world.record(
      .teamDefined(.with { ($0.team, $0.name) = (sales.subject.description, "Field sales") }))
    #expect(again.subject == sales.subject && again.version == Version(2))
    _ = try world.record(.teamDefined(.with { $0.name = "sales" }))
    let eve = try added("eve") { $0.team = sales.subject.description }
    #expect(world.states[eve]?.user.team == sales.subject.description)
    world.expectRefusal(
      .notFound, "team", of: .userAdded(.with { ($0.login, $0.team) = ("x", SubjectID(.team, 9).description) }))
  }
}
