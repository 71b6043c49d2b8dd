import NIOCore
import TestSupport
import Testing

@testable import Wire

/// All messages of a stream that comes in these pieces.
private func messages(_ pieces: [[UInt8]], limit: Int = 64) -> [InboundItem] {
  var framer = InboundFramer(messageBytes: limit)
  var items: [InboundItem] = []
  for piece in pieces {
    framer.feed(ByteBuffer(bytes: piece))
    while let item = framer.next() { items.append(item) }
  }
  return items
}

private func line(_ text: String) -> InboundItem { .json(ByteBuffer(string: text)) }

@Suite struct `A stream cut into messages` {
  @Test func `lines end with a line feed, with or without a carriage return, and empty ones are ignored`() {
    let stream = Array("a\nbc\r\n\n\r\n \nd\re\n".utf8)
    #expect(messages([stream]) == [line("a"), line("bc"), line(" "), line("d\re")])
  }

  @Test func `frames are a zero byte, a length and a message`() {
    let stream: [UInt8] = [0, 0, 0, 0, 2, 7, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 10]
    #expect(
      messages([stream]) == [.frame(ByteBuffer(bytes: [7, 8])), .frame(ByteBuffer()), .frame(ByteBuffer(bytes: [10]))])
  }

  @Test(
    arguments: [
      Array("{\"a\":1}\r\n\n{\"b\":2}\n[]\n".utf8), [0, 0, 0, 0, 2, 7, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 10],
    ] as [[UInt8]])
  func `the pieces that it comes in make no difference`(stream: [UInt8]) {
    let whole = messages([stream])
    for first in 0...stream.count {
      for second in first...stream.count {
        let pieces = [Array(stream[..<first]), Array(stream[first..<second]), Array(stream[second...])]
        #expect(messages(pieces) == whole)
      }
    }
    #expect(messages(stream.map { [$0] }) == whole)
  }

  @Test func `a message of the limit is read and one byte more is too large`() {
    let most = [UInt8](repeating: 0x61, count: 8)
    #expect(messages([most + Array("\r\nb\n".utf8)], limit: 8) == [.json(ByteBuffer(bytes: most)), line("b")])
    #expect(messages([most + Array("a\nb\n".utf8)], limit: 8) == [.tooLarge])
    #expect(messages((most + Array("aa".utf8)).map { [$0] }, limit: 8) == [.tooLarge])
    #expect(messages([[0, 0, 0, 0, 8] + most], limit: 8) == [.frame(ByteBuffer(bytes: most))])
    #expect(messages([[0, 0, 0, 0, 9]], limit: 8) == [.tooLarge])
    #expect(messages([[0, 0xFF, 0xFF, 0xFF, 0xFF]], limit: 8) == [.tooLarge])
  }

  @Test func `nothing is held after the end`() {
    var framer = InboundFramer(messageBytes: 4)
    framer.feed(ByteBuffer(string: "too long by far"))
    #expect(framer.next() == .tooLarge)
    #expect(framer.isEnded && framer.unfinishedBytes == 0)
    framer.feed(ByteBuffer(string: "more\n"))
    #expect(framer.next() == nil)
    #expect(framer.unfinishedBytes == 0)
  }

  @Test func `a binary stream that loses its frames is malformed`() {
    #expect(messages([[0, 0, 0, 0, 1, 5, 7]]) == [.frame(ByteBuffer(bytes: [5])), .malformed])
  }

  @Test func `the framing is known from the first byte`() {
    var framer = InboundFramer(messageBytes: 8)
    #expect(framer.framing == nil)
    framer.feed(ByteBuffer(bytes: [0]))
    #expect(framer.next() == nil)
    #expect(framer.framing == .binary)
    var lines = InboundFramer(messageBytes: 8)
    lines.feed(ByteBuffer(string: "{"))
    #expect(lines.next() == nil)
    #expect(lines.framing == .json && lines.unfinishedBytes == 1)
  }

  @Test func `a long stream leaves no more behind than its unfinished message`() {
    var framer = InboundFramer(messageBytes: 1 << 16)
    let piece = ByteBuffer(string: "23456789\n1")
    framer.feed(ByteBuffer(string: "1"))
    var count = 0
    for _ in 0..<20_000 {
      framer.feed(piece)
      while framer.next() != nil { count += 1 }
      if framer.unfinishedBytes != 1 { break }
    }
    #expect(count == 20_000)
    #expect(framer.capacity <= 4096)
  }

  @Test(arguments: [Array("\n1".utf8), [0]] as [[UInt8]])
  func `the memory of a large message is given back, also before an unfinished one`(tail: [UInt8]) {
    let large = [UInt8](repeating: 0x61, count: 1 << 20)
    let stream: [UInt8] = (tail == [0] ? [0, 0, 0x10, 0, 0] : []) + large + tail
    var framer = InboundFramer(messageBytes: 1 << 20)
    for piece in [stream[..<600_000], stream[600_000...]] {
      framer.feed(ByteBuffer(bytes: piece))
      while framer.next() != nil {}
    }
    #expect(framer.unfinishedBytes == 1)
    #expect(framer.capacity <= 1 << 16)
  }

  @Test(arguments: 0..<8 as Range<UInt64>)
  func `random bytes in random pieces give the same as at once`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<300 {
      let alphabet: [UInt8] = [0, 0, 0, 1, 2, 10, 13, 97, 255]
      let stream = (0..<random.below(60)).map { _ in alphabet[random.below(alphabet.count)] }
      var pieces: [[UInt8]] = []
      var at = 0
      while at < stream.count {
        let end = min(stream.count, at + 1 + random.below(9))
        pieces.append(Array(stream[at..<end]))
        at = end
      }
      #expect(messages(pieces, limit: 12) == messages([stream], limit: 12), "seed \(seed), stream \(stream)")
    }
  }
}
