import Glibc

/// The binary framing: a zero, four bytes of length, the message.
public struct BinaryFrames {
  private var received: [UInt8] = []

  public init() {}

  public static func frame(_ message: [UInt8]) -> [UInt8] {
    [0] + [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: message.count >> $0) } + message
  }

  /// The message of the next frame; nil at the end of the stream.
  public mutating func next(from descriptor: Int32) -> [UInt8]? {
    while true {
      if received.count >= 5 {
        let length = received[1..<5].reduce(0) { $0 << 8 | Int($1) }
        if received.count >= 5 + length {
          let message = Array(received[5..<5 + length])
          received.removeFirst(5 + length)
          return message
        }
      }
      var chunk = [UInt8](repeating: 0, count: 65_536)
      let count = recv(descriptor, &chunk, chunk.count, 0)
      if count <= 0 { return nil }
      received.append(contentsOf: chunk[..<count])
    }
  }
}
