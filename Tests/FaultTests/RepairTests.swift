import Foundation
import LMDB
import TestSupport
import Testing

/// `kith log repair`, on the folders of stopped daemons.
@Suite(.serialized) struct `Damage of the log and its repair` {
  /// A stopped daemon's folder, a backup of it from before the last facts, a copy of all, and what LMDB says is in it.
  private struct Filled {
    let folder: ScratchFolder
    let events: [[String: Any]]
    let original: [[UInt8]: [UInt8]]
    let vault: Data

    var data: String { folder.path("data") }

    init(in place: String? = nil) throws {
      folder = try ScratchFolder("kith-repair", in: place)
      let data = folder.path("data")
      do {
        let daemon = try DaemonProcess(data: data, socket: folder.path("s"))
        let client = try LineClient(path: daemon.socketPath)
        try Company.everything(about: Company.contacts(4, through: client), through: client)
        #expect(daemon.stop() == 0)
      }
      try FileManager.default.copyItem(atPath: data, toPath: folder.path("older"))
      let daemon = try DaemonProcess(data: data, socket: folder.path("s"))
      let client = try LineClient(path: daemon.socketPath)
      try Company.everything(about: Company.contacts(2, through: client, commandPrefix: "later"), through: client)
      events = try Company.log(through: client)
      #expect(daemon.stop() == 0)
      try FileManager.default.copyItem(atPath: data, toPath: folder.path("whole"))
      original = try Self.dump(data)
      vault = try Data(contentsOf: URL(fileURLWithPath: data + "/vault"))
    }

    /// All that is in the log's file, as LMDB reads it.
    static func dump(_ folder: String) throws -> [[UInt8]: [UInt8]] {
      let environment = try Environment(
        .init(path: folder + "/log", mapSize: 0, maxTables: 4, durability: .synced, readOnly: true))
      var found: [[UInt8]: [UInt8]] = [:]
      for table in [try environment.openMainTable(), try environment.openTable("records", create: false)] {
        try environment.read().scan(table) { key, value in
          let key = Array(span: key)
          if key != Array("records".utf8) { found[key] = Array(span: value) }
          return .next
        }
      }
      return found
    }

    func isWhole(_ data: String? = nil) throws -> Bool {
      let data = data ?? self.data
      return try Self.dump(data) == original && Data(contentsOf: URL(fileURLWithPath: data + "/vault")) == vault
    }

    /// Records of each kind of damage, and a key; with `pages`, a page too.
    func damage(_ data: String? = nil, pages: Bool = false) throws {
      let file = LogFile(data ?? self.data)
      try file.flip(.header, ofRecordAt: place(2))
      try file.flip(.open, ofRecordAt: place(3))
      try file.flip(.seals, ofRecordAt: place(1))
      try file.damageSlot(2, zeroed: false)
      if pages { for leaf in try file.leaves(withRecordAt: 20) { try file.zero(page: leaf.page) } }
    }

    func repair(
      _ data: String? = nil, from copies: [String] = ["older", "whole"], arguments: [String] = [],
      environment: [String: String] = [:]
    ) throws -> Run {
      try Run(
        ["log", "repair", data ?? self.data] + copies.flatMap { ["--from", folder.path($0)] } + arguments, environment)
    }
  }

  /// What a run of `kith` came to.
  private struct Run {
    let status: Int32
    let output: String
    let error: String

    init(_ arguments: [String], _ environment: [String: String]) throws {
      let scratch = try ScratchFolder("kith-run")
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
      process.arguments = environment.map { "\($0)=\($1)" } + [BuiltProducts.path("kith")] + arguments
      process.standardInput = FileHandle.nullDevice
      for name in ["output", "error"] {
        try Data().write(to: URL(fileURLWithPath: scratch.path(name)))
      }
      process.standardOutput = FileHandle(forWritingAtPath: scratch.path("output"))
      process.standardError = FileHandle(forWritingAtPath: scratch.path("error"))
      try process.run()
      process.waitUntilExit()
      status = process.terminationReason == .uncaughtSignal ? -process.terminationStatus : process.terminationStatus
      output = try String(contentsOfFile: scratch.path("output"), encoding: .utf8)
      error = try String(contentsOfFile: scratch.path("error"), encoding: .utf8)
    }

    var lines: [[String: Any]] {
      output.split(separator: "\n").compactMap {
        try? JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
      }
    }

    /// How much is left damaged, as the last line says.
    var left: Int? { lines.last?["left"] as? Int }
  }

  @Test(arguments: [false, true]) func `brings back what the daemon answers, read models included`(pages: Bool) throws {
    let filled = try Filled()
    try filled.damage(pages: pages)
    let check = try filled.repair(arguments: ["--check"])
    #expect(check.status == 0 && check.lines.last?["written"] as? Bool == false, "\(check.error)")
    #expect(check.lines.filter { $0["outcome"] as? String == "repairable" }.count >= 4)
    // A daemon has met the damage, too, and made what is derived without it.
    for part in ["registry", "index", "views"] { try FileManager.default.removeItem(atPath: "\(filled.data)/\(part)") }
    for _ in 1...2 {
      // A damaged page may end it, once.
      let daemon = try? DaemonProcess(
        data: filled.data, socket: filled.folder.path("s"), environment: ["SWIFT_BACKTRACE": "enable=no"])
      _ = daemon?.stop()
    }
    // All that is damaged was there when the older copy was made; what came since stays.
    let run = try filled.repair(from: ["older"])
    #expect(run.status == 0 && run.left == 0, "\(run.output)\(run.error)")
    #expect(try filled.isWhole())
    let again = try filled.repair()
    #expect(again.status == 0 && again.lines.last?["written"] as? Bool == false)
    let daemon = try DaemonProcess(data: filled.data, socket: filled.folder.path("s"))
    let client = try LineClient(path: daemon.socketPath)
    #expect(try Company.notices(through: client).contains { $0.contains("a damaged record is sound again") })
    #expect((try client.call("system.status")["damaged"] as? [Any] ?? []).isEmpty)
    let events = try Company.log(through: client)
    #expect(NSArray(array: events) == NSArray(array: filled.events))
    #expect(try Company.differing(through: client) == [])
    #expect(daemon.stop() == 0)
  }

  @Test func `is refused while the daemon runs, and says so`() throws {
    let filled = try Filled()
    let daemon = try DaemonProcess(data: filled.data, socket: filled.folder.path("s"))
    let run = try filled.repair()
    #expect(run.status == 1 && run.output.isEmpty)
    #expect(run.error.contains("is in use") && run.error.contains("stop the daemon"), "\(run.error)")
    #expect(daemon.stop() == 0)
    let copy = try DaemonProcess(data: filled.folder.path("older"), socket: filled.folder.path("s"))
    #expect(try filled.repair().status == 1)
    #expect(copy.stop() == 0)
  }

  /// Every call that changes a file fails, or is the last one; in the short form, some of them.
  @Test(arguments: ["kill", "enospc", "eio", "short"], [false, true])
  func `that ends in the middle leaves nothing worse, and the next one finishes it`(how: String, pages: Bool) throws {
    var dice = SeededGenerator(seed: Company.seed)
    let filled = try Filled()
    try filled.damage(pages: pages)
    let before = try #require(try filled.repair(from: [], arguments: ["--check"]).left)
    let trial = filled.folder.path("trial")
    func shim(_ more: [String: String]) -> [String: String] {
      [
        "LD_PRELOAD": BuiltProducts.path("libFaultShim.so"), "KITH_SHIM_ROOT": trial, "KITH_SHIM_CHANGES": "1",
        "SWIFT_BACKTRACE": "enable=no",
      ].merging(more) { $1 }
    }
    func lay() throws {
      try? FileManager.default.removeItem(atPath: trial)
      try FileManager.default.copyItem(atPath: filled.data, toPath: trial)
    }
    try lay()
    let count = filled.folder.path("count")
    #expect(try filled.repair(trial, environment: shim(["KITH_SHIM_COUNT": count])).left == 0)
    let calls = try ShimCount.read(count)
    #expect(calls > 10)
    let step = Company.isLong ? 1 : max(1, calls / 10)
    for number in stride(from: 1 + dice.below(step), through: calls, by: step) {
      try lay()
      let run = try filled.repair(
        trial, environment: shim(["KITH_SHIM_FAIL_AT": String(number), "KITH_SHIM_FAIL_HOW": how]))
      let place = "call \(number) of \(calls): status \(run.status), \(run.error)"
      if how == "kill" {
        #expect(run.status == -9, "\(place)")
      } else {
        #expect([0, 1].contains(run.status), "\(place)")
      }
      let left = try filled.repair(trial, from: [], arguments: ["--check"])
      #expect(left.left.map { $0 <= before } ?? false, "\(place): \(left.error)")
      let next = try filled.repair(trial)
      #expect(next.status == 0 && next.left == 0, "\(place): \(next.output)\(next.error)")
      #expect(try filled.isWhole(trial), "\(place)")
      #expect(!FileManager.default.fileExists(atPath: trial + "/log/repairing"), "\(place)")
    }
  }

  @Test(.enabled(if: SmallDisk.mayMount, "only root may mount a small file system"))
  func `needs no room for records, and changes nothing where it needs some and finds none`() throws {
    let folder = try ScratchFolder("kith-repair-full")
    let disk = try SmallDisk(folder.path("disk"))
    let filled = try Filled()
    let data = disk.path + "/data"
    for pages in [false, true] {
      try? FileManager.default.removeItem(atPath: data)
      try FileManager.default.copyItem(atPath: filled.data, toPath: data)
      try filled.damage(data, pages: pages)
      let files = ["log/data.mdb", "vault"].map { URL(fileURLWithPath: "\(data)/\($0)") }
      let before = try files.map { try Data(contentsOf: $0) }
      if pages { try FileManager.default.removeItem(atPath: data + "/reserve") }
      try disk.fill()
      let run = try filled.repair(data)
      if pages {
        #expect(run.status == 1 && run.error.contains("no space left"), "\(run.output)\(run.error)")
        #expect(try files.map { try Data(contentsOf: $0) } == before)
        #expect(!FileManager.default.fileExists(atPath: data + "/log/repairing"))
      } else {
        #expect(run.status == 0, "\(run.output)\(run.error)")
      }
      try disk.empty()
      #expect(try filled.repair(data).status == 0)
      #expect(try filled.isWhole(data))
    }
  }
}

extension Array where Element == UInt8 {
  fileprivate init(span: Span<UInt8>) { self = span.indices.map { span[$0] } }
}
