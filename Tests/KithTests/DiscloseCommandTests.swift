import Foundation
import TestSupport
import Testing

@testable import KithCommands

@Suite struct `kith contact disclose` {
  private let rig: KithRig
  private let ada = "contact_01h2xcejqtf2nbrexx3vqjhp41"
  private let bea = "contact_01h2xcejqtf2nbrexx3vqjhp42"

  init() throws {
    rig = try KithRig()
    try run("record", "ContactCreated", "contact=\(ada)", "name=Ada Lovelace", "externalId=c-1", "source=fair")
    try run("record", "ContactCreated", "contact=\(bea)", "name=Bea Byron")
    try run(
      "record", "CampaignCreated", "campaign=campaign_01h2xcejqtf2nbrexx3vqjhp41", "name=Spring", "channel=phone",
      "purpose=news")
    try run("record", "CampaignSent", "campaign=campaign_01h2xcejqtf2nbrexx3vqjhp41", "contact=\(ada)")
    try run("record", "NoteAdded", "contact=\(ada)", "text=Likes engines")
    try run("record", "MeetingLogged", "contact=\(ada)", "also=\(bea)", "text=Bea is leaving")
    try run("record", "DealOpened", "contact=\(ada)", "deal=deal_01h2xcejqtf2nbrexx3vqjhp41", "title=Difference engine")
    try run("record", "DealWon", "deal=deal_01h2xcejqtf2nbrexx3vqjhp41")
  }

  @discardableResult
  private func run(_ arguments: String..., status: Int32 = 0) throws -> KithRig.Run {
    let run = try KithRig.run(["--socket", rig.daemon.socketPath], arguments)
    #expect(run.status == status, "\(arguments): \(run.output) \(run.error)")
    return run
  }

  @Test func `gives one object with the card, where it came from, what it was sent and every fact`() throws {
    let told = try run("contact", "disclose", "c-1")
    let object = try #require(told.objects.first)
    #expect(told.objects.count == 1 && object["position"] as? Int == 10)
    #expect((object["contact"] as? [String: Any])?["name"] as? String == "Ada Lovelace")
    let sources = try #require(object["sources"] as? [[String: Any]])
    #expect(sources.map { $0["source"] as? String } == ["fair"] && sources[0]["position"] as? Int == 3)
    let sent = try #require(object["campaigns"] as? [[String: Any]])
    #expect(sent.map { $0["purpose"] as? String } == ["news"] && sent[0]["name"] as? String == "Spring")
    let facts = try #require(object["facts"] as? [[String: Any]])
    let events = facts.compactMap { $0["event"] as? [String: Any] }
    #expect(
      events.map { $0["type"] as? String } == [
        "ContactCreated", "CampaignSent", "NoteAdded", "MeetingLogged", "DealOpened", "DealWon",
      ])
    let meeting = try #require(events[3]["data"] as? [String: Any])
    #expect(meeting["text"] == nil && events[3]["denied"] as? [String] == ["text"])
    #expect(facts[3]["because"] as? String == "NAMES_OTHERS")
    #expect(facts.filter { $0["because"] != nil }.count == 1)
    #expect(!told.output.contains("Bea"))
    #expect(told.error.contains("1 fact with texts that may be about others, to be read first: at 8"))
    #expect(try run("contact", "disclose", bea).error.contains("at 8"))
  }

  @Test func `is a text that can be read`() throws {
    let text = try KithTerminal.run(["contact", "disclose", ada, "--no-color", "--socket", rig.daemon.socketPath])
    for line in [
      "Ada Lovelace", "from  fair, ", "written to  Spring, for news by phone, ", "NoteAdded  position 7",
      "  text     Likes engines", "  withheld         text (names others too)", "DealWon  position 10",
      "  title     Difference engine",
    ] {
      #expect(text.contains(line), "\(line) is not in \(text)")
    }
    #expect(!text.contains("Bea"))
  }

  @Test func `says that somebody is not there`() throws {
    let unknown = try run("contact", "disclose", "contact_01h2xcejqtf2nbrexx3vqjhp49", status: 3)
    #expect(unknown.error.contains("contact_01h2xcejqtf2nbrexx3vqjhp49"))
  }
}
