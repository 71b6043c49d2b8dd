import Foundation
import Glibc
import TestSupport
import Testing

/// Users who want harm, of every role and of none, each under a uid of their own: all the while another user records and
/// reads, and an operator looks on. Needs root, to be several people.
@Suite(.serialized, .enabled(if: geteuid() == 0)) struct `Users who want harm` {
  private static let reader = 60_001
  private static let agent = 60_002
  private static let auditor = 60_003
  private static let stranger = 60_004
  private static let modest = 60_100

  /// What they send; each kind is of one way in which a client may take what is others'.
  enum Harm: String, CaseIterable {
    case numbers, texts, unread, subscriptions, rehearsals, halves, waiting, longQueries, shortQueries, commands,
      oneSubject
    case connections

    /// Who does it, on how many connections, and whether answers are read.
    var manner: (uid: Int, connections: Int, reads: Bool) {
      switch self {
      case .numbers: (`Users who want harm`.auditor, 2, true)
      case .texts: (`Users who want harm`.reader, 4, true)
      case .unread: (`Users who want harm`.auditor, 20, false)
      case .subscriptions: (`Users who want harm`.auditor, 20, false)
      case .rehearsals: (`Users who want harm`.agent, 8, true)
      case .halves: (`Users who want harm`.reader, 200, true)
      case .waiting: (`Users who want harm`.reader, 8, true)
      case .longQueries: (`Users who want harm`.reader, 8, true)
      case .shortQueries: (`Users who want harm`.reader, 8, true)
      case .commands: (`Users who want harm`.agent, 8, true)
      case .oneSubject: (`Users who want harm`.agent, 2, true)
      case .connections: (`Users who want harm`.stranger, 400, true)
      }
    }
  }

  @Test(arguments: Harm.allCases) func `do none to others`(harm: Harm) throws {
    let folder = try ScratchFolder("kith-harm")
    let roles = [
      "roles.users.reader=\(Self.reader)", "roles.users.agent=\(Self.agent),\(Self.modest)",
      "roles.users.auditor=\(Self.auditor)", "socket.mode=0666",
    ]
    let daemon = try DaemonProcess(
      data: folder.path("data"), socket: folder.path("s"), arguments: roles.flatMap { ["--set", $0] },
      launcher: ["prlimit", "--nofile=600"])
    let root = try LineClient(path: daemon.socketPath)
    let contacts = try Company.contacts(20, through: root)
    let note: [String: Any] = [
      "type": "NoteAdded", "data": ["contact": contacts[0], "text": String(repeating: "word ", count: 2_000)],
    ]
    try root.call("record", ["events": [[String: Any]](repeating: note, count: 200)])
    var memory = 0
    var acknowledged = 0
    for round in 0..<(Company.isLong ? 10 : 1) {
      var text = Text(harm, contacts, SeededGenerator(seed: Company.seed &+ UInt64(round)))
      let (uid, connections, reads) = harm.manner
      let flood = try PeerProcess.flood(
        connections, daemon.socketPath, uid: uid, text.lines(), times: Company.isLong ? 50 : 4, reads: reads)
      let user = try PeerLine(daemon.socketPath, uid: Self.modest)
      for turn in 0..<(Company.isLong ? 200 : 6) {
        for (method, params) in [
          ("NoteAdded", #"{"contact":"\#(contacts[1])","text":"note \#(turn)"}"#),
          ("contact.get", #"{"contact":"\#(contacts[2])"}"#), ("contact.find", #"{"text":"ada","limit":3}"#),
        ] {
          let took = try user.ask(#"{"jsonrpc":"2.0","id":1,"method":"\#(method)","params":\#(params)}"#)
          #expect(took < .seconds(10), "\(harm) \(method)")
        }
        acknowledged += 1
        let began = ContinuousClock.now
        _ = try root.call("system.status", seconds: 30)
        #expect(began.duration(to: .now) < .seconds(10), "\(harm) status")
        memory = max(memory, `Hostile input`.memory(of: daemon.pid))
      }
      // The last time they are there when it stops.
      if round + 1 < (Company.isLong ? 10 : 1) { flood.end() } else { try stop(daemon, flood) }
    }
    #expect(memory < 600_000, "\(harm): \(memory) kB")
    let again = try DaemonProcess(data: folder.path("data"), socket: folder.path("s"))
    let history = try LineClient(path: again.socketPath).call(
      "log.read", ["subjects": [contacts[1]], "types": ["NoteAdded"], "limit": 1_000])
    #expect((history["events"] as? [Any])?.count ?? 0 >= min(acknowledged, 1_000))
    #expect(again.stop() == 0)
  }

  /// A stop ends within `stopSeconds` and a little, with everybody still asking.
  private func stop(_ daemon: DaemonProcess, _ flood: PeerProcess.Flood) throws {
    let began = ContinuousClock.now
    #expect([0, -SIGKILL].contains(daemon.stop()))
    #expect(began.duration(to: .now) < .seconds(15))
    flood.end()
  }

  /// What is sent, of random sizes and numbers.
  struct Text {
    let harm: Harm
    let contacts: [String]
    var dice: SeededGenerator
    private var id = 0

    init(_ harm: Harm, _ contacts: [String], _ dice: SeededGenerator) {
      self.harm = harm
      self.contacts = contacts
      self.dice = dice
    }

    mutating func lines() -> String {
      let count =
        switch harm {
        case .halves: 0
        case .texts, .rehearsals, .oneSubject: 20
        case .commands, .shortQueries, .waiting: 1_000
        case .numbers, .unread, .subscriptions, .longQueries, .connections: 100
        }
      guard count > 0 else { return #"{"jsonrpc":"2.0","id":1,"method":""# + letters(60_000) }
      return (0..<count).map { _ in line() + "\n" }.joined()
    }

    private mutating func line() -> String {
      switch harm {
      case .numbers: return numbers()
      case .texts: return texts()
      case .unread:
        return dice.below(2) == 0
          ? call("rpc.discover", "{}") : call("contact.history", #"{"contact":"\#(contacts[0])","limit":1000}"#)
      case .subscriptions: return call("log.subscribe", #"{"after":0,"credits":1000000}"#)
      case .rehearsals:
        let name = "r\(dice.below(30))"
        let note = #"{"type":"NoteAdded","data":{"contact":"\#(contacts[3])","text":"\#(letters(30_000))"}}"#
        return call("record", #"{"rehearsal":"\#(name)","events":[\#(note)]}"#)
      case .halves: return ""
      case .waiting: return call("contact.get", #"{"contact":"\#(contacts[4])","atLeast":99999999,"timeoutMs":60000}"#)
      case .longQueries:
        return dice.below(2) == 0
          ? call("metrics.query", #"{"metric":"contacts.created","by":"owner"}"#)
          : call("log.read", #"{"after":0,"limit":1000,"types":["NoteAdded"]}"#)
      case .shortQueries: return call("contact.get", #"{"contact":"\#(contacts[dice.below(20)])"}"#)
      case .commands: return call("CallLogged", #"{"contact":"\#(contacts[5])","direction":"INBOUND"}"#)
      case .oneSubject:
        let tags = (0..<64).map { _ in "\"t\(dice.below(1_000))\"" }.joined(separator: ",")
        return call("ContactTagged", #"{"contact":"\#(contacts[6])","tags":[\#(tags)]}"#)
      case .connections: return call("hello", "{}")
      }
    }

    private mutating func numbers() -> String {
      let extremes = [
        "0", "1", "-1", "2147483647", "2147483648", "4294967295", "4294967296", "9007199254740993",
        "9223372036854775807", "9223372036854775808", "18446744073709551615", "18446744073709551616", "1e308",
      ]
      let number = extremes[dice.below(extremes.count)]
      let calls = [
        ("log.subscribe", #""after":\#(number)"#), ("log.read", #""after":\#(number),"limit":5"#),
        ("log.read", #""limit":\#(number)"#), ("contact.find", #""text":"ada","limit":\#(number)"#),
        ("contact.history", #""contact":"\#(contacts[1])","limit":\#(number)"#),
        ("contact.get", #""contact":"\#(contacts[1])","atLeast":\#(number),"timeoutMs":1"#),
        ("contact.get", #""contact":"\#(contacts[1])","timeoutMs":\#(number)"#),
        ("log.credit", #""subscription":1,"credits":\#(number)"#), ("log.unsubscribe", #""subscription":\#(number)"#),
      ]
      let (method, params) = calls[dice.below(calls.count)]
      return call(method, "{\(params)}")
    }

    private mutating func texts() -> String {
      let size = 1 << (4 + dice.below(15))
      switch dice.below(4) {
      case 0: return call("contact.find", #"{"text":"a\#(String(repeating: "\u{0316}\u{0301}", count: size / 4))"}"#)
      case 1: return call("contact.find", #"{"text":"\#(String(repeating: "a ", count: size / 2))b"}"#)
      case 2: return call("contact.find", #"{"tags":["\#(letters(size))"]}"#)
      default:
        let subjects = (0..<(size / 40)).map { _ in "\"\(contacts[dice.below(20)])\"" }.joined(separator: ",")
        return call("log.read", #"{"subjects":[\#(subjects)]}"#)
      }
    }

    private func letters(_ count: Int) -> String { String(repeating: "x", count: count) }

    private mutating func call(_ method: String, _ params: String) -> String {
      id += 1
      return #"{"jsonrpc":"2.0","id":\#(id),"method":"\#(method)","params":\#(params)}"#
    }
  }
}
