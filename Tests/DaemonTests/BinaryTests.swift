import APISchema
import FactSchema
import RowSchema
import SwiftProtobuf
import TestSupport
import Testing

@testable import Daemon

@Suite struct `A session in binary frames` {
  static func record(_ id: UInt64, _ name: String) -> Request {
    .with { request in
      request.id = id
      request.record.events = [.with { $0.fact.contactCreated.name = name }]
    }
  }

  @Test func `records and finds`() async throws {
    try await withDaemon { running in
      let client = try running.frames()
      try client.send(Self.record(7, "Ada Lovelace"))
      let reply = try #require(try client.receive())
      #expect(reply.id == 7 && reply.record.position == place(1))
      let found = try #require(try client.call { $0.contactFind.text = "love" })
      #expect(found.contactFind.contacts.map(\.name) == ["Ada Lovelace"])
    }
  }

  @Test func `answers in order however the frames are cut`() async throws {
    try await withDaemon { running in
      let client = try running.frames()
      let bytes = try (1...200).flatMap { try FrameClient.frame(Self.record(UInt64($0), "N\($0)")) }
      for start in stride(from: 0, to: bytes.count, by: 37) {
        try client.send(Array(bytes[start..<min(start + 37, bytes.count)]))
      }
      for id in 1...200 { #expect(try client.receive()?.id == UInt64(id)) }
    }
  }

  @Test func `is refused by a word`() async throws {
    try await withDaemon { running in
      let reply = try running.frames().call { $0.contactGet.contact = "contact_00000000000000000000000000" }
      #expect(reply?.error.code == "notFound" && reply?.error.number == -32000)
    }
  }

  @Test func `is refused an empty command id`() async throws {
    try await withDaemon { running in
      let refused = try running.frames().call { request in
        request.record.events = [.with { $0.fact.contactCreated.name = "Ada" }]
        request.record.commandID = ""
      }
      #expect(refused?.error.code == "invalid" && refused?.error.field == "commandId")
    }
  }

  @Test func `gets events under the id 0`() async throws {
    try await withDaemon { running in
      let client = try running.frames()
      try client.send(Self.record(1, "Ada"))
      _ = try client.receive()
      #expect(try client.call { $0.logSubscribe.after = place(0) }?.logSubscribe.subscription == 1)
      let event = try #require(try client.receive())
      #expect(event.id == 0 && event.event.subscription == 1 && event.event.event.fact.contactCreated.name == "Ada")
    }
  }

  @Test func `ends when a frame does not begin with its mark`() async throws {
    try await withDaemon { running in
      let client = try running.frames()
      try client.send(try FrameClient.frame(Self.record(1, "Ada")) + [1, 2, 3])
      #expect(try client.receive()?.record.position == place(1))
      #expect(try client.receive()?.error.number == -32700)
      #expect(try client.receive() == nil)
    }
  }

  @Test func `refuses a frame over the limit before its bytes come`() async throws {
    try await withDaemon(["limits.requestBytes": "64KiB"]) { running in
      let client = try running.frames()
      try client.send([0, 0x7F, 0xFF, 0xFF, 0xFF])
      #expect(try client.receive()?.error.code == "tooLarge")
    }
  }

  @Test func `gets the same answers as JSON lines do`() async throws {
    try await withDaemon { running in
      let frames = try running.frames()
      try frames.send(Self.record(1, "Ada Lovelace"))
      let id = try #require(try frames.receive()).record.events[0].subject
      let card = try #require(try frames.call { $0.contactGet.contact = id }).contactGet.contact
      let other = try #require(try running.client().call("contact.get", ["contact": id])["contact"] as? [String: Any])
      #expect(other["id"] as? String == card.id && other["name"] as? String == card.name)
      #expect(other["version"] as? Int == Int(card.version))
    }
  }
}
