import Foundation
import TestSupport
import Testing

/// How many crash states are opened; the long form is behind `config/faults`.
private let points = Int(ProcessInfo.processInfo.environment["KITH_POWER_CUTS"] ?? "") ?? 12
private let seed = UInt64(ProcessInfo.processInfo.environment["KITH_SEED"] ?? "") ?? 1

@Suite struct `After a power cut` {
  @Test func `every acknowledged fact is there, the audit root agrees, and every read model is right`() throws {
    let scratch = try ScratchFolder("powercut")
    let recording = try Recording(in: scratch, seed: seed)
    var random = SeededGenerator(seed: seed)
    var cuts = Set<Int>()
    while cuts.count < min(points, recording.trace.events.count / 2) {
      cuts.insert(Int.random(in: recording.loadBegan..<recording.trace.events.count, using: &random))
    }
    var disk = Disk()
    var acknowledged = Acknowledgements()
    for (index, event) in recording.trace.events.enumerated() {
      disk.follow(event)
      acknowledged.follow(event)
      guard cuts.contains(index) else { continue }
      try recording.check(
        disk.afterPowerCut(&random), acknowledged, comment: "seed \(seed), cut after event \(index)", &random)
    }
    #expect(!acknowledged.positions.isEmpty)
  }
}

/// What clients were told, by command id, as far as the socket had it.
struct Acknowledgements {
  private(set) var positions: [String: Int] = [:]
  private var partial: [UInt32: [UInt8]] = [:]

  mutating func follow(_ event: Trace.Event) {
    guard case .sent(let socket, let bytes) = event else { return }
    var buffer = partial[socket, default: []] + bytes
    while let end = buffer.firstIndex(of: UInt8(ascii: "\n")) {
      let line = Data(buffer[..<end])
      buffer.removeFirst(end + 1)
      guard let reply = try? JSONSerialization.jsonObject(with: line) as? [String: Any],
        let id = reply["id"] as? String, let result = reply["result"] as? [String: Any],
        let position = result["position"] as? Int
      else { continue }
      positions[id] = position
    }
    partial[socket] = buffer
  }
}
