import Dispatch
import Foundation
import Synchronization
import TestSupport

/// Commands of many kinds sent over several connections, each under a command id of its own.
final class Load: Sendable {
  private let failures = Mutex<[any Error]>([])

  /// Sends `commands` from each of `connections` threads and returns when all are answered.
  static func run(socket: String, connections: Int, commands: Int, seed: UInt64, prefix: String) throws {
    let load = Load()
    let group = DispatchGroup()
    for connection in 0..<connections {
      group.enter()
      Thread.detachNewThread {
        do {
          try load.send(socket: socket, connection: connection, commands: commands, seed: seed, prefix: prefix)
        } catch {
          load.failures.withLock { $0.append(error) }
        }
        group.leave()
      }
    }
    group.wait()
    if let failure = load.failures.withLock({ $0.first }) { throw failure }
  }

  private func send(socket: String, connection: Int, commands: Int, seed: UInt64, prefix: String) throws {
    var random = SeededGenerator(seed: seed &+ UInt64(connection))
    let client = try LineClient(path: socket)
    var contacts: [String] = []
    var waiting = 0
    for number in 0..<commands {
      let id = "\(prefix)-\(connection)-\(number)"
      let contact = contacts.randomElement(using: &random)
      let line: String
      switch contact == nil ? 0 : random.below(5) {
      case 0:
        line = Self.request(
          id, "ContactCreated", #""name":"Contact \#(id)","emails":["\#(id)@example.org"],"owner":"ada""#)
      case 1:
        line = Self.request(
          id, "NoteAdded",
          #""contact":"\#(contact!)","text":"A note that is a little longer than the others \#(number)""#)
      case 2:
        line = Self.request(
          id, "DealOpened",
          #""contact":"\#(contact!)","title":"Deal \#(id)","value":{"currency":"EUR","amount":"\#(number).50"}"#)
      default:
        line = Self.request(
          id, "CallLogged", #""contact":"\#(contact!)","direction":"OUTBOUND","durationSeconds":\#(number)"#)
      }
      try client.send(line: line)
      waiting += 1
      if waiting == 8 || contacts.isEmpty || number == commands - 1 {
        while waiting > 0 {
          let reply = try client.receive()
          waiting -= 1
          guard let result = reply["result"] as? [String: Any] else {
            throw LineClient.Failed(description: "refused: \(reply)")
          }
          let events = result["events"] as? [[String: Any]] ?? []
          if let subject = events.first?["subject"] as? String, subject.hasPrefix("contact_"), contacts.count < 50 {
            contacts.append(subject)
          }
        }
      }
    }
  }

  private static func request(_ id: String, _ method: String, _ params: String) -> String {
    #"{"jsonrpc":"2.0","id":"\#(id)","method":"\#(method)","params":{\#(params),"commandId":"\#(id)"}}"#
  }
}
