import Bytes
public import NIOCore

/// What the framer cut from a connection's bytes.
public enum InboundItem: Sendable, Equatable {
  /// One line of JSON without its line end; never empty.
  case json(ByteBuffer)
  /// One binary message without its header; may be empty.
  case frame(ByteBuffer)
  /// A message over the limit: nothing after it can be read.
  case tooLarge
  /// A binary frame that does not begin with 0x00: nothing after it can be read.
  case malformed
}

/// Cuts the bytes of one connection into messages, whatever pieces they come in.
///
/// A pure state machine: `feed` it what was read, then call `next` until it gives nil. Each byte is looked at once.
/// It holds at most one unfinished message of `messageBytes`, beside what was fed and not yet taken.
public struct InboundFramer: Sendable {
  private enum State: Sendable {
    case beginning, lines, frames, ended
  }

  private let messageBytes: Int
  private var state = State.beginning
  private var buffer = ByteBuffer()
  /// How many readable bytes are known to hold no line end.
  private var searched = 0

  /// A framer that refuses messages of more than `messageBytes` bytes, line end and header not counted.
  public init(messageBytes: Int) { self.messageBytes = messageBytes }

  /// The framing of the connection; nil before its first byte.
  public private(set) var framing: Framing?

  /// How many bytes of an unfinished message are held.
  public var unfinishedBytes: Int { buffer.readableBytes }

  /// How many bytes of memory its buffer takes.
  var capacity: Int { buffer.storageCapacity }

  /// Whether nothing more will come out: a message was too large or malformed.
  public var isEnded: Bool {
    if case .ended = state { true } else { false }
  }

  /// Takes what was read. After the end of the framer it is thrown away.
  public mutating func feed(_ bytes: ByteBuffer) {
    if isEnded { return }
    if buffer.readableBytes == 0 {
      buffer = bytes
      searched = 0
    } else {
      // What was taken is given back before it outgrows what is left, so that each byte is moved at most once.
      if buffer.readerIndex >= buffer.readableBytes { buffer.discardReadBytes() }
      buffer.writeImmutableBuffer(bytes)
    }
  }

  /// The next message, or nil when more bytes are needed.
  public mutating func next() -> InboundItem? {
    while true {
      switch state {
      case .beginning:
        guard let first = buffer.getInteger(at: buffer.readerIndex, as: UInt8.self) else {
          return nil
        }
        framing = first == Framing.binaryMark ? .binary : .json
        state = first == Framing.binaryMark ? .frames : .lines
      case .lines: return nextLine()
      case .frames: return nextFrame()
      case .ended: return nil
      }
    }
  }

  private mutating func nextLine() -> InboundItem? {
    while true {
      let readable = buffer.readableBytes
      let found = buffer.readableBytesUInt8Span.firstIndex(of: UInt8(ascii: "\n"), in: searched..<readable)
      guard let end = found else {
        searched = readable
        // A carriage return that may belong to the line end is not counted.
        if readable > messageBytes + 1 { return finish(.tooLarge) }
        releaseUnused()
        return nil
      }
      guard var line = buffer.readSlice(length: end + 1) else { return nil }
      searched = 0
      var length = end
      if length > 0,
        line.getInteger(at: line.readerIndex + length - 1, as: UInt8.self) == UInt8(ascii: "\r")
      {
        length -= 1
      }
      if length > messageBytes { return finish(.tooLarge) }
      if length == 0 { continue }
      line.moveWriterIndex(to: line.readerIndex + length)
      return .json(line)
    }
  }

  private mutating func nextFrame() -> InboundItem? {
    guard let mark = buffer.getInteger(at: buffer.readerIndex, as: UInt8.self) else {
      releaseUnused()
      return nil
    }
    if mark != Framing.binaryMark { return finish(.malformed) }
    guard let count = buffer.getInteger(at: buffer.readerIndex + 1, as: UInt32.self) else {
      releaseUnused()
      return nil
    }
    if count > messageBytes { return finish(.tooLarge) }
    guard buffer.readableBytes >= Framing.binaryHeaderBytes + Int(count) else {
      releaseUnused()
      return nil
    }
    buffer.moveReaderIndex(forwardBy: Framing.binaryHeaderBytes)
    guard let message = buffer.readSlice(length: Int(count)) else { return nil }
    return .frame(message)
  }

  private mutating func finish(_ item: InboundItem) -> InboundItem {
    state = .ended
    buffer = ByteBuffer()
    searched = 0
    return item
  }

  /// Gives back the memory of large messages that were taken, so that an idle connection holds little.
  private mutating func releaseUnused() {
    if buffer.readableBytes == 0 {
      buffer = ByteBuffer()
      searched = 0
    } else if buffer.storageCapacity > Self.keptCapacity, buffer.readableBytes < buffer.storageCapacity / 8 {
      buffer = ByteBuffer(bytes: buffer.readableBytesView)
    }
  }

  /// Memory that is not worth giving back.
  private static let keptCapacity = 1 << 16
}
