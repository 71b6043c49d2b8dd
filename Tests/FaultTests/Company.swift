import Foundation
import TestSupport

/// What the fault tests record and how they look at what became of it.
enum Company {
  /// Whether the long form of each test was asked for (config/faults does).
  static let isLong = ProcessInfo.processInfo.environment["KITH_FAULTS"] == "long"

  /// The seed of this run: the one that was given, else a fixed one in the short form and a new one in the long.
  static let seed: UInt64 = {
    let given = ProcessInfo.processInfo.environment["KITH_SEED"].flatMap { UInt64($0) }
    let seed = given ?? (isLong ? UInt64.random(in: 0..<1_000_000) : 20_261_121)
    FileHandle.standardError.write(Data("fault tests: KITH_SEED=\(seed)\n".utf8))
    return seed
  }()

  /// Creates contacts and returns their ids.
  static func contacts(_ count: Int, through client: LineClient, commandPrefix: String = "contact") throws -> [String] {
    try (0..<count).map { number in
      let result = try client.call(
        "ContactCreated",
        [
          "name": "Ada Lovelace \(number)", "emails": ["ada\(number)@example.com"], "owner": "sam",
          "commandId": "\(commandPrefix)-\(number)",
        ])
      return try subject(result)
    }
  }

  /// Something of every kind about the contacts, so that no read model is empty.
  static func everything(about contacts: [String], through client: LineClient) throws {
    let campaign = try subject(
      client.call("CampaignCreated", ["name": "Spring", "channel": "email", "purpose": "newsletter"]))
    for (number, contact) in contacts.enumerated() {
      try client.call(
        "CallLogged", ["contact": contact, "direction": "OUTBOUND", "durationSeconds": 60, "outcome": "reached"])
      try client.call("NoteAdded", ["contact": contact, "text": "note \(number)"])
      let value = ["currency": "EUR", "amount": "\(number + 1).50"]
      let deal = try subject(client.call("DealOpened", ["contact": contact, "title": "A chance", "value": value]))
      try client.call(number % 2 == 0 ? "DealWon" : "DealLost", ["deal": deal])
      try client.call("OrderPlaced", ["contact": contact, "total": value, "itemCount": 2])
      try client.call("TaskScheduled", ["contact": contact, "title": "Call back", "dueAt": "2030-01-01T00:00:00Z"])
      try client.call("CampaignSent", ["campaign": campaign, "contact": contact])
      try client.call("CampaignResponseRecorded", ["campaign": campaign, "contact": contact, "response": "DELIVERED"])
    }
  }

  /// The id of what the only event of a command is about.
  static func subject(_ result: [String: Any]) throws -> String {
    let events = result["events"] as? [[String: Any]] ?? []
    guard let subject = events.first?["subject"] as? String else { throw Unexpected("no subject in \(result)") }
    return subject
  }

  /// Every event of the log that clients recorded, oldest first; with what the daemon brings before them, where that is asked
  /// for.
  static func log(through client: LineClient, isWhole: Bool = false) throws -> [[String: Any]] {
    var events: [[String: Any]] = []
    var after = 0
    while true {
      let page = try client.call("log.read", ["after": after, "limit": 1_000])
      let found = page["events"] as? [[String: Any]] ?? []
      events += found.filter { isWhole || $0["causationId"] as? String != "initial" }
      guard page["more"] as? Bool == true, let next = page["next"] as? Int, next > after else { return events }
      after = next
    }
  }

  /// The names of the read models.
  static func projections(through client: LineClient) throws -> [String] {
    let list = try client.call("projection.list")["projections"] as? [[String: Any]] ?? []
    return list.compactMap { $0["name"] as? String }
  }

  /// The read models that differ from what a rebuild makes, with what differs.
  static func differing(through client: LineClient) throws -> [String] {
    let head = try client.call("hello")["log"] as? [String: Any]
    let names = try projections(through: client)
    guard !names.isEmpty else { throw Unexpected("no read models") }
    try waitUntil(head?["head"] as? Int ?? 0, through: client)
    return try names.compactMap { name in
      let result = try client.call("projection.verify", ["projection": name], seconds: 300)
      return result["equal"] as? Bool == true ? nil : "\(name): \(result)"
    }
  }

  /// Returns when every read model has reached the position.
  static func waitUntil(_ position: Int, through client: LineClient) throws {
    while true {
      let list = try client.call("projection.list")["projections"] as? [[String: Any]] ?? []
      if let stopped = list.first(where: { $0["state"] as? String == "STOPPED" }) { throw Unexpected("\(stopped)") }
      if list.allSatisfy({ $0["position"] as? Int ?? 0 >= position && $0["building"] == nil }) { return }
    }
  }

  /// The sentences in which the daemon says what it made again or what is wrong.
  static func notices(through client: LineClient) throws -> [String] {
    try client.call("system.status")["notices"] as? [String] ?? []
  }
}

/// Something that should not be.
struct Unexpected: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}

extension DaemonProcess {
  /// How often it has said that.
  func times(_ part: String) -> Int { said.components(separatedBy: part).count - 1 }
}
