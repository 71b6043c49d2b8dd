import Foundation
import TestSupport
import Testing

/// The daemon is killed in the middle of its work, again and again.
@Suite(.serialized) struct `A daemon that is killed` {
  @Test func `keeps every acknowledged command exactly once and read models that equal a rebuild`() throws {
    var dice = SeededGenerator(seed: Company.seed)
    let folder = try ScratchFolder("kith-kill")
    var ledger = Ledger()
    for cycle in 0..<(Company.isLong ? 100 : 5) {
      let daemon = try DaemonProcess(data: folder.path("data"), socket: folder.path("s"))
      let client = try LineClient(path: daemon.socketPath)
      try ledger.settle(through: client)
      if cycle == 0 { ledger.contacts = try Company.contacts(20, through: client) }
      try ledger.work(on: daemon, acknowledgements: Int.random(in: 0...400, using: &dice), dice: &dice)
      daemon.kill()
    }
    let daemon = try DaemonProcess(data: folder.path("data"), socket: folder.path("s"))
    let client = try LineClient(path: daemon.socketPath)
    try ledger.settle(through: client)
    try ledger.check(Company.log(through: client))
    #expect(try Company.differing(through: client) == [])
    #expect(daemon.stop() == 0)
  }
}

/// What was sent, and what the daemon said to it.
private struct Ledger {
  var contacts: [String] = []
  /// By command id: the position that was acknowledged.
  private var acknowledged: [String: Int] = [:]
  /// Sent, not answered: by command id, the request's parameters.
  private var unanswered: [String: [String: any Sendable]] = [:]
  private var sent = 0

  /// Sends from four connections until so many replies have come, and leaves the rest unanswered.
  mutating func work(on daemon: DaemonProcess, acknowledgements: Int, dice: inout SeededGenerator) throws {
    let clients = try (0..<4).map { _ in try LineClient(path: daemon.socketPath) }
    var waiting = [[String]](repeating: [], count: clients.count)
    var left = acknowledgements
    while true {
      for (number, client) in clients.enumerated() {
        while waiting[number].count < 32 {
          sent += 1
          let command = "command-\(sent)"
          let contact = contacts[Int.random(in: 0..<contacts.count, using: &dice)]
          let params = ["contact": contact, "text": "note \(sent)", "commandId": command]
          unanswered[command] = params
          try client.request("NoteAdded", params)
          waiting[number].append(command)
        }
      }
      for (number, client) in clients.enumerated() {
        for _ in 0..<Int.random(in: 1...32, using: &dice) {
          guard left > 0 else { return }
          left -= 1
          let command = waiting[number].removeFirst()
          let reply = try client.receive()
          guard let result = reply["result"] as? [String: Any], let position = result["position"] as? Int else {
            throw Unexpected("\(command) was refused: \(reply)")
          }
          acknowledged[command] = position
          unanswered[command] = nil
        }
      }
    }
  }

  /// Asks again for what was never answered, as a client would, and for some that was: the answer is the first one.
  mutating func settle(through client: LineClient) throws {
    for (command, params) in unanswered.sorted(by: { $0.key < $1.key }) {
      guard let position = try client.call("NoteAdded", params)["position"] as? Int else {
        throw Unexpected("no position for \(command)")
      }
      acknowledged[command] = position
    }
    unanswered = [:]
  }

  /// Every command is in the log once, where it was said to be, and positions have no gaps.
  func check(_ log: [[String: Any]]) throws {
    #expect(log.map { $0["position"] as? Int } == (0..<log.count).map { place($0 + 1) })
    var found: [String: [Int]] = [:]
    for event in log where event["type"] as? String == "NoteAdded" {
      found[event["commandId"] as? String ?? "", default: []].append(event["position"] as? Int ?? 0)
    }
    #expect(found.count == sent)
    for (command, position) in acknowledged where found[command] != [position] {
      Issue.record("\(command) was acknowledged at \(position) and is at \(found[command] ?? [])")
    }
  }
}
