import Foundation
import TestSupport
import Testing

@testable import KithCommands

@Suite struct `kith contact erase` {
  private let rig: KithRig

  init() throws { rig = try KithRig() }

  @discardableResult
  private func run(_ arguments: String..., status: Int32 = 0) throws -> KithRig.Run {
    let run = try KithRig.run(["--socket", rig.daemon.socketPath], arguments)
    #expect(run.status == status, "\(arguments): \(run.output) \(run.error)")
    return run
  }

  @Test func `shows whose data it is, and erases nothing without being told to`() throws {
    try run("record", "ContactCreated", "name=Ada Lovelace", "externalId=c-1")
    let refused = try run("contact", "erase", "c-1", "--reason", "Asked for", status: 2)
    #expect(refused.error.contains("everything personal of Ada Lovelace would be erased for good"))
    #expect(refused.error.contains("--yes"))
    // Nobody answers.
    let asked = try KithTerminal.run(
      ["contact", "erase", "c-1", "--reason", "Asked for", "--no-color", "--socket", rig.daemon.socketPath])
    #expect(asked.contains("erase everything personal of Ada Lovelace, for good? [y/N]"), "\(asked)")
    #expect(asked.contains("nothing was erased"), "\(asked)")
    #expect(try run("contact", "show", "c-1").objects.first?["name"] as? String == "Ada Lovelace")
  }

  @Test func `erases whom an address names, once under its command id`() throws {
    try run("record", "ContactCreated", "name=Ada Lovelace", "emails=ada@example.org")
    let client = try LineClient(path: rig.daemon.socketPath)
    let wish: [String: Any] = ["contact": ["email": "ada@example.org"], "reason": "Asked for", "commandId": "dsr-17"]
    let first = try client.call("PersonalDataErased", wish)
    #expect(first["position"] as? Int == 4 && first["replayed"] as? Bool == false)
    let again = try client.call("PersonalDataErased", wish)
    #expect(again["position"] as? Int == 4 && again["replayed"] as? Bool == true)
    #expect(try run("log", "read", "--type", "PersonalDataErased").objects.count == 1)
  }

  @Test func `records why, and leaves the addresses free where the person wants it so`() throws {
    let events = try run("record", "ContactCreated", "name=Ada", "emails=ada@example.org").objects
    let contact = try #require((events.first?["events"] as? [[String: Any]])?.first?["subject"] as? String)
    try run(
      "contact", "erase", contact, "--reason", "Asked for", "--reference", "R-7", "--unsuppressed", "--yes")
    let event = try #require(run("log", "read", "--type", "PersonalDataErased").objects.first)
    let data = try #require(event["data"] as? [String: Any])
    #expect(data["reason"] as? String == "Asked for" && data["reference"] as? String == "R-7")
    #expect(data["unsuppressed"] as? Bool == true && data["addressKeys"] as? [String] == [])
    #expect(try run("contact", "show", contact).objects.first?["erased"] as? [String] == ["name", "emails"])
    let refused = try run("record", "NoteAdded", "contact=\(contact)", "text=x", status: 1)
    #expect(refused.error.contains("was erased at position"))
  }
}
