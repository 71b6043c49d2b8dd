import TestSupport
import Testing

@testable import Engine

@Suite struct `A channel between threads` {
  @Test func `gives what was sent in the order of the tickets, and then nothing`() throws {
    let channel = Channel<Int>(limit: 3)
    let tickets = try (0..<3).map { _ in try #require(channel.ticket()) }
    channel.send(12, tickets[2], isLast: true)
    channel.send(10, tickets[0])
    channel.send(11, tickets[1])
    #expect(channel.next() == 10)
    #expect(channel.next() == 11)
    #expect(channel.next() == 12)
    #expect(channel.next() == nil)
    #expect(channel.next() == nil)
  }

  @Test func `drops what was sent behind its end`() throws {
    let channel = Channel<Int>(limit: 2)
    let (first, second) = (try #require(channel.ticket()), try #require(channel.ticket()))
    channel.send(2, second)
    channel.send(1, first, isLast: true)
    #expect(channel.next() == 1)
    #expect(channel.next() == nil)
    #expect(channel.ticket() == nil)
  }

  @Test func `gives nothing when it ends before its first element`() throws {
    let channel = Channel<Int>(limit: 2)
    channel.end(at: try #require(channel.ticket()))
    #expect(channel.next() == nil)
  }

  @Test func `gives everything in order when several threads fill it`() throws {
    let channel = Channel<UInt64>(limit: 4)
    let threads = (0..<3).map { _ in
      EngineThread("test") {
        while let ticket = channel.ticket() { channel.send(ticket * 2, ticket, isLast: ticket == 999) }
      }
    }
    var found: [UInt64] = []
    while let element = channel.next() { found.append(element) }
    #expect(found == (0..<1000).map { $0 * 2 })
    for thread in threads { thread.join() }
  }

  /// Dispatch stops the process when a semaphore is let go lower than it began: a stop in the middle of a rebuild.
  @Test func `may be let go while it is full`() throws {
    let channel = Channel<Int>(limit: 2)
    channel.send(1, try #require(channel.ticket()))
    channel.send(2, try #require(channel.ticket()))
  }

  /// Pieces of random sizes from several threads: what waits is within the bound, but for one piece whose turn it is.
  @Test(arguments: [1, 2, 3] as [UInt64]) func `holds no more bytes than it may`(seed: UInt64) {
    let channel = Channel<(ticket: UInt64, piece: Int)>(limit: 6, bytesMax: 1_000)
    let threads = (0..<3).map { _ in
      EngineThread("test") {
        while let ticket = channel.ticket() {
          var dice = SeededGenerator(seed: seed &* 1_000 &+ ticket)
          let pieces = 1 + dice.below(5)
          for piece in 0..<pieces {
            let isWhole = piece == pieces - 1
            channel.send(
              (ticket, piece), ticket, bytes: dice.below(1_500), isWhole: isWhole, isLast: isWhole && ticket == 299)
          }
        }
      }
    }
    var found: [(ticket: UInt64, piece: Int)] = []
    var most = 0
    while let element = channel.next() {
      found.append(element)
      most = max(most, channel.waitingBytes)
    }
    // Those who made more than was asked for wait.
    channel.close()
    #expect(most <= 1_000 + 1_500)
    let expected = (0...299 as ClosedRange<UInt64>).flatMap { ticket in
      var dice = SeededGenerator(seed: seed &* 1_000 &+ ticket)
      return (0..<(1 + dice.below(5))).map { (ticket, $0) }
    }
    #expect(found.count == expected.count && zip(found, expected).allSatisfy { $0 == $1 })
    for thread in threads { thread.join() }
  }

  @Test func `gives no ticket after it was closed`() {
    let channel = Channel<Int>(limit: 2)
    channel.close()
    #expect(channel.ticket() == nil)
  }
}
