import Foundation
import TestSupport
import Testing

/// The n-th call that the daemon makes on its files fails, for every n of a fixed day's work (in the short form: for some).
@Suite(.serialized) struct `An I/O call that fails` {
  static let ways = ["enospc", "eio", "short"]
  /// How many daemons work at a time.
  private static let lanes = 2

  @Test func `never makes an acknowledgement false or an answer wrong, and a restart has everything`() async throws {
    let calls = try Workday.calls()
    #expect(calls > 250, "a workload of several hundred calls")
    var dice = SeededGenerator(seed: Company.seed)
    let step = Company.isLong ? 1 : max(1, calls / 6)
    // A few past the end: a run does not make quite as many calls as another.
    var days: [Workday] = []
    for way in Self.ways {
      let first = Company.isLong ? 1 : 1 + dice.below(step)
      for number in stride(from: first, to: calls + 10, by: step) { days.append(Workday(failAt: number, how: way)) }
    }
    var tally = Tally()
    try await withThrowingTaskGroup(of: Workday.End.self) { group in
      for (number, day) in days.enumerated() {
        if number >= Self.lanes, let end = try await group.next() { tally.add(end) }
        group.addTask { try day.run() }
      }
      for try await end in group { tally.add(end) }
    }
    FileHandle.standardError.write(Data("failing I/O: \(calls) calls a day, \(days.count) days: \(tally)\n".utf8))
    #expect(tally.failed > 0 && tally.wentOn > 0)
  }

  @Test func `in a commit ends the daemon without an answer, and a restart knows whether it was recorded`() throws {
    let first = try CommitDay()
    let (before, after) = try first.callsOfAnAppend()
    #expect(after - before >= 2, "the batch in the journal, and its flush")
    for number in (before + 1)...after {
      let day = try CommitDay()
      do {
        let daemon = try day.start(["KITH_SHIM_FAIL_AT": String(number), "KITH_SHIM_FAIL_HOW": "eio"])
        let client = try LineClient(path: daemon.socketPath)
        try client.request("NoteAdded", day.note)
        #expect(try client.readLine() == nil, "no answer: what is on disk is not known")
        #expect(daemon.wait() == 74)
        #expect(daemon.said.contains("Nothing more is answered"), "\(daemon.said)")
        #expect(daemon.said.contains("commit of the log failed") || number <= before + 2, "\(daemon.said)")
      }
      let daemon = try DaemonProcess(data: day.data, socket: day.folder.path("s"))
      let client = try LineClient(path: daemon.socketPath)
      #expect(try client.call("NoteAdded", day.note)["position"] as? Int == place(2))
      #expect(try Company.log(through: client).map { $0["type"] as? String } == ["ContactCreated", "NoteAdded"])
      #expect(try Company.differing(through: client) == [])
      #expect(daemon.stop() == 0)
    }
  }
}

/// A log with one contact, and a note to be recorded about it.
private struct CommitDay {
  let folder: ScratchFolder
  let data: String
  let note: [String: String]

  init() throws {
    folder = try ScratchFolder("kith-commit")
    data = folder.path("data")
    let daemon = try DaemonProcess(data: data, socket: folder.path("s"))
    let contact = try Company.contacts(1, through: LineClient(path: daemon.socketPath))[0]
    note = ["contact": contact, "text": "is it there?", "commandId": "the-note"]
    #expect(daemon.stop() == 0)
  }

  /// A daemon that counts, and may fail, what it does to the log's file and its journal.
  func start(_ more: [String: String]) throws -> DaemonProcess {
    let environment = [
      "LD_PRELOAD": BuiltProducts.path("libFaultShim.so"), "KITH_SHIM_ROOT": data,
      "KITH_SHIM_FAIL_ON": "log/",
    ]
    return try DaemonProcess(data: data, socket: folder.path("s"), environment: environment.merging(more) { $1 })
  }

  /// How many calls were made before the first command of a daemon's life, and after it.
  func callsOfAnAppend() throws -> (before: Int, after: Int) {
    let daemon = try start(["KITH_SHIM_COUNT": folder.path("count")])
    let client = try LineClient(path: daemon.socketPath)
    try client.call("hello")
    let before = try ShimCount.read(folder.path("count"))
    try client.call("NoteAdded", note)
    return (before, try ShimCount.read(folder.path("count")))
  }
}

/// The number of calls that the shim has seen.
enum ShimCount {
  static func read(_ path: String) throws -> Int {
    try Data(contentsOf: URL(fileURLWithPath: path)).prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
  }
}

/// How the days went, for the report.
private struct Tally: CustomStringConvertible {
  private(set) var refusedToStart = 0
  private(set) var failed = 0
  private(set) var wentOn = 0
  private var statuses: [Int32: Int] = [:]

  mutating func add(_ end: Workday.End) {
    switch end {
    case .refusedToStart: refusedToStart += 1
    case .ended(let status, let wasAsked):
      statuses[status, default: 0] += 1
      if wasAsked { wentOn += 1 } else { failed += 1 }
    }
  }

  var description: String {
    "\(refusedToStart) times it refused to start, \(failed) times it ended by itself, \(wentOn) times it went on; "
      + "statuses "
      + statuses.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: ", ")
  }
}
