import Foundation
import TestSupport
import Testing

/// How many crash states are opened; the long form is behind `config/faults`.
private let points = Int(ProcessInfo.processInfo.environment["KITH_POWER_CUTS"] ?? "") ?? 12
private let seed = UInt64(ProcessInfo.processInfo.environment["KITH_SEED"] ?? "") ?? 1
/// How many states are opened at a time.
private let lanes = 2

@Suite struct `After a power cut` {
  @Test func `every acknowledged fact is there, the audit root agrees, and every read model is right`() async throws {
    FileHandle.standardError.write(Data("power cuts: KITH_SEED=\(seed), \(points) points\n".utf8))
    let scratch = try ScratchFolder("powercut")
    let recording = try Recording(in: scratch, seed: seed)
    let events = recording.trace.events
    var random = SeededGenerator(seed: seed)
    // The same point may be drawn twice: what was not synced is lost in another way then.
    let cuts = (0..<points).map { _ in Int.random(in: recording.loadBegan..<events.count, using: &random) }.sorted()
    var disk = Disk { !Recording.isDerived($0) }
    var acknowledged = Acknowledgements()
    var followed = 0
    try await withThrowingTaskGroup(of: Void.self) { group in
      for (number, cut) in cuts.enumerated() {
        while followed <= cut {
          disk.follow(events[followed])
          acknowledged.follow(events[followed])
          followed += 1
        }
        let state = CrashState(
          files: disk.afterPowerCut(&random), positions: acknowledged.positions, seed: random.next(),
          comment: "seed \(seed), cut \(number) after event \(cut)")
        if number >= lanes { try await group.next() }
        group.addTask { try recording.check(state) }
      }
      try await group.waitForAll()
    }
    #expect(!acknowledged.positions.isEmpty)
  }
}

/// What a power cut left, and what clients had been told by then.
struct CrashState: Sendable {
  var files: [String: Disk.Content]
  var positions: [String: Int]
  var seed: UInt64
  var comment: Comment
}

/// What clients were told, by command id, as far as the socket had it.
struct Acknowledgements {
  private(set) var positions: [String: Int] = [:]
  private var partial: [UInt32: Data] = [:]

  mutating func follow(_ event: Trace.Event) {
    guard case .sent(let socket, let bytes) = event else { return }
    var buffer = partial[socket, default: Data()] + bytes
    while let end = buffer.firstIndex(of: UInt8(ascii: "\n")) {
      let line = Data(buffer[..<end])
      buffer = Data(buffer[(end + 1)...])
      guard let reply = try? JSONSerialization.jsonObject(with: line) as? [String: Any],
        let id = reply["id"] as? String, let result = reply["result"] as? [String: Any],
        let position = result["position"] as? Int
      else { continue }
      positions[id] = position
    }
    partial[socket] = buffer
  }
}
