import Foundation
import TestSupport
import Testing

@testable import Daemon

/// What once was set for the company, and is said by its log now.
extension `The kithd process` {
  private static let region = "phone.region is no setting any more"

  private func write(_ text: String) throws -> [String] {
    let config = folder.path("kith.yaml")
    try Data(text.utf8).write(to: URL(fileURLWithPath: config))
    return ["--config", config]
  }

  @Test func `check accepts a setting that became a fact, and says what to do`() throws {
    let one = try failure(["--check", "--set", "phone.region=GB"])
    #expect(one.status == 0)
    #expect(
      one.said
        == "kithd: \(Self.region): a log that does not say yet what holds takes it over, once, and any other does not use it. "
        + "What holds is changed with `kith company set --phone-region REGION`; remove it from the settings.\n")
    let both = try failure(["--check"] + write("phone: {region: GB}\nconsent: {default: withdrawn}\n"))
    #expect(both.status == 0)
    #expect(both.said.hasPrefix("kithd: phone.region and consent.default are no settings any more: "), "\(both.said)")
    #expect(both.said.contains("`kith company set --consent granted|withdrawn`"), "\(both.said)")
    #expect(try failure(["--check", "--set", "phone.region=gb"]).status == ExitStatus.configuration)
    #expect(try failure(["--check"] + write("logLevel: info\n")) == (0, ""))
  }

  @Test func `a setting that became a fact is taken over by a log that does not say it, once`() throws {
    let settings =
      [
        (
          "phone: {region: GB}\nconsent: {default: withdrawn}\n",
          "this log does not say yet what holds, and takes them over, once"
        ),
        ("phone: {region: DE}\nconsent: {default: granted}\n", "this log says what holds, and does not use them"),
        ("logLevel: info\n", nil),
      ] as [(String, String?)]
    for (index, (text, sentence)) in settings.enumerated() {
      let process = try DaemonProcess(data: data, arguments: write(text))
      let client = try LineClient(path: process.socketPath)
      let notices = try client.call("system.status")["notices"] as? [String] ?? []
      #expect(notices.contains { $0.contains("are no settings any more") } == (sentence != nil))
      #expect(process.said.contains("are no settings any more") == (sentence != nil))
      if let sentence { #expect(process.said.contains(sentence), "\(process.said)") }
      // A log stays empty until its first command.
      if index == 0 { #expect(try client.call("company.get")["company"] == nil) }
      _ = try client.makeContact()
      let company = try #require(try client.call("company.get")["company"] as? [String: Any])
      #expect(company["phoneRegion"] as? String == "GB")
      let defaults = company["consentDefaults"] as? [[String: String]]
      #expect(defaults == [["purpose": "*", "channel": "*", "consent": "WITHDRAWN"]])
      #expect(process.stop() == 0)
    }
  }

  @Test func `a setting that became a fact is taken over by the log of the first release`() throws {
    let archive = repository.appendingPathComponent("Tests/EngineTests/Golden/0/log.tar.gz").path
    let tar = Process()
    tar.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    tar.arguments = ["tar", "-xzf", archive, "-C", folder.path("")]
    try tar.run()
    tar.waitUntilExit()
    for region in ["GB", "DE"] {
      let process = try DaemonProcess(data: data, arguments: ["--set", "phone.region=\(region)"])
      let client = try LineClient(path: process.socketPath)
      while try (client.call("log.read", ["types": ["CompanyConfigured"]])["events"] as? [Any])?.isEmpty ?? true {
        try #require(process.isRunning)
      }
      let events = try client.call("log.read", ["types": ["CompanyConfigured"]])["events"] as? [[String: Any]] ?? []
      #expect(events.count == 1 && events[0]["causationId"] as? String == "initial")
      #expect((events[0]["data"] as? [String: Any])?["phoneRegion"] as? String == "GB")
      let head = (try client.call("hello")["log"] as? [String: Any])?["head"] as? Int
      #expect(head == (events[0]["position"] as? Int).map { $0 + 1 })
      #expect(process.said.contains("did not say what holds for the company") == (region == "GB"))
      let taken = region == "GB" ? "takes it over, once." : "does not use it."
      #expect(process.said.contains(taken), "\(process.said)")
      #expect(process.stop() == 0)
    }
  }

  // MARK: Two daemons

  @Test func `two with one log answer alike, whatever is set on their machines`() throws {
    let first = try DaemonProcess(
      data: data, arguments: ["--set", "phone.region=GB"], environment: ["TZ": "America/New_York", "LC_ALL": "C"])
    let contacts = try Self.fill(LineClient(path: first.socketPath))
    #expect(first.stop() == 0)
    let copy = folder.path("copy")
    try FileManager.default.copyItem(atPath: data, toPath: copy)
    for part in ["registry", "index", "views"] { try FileManager.default.removeItem(atPath: "\(copy)/\(part)") }
    let settings = try write(
      "phone: {region: US}\nconsent: {default: withdrawn}\nrebuild: {memory: 8MiB}\nlog: {journal: 1MiB}\n")
    let daemons = [
      try DaemonProcess(data: data, environment: ["TZ": "America/New_York", "LC_ALL": "C"]),
      try DaemonProcess(
        data: copy, arguments: settings,
        environment: ["TZ": "Pacific/Auckland", "LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"]),
    ]
    let clients = try daemons.map { try LineClient(path: $0.socketPath) }
    for client in clients { try Self.awaitReadModels(client) }
    for (method, params) in Self.questions(contacts) {
      let answers = try clients.map { client in try Self.text(client.call(method, params)) }
      #expect(answers[0] == answers[1], "\(method) \(params)")
    }
    let digests = try clients.map { client in try Self.digests(client) }
    #expect(digests[0] == digests[1] && digests[0].count == 8)
    // And they decide alike: a phone without its calling code, and a message to who never said.
    for client in clients {
      let made = try client.call("ContactCreated", ["name": "Eve", "phones": ["020 7946 0018"]])
      let position = try #require(made["position"] as? Int)
      let page = try client.call("log.read", ["after": position - 1, "limit": 1])
      let data = (page["events"] as? [[String: Any]])?.first?["data"] as? [String: Any]
      #expect(data?["phoneRegion"] as? String == "GB")
      let campaigns = try client.call("campaign.list")["campaigns"] as? [[String: Any]]
      let campaign = try #require(campaigns?.first?["id"] as? String)
      try client.call("CampaignSent", ["campaign": campaign, "contact": contacts[0]])
    }
    for daemon in daemons { #expect(daemon.stop() == 0) }
  }

  /// Something of every kind; the contacts that it is about.
  private static func fill(_ client: LineClient) throws -> [String] {
    // Words whose small letters differ by language, and times around midnight.
    let names = ["IRMAK I\u{307}nci", "\u{130}nci Irmak", "\u{C4}nne O\u{308}st", "Zo\u{EB} \u{C5}berg", "Iris"]
    let contacts = try names.enumerated().map { number, name in
      let made = try client.call(
        "ContactCreated",
        ["name": name, "phones": ["020 7946 00\(10 + number)"], "tags": ["I\(number)"], "owner": "sam"])
      return try #require((made["events"] as? [[String: Any]])?.first?["subject"] as? String)
    }
    try client.call("CampaignCreated", ["name": "Spring", "channel": "email", "purpose": "offers"])
    for (number, contact) in contacts.enumerated() {
      for time in ["2026-03-08T06:30:00Z", "2026-03-31T23:30:00Z", "2026-04-01", "2026-01-01T00:00:00Z"] {
        try client.call(
          "CallLogged",
          ["contact": contact, "direction": "OUTBOUND", "durationSeconds": 60 + number, "occurredAt": time])
      }
      let value = ["currency": "EUR", "amount": "\(number + 1).50"]
      try client.call("DealOpened", ["contact": contact, "title": "A chance", "value": value])
      try client.call("OrderPlaced", ["contact": contact, "total": value, "itemCount": 2])
      try client.call("TaskScheduled", ["contact": contact, "title": "Call back", "dueAt": "2026-03-31"])
    }
    return contacts
  }

  private static func questions(_ contacts: [String]) -> [(String, [String: Any])] {
    var questions: [(String, [String: Any])] = [
      ("company.get", [:]), ("log.read", ["limit": 100]), ("deal.list", [:]), ("pipeline.list", [:]),
      ("pipeline.board", [:]), ("campaign.list", [:]), ("task.list", ["dueTo": "2026-03-31"]), ("order.list", [:]),
      ("contact.find", [:]), ("contact.find", ["text": "irmak"]), ("contact.find", ["text": "inci"]),
      ("contact.find", ["phone": "020 7946 0010"]), ("contact.find", ["phone": "+44 20 7946 0011"]),
      ("contact.find", ["tag": "i1"]),
      ("metrics.query", ["metric": "calls.seconds", "by": "day", "from": "2025-12-01", "to": "2026-05-01"]),
      ("metrics.query", ["metric": "orders.revenue"]),
    ]
    for contact in contacts {
      questions += [("contact.get", ["contact": contact]), ("contact.history", ["contact": contact])]
    }
    return questions
  }

  private static func text(_ answer: [String: Any]) throws -> String {
    String(decoding: try JSONSerialization.data(withJSONObject: answer, options: .sortedKeys), as: UTF8.self)
  }

  private static func awaitReadModels(_ client: LineClient) throws {
    let head = try #require((try client.call("hello")["log"] as? [String: Any])?["head"] as? Int)
    while true {
      let list = try client.call("projection.list")["projections"] as? [[String: Any]] ?? []
      if list.allSatisfy({ $0["position"] as? Int ?? 0 >= head && $0["building"] == nil }) { return }
    }
  }

  private static func digests(_ client: LineClient) throws -> [String: String] {
    let list = try client.call("projection.list")["projections"] as? [[String: Any]] ?? []
    return Dictionary(
      uniqueKeysWithValues: list.map { ($0["name"] as? String ?? "", $0["digest"] as? String ?? "none") })
  }
}
