import Foundation
import TestSupport
import Testing

@Suite struct `A disk with a volatile cache` {
  private func disk(_ events: [Trace.Event]) -> Disk {
    var disk = Disk()
    for event in events { disk.follow(event) }
    return disk
  }

  private func states(_ disk: Disk, path: String) -> Set<[UInt8]> {
    Set(
      (UInt64(0)..<200).map { seed in
        var random = SeededGenerator(seed: seed)
        return disk.afterPowerCut(&random)[path]?.all ?? []
      })
  }

  @Test func `has what was synced, whatever the cut does`() {
    let disk = disk([
      .opened(file: 1, path: "a"), .written(file: 1, offset: 2, bytes: Data([7, 8]), durably: false), .synced(file: 1),
    ])
    #expect(states(disk, path: "a") == [[0, 0, 7, 8]])
  }

  @Test func `may or may not have what was not synced`() {
    let disk = disk([.opened(file: 1, path: "a"), .written(file: 1, offset: 0, bytes: Data([7]), durably: false)])
    #expect(states(disk, path: "a") == [[], [7]])
  }

  @Test func `has a write that was durable by itself while earlier ones may be lost`() {
    let disk = disk([
      .opened(file: 1, path: "a"), .written(file: 1, offset: 0, bytes: Data([7]), durably: false),
      .written(file: 1, offset: 1, bytes: Data([8]), durably: true),
    ])
    #expect(states(disk, path: "a") == [[0, 8], [7, 8]])
  }

  @Test func `tears a large write only between sectors`() {
    let bytes = [UInt8](repeating: 1, count: Disk.sector) + [UInt8](repeating: 2, count: Disk.sector)
    let disk = disk([
      .opened(file: 1, path: "a"), .written(file: 1, offset: 0, bytes: Data(bytes), durably: false),
    ])
    for state in states(disk, path: "a") {
      for sector in stride(from: 0, to: state.count, by: Disk.sector) {
        #expect(Set(state[sector..<(sector + Disk.sector)]).count == 1)
      }
    }
    #expect(states(disk, path: "a").count == 4)
  }

  @Test func `keeps the content with a renamed file`() {
    let disk = disk([
      .opened(file: 1, path: "a"), .written(file: 1, offset: 0, bytes: Data([7]), durably: false), .synced(file: 1),
      .renamed(from: "a", to: "b"),
    ])
    #expect(states(disk, path: "b") == [[7]])
    #expect(states(disk, path: "a") == [[]])
  }
}
