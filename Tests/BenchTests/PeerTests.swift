import APISchema
import Cryptography
import FactSchema
import Foundation
import Glibc
import TestSupport
import Testing

@testable import Bench

/// The commands that Kith and other systems are compared by.
@Suite struct `The comparison's commands` {
  @Test func `are the same on every machine`() {
    let types = ["", "ContactCreated", "InteractionLogged", "NoteAdded", "StageChanged", "ContactUpdated", "TagAdded"]
    var digest = SHA256()
    for command in PeerStream(commands: 100_000) {
      let head =
        #"{"n":\#(command.number),"contact":\#(command.contact),"expected":\#(command.expected),"#
        + #""type":"\#(types[command.type])","ts":\#(command.milliseconds),"#
        + #""outcome":"\#(command.isAccepted ? "accept" : "conflict")","data":"#
      digest.update((Array(head.utf8) + command.data + Array("}\n".utf8)).span)
    }
    #expect(digest.finalize().description == "5763fce5f6ddca7960d8c4f5d6c8ce49727ff9573d79e3843bdc4ae53a51b2b5")
  }

  @Test func `expect of Kith's contacts the version that their facts have made`() throws {
    var load = PeerLoad(KithPeer(), commands: 2_000, connections: 1)
    var bytes: [UInt8] = []
    while load.appendRequest(of: 0, to: &bytes) {}
    let requests = try `The load generator's requests`.requests(bytes)
    let commands = Array(PeerStream(commands: 2_000))
    #expect(requests.count == commands.count)
    var versions: [String: UInt64] = [:]
    for (request, command) in zip(requests, commands) {
      let expectation = try #require(request.record.expect.first)
      let version = versions[expectation.subject] ?? 0
      // Where nothing is known of a contact yet, there is no version before the present one.
      #expect(expectation.version == (command.isAccepted || version == 0 ? version : version - 1))
      if command.isAccepted, [1, 5, 6].contains(command.type) { versions[expectation.subject] = version + 1 }
      load.answered(connection: 0, refused: !command.isAccepted)
    }
    #expect(load.wrong == 0 && load.contactsCreated == 400)
    #expect(load.conflicts == commands.count { !$0.isAccepted } && load.conflicts > 0)
  }

  @Test func `count as wrong when they are answered otherwise than is due`() {
    var load = PeerLoad(KithPeer(), commands: 5, connections: 1)
    load.answered(connection: 0, refused: true)
    #expect(load.wrong == 1 && load.conflicts == 1 && load.contactsCreated == 0)
  }

  @Test(arguments: [
    (Framing.redis, ":7\r\n:-1\r\n-ERR no\r\n:1", [false, true, true]),
    (Framing.json, #"{"jsonrpc":"2.0","id":1,"result":{}}\#n{"jsonrpc":"2.0","id":1,"error":{}}\#n{"#, [false, true]),
  ])
  func `have replies that are cut and understood`(framing: Framing, text: String, refused: [Bool]) throws {
    #expect(try Self.replies(framing, Array(text.utf8)) == refused)
  }

  @Test func `have replies of PostgreSQL that are cut and understood`() throws {
    func message(_ letter: String, _ content: [UInt8]) -> [UInt8] {
      Array(letter.utf8) + [0, 0, 0, UInt8(content.count + 4)] + content
    }
    func row(_ value: String) -> [UInt8] { message("D", [0, 1, 0, 0, 0, UInt8(value.utf8.count)] + value.utf8) }
    let ready = message("Z", Array("I".utf8))
    let done = message("C", Array("SELECT 1".utf8) + [0])
    let bytes = message("2", []) + row("12") + done + message("2", []) + row("-1") + done + ready + message("E", [0])
    #expect(try Self.replies(.postgres, bytes + [0x44]) == [false, true, true])
  }

  /// What a scanner finds in the bytes of one read.
  private static func replies(_ framing: Framing, _ bytes: [UInt8]) throws -> [Bool] {
    var ends: [Int32] = [0, 0]
    try #require(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0)
    let (near, far) = (Socket(descriptor: ends[0]), Socket(descriptor: ends[1]))
    far.output = bytes
    #expect(try far.flush())
    #expect(try near.fill())
    let scanner = ReplyScanner(framing: framing)
    var refused: [Bool] = []
    while let reply = scanner.next(in: near) {
      near.taken = reply.bytes.upperBound
      refused.append(reply.refused)
    }
    return refused
  }

  @Test(arguments: [("16x32", true), ("1x1", true), ("16", false), ("0x1", false), ("16x32x1", false), ("axb", false)])
  func `are driven by so many connections with so many in flight`(text: String, isLoad: Bool) {
    #expect((PeerComparison.Load(text) != nil) == isLoad)
  }
}
