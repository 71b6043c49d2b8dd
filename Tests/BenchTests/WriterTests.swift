import Foundation
import Schema
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

  @Test func `expect of the peers' contacts the version that their facts have made`() throws {
    let folder = try ScratchFolder("kith-bench")
    let rows = [
      "1\t1\t0\t1\t1735689600000\t1\ta@example.com\t+4930\tX GmbH\tAda Ba\t3\t0\t0\ts\t{\"name\":\"Ada\",\"source\":\"web\",\"by\":3}",
      "2\t1\t1\t2\t1735689600001\t1\t\t\t\t\t3\t-1\t0\ts\t{\"channel\":\"call\",\"direction\":\"in\",\"subject\":\"s\",\"body\":\"b\",\"by\":3}",
      "3\t1\t2\t6\t1735689600002\t1\t\t\t\t\t3\t-1\t0\ts\t{\"tag\":\"vip\",\"by\":3}",
      "4\t1\t2\t3\t1735689600003\t0\t\t\t\t\t3\t-1\t0\ts\t{\"text\":\"stale\",\"by\":3}",
      "5\t1\t3\t4\t1735689600004\t1\t\t\t\t\t3\t4\t1250\ts\t{\"from\":\"lead\",\"to\":\"won\",\"amount\":1250,\"by\":3}",
    ]
    try rows.joined(separator: "\n").write(toFile: folder.path("w.tsv"), atomically: true, encoding: .utf8)
    var workload = try PeerWorkload(file: folder.path("w.tsv"), connections: 1)
    var bytes: [UInt8] = []
    while workload.appendRequest(of: 0, to: &bytes) {}
    let requests = try Self.requests(bytes)
    #expect(requests.map { $0.record.expect[0].version } == [0, 1, 1, 1, 2])
    #expect(requests[1].record.events[0].fact.callLogged.notes == "b")
    #expect(requests[4].record.events.map { $0.fact.dealWon.value.amount } == ["", "12.50"])
    for (number, request) in requests.enumerated() {
      workload.answered(connection: 0, refused: number == 3)
      #expect(request.record.events[0].occurredAt.seconds == 1_735_689_600)
    }
    #expect(workload.wrong == 0 && workload.conflicts == 1 && workload.contactsCreated == 1)
  }
}
