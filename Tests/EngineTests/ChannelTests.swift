import Testing

@testable import Engine

@Suite struct `A channel between two threads` {
  @Test func `gives what was sent in order, and then nothing`() {
    let channel = Channel<Int>(limit: 2)
    #expect(channel.send(1))
    #expect(channel.send(2))
    channel.close()
    #expect(channel.next() == 1)
    #expect(channel.next() == 2)
    #expect(channel.next() == nil)
    #expect(channel.next() == nil)
  }

  /// Dispatch stops the process when a semaphore is let go lower than it began: a stop in the middle of a rebuild.
  @Test func `may be let go while it is full`() {
    let channel = Channel<Int>(limit: 2)
    #expect(channel.send(1))
    #expect(channel.send(2))
  }

  @Test func `takes nothing after it was closed`() {
    let channel = Channel<Int>(limit: 2)
    channel.close()
    #expect(!channel.send(1))
  }
}
