import Foundation
import TestSupport
import Testing

@testable import EventLog

@Suite struct `A writer of blocks` {
  /// On a disk, and in memory, where writing past the page cache may not be had.
  @Test(arguments: [nil, "/dev/shm"])
  func `writes bytes of any length, and zeros behind them`(place: String?) throws {
    let scratch = try ScratchFolder("blocks", in: place)
    let path = scratch.path("file")
    let blocks = 1_000
    var expected = [UInt8](repeating: 0xFF, count: blocks * BlockWriter.block)
    try Data(expected).write(to: URL(fileURLWithPath: path))
    var writer = try BlockWriter(path: path)
    var generator = SeededGenerator(seed: 7)
    for length in [1, 4_095, 4_096, 4_097, 1 << 20, (1 << 20) + 1, 3_000_000] + (0..<50).map({ $0 * 977 + 1 }) {
      let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ length) }
      let start = generator.below(blocks - length / BlockWriter.block) * BlockWriter.block
      try writer.write(bytes, at: start)
      expected.replaceSubrange(start..<start + length, with: bytes)
      for index in start + length..<start + BlockWriter.blocks(length) { expected[index] = 0 }
    }
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data(expected))
  }

  @Test func `says when the file is not there`() throws {
    let scratch = try ScratchFolder("blocks")
    #expect(throws: EventLogError.self) { try BlockWriter(path: scratch.path("nothing")) }
  }
}
