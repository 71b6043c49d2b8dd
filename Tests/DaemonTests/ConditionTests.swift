import TestSupport
import Testing

@testable import Daemon

/// Rules over several subjects, kept by clients with `unless` alone: read what was recorded, decide, and record unless
/// something has come in between.
@Suite struct `Twenty writers` {
  /// What a writer has read, and what came of its command.
  private struct Attempt {
    var campaign: String
    var contact: String
    var after: Int
    /// The position, or that of the fact that stood against it.
    var recorded: Int?
    var conflict: Int?
  }

  /// One fact of the log, as an auditor reads it.
  private struct Sent {
    var position: Int
    var campaign: String
    var contact: String
  }

  private static let campaignMax = 11
  private static let contactMax = 9

  private struct World {
    let clients: [LineClient]
    var campaigns: [String] = []
    var contacts: [String] = []

    init(_ running: RunningDaemon, campaigns campaignCount: Int, contacts contactCount: Int) throws {
      clients = try (0..<20).map { _ in try running.client() }
      for _ in 0..<campaignCount {
        let result = try clients[0].call(
          "CampaignCreated", ["name": "News", "channel": "email", "purpose": "transactional"])
        campaigns.append(try #require(ids(result).first))
      }
      for _ in 0..<contactCount { contacts.append(try clients[0].makeContact()) }
    }

    private func ids(_ result: [String: Any]) -> [String] {
      (result["events"] as? [[String: Any]] ?? []).compactMap { $0["subject"] as? String }
    }
  }

  /// What every writer reads of the same moment; then all send at once, so that they meet in the same batches.
  private func round(_ world: World, _ pairs: [(campaign: String, contact: String)]) throws -> [Attempt] {
    for (client, pair) in zip(world.clients, pairs) {
      try client.send(
        "log.read", ["types": ["CampaignSent"], "subjects": [pair.campaign, pair.contact], "limit": 1000], id: 1)
    }
    var attempts: [(LineClient, Attempt)] = []
    for (client, pair) in zip(world.clients, pairs) {
      let page = try #require(try client.receive()["result"] as? [String: Any])
      let sent = Self.sent(page)
      guard sent.count(where: { $0.campaign == pair.campaign }) < Self.campaignMax,
        sent.count(where: { $0.contact == pair.contact }) < Self.contactMax
      else { continue }
      let after = try #require(page["head"] as? Int)
      attempts.append((client, Attempt(campaign: pair.campaign, contact: pair.contact, after: after)))
    }
    for (client, attempt) in attempts {
      let sets = [attempt.campaign, attempt.contact].map { ["types": ["CampaignSent"], "subjects": [$0]] }
      try client.send(
        "CampaignSent",
        [
          "campaign": attempt.campaign, "contact": attempt.contact,
          "unless": ["any": sets, "after": attempt.after] as [String: Any],
        ], id: 2)
    }
    return try attempts.map { client, attempt in
      var attempt = attempt
      let reply = try client.receive()
      attempt.recorded = (reply["result"] as? [String: Any])?["position"] as? Int
      if let error = (reply["error"] as? [String: Any])?["data"] as? [String: Any] {
        #expect(error["code"] as? String == "conflict" && (error["field"] as? String)?.hasPrefix("unless.any[") == true)
        attempt.conflict = error["position"] as? Int
      }
      return attempt
    }
  }

  private static func sent(_ page: [String: Any]) -> [Sent] {
    (page["events"] as? [[String: Any]] ?? []).compactMap { event in
      guard let data = event["data"] as? [String: Any], let position = event["position"] as? Int,
        let campaign = data["campaign"] as? String, let contact = data["contact"] as? String
      else { return nil }
      return Sent(position: position, campaign: campaign, contact: contact)
    }
  }

  private func log(_ world: World) throws -> [Sent] {
    Self.sent(try world.clients[0].call("log.read", ["types": ["CampaignSent"], "limit": 1000]))
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `never break a rule over two subjects, and are refused for what stands in the log alone`(
    seed: UInt64
  ) async throws {
    try await withDaemon { running in
      var random = SeededGenerator(seed: seed)
      let world = try World(running, campaigns: 3, contacts: 4)
      var attempts: [Attempt] = []
      for _ in 0..<40 {
        attempts += try round(
          world,
          (0..<20).map { _ in (world.campaigns[random.below(3)], world.contacts[random.below(4)]) })
      }
      let log = try log(world)
      for campaign in world.campaigns { #expect(log.count { $0.campaign == campaign } <= Self.campaignMax) }
      for contact in world.contacts { #expect(log.count { $0.contact == contact } <= Self.contactMax) }
      for attempt in attempts {
        let meant = log.filter { sent in
          sent.position > attempt.after && (sent.campaign == attempt.campaign || sent.contact == attempt.contact)
        }
        if let position = attempt.recorded {
          #expect(meant.first?.position == position, "\(attempt) was recorded past \(meant)")
        } else {
          #expect(attempt.conflict != nil && meant.first?.position == attempt.conflict, "\(attempt): \(meant)")
        }
      }
      // Every rule was reached, so that there was something to break.
      #expect(attempts.contains { $0.conflict != nil })
      #expect(
        world.campaigns.allSatisfy { campaign in log.count { $0.campaign == campaign } == Self.campaignMax }
          || world.contacts.allSatisfy { contact in log.count { $0.contact == contact } == Self.contactMax })
    }
  }

  @Test func `that write about nothing in common are never refused`() async throws {
    try await withDaemon { running in
      let world = try World(running, campaigns: 20, contacts: 20)
      let pairs = Array(zip(world.campaigns, world.contacts)).map { (campaign: $0.0, contact: $0.1) }
      for _ in 0..<Self.contactMax {
        let attempts = try round(world, pairs)
        #expect(attempts.count == 20 && attempts.allSatisfy { $0.recorded != nil })
      }
      #expect(try round(world, pairs).isEmpty)
      #expect(try log(world).count == 20 * Self.contactMax)
    }
  }
}

@Suite struct `A condition of several sets` {
  private static let nobody = "contact_00000000000000000000000000"

  @Test func `is refused where it is no condition, and the place is named`() async throws {
    try await withDaemon { running in
      let client = try running.client()
      let ada = try client.makeContact()
      let many = (0..<16).map { _ in ["subjects": [String](repeating: Self.nobody, count: 5)] }
      for (unless, field) in [
        (["any": [["types": ["CallLogged"]]], "types": ["NoteAdded"]] as [String: Any], "unless.types"),
        (["any": [["types": ["CallLogged"]]], "subjects": [ada]], "unless.subjects"),
        (["any": [["types": ["CallLogged"]], ["types": ["NoteAdded", "Called"]]]], "unless.any[1].types[1]"),
        (["any": [["subjects": ["ada"]]]], "unless.any[0].subjects[0]"), (["any": many], "unless.any"),
        (["any": [["type": ["CallLogged"]]]], "unless.any[0].type"),
        (["any": [[String: Any]](repeating: ["types": ["CallLogged"]], count: 17)], "unless.any"),
        (["any": [["subjects": [String](repeating: ada, count: 17)]]], "unless.any[0].subjects"),
        (["any": [["types": ["CallLogged"]]], "after": 99], "unless.after"),
      ] {
        let refused = try client.refusal("NoteAdded", ["contact": ada, "text": "a", "unless": unless])
        #expect(refused?.code == "invalid" && refused?.data["field"] == field, "\(String(describing: refused))")
      }
    }
  }

  @Test func `means a fact that any of them means`() async throws {
    try await withDaemon { running in
      let client = try running.client()
      let ada = try client.makeContact()
      let eve = try client.makeContact("Eve")
      let call = try client.call("CallLogged", ["contact": eve, "direction": "INBOUND"])["position"] as? Int
      func conflict(_ any: [[String: Any]], after: Int = 0) throws -> String? {
        let note: [String: Any] = ["type": "NoteAdded", "data": ["contact": ada, "text": "a"]]
        return try client.refusal(
          "record", ["events": [note], "unless": ["any": any, "after": after], "rehearsal": "r"] as [String: Any]
        )
        .map { "\($0.data["field"] ?? "") \($0.data["position"] ?? "")" }
      }
      let adas: [String: Any] = ["types": ["CallLogged"], "subjects": [ada]]
      #expect(try conflict([adas]) == nil)
      #expect(
        try conflict([adas, ["types": ["CallLogged"], "subjects": [eve]]]) == call.map { "unless.any[1] \($0)" })
      #expect(try conflict([adas, ["types": ["CallLogged"]]]) == call.map { "unless.any[1] \($0)" })
      #expect(try conflict([["types": ["CallLogged"]], ["subjects": [eve]]]) == "unless.any[1] \(place(2))")
      #expect(try conflict([adas, [:]]) == "unless.any[1] 1")
      #expect(try conflict([adas, [:]], after: place(3)) == nil)
    }
  }
}
