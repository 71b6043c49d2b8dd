import APISchema
import Domain
import Engine
import FactSchema
import Foundation
import SwiftProtobuf
import TestSupport
import Testing

/// Every field over the socket, recorded and read back in either framing. What is recorded is found with an engine beside
/// the daemon, which is told the same.
@Suite struct `Every field of a fact, over the socket,` {
  @Test func `comes back from the log as it was sent, in JSON and in binary`() async throws {
    let kith = try TestEngine()
    let daemon = try ModelledDaemon()
    let client = try LineClient(path: daemon.socketPath)
    var number: UInt64 = 0
    for type in FieldSuite.types {
      for isJSON in [true, false] {
        number += 1
        let surroundings = try await FieldSuite.surroundings([kith], number)
        _ = try await daemon.record([request(surroundings.facts)], uid: getuid())[0].get()
        let maker = kith.maker(type, in: surroundings)
        let whole = try await maker.full()
        var facts = [whole]
        // What cannot be beside the others.
        for field in type.message.fields where whole[field.jsonName] == nil && !field.isObject {
          if FactMaker.isOfTheDaemon(field, type.message) { continue }
          facts += try await maker.pair(at: Self.firstPlace(field)).with.suffix(1)
        }
        for tree in facts {
          let fact = try maker.fact(tree)
          // An earlier one may stand in the way by now.
          guard try await kith.refusal(of: fact) == nil else { continue }
          let recorded = try await kith.record(.with { $0.events = [.with { $0.fact = fact }] })
          let position = recorded.events[0].position
          let receipt = LogReadRequest.with { ($0.after, $0.types) = (position, ["ErasureCompleted"]) }
          if isJSON {
            let sent = tree.json(type.message)
            let result = try client.call("record", ["events": [["type": type.name, "data": sent]]])
            #expect(result["position"] as? UInt64 == recorded.position)
            let page = try client.call("log.read", ["after": position - 1, "limit": 1])
            let event = try #require((page["events"] as? [[String: Any]])?.first)
            #expect(event["type"] as? String == type.name)
            #expect(Self.holds(event["data"] ?? "", sent), "\(type.name): \(sent), read \(event)")
          } else {
            _ = try await daemon.record([.with { $0.events = [.with { $0.fact = fact }] }], uid: getuid())[0].get()
            let read = LogReadRequest.with { ($0.after, $0.limit) = (position - 1, 1) }
            let page = try await daemon.answer(to: read)
            let stored = try Tree(FactCodec.encode(#require(page.events.first).fact).message, type.message)
            for name in tree.fields.keys { #expect(stored.fields[name] == tree.fields[name], "\(type.name).\(name)") }
          }
          guard type == .personalDataErased else { continue }
          // Its receipt comes by itself: at one position in both.
          try await kith.waitForReceipt(after: position)
          while try await daemon.answer(to: receipt).events.isEmpty { await Task.yield() }
        }
      }
    }
    kith.engine.stop()
  }

  private static func firstPlace(_ field: FieldTable) -> FactMaker.Place {
    guard case .message(let name) = field.kind, let inner = SchemaTables.messages.first(where: { $0.name == name }),
      let first = inner.fields.first
    else { return [field.jsonName] }
    return [field.jsonName] + firstPlace(first)
  }

  /// Whether everything that was sent is in what was read, which has more: what the daemon added, and what is not set.
  private static func holds(_ read: Any, _ sent: Any) -> Bool {
    if let sent = sent as? [String: Any] {
      let read = read as? [String: Any] ?? [:]
      return sent.allSatisfy { name, value in read[name].map { holds($0, value) } ?? false }
    }
    if let sent = sent as? [Any] {
      let read = read as? [Any] ?? []
      return read.count == sent.count && zip(read, sent).allSatisfy(holds)
    }
    // The daemon tells times to the microsecond.
    if let sent = sent as? String, let read = read as? String, let time = Instant(rfc3339: sent) {
      return read == sent || Instant(rfc3339: read) == time
    }
    return (read as? NSObject)?.isEqual(sent) ?? false
  }
}
