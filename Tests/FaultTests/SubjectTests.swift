import Foundation
import Glibc
import TestSupport
import Testing

/// Much about one contact, through the socket: what a fact more costs the daemon, and what is refused.
@Suite struct `One contact of the daemon` {
  private let folder: ScratchFolder
  private let daemon: DaemonProcess
  private let client: LineClient
  private let contact: String

  init() throws {
    folder = try ScratchFolder("kith-one")
    daemon = try DaemonProcess(data: folder.path("data"), socket: folder.path("s"))
    client = try LineClient(path: daemon.socketPath)
    contact = try Company.contacts(1, through: client)[0]
  }

  @Test func `may have 256 tags, however many are sent, and no read model falls behind`() throws {
    var refused = 0
    for number in 0..<(Company.isLong ? 1_000 : 50) {
      do throws(LineClient.Refused) {
        try tag(number)
      } catch {
        #expect(error.data["reason"] == "tooManyTags", "\(error)")
        refused += 1
      }
    }
    #expect(refused == (Company.isLong ? 996 : 46))
    let card = try client.call("contact.get", ["contact": contact])["contact"] as? [String: Any]
    #expect((card?["tags"] as? [String])?.count == 256)
    #expect(try Company.differing(through: client) == [])
    #expect(daemon.stop() == 0)
  }

  private func tag(_ number: Int) throws(LineClient.Refused) {
    do {
      try client.call("ContactTagged", ["contact": contact, "tags": (0..<64).map { "t\(number)-\($0)" }])
    } catch let error as LineClient.Refused {
      throw error
    } catch {
      Issue.record("the daemon did not answer: \(error)")
    }
  }

  /// What the contact goes through; the numbers are those of a walk-in customer, and of somebody who wants harm.
  enum Life: String, CaseIterable {
    case orders, owners, retractions

    var count: Int {
      switch self {
      case .orders: Company.isLong ? 40_000 : 2_000
      case .owners: Company.isLong ? 30_000 : 2_000
      case .retractions: Company.isLong ? 60_000 : 2_000
      }
    }

    func fact(_ number: Int, of contact: String) -> [String: Any] {
      switch self {
      case .orders:
        return [
          "type": "OrderPlaced", "data": ["contact": contact, "total": ["currency": "EUR", "amount": "1.00"]],
          "occurredAt": "2026-01-05T09:00:00Z",
        ]
      case .owners:
        return ["type": "ContactDetailsChanged", "data": ["contact": contact, "owner": "owner\(number % 9)"]]
      // The latest that is left, each time: all calls stand behind the contact's creation.
      case .retractions:
        return ["type": "FactRetracted", "data": ["position": place(1) + count - number, "reason": "mistaken"]]
      }
    }
  }

  @Test(arguments: Life.allCases)
  func `costs no more for each fact when it has been through twice as much`(life: Life) throws {
    if life == .retractions {
      try record(
        (0..<life.count).map { _ in ["type": "CallLogged", "data": ["contact": contact, "direction": "INBOUND"]] })
    }
    // What is loaded once is loaded before it is measured.
    let facts = (0..<life.count).map { life.fact($0, of: contact) }
    try record(Array(facts.prefix(life.count / 10)))
    let half = life.count * 9 / 20
    let first = try cost { try record(Array(facts.dropFirst(life.count / 10).prefix(half))) }
    let second = try cost { try record(Array(facts.suffix(half))) }
    #expect(second < first * 1.8 + 0.1, "\(life): \(first) and \(second) seconds of the processor")
    let card = try client.call("contact.get", ["contact": contact])["contact"] as? [String: Any]
    switch life {
    case .orders: #expect(card?["ordersCount"] as? Int == life.count)
    case .owners: #expect(card?["owner"] as? String == "owner\((life.count - 1) % 9)")
    case .retractions: #expect(card?["interactionCount"] as? Int == 0 && card?["lastInteractionAt"] == nil)
    }
    #expect(try Company.differing(through: client) == [])
    #expect(daemon.stop() == 0)
  }

  private func record(_ facts: [[String: Any]]) throws {
    for start in stride(from: 0, to: facts.count, by: 250) {
      try client.call("record", ["events": Array(facts[start..<min(start + 250, facts.count)])])
    }
  }

  /// The processor time that the daemon takes for it until every read model has come as far.
  private func cost(_ body: () throws -> Void) throws -> Double {
    let before = try DaemonMeter.processorSeconds(daemon.pid)
    try body()
    let log = try client.call("hello")["log"] as? [String: Any]
    let head = log?["head"] as? Int ?? 0
    for projection in try Company.projections(through: client) {
      try client.call("projection.status", ["projection": projection, "atLeast": head, "timeoutMs": 60_000])
    }
    return try DaemonMeter.processorSeconds(daemon.pid) - before
  }
}

/// What the kernel says of a process.
enum DaemonMeter {
  /// What it has taken of the processors.
  static func processorSeconds(_ pid: Int32) throws -> Double {
    let text = try String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8)
    let fields = text.split(separator: ")").last?.split(separator: " ") ?? []
    guard fields.count > 12, let user = Double(fields[11]), let system = Double(fields[12]) else {
      throw Unexpected("no times in \(text)")
    }
    return (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
  }
}
