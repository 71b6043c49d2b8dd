import Foundation
import Glibc
import TestSupport
import Testing

/// One bit of one file is another when the daemon starts.
@Suite struct `A flipped bit` {
  private static let derived = ["registry", "index"] + views
  private static let views = ["campaigns", "contacts", "history", "metrics", "orders", "pipelines", "tasks"].map {
    "views/\($0).1"
  }

  /// After a stop in good order nothing is answered or decided from it.
  @Test func `of a derived file that was closed is found before anything is answered or decided from it`() throws {
    var dice = SeededGenerator(seed: Company.seed)
    let files = try FlippedFiles()
    for round in 0..<(Company.isLong ? 300 * Self.derived.count : 18) {
      let name = Self.derived[round % Self.derived.count]
      let place = try files.flip("\(name)/data.mdb", &dice)
      let daemon = try files.start()
      let client = try LineClient(path: daemon.socketPath)
      let wrong = try files.wrong(through: client)
      #expect(wrong == [], "\(place)")
      #expect(try Company.notices(through: client).contains { $0.contains("not as it was left") }, "\(place)")
      #expect(try files.canRecord(through: client), "\(place)")
      #expect(daemon.stop() == 0, "\(place)")
    }
  }

  /// The statement beside a file is no better than the file: it is made again as well.
  @Test func `of what is said of a derived file makes that file again`() throws {
    var dice = SeededGenerator(seed: Company.seed)
    let files = try FlippedFiles(notes: 10)
    for name in ["registry", "views/contacts.1"] {
      let place = try files.flip("\(name)/data.digest", &dice)
      let daemon = try files.start()
      let client = try LineClient(path: daemon.socketPath)
      #expect(try files.wrong(through: client) == [], "\(place)")
      #expect(try Company.notices(through: client).contains { $0.contains("not as it was left") }, "\(place)")
      #expect(daemon.stop() == 0, "\(place)")
    }
  }

  /// Nothing was said of the files of a daemon that was killed. They are looked through while it serves; then everything is right,
  /// or it is when the daemon has started once more.
  @Test func `of a derived file that was not closed is found while the daemon serves`() throws {
    var dice = SeededGenerator(seed: Company.seed)
    let files = try FlippedFiles(isKilled: true)
    var found = 0
    for round in 0..<(Company.isLong ? 30 * Self.derived.count : 9) {
      let name = Self.derived[round % Self.derived.count]
      let place = try files.flip("\(name)/data.mdb", &dice)
      var daemon = try? files.start()
      if let first = daemon {
        // It may end between two looks.
        let client = try? LineClient(path: first.socketPath)
        while first.isRunning, !first.said.contains("has been looked through") { _ = try? client?.call("hello") }
        if !first.isRunning { daemon = nil }
      }
      if daemon == nil { found += 1 }
      let second = try daemon ?? files.start()
      let client = try LineClient(path: second.socketPath)
      let wrong = try files.wrong(through: client)
      #expect(wrong == [], "\(place): \(second.said)")
      if second.said.contains("is made again") { found += 1 }
      #expect(try files.canRecord(through: client), "\(place)")
      #expect(second.stop() == 0, "\(place)")
    }
    #expect(found > 0 || !Company.isLong)
  }
}
