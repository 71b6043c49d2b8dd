import Foundation
import Glibc
import TestSupport
import Testing

/// A filled data folder of which copies are damaged, one bit at a time, and what the daemon answered from it before.
final class FlippedFiles {
  private let original: ScratchFolder
  private let copy: ScratchFolder
  let contacts: [String]
  /// What was asked, and the answer, as text.
  private let answers: [(method: String, params: [String: Any], answer: String)]
  /// Commands that were recorded, each with its position.
  private let commands: [(method: String, params: [String: Any], position: Int)]
  private let head: Int

  /// Fills a folder; `isKilled`: and ends the daemon by kill -9.
  init(isKilled: Bool = false, notes: Int = 150) throws {
    original = try ScratchFolder("kith-flip")
    copy = try ScratchFolder("kith-flipped")
    let daemon = try DaemonProcess(data: original.path("data"), socket: copy.path("s"))
    let client = try LineClient(path: daemon.socketPath)
    contacts = try Company.contacts(12, through: client)
    try Company.everything(about: contacts, through: client)
    var commands: [(method: String, params: [String: Any], position: Int)] = []
    for number in 0..<notes {
      let params: [String: Any] = [
        "contact": contacts[number % contacts.count], "text": "note \(number) of many", "commandId": "note-\(number)",
      ]
      let position = try client.call("NoteAdded", params)["position"] as? Int
      commands.append(("NoteAdded", params, try #require(position)))
    }
    self.commands = commands
    head = try #require((try client.call("hello")["log"] as? [String: Any])?["head"] as? Int)
    try Company.waitUntil(head, through: client)
    let deals = try client.call("deal.list", ["limit": 50])["deals"] as? [[String: Any]] ?? []
    answers = try Self.questions(contacts, deals.compactMap { $0["deal"] as? String }).map { method, params in
      (method, params, try Self.text(try client.call(method, params)))
    }
    if isKilled {
      daemon.kill()
    } else {
      #expect(daemon.stop() == 0)
    }
  }

  private static func questions(_ contacts: [String], _ deals: [String]) -> [(String, [String: Any])] {
    var questions: [(String, [String: Any])] = [
      ("deal.list", ["limit": 50]), ("task.list", ["limit": 50]), ("order.list", ["limit": 50]),
      ("campaign.list", [:]), ("pipeline.list", [:]), ("pipeline.board", ["pipeline": "sales"]), ("company.get", [:]),
      ("log.read", ["limit": 1_000]), ("log.read", ["types": ["NoteAdded"], "limit": 1_000]),
    ]
    for contact in contacts {
      questions.append(("contact.get", ["contact": contact]))
      questions.append(("contact.history", ["contact": contact, "limit": 100]))
      questions.append(("log.read", ["subjects": [contact], "limit": 1_000]))
    }
    for metric in [
      "contacts.created", "calls.logged", "orders.revenue", "campaigns.sent", "deals.won", "pipeline.open",
    ] {
      questions.append(("metrics.query", ["metric": metric]))
    }
    for number in contacts.indices { questions.append(("contact.find", ["email": "ada\(number)@example.com"])) }
    for deal in deals { questions.append(("deal.get", ["deal": deal])) }
    return questions
  }

  /// An answer as text; the position that it was made at is not its content.
  private static func text(_ answer: [String: Any]) throws -> String {
    var answer = answer
    for key in ["head", "position"] { answer[key] = nil }
    return String(decoding: try JSONSerialization.data(withJSONObject: answer, options: .sortedKeys), as: UTF8.self)
  }

  /// A fresh copy in which one bit of a page in use is another: of the file of that name below the data folder.
  func flip(_ name: String, _ dice: inout SeededGenerator) throws -> String {
    try? FileManager.default.removeItem(atPath: copy.path("data"))
    try #require(Shell.run("cp", ["-r", "--sparse=always", original.path("data"), copy.path("data")]) == 0)
    let file = copy.path("data/\(name)")
    let handle = try FileHandle(forUpdating: URL(fileURLWithPath: file))
    defer { try? handle.close() }
    let bytes = [UInt8](try handle.readToEnd() ?? Data())
    let pages = stride(from: 0, to: bytes.count, by: 4_096).filter { start in
      bytes[start..<min(start + 4_096, bytes.count)].contains { $0 != 0 }
    }
    let page = dice.pick(pages)
    // Half of them where LMDB has what it believes.
    let offset = min(page + (dice.oneIn(2) ? dice.below(200) : dice.below(4_096)), bytes.count - 1)
    let bit = UInt8(1) << UInt8(dice.below(8))
    try handle.seek(toOffset: UInt64(offset))
    try handle.write(contentsOf: [bytes[offset] ^ bit])
    return "\(name), page \(page / 4_096), byte \(offset - page), bit \(bit)"
  }

  func start() throws -> DaemonProcess {
    try DaemonProcess(
      data: copy.path("data"), socket: copy.path("s"), environment: ["SWIFT_BACKTRACE": "enable=no"])
  }

  /// What the daemon says otherwise than before, or does again that was done.
  func wrong(through client: LineClient) throws -> [String] {
    var wrong: [String] = []
    for (method, params, position) in commands {
      let result = try client.call(method, params)
      if result["replayed"] as? Bool != true || result["position"] as? Int != position {
        wrong.append("\(params["commandId"] ?? "") was recorded again: \(result)")
      }
    }
    for (number, contact) in contacts.enumerated() {
      let refusal = #expect(throws: LineClient.Refused.self) {
        try client.call("ContactCreated", ["contact": contact, "name": "A second one"])
      }
      if refusal?.code != "conflict" { wrong.append("contact \(number): \(String(describing: refusal))") }
    }
    for (method, params, expected) in answers {
      let answer = try Self.text(try Self.answer(method, params, through: client))
      if answer != expected { wrong.append("\(method) \(params): \(answer.prefix(300))") }
    }
    let head = (try client.call("hello")["log"] as? [String: Any])?["head"] as? Int
    if head != self.head { wrong.append("the head is \(head ?? 0)") }
    return wrong
  }

  /// The answer, when what it is made from has been made again.
  private static func answer(
    _ method: String, _ params: [String: Any], through client: LineClient
  ) throws -> [String: Any] {
    while true {
      do {
        return try client.call(method, params)
      } catch let error as LineClient.Refused where ["rebuilding", "behind"].contains(error.code) {
        continue
      }
    }
  }

  /// What is recorded behind it all is decided right: everybody can be noted about.
  func canRecord(through client: LineClient) throws -> Bool {
    for contact in contacts {
      let result = try client.call("NoteAdded", ["contact": contact, "text": "after"])
      guard result["position"] is Int else { return false }
    }
    return true
  }
}
