import Foundation
import TestSupport
import Testing

/// A fixed day's work on a new data folder, during which one of the daemon's I/O calls fails; and the day after.
struct Workday: Sendable {
  /// How a day ended.
  enum End: Sendable {
    case refusedToStart
    /// With that exit status, as it was asked to or by itself.
    case ended(Int32, wasAsked: Bool)
  }

  /// The number of the call that fails, from 1.
  let failAt: Int
  /// `enospc`, `eio` or `short`.
  let how: String

  private static let contacts = 8
  private static let rounds = 6
  /// What kithd may end with; see `ExitStatus`.
  private static let startStatuses: Set<Int32> = [65, 69, 73, 74]

  private var name: Comment { "call \(failAt) fails with \(how)" }

  /// How many calls a day without a failure makes.
  static func calls() throws -> Int {
    let folder = try ScratchFolder("kith-day")
    let counter = folder.path("count")
    let daemon = try start(folder, ["KITH_SHIM_COUNT": counter])
    var ledger = DayLedger()
    try ledger.work(through: LineClient(path: daemon.socketPath), contacts: contacts, rounds: rounds)
    #expect(ledger.refusals == [])
    #expect(ledger.wrongAnswers == [])
    #expect(daemon.stop() == 0)
    return try ShimCount.read(counter)
  }

  /// Lives through the day and the one after, and holds what became of it against what was said.
  func run() throws -> End {
    let folder = try ScratchFolder("kith-day")
    var ledger = DayLedger()
    let end = try firstDay(folder, &ledger)
    #expect(ledger.wrongAnswers == [], name)

    let daemon = try DaemonProcess(data: folder.path("data"), socket: folder.path("s"))
    let client = try LineClient(path: daemon.socketPath)
    // What is derived may have to be made again, and is not asked before.
    try Company.waitUntil(0, through: client)
    try ledger.work(through: client, contacts: Self.contacts, rounds: Self.rounds)
    #expect(ledger.refusals == [], name)
    #expect(ledger.wrongAnswers == [], name)
    let log = try Company.log(through: client)
    #expect(ledger.isTrue(of: log), name)
    #expect(try Company.differing(through: client) == [], name)
    #expect(daemon.stop() == 0, name)
    return end
  }

  private func firstDay(_ folder: ScratchFolder, _ ledger: inout DayLedger) throws -> End {
    let daemon: DaemonProcess
    do {
      daemon = try Self.start(folder, ["KITH_SHIM_FAIL_AT": String(failAt), "KITH_SHIM_FAIL_HOW": how])
    } catch let refusal as DaemonProcess.DidNotStart {
      #expect(refusal.status.map(Self.startStatuses.contains) == true, "\(name): \(refusal)")
      #expect(!refusal.description.contains("Fatal error"), "\(name): \(refusal)")
      return .refusedToStart
    }
    // A daemon that ends by itself closes the connection; what it had not answered is unknown.
    do {
      try ledger.work(through: LineClient(path: daemon.socketPath), contacts: Self.contacts, rounds: Self.rounds)
    } catch is LineClient.Failed {}
    let wasAsked = daemon.isRunning
    let status = daemon.stop()
    #expect(status == 74 || status == 0 && wasAsked, "\(name): \(status) \(daemon.said)")
    #expect(!daemon.said.contains("Fatal error"), "\(name): \(daemon.said)")
    return .ended(status, wasAsked: status == 0)
  }

  private static func start(_ folder: ScratchFolder, _ more: [String: String]) throws -> DaemonProcess {
    let data = folder.path("data")
    // The journal is small, so that it is emptied into the log's file more than once a day.
    let environment = [
      "LD_PRELOAD": BuiltProducts.path("libFaultShim.so"), "KITH_SHIM_ROOT": data, "KITH_LOG_JOURNAL": "64KiB",
    ]
    return try DaemonProcess(
      data: data, socket: folder.path("s"), environment: environment.merging(more) { $1 })
  }
}

/// What was sent on a day, what was said to it, and every answer that cannot be right.
struct DayLedger {
  /// By command id: the position that was acknowledged.
  private var positions: [String: Int] = [:]
  private var subjects: [String: String] = [:]
  /// Commands of which it is not known whether they were recorded.
  private var unknown: Set<String> = []
  private(set) var wrongAnswers: [String] = []
  /// What was not done or answered.
  private(set) var refusals: [String] = []

  /// Sends what is not acknowledged yet, and asks in between. Throws when the connection ends.
  mutating func work(through client: LineClient, contacts: Int, rounds: Int) throws {
    refusals = []
    for number in 0..<contacts {
      let id = "contact-\(number)"
      try send(id, "ContactCreated", ["name": "Ada \(number)", "emails": ["ada\(number)@example.com"]], client)
    }
    for round in 0..<rounds {
      for number in 0..<contacts {
        guard let contact = subjects["contact-\(number)"] else { continue }
        let id = "call-\(round)-\(number)"
        try send(id, "CallLogged", ["contact": contact, "direction": "OUTBOUND", "notes": "call \(round)"], client)
      }
      try ask(client, round: round)
    }
  }

  private mutating func send(_ id: String, _ method: String, _ params: [String: Any], _ client: LineClient) throws {
    let known = positions[id]
    unknown.insert(id)
    do {
      let result = try client.call(method, params.merging(["commandId": id]) { $1 })
      guard let position = result["position"] as? Int else { return wrong("no position: \(result)") }
      if let known, known != position { wrong("\(id) was at \(known) and is at \(position)") }
      positions[id] = position
      unknown.remove(id)
      if method == "ContactCreated" { subjects[id] = try Company.subject(result) }
    } catch let refused as LineClient.Refused {
      refusals.append("\(method): \(refused)")
      if known != nil { return wrong("\(id) was acknowledged and is refused: \(refused)") }
      if refused.code == "storageFull" { unknown.remove(id) }
      if !Self.isFair(refused) { wrong("\(id): \(refused)") }
    }
  }

  /// Asks the read models and the log; a refusal is fair, a wrong answer is not.
  private mutating func ask(_ client: LineClient, round: Int) throws {
    let created = positions.keys.filter { $0.hasPrefix("contact-") }.count
    let unknownContacts = unknown.filter { $0.hasPrefix("contact-") }.count
    try fairly(client, "metrics.query", ["metric": "contacts.created"]) { result in
      let series = result["series"] as? [[String: Any]]
      let value = series?.first?["value"] as? Int ?? 0
      return created...(created + unknownContacts) ~= value ? nil : "\(value) contacts, not \(created)"
    }
    guard let one = subjects["contact-\(round % 8)"] else { return }
    let calls = positions.keys.filter { $0.hasPrefix("call-") && $0.hasSuffix("-\(round % 8)") }.count
    let unknownCalls = unknown.filter { $0.hasPrefix("call-") && $0.hasSuffix("-\(round % 8)") }.count
    try fairly(client, "contact.get", ["contact": one]) { result in
      let contact = result["contact"] as? [String: Any]
      guard contact?["name"] as? String == "Ada \(round % 8)" else { return "the contact \(result)" }
      let count = contact?["interactionCount"] as? Int ?? 0
      return calls...(calls + unknownCalls) ~= count ? nil : "\(count) interactions, not \(calls)"
    }
    let (id, position) = positions.min { $0.key < $1.key } ?? ("", 0)
    try fairly(client, "log.read", ["after": position - 1, "limit": 1]) { result in
      let event = (result["events"] as? [[String: Any]])?.first
      return event?["commandId"] as? String == id ? nil : "\(id) is not at \(position)"
    }
  }

  private mutating func fairly(
    _ client: LineClient, _ method: String, _ params: [String: Any], _ fault: ([String: Any]) -> String?
  ) throws {
    do {
      if let fault = fault(try client.call(method, params)) { wrong("\(method): \(fault)") }
    } catch let refused as LineClient.Refused {
      refusals.append("\(method): \(refused)")
      if !Self.isFair(refused) { wrong("\(method): \(refused)") }
    }
  }

  private static func isFair(_ refused: LineClient.Refused) -> Bool {
    refused.number == -32_603 || ["storageFull", "behind", "rebuilding"].contains(refused.code)
  }

  private mutating func wrong(_ what: String) { wrongAnswers.append(what) }

  /// Whether the log has every command once, at the position that was acknowledged, and nothing else.
  func isTrue(of log: [[String: Any]]) -> Bool {
    guard log.count == positions.count else { return false }
    for (index, event) in log.enumerated() {
      guard let id = event["commandId"] as? String, let position = event["position"] as? Int else { return false }
      guard position == place(index + 1), positions[id] == position else { return false }
    }
    return true
  }
}
