import Foundation
import Glibc
import TestSupport
import Testing

/// What clients who ask and do not read make the daemon hold: its own memory, measured, method by method.
@Suite(.serialized) struct `Memory under clients who do not read` {
  /// What the setting says, and what the daemon may take beside it: rows that read models keep, buffers of one turn of
  /// each event loop, what an allocator keeps of memory that is free again.
  static let budgetKilobytes = 64 << 10
  static let besideKilobytes = 96 << 10

  @Test func `is what the setting says, for every method, piece by piece and in batches`() throws {
    let folder = try ScratchFolder("kith-memory")
    let daemon = try DaemonProcess(
      data: folder.path("data"), socket: folder.path("s"), arguments: ["--set", "limits.clientBytes=64MiB"])
    let honest = try LineClient(path: daemon.socketPath)
    let stock = try Stock(honest)
    let description = try honest.call("rpc.discover")
    let methods = try #require(description["methods"] as? [[String: Any]]).compactMap { $0["name"] as? String }
    #expect(methods.count > 40)
    let before = `Hostile input`.memory(of: daemon.pid)
    for method in methods where Self.isHarmless(method) {
      for isBatch in [false, true] {
        let clients = try (0..<(Company.isLong ? 64 : 8)).map { number in
          try Flood(daemon.socketPath, method, stock.params(of: method, number), isBatch: isBatch)
        }
        for _ in 0..<(Company.isLong ? 20 : 4) {
          for client in clients { client.send() }
          // Each answer is a turn of the daemon, and shows that another client is served.
          for _ in 0..<5 { try honest.call("contact.get", ["contact": stock.contact]) }
        }
        let memory = `Hostile input`.memory(of: daemon.pid)
        #expect(
          memory - before < Self.budgetKilobytes + Self.besideKilobytes,
          "\(method)\(isBatch ? " in batches" : ""): \(memory - before) kilobytes")
        #expect(daemon.isRunning, "\(method): \(daemon.said)")
      }
    }
    #expect(daemon.stop() == 0)
  }

  /// All but what changes the contact that the others are about, and what builds read models again and again.
  private static func isHarmless(_ method: String) -> Bool {
    method != "projection.rebuild" && method != "projection.verify"
      && (method.contains(".") || ["hello", "record", "NoteAdded", "ContactCreated", "OrderPlaced"].contains(method))
  }

  /// A contact with a history of some megabytes, and others.
  private struct Stock {
    let contact: String
    let deal: String
    let campaign: String
    let task: String

    init(_ client: LineClient) throws {
      func made(_ fact: String, _ data: [String: Any]) throws -> String {
        let reply = try client.call(fact, data)
        let event = (reply["events"] as? [[String: Any]])?.first
        guard let id = event?["subject"] as? String else { throw LineClient.Failed(description: "no id in \(reply)") }
        return id
      }
      contact = try made("ContactCreated", ["name": "Ada Lovelace", "tags": ["customer"]])
      for number in 0..<500 { _ = try made("ContactCreated", ["name": "Person \(number)", "tags": ["customer"]]) }
      let text = String(repeating: "long ", count: 13_000)
      for _ in 0..<100 { _ = try made("NoteAdded", ["contact": contact, "text": text]) }
      deal = try made("DealOpened", ["contact": contact, "title": "Engine"])
      for number in 0..<300 { _ = try made("DealOpened", ["contact": contact, "title": "Deal \(number)"]) }
      campaign = try made("CampaignCreated", ["name": "Spring", "channel": "email", "purpose": "newsletter"])
      task = try made("TaskScheduled", ["title": "Call", "contact": contact, "dueAt": "2030-01-01T00:00:00Z"])
      let total = ["currency": "EUR", "amount": "10.00"]
      for _ in 0..<100 { _ = try made("OrderPlaced", ["contact": contact, "total": total]) }
    }

    func params(of method: String, _ number: Int) -> [String: Any] {
      switch method {
      case "contact.get": ["contact": contact]
      case "contact.history": ["contact": contact, "limit": 1_000]
      case "deal.get": ["deal": deal]
      case "campaign.get", "campaign.report": ["campaign": campaign]
      case "task.get": ["task": task]
      case "contact.find", "deal.list", "campaign.list", "task.list", "order.list": ["limit": 1_000]
      case "metrics.query": ["metric": "interactions.logged", "by": "day"]
      case "log.read": number % 2 == 0 ? ["limit": 1_000] : ["limit": 1_000, "subjects": [contact]]
      case "log.subscribe": ["after": 0, "credits": 100_000]
      case "log.credit", "log.unsubscribe": ["subscription": 1, "credits": 1]
      case "projection.status": ["projection": "contacts"]
      case "record": ["events": [["type": "ContactCreated", "data": ["name": "New"]]], "rehearsal": "memory"]
      case "NoteAdded": ["contact": contact, "text": String(repeating: "x", count: 60_000)]
      case "ContactCreated": ["name": "New"]
      case "OrderPlaced":
        [
          "contact": contact, "total": ["currency": "EUR", "amount": "1"],
          "lines": [[String: Any]](repeating: [:], count: 500),
        ]
      default: [:]
      }
    }
  }

  /// A client that sends as much as the daemon takes, and reads nothing.
  private final class Flood {
    private let client: LineClient
    private let line: [UInt8]
    private var rest: ArraySlice<UInt8> = []
    private var sent = 0

    init(_ path: String, _ method: String, _ params: [String: Any], isBatch: Bool) throws {
      client = try LineClient(path: path)
      var params = params
      if method == "log.credit" || method == "log.unsubscribe" {
        params = params.filter { $0.key == "subscription" || method == "log.credit" }
      }
      let object: [String: Any] = ["jsonrpc": "2.0", "id": 1, "method": method, "params": params]
      let one = try JSONSerialization.data(withJSONObject: object)
      let count = isBatch ? max(1, min(1_000, 2_000_000 / one.count)) : 1
      line =
        (isBatch ? [UInt8(ascii: "[")] : [])
        + Array(repeating: Array(one), count: count).joined(separator: [UInt8(ascii: ",")])
        + (isBatch ? [UInt8(ascii: "]")] : []) + [10]
      _ = fcntl(client.descriptor, F_SETFL, O_NONBLOCK)
    }

    /// Sends until the daemon takes no more, at most some megabytes.
    func send() {
      while sent < 8 << 20 {
        if rest.isEmpty { rest = line[...] }
        let count = rest.withUnsafeBytes {
          Glibc.send(client.descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
        }
        guard count > 0 else { return }
        sent += count
        rest = rest.dropFirst(count)
      }
    }
  }
}
