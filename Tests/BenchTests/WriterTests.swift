import APISchema
import FactSchema
import Foundation
import SwiftProtobuf
import TestSupport
import Testing

@testable import Bench

/// What the load generator writes by hand is what protobuf would have written.
@Suite struct `The load generator's requests` {
  /// The requests in some frames.
  static func requests(_ bytes: [UInt8]) throws -> [Request] {
    var requests: [Request] = []
    var rest = bytes[...]
    while !rest.isEmpty {
      try #require(rest.count >= 5 && rest.first == 0)
      let length = rest.dropFirst().prefix(4).reduce(0) { $0 << 8 | Int($1) }
      requests.append(try Request(serializedBytes: Array(rest.dropFirst(5).prefix(length))))
      rest = rest.dropFirst(5 + length)
    }
    return requests
  }

  @Test func `decode as calls with contacts`() throws {
    var load = CallLoad(contacts: 3, seed: 1)
    var bytes: [UInt8] = []
    for _ in 0..<20 { #expect(load.appendRequest(of: 0, to: &bytes)) }
    let requests = try Self.requests(bytes)
    #expect(requests.count == 20)
    for request in requests {
      let call = request.record.events[0].fact.callLogged
      #expect(SubjectID(call.contact)?.kind == .contact)
      #expect(call.direction != .unspecified && call.notes.count >= 60)
    }
  }

  @Test(arguments: [false, true]) func `have a command id each where they shall`(hasCommandIDs: Bool) throws {
    var load = CallLoad(contacts: 3, hasCommandIDs: hasCommandIDs, seed: 1)
    var bytes: [UInt8] = []
    for _ in 0..<20 { #expect(load.appendRequest(of: 0, to: &bytes)) }
    let ids = try Self.requests(bytes).map(\.record.commandID)
    #expect(hasCommandIDs ? Set(ids).count == 20 && ids.allSatisfy { $0.count == 51 } : ids.allSatisfy(\.isEmpty))
    var lines = CallLoad(framing: .json, contacts: 3, hasCommandIDs: hasCommandIDs, seed: 1)
    bytes = []
    #expect(lines.appendRequest(of: 0, to: &bytes))
    let id = JSONValue(bytes: bytes)?["params"]?["commandId"]?.string
    #expect(hasCommandIDs ? id?.count == 51 : id == nil)
  }

  @Test func `decode as a company whose contacts exist before anything is said of them`() throws {
    var company = Company(facts: 1_000, connections: 2, factsPerRequest: 30)
    var known: Set<String> = []
    var facts = 0
    for connection in 0..<2 {
      var bytes: [UInt8] = []
      while company.appendRequest(of: connection, to: &bytes) {}
      for event in try Self.requests(bytes).flatMap(\.record.events) {
        facts += 1
        switch event.fact.fact {
        case .contactCreated(let created): known.insert(created.contact)
        case .callLogged(let call): #expect(known.contains(call.contact))
        case .dealOpened(let deal):
          #expect(known.contains(deal.contact) && known.insert(deal.deal).inserted)
          #expect(deal.value.amount.contains("."))
        case .dealStageChanged(let moved): #expect(known.contains(moved.deal))
        default: break
        }
      }
    }
    #expect(facts == 1_000)
  }

  @Test func `name contacts by ids that are UUIDv7 and grow`() {
    let ids = (0..<200).compactMap { SubjectID(String(decoding: People.id(.contact, $0), as: UTF8.self)) }
    #expect(ids.count == 200)
    #expect(zip(ids, ids.dropFirst()).allSatisfy { $0 < $1 })
    #expect(ids.allSatisfy { $0.value >> 76 & 0xF == 7 && $0.value >> 62 & 3 == 2 })
  }
}
