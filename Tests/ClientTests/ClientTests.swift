import APISchema
import Client
import FactSchema
import Foundation
import RowSchema
import SwiftProtobuf
import Synchronization
import TestSupport
import Testing
import Wire

@Suite struct `A client` {
  final class Rig {
    let folder: ScratchFolder
    var daemon: DaemonProcess?
    let path: String

    init() throws {
      folder = try ScratchFolder("kith-client")
      path = folder.path("kith.sock")
      try start()
    }

    func start() throws { daemon = try DaemonProcess(data: folder.path("data"), socket: path) }
  }

  static func creation(_ name: String, commandID: String = "") -> RecordRequest {
    .with {
      if !commandID.isEmpty { $0.commandID = commandID }
      $0.events = [.with { $0.fact.contactCreated = .with { $0.name = name } }]
    }
  }

  @Test func `records and reads what it recorded`() async throws {
    let rig = try Rig()
    let client = try await KithClient.connect(path: rig.path)
    let recorded = try await client.call(Self.creation("Ada"))
    let card = try await client.call(ContactGetRequest.with { $0.contact = recorded.events[0].subject })
    #expect(card.contact.name == "Ada")
    await client.close()
  }

  @Test func `is told why a request is refused`() async throws {
    let rig = try Rig()
    let client = try await KithClient.connect(path: rig.path)
    let error = await #expect(throws: KithError.self) {
      try await client.call(ContactGetRequest.with { $0.contact = "contact_01h2xcejqtf2nbrexx3vqjhp41" })
    }
    #expect(error?.code == .notFound)
    #expect(error?.isRetryable == false)
    let invalid = await #expect(throws: KithError.self) { try await client.call(Self.creation("")) }
    #expect(invalid?.code == .invalid)
    #expect(invalid?.event == 0)
    #expect(client.failure == nil)
  }

  @Test func `calls a method or a fact with JSON`() async throws {
    let rig = try Rig()
    let client = try await KithClient.connect(path: rig.path)
    let recorded = try await client.call(method: "ContactCreated", params: #"{"name":"Ada"}"#)
    #expect(recorded.contains(#""position":3"#))
    let found = try await client.call(method: "contact.find", params: #"{"text":"ad"}"#)
    #expect(found.contains(#""name":"Ada""#))
    let error = await #expect(throws: KithError.self) {
      try await client.call(method: "contact.find", params: #"{"a":1}"#)
    }
    #expect(error?.field == "a")
  }

  @Test func `has requests of one task obeyed in order, few or many in flight`() async throws {
    let rig = try Rig()
    let client = try await KithClient.connect(path: rig.path, options: .init(inFlightMax: 16))
    var pending: [PendingReply] = []
    for number in 1...500 {
      let request = try Self.creation("Contact \(number)").serializedBytes() as [UInt8]
      pending.append(try await client.send(.record, encoded: request))
    }
    var positions: [UInt64] = []
    for reply in pending { positions.append(try RecordReply(serializedBytes: try await reply.encoded).position) }
    #expect(positions == Array(place(1)...place(500)))
  }

  @Test func `serves many tasks at once`() async throws {
    let rig = try Rig()
    let client = try await KithClient.connect(path: rig.path, options: .init(inFlightMax: 8))
    let positions = try await withThrowingTaskGroup(of: UInt64.self) { group in
      for number in 1...200 { group.addTask { try await client.call(Self.creation("\(number)")).position } }
      return try await group.reduce(into: Set<UInt64>()) { $0.insert($1) }
    }
    #expect(positions == Set(place(1)...place(200)))
  }

  @Test func `is given past and coming facts without a gap, with few credits`() async throws {
    let rig = try Rig()
    let client = try await KithClient.connect(path: rig.path)
    for number in 1...20 { _ = try await client.call(Self.creation("\(number)")) }
    let subscription = try await client.subscribe(after: 5, credits: 4)
    let writer = try await KithClient.connect(path: rig.path)
    for number in 21...40 { _ = try await writer.call(Self.creation("\(number)")) }
    var positions: [UInt64] = []
    for try await event in subscription {
      positions.append(event.position)
      if event.position == 40 { break }
    }
    #expect(positions == Array(6...40))
    try await subscription.cancel()
  }

  @Test func `cannot connect where nobody listens`() async throws {
    let error = await #expect(throws: KithError.self) { try await KithClient.connect(path: "/nowhere/kith.sock") }
    #expect(error?.code == .noDaemon)
    let long = "/" + String(repeating: "x", count: 107)
    let tooLong = await #expect(throws: KithError.self) { try await KithClient.connect(path: long) }
    #expect(tooLong?.message.contains("107") == true)
  }

  @Test func `fails what was not answered when the daemon dies`() async throws {
    let rig = try Rig()
    let client = try await KithClient.connect(path: rig.path)
    let subscription = try await client.subscribe()
    rig.daemon?.kill()
    let error = await #expect(throws: KithError.self) { for try await _ in subscription {} }
    #expect(error?.code == .disconnected)
    let after = await #expect(throws: KithError.self) { try await client.call(HelloRequest()) }
    #expect(after?.code == .disconnected)
  }

  @Test func `records exactly once when the daemon dies and comes back`() async throws {
    let rig = try Rig()
    let path = rig.path
    let restarts = AsyncStream.makeStream(of: Void.self)
    let restarted = AsyncStream.makeStream(of: Void.self)
    let patience = ReconnectingClient.Patience(attempts: 20) { _ in
      restarts.continuation.yield()
      for await _ in restarted.stream { break }
    }
    let client = ReconnectingClient(patience: patience, makeCommandID: { "made-here" }) { () throws(KithError) in
      try await KithClient.connect(path: path)
    }
    let first = try await client.recordExactlyOnce(Self.creation("Ada", commandID: "c-1"))
    rig.daemon?.kill()
    async let second = client.recordExactlyOnce(Self.creation("Ada", commandID: "c-1"))
    for await _ in restarts.stream { break }
    try rig.start()
    restarted.continuation.yield()
    let again = try await second
    #expect(again.replayed)
    #expect(again.position == first.position)
    #expect(again.events == first.events)
  }
}

@Suite struct `The search for a socket` {
  @Test func `takes what was given by hand and nothing else`() {
    #expect(SocketSearch(given: "/a", configured: "/b", environment: ["KITH_SOCKET": "/c"]).paths == ["/a"])
    #expect(SocketSearch(configured: "/b", environment: ["KITH_SOCKET": "/c", "HOME": "/h"]).paths == ["/c"])
    #expect(SocketSearch(configured: "/b", environment: ["HOME": "/h"]).paths == ["/b"])
  }

  @Test func `goes from the service's folder over the session's to the data's`() {
    let environment = ["RUNTIME_DIRECTORY": "/run/x:/run/y", "XDG_RUNTIME_DIR": "/run/user/1", "HOME": "/home/a"]
    #expect(
      SocketSearch(environment: environment).paths == [
        "/run/x/kith.sock", "/run/user/1/kith/kith.sock", "/home/a/.local/share/kith/kith.sock", "/run/kith/kith.sock",
      ])
    #expect(
      SocketSearch(environment: ["XDG_DATA_HOME": "/d", "HOME": "/h"]).paths == [
        "/d/kith/kith.sock", "/run/kith/kith.sock",
      ])
  }
}
