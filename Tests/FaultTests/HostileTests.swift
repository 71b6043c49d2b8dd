import Foundation
import Glibc
import TestSupport
import Testing

/// Whatever comes over the socket, the daemon answers with an error or closes that connection, and serves the others.
@Suite(.serialized) struct `Hostile input` {
  @Test func `harms nobody`() throws {
    var dice = SeededGenerator(seed: Company.seed)
    let folder = try ScratchFolder("kith-hostile")
    let daemon = try DaemonProcess(data: folder.path("data"), socket: folder.path("s"))
    let honest = try LineClient(path: daemon.socketPath)
    let contacts = try Company.contacts(5, through: honest)
    let head = try Company.log(through: honest).count
    var hostile = HostileClient(path: daemon.socketPath)
    var memory = 0
    let inputs = Company.isLong ? 100_000 : 10_000
    for number in 0..<inputs {
      try hostile.send(Attack.draw(&dice, contacts: contacts))
      if number % 500 == 499 {
        #expect(daemon.isRunning, "input \(number): \(daemon.said)")
        try honest.call("contact.get", ["contact": contacts[number % 5]])
      }
      if number == inputs / 3 { memory = Self.memory(of: daemon.pid) }
    }
    #expect(hostile.wrongAnswers == [])
    #expect(hostile.errors > 0 && hostile.closed > 0)
    // Nothing of it was recorded, and the daemon has not grown (allocators keep some slack).
    #expect(try Company.log(through: honest).count == head)
    #expect(Self.memory(of: daemon.pid) - memory < 16 << 10, "kilobytes beyond \(memory)")
    #expect(daemon.stop() == 0)
  }

  @Test func `that stops in the middle of a request is forgotten with its connection`() throws {
    let folder = try ScratchFolder("kith-hostile")
    let daemon = try DaemonProcess(data: folder.path("data"), socket: folder.path("s"))
    let halves = [[0, 0, 0, 1, 0, 8, 1], Array(#"{"jsonrpc":"2.0","id":1,"meth"#.utf8)]
    func drop(_ connections: Int) throws {
      var client = HostileClient(path: daemon.socketPath)
      for number in 0..<connections {
        try client.send(Attack(name: "half", bytes: halves[number % 2], expectsReply: false, ends: true))
      }
      #expect(client.wrongAnswers == [])
    }
    // Enough for what allocators, and a sanitizer's quarantine, keep of memory that is free again.
    try drop(1_000)
    let memory = Self.memory(of: daemon.pid)
    // The read buffers of the half frames alone are 16 MB.
    try drop(2_000)
    #expect(Self.memory(of: daemon.pid) - memory < 6 << 10, "kilobytes beyond \(memory)")
    #expect(daemon.stop() == 0)
  }

  /// The process's own memory in kilobytes.
  static func memory(of pid: Int32) -> Int {
    let status = (try? String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("RssAnon:") } ?? ""
    return line.split(whereSeparator: { !$0.isNumber }).first.flatMap { Int($0) } ?? 0
  }
}

/// One thing to send, and what may come back.
struct Attack {
  var name: String
  var bytes: [UInt8]
  /// A reply is due; without it the connection is only closed by the sender.
  var expectsReply = true
  /// JSON-RPC's number of the error, where only one is right.
  var number: Int?
  /// The connection is of no use after it.
  var ends = false

  static func draw(_ dice: inout SeededGenerator, contacts: [String]) -> Attack {
    let good = #"{"jsonrpc":"2.0","id":7,"method":"contact.get","params":{"contact":"\#(contacts[0])"}}"#
    switch Int.random(in: 0..<14, using: &dice) {
    case 0: return cut(good, &dice)
    case 1: return nested(&dice)
    case 2:
      return Attack(
        name: "huge number", bytes: line(#"{"jsonrpc":"2.0","id":1,"method":"log.read","params":{"after":1e400}}"#))
    case 3:
      let digits = String(repeating: "9", count: Int.random(in: 20...5_000, using: &dice))
      return Attack(
        name: "long number", bytes: line(#"{"jsonrpc":"2.0","id":1,"method":"log.read","params":{"limit":\#(digits)}}"#)
      )
    case 4: return invalidUTF8(good, &dice)
    case 5: return Attack(name: "no request", bytes: line("[1,2"), number: -32_700)
    case 6:
      return Attack(
        name: "no such method", bytes: line(#"{"jsonrpc":"2.0","id":1,"method":"contact.gett","params":{}}"#),
        number: -32_601)
    case 7:
      return Attack(
        name: "params no object", bytes: line(#"{"jsonrpc":"2.0","id":1,"method":"contact.get","params":[1]}"#),
        number: -32_602)
    case 8:
      return Attack(
        name: "null", bytes: line(#"{"jsonrpc":"2.0","id":1,"method":"contact.get","params":{"contact":null}}"#),
        number: -32_000)
    case 9:
      return Attack(
        name: "unknown field",
        bytes: line(
          #"{"jsonrpc":"2.0","id":1,"method":"NoteAdded","params":{"contact":"\#(contacts[0])","text":"x","colour":"red"}}"#
        ), number: -32_000)
    case 10:
      return Attack(
        name: "half a line", bytes: Array(good.utf8.prefix(Int.random(in: 1..<good.utf8.count, using: &dice))),
        expectsReply: false, ends: true)
    case 11:
      return Attack(
        name: "binary noise",
        bytes: BinaryFrames.frame(
          (0..<Int.random(in: 1...300, using: &dice)).map { _ in UInt8.random(in: 0...255, using: &dice) }),
        expectsReply: false, ends: true)
    case 12: return Attack(name: "half a frame", bytes: [0, 0, 0, 1, 0, 8, 1], expectsReply: false, ends: true)
    default:
      return Attack(
        name: "frame too large", bytes: [0, 0xFF, 0xFF, 0xFF, 0xFF, 1, 2, 3], expectsReply: false, ends: true)
    }
  }

  static func line(_ text: String) -> [UInt8] { Array((text + "\n").utf8) }

  /// A request with a piece cut out: it may still be a request, but it is never obeyed as a command.
  private static func cut(_ good: String, _ dice: inout SeededGenerator) -> Attack {
    var bytes = Array(good.utf8)
    // Past the id: a request without one is a notification and gets no answer.
    let start = Int.random(in: 24..<bytes.count, using: &dice)
    bytes.removeSubrange(start..<min(bytes.count, start + Int.random(in: 1...8, using: &dice)))
    return Attack(name: "cut", bytes: bytes + [10])
  }

  private static func nested(_ dice: inout SeededGenerator) -> Attack {
    let depth = Int.random(in: 65...20_000, using: &dice)
    let open = String(repeating: "[", count: depth)
    return Attack(
      name: "nested \(depth)", bytes: line(#"{"jsonrpc":"2.0","id":1,"method":"hello","params":{"client":\#(open)"#),
      number: -32_700)
  }

  private static func invalidUTF8(_ good: String, _ dice: inout SeededGenerator) -> Attack {
    var bytes = Array(good.utf8)
    let bad: [[UInt8]] = [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xE2, 0x82]]
    bytes.insert(contentsOf: bad[Int.random(in: 0..<bad.count, using: &dice)], at: bytes.count - 5)
    return Attack(name: "invalid UTF-8", bytes: bytes + [10], number: -32_700)
  }
}

/// Sends attacks, keeping a connection for as long as the daemon does.
struct HostileClient {
  let path: String
  private var client: LineClient?
  private(set) var errors = 0
  private(set) var closed = 0
  private(set) var wrongAnswers: [String] = []

  init(path: String) { self.path = path }

  mutating func send(_ attack: Attack) throws {
    let current = try attack.ends ? LineClient(path: path) : client ?? LineClient(path: path)
    try? current.send(attack.bytes)
    guard attack.expectsReply else {
      // Nothing more comes from here: the daemon says what it has to say, and closes.
      shutdown(current.descriptor, Int32(SHUT_WR))
      guard Self.isClosed(current.descriptor) else { return wrong(attack, "not closed") }
      closed += 1
      return
    }
    guard let text = try current.readLine(seconds: 30) else {
      wrong(attack, "closed without an answer, or silent")
      client = nil
      return
    }
    client = current
    guard let reply = try? JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any] else {
      return wrong(attack, "not JSON: \(text)")
    }
    guard let error = reply["error"] as? [String: Any] else {
      if attack.name != "cut" { wrong(attack, "accepted: \(text)") }
      return
    }
    errors += 1
    if let number = attack.number, error["code"] as? Int != number { wrong(attack, text) }
    if (error["message"] as? String ?? "").isEmpty { wrong(attack, "no message: \(text)") }
  }

  /// Reads to the end of the stream; false when it does not come.
  private static func isClosed(_ descriptor: Int32) -> Bool {
    var limit = timeval(tv_sec: 30, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    var chunk = [UInt8](repeating: 0, count: 4_096)
    while true {
      let count = recv(descriptor, &chunk, chunk.count, 0)
      if count == 0 || count < 0 && errno == ECONNRESET { return true }
      guard count > 0 else { return false }
    }
  }

  private mutating func wrong(_ attack: Attack, _ what: String) {
    if wrongAnswers.count < 20 { wrongAnswers.append("\(attack.name): \(what.prefix(300))") }
  }
}
