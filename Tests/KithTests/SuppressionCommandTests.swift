import Foundation
import TestSupport
import Testing

@testable import KithCommands

@Suite struct `kith suppression` {
  private let rig: KithRig

  init() throws { rig = try KithRig() }

  @discardableResult
  private func run(_ arguments: String..., status: Int32 = 0) throws -> KithRig.Run {
    let run = try KithRig.run(["--socket", rig.daemon.socketPath], arguments)
    #expect(run.status == status, "\(arguments): \(run.output) \(run.error)")
    return run
  }

  @Test func `adds, lists and lifts, and what is sent follows`() throws {
    try run("record", "ContactCreated", "name=Ada", "externalId=c-1", "emails=Ada@Example.org")
    try run("record", "CampaignCreated", "name=News", "channel=email", "purpose=news")
    try run("record", "CampaignCreated", "name=Bills", "channel=email", "purpose=transactional")
    try run("suppression", "add", "ada@example.org", "--but-transactional", "--reason", "Asked for it")
    let refused = try run("record", "CampaignSent", "campaign=News", "contact=c-1", status: 4)
    #expect(refused.error.contains("is suppressed since 6") && refused.error.contains("kith suppression list"))
    try run("record", "CampaignSent", "campaign=Bills", "contact=c-1")
    let listed = try run("suppression", "list").objects
    #expect(listed.map { $0["address"] as? String } == ["ada@example.org"])
    #expect(listed.first?["reason"] as? String == "Asked for it")
    #expect(listed.first?["scope"] as? String == "ALL_BUT_TRANSACTIONAL")
    #expect(try run("suppression", "list", "--address", "bob@example.org").objects.isEmpty)
    let card = try KithTerminal.run(["contact", "show", "c-1", "--no-color", "--socket", rig.daemon.socketPath])
    #expect(card.contains("ada@example.org: all but what is transactional since"), "\(card)")
    try run("suppression", "lift", "ADA@example.org")
    #expect(try run("suppression", "list").objects.isEmpty)
    try run("record", "CampaignSent", "campaign=News", "contact=c-1")
    // By the telephone, of a channel alone.
    try run("suppression", "add", "+44 20 7946 0018", "--channel", "sms")
    let table = try KithTerminal.run(["suppression", "list", "--no-color", "--socket", rig.daemon.socketPath])
    #expect(table.contains("+44 20 7946 0018") && table.contains("everything by sms"), "\(table)")
    try run("suppression", "add", "nobody", status: 1)
  }
}
