import TestSupport
import Testing

@testable import KithCommands

@Suite struct `kith user, team and handover` {
  @Test func `declare users, and hand over what is theirs`() throws {
    let rig = try KithRig()
    func run(_ arguments: String...) throws -> [String: Any] {
      let run = try KithRig.run(["--socket", rig.daemon.socketPath], arguments)
      #expect(run.status == 0, "\(arguments): \(run.error)")
      return run.objects.first ?? [:]
    }
    _ = try run("team", "define", "Sales")
    _ = try run("user", "add", "Sam", "--name", "Sam Weller", "--team", "sales", "--uid", "4000")
    _ = try run("user", "add", "kim", "--manager", "SAM")
    _ = try run("user", "change", "kim", "--team", "Sales", "--clear", "manager")
    let kim = try run("user", "show", "KIM")
    #expect(kim["team"] as? String == (try run("team", "list"))["id"] as? String)
    #expect(kim["manager"] as? String == "" && kim["version"] as? Int == 2)
    _ = try run("record", "ContactCreated", "name=Ada", "owner=sam")
    _ = try run("team", "define", "Field", "--team", "Sales", "--lead", "sam")
    #expect(try run("team", "list")["name"] as? String == "Field")
    let checked = try run("handover", "sam", "kim", "--check")
    #expect(
      (checked["events"] as? [[String: Any]])?.first?["expanded"] as? Int == 1 && checked["position"] as? Int == 0)
    _ = try run("user", "deactivate", "sam", "--hand-over-to", "kim")
    #expect(try run("contact", "show", "Ada")["owner"] as? String == "kim")
    #expect(try run("user", "list", "--state", "deactivated")["login"] as? String == "Sam")
    _ = try run("user", "reactivate", "sam")
    let refused = try rig.kith("handover", "nobody", "kim")
    #expect(refused.status == 3 && refused.error.contains("no contact, open deal or open task has this owner"))
    let unknown = try rig.kith("user", "show", "nobody")
    #expect(unknown.status == 3 && unknown.error.contains("there is no user with the id or name nobody"))
  }

  @Test func `say in words what was recorded`() throws {
    let rig = try KithRig()
    func shown(_ arguments: String...) throws -> [String] {
      try KithTerminal.run(arguments + ["--no-color", "--socket", rig.daemon.socketPath])
        .split(whereSeparator: \.isNewline).map(String.init)
    }
    for name in ["Ada", "Bob"] {
      _ = try rig.kith("record", "ContactCreated", "name=\(name)", "owner=sam")
    }
    #expect(try shown("handover", "sam", "kim", "--check") == ["WorkHandedOver  2 changes of owner would be recorded"])
    #expect(try shown("handover", "sam", "kim") == ["WorkHandedOver  2 changes of owner  position \(place(3))"])
    _ = try rig.kith("contact", "show", "Ada")
    let added = try shown("user", "add", "kim", "--name", "Kim")
    #expect(
      added.count == 1 && added[0].hasPrefix("UserAdded  user_")
        && added[0].hasSuffix("  version 1  position \(place(6))"))
    let list = try shown("user", "list")
    #expect(list.count == 2 && list[1].hasPrefix("kim    Kim   active"), "\(list)")
  }
}
