import TestSupport
import Testing

@testable import KithCommands

@Suite struct `kith company` {
  @Test func `shows what holds for the company, and changes it`() throws {
    let rig = try KithRig()
    let empty = try rig.kith("company")
    #expect(empty.status == 0 && empty.objects.first?["phoneRegion"] as? String ?? "" == "")
    let set = try rig.kith("company", "set", "--phone-region", "GB", "--consent", "withdrawn", "--channel", "email")
    #expect(set.status == 0, "\(set.error)")
    // Both facts are one command, behind what the daemon brought.
    let events = try #require(set.objects.first?["events"] as? [[String: Any]])
    #expect(events.map { $0["position"] as? Int } == [place(1), place(2)])
    #expect(events.map { $0["version"] as? Int } == [2, 3])
    let card = try #require(try rig.kith("company").objects.first)
    #expect(card["phoneRegion"] as? String == "GB" && card["version"] as? Int == 3)
    let defaults = card["consentDefaults"] as? [[String: String]]
    #expect(defaults == [["purpose": "*", "channel": "email", "consent": "WITHDRAWN"]])
    #expect(try rig.kith("record", "ContactCreated", "name=Ada", "phones=020 7946 0018").status == 0)
    #expect(try rig.kith("contact", "find", "--phone", "+44 20 7946 0018").objects.count == 1)
    #expect(try rig.kith("company", "set", "--phone-region", "none").status == 0)
    #expect(try rig.kith("company", "show").objects.first?["phoneRegion"] as? String ?? "" == "")
    let refused = try rig.kith("record", "ContactCreated", "name=Eve", "phones=020 7946 0018")
    #expect(refused.status == 1, "\(refused.error)")
    #expect(refused.error.contains("because neither it nor the company has a region"), "\(refused.error)")
  }

  @Test func `says in words what holds without a word of the contact`() throws {
    let rig = try KithRig()
    for arguments in [
      ["--consent", "withdrawn"], ["--consent", "granted", "--purpose", "offers"],
      ["--consent", "granted", "--purpose", "news", "--channel", "post"],
    ] {
      let run = try KithRig.run(["--socket", rig.daemon.socketPath], ["company", "set"] + arguments)
      #expect(run.status == 0, "\(run.error)")
    }
    let shown = try KithTerminal.run(["company", "--no-color", "--socket", rig.daemon.socketPath])
    let lines = shown.split(whereSeparator: \.isNewline).map(String.init)
    #expect(
      lines == [
        "phone region  none: phones need their +",
        "consent       withdrawn for any purpose by any channel, where a contact never said",
        "              granted for offers by any channel, where a contact never said",
        "              granted for news by post, where a contact never said",
        "time zone     UTC", "weeks begin   monday", "fiscal year   from 01-01", "version       4",
      ])
  }

  @Test(arguments: [
    ([], "Say what changes"), (["--purpose", "news"], "come with --consent"), (["--consent", "maybe"], "maybe"),
  ]) func `tells a slip before anything is asked`(arguments: [String], part: String) throws {
    let rig = try KithRig()
    let run = try KithRig.run(["--socket", rig.daemon.socketPath], ["company", "set"] + arguments)
    #expect(run.status == 2 && run.error.contains(part), "\(run.status) \(run.error)")
    #expect(try rig.kith("log", "read").objects.isEmpty)
  }

  @Test func `is refused a region that is none`() throws {
    let rig = try KithRig()
    let wrong = try rig.kith("company", "set", "--phone-region", "UK")
    #expect(wrong.status == 1 && wrong.error.contains("ISO 3166"), "\(wrong.status) \(wrong.error)")
    #expect(try rig.kith("log", "read").objects.isEmpty)
  }
}
