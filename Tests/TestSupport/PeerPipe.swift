public import Foundation
import Glibc

/// A connection of another user: bytes to the daemon and back, in either framing.
public final class PeerPipe {
  private let process: Process
  private let input: FileHandle
  private let output: FileHandle
  private var received = Data()

  public init(_ socket: String, uid: Int) throws {
    (process, input, output) = try PeerProcess.start(socket, uid: uid)
  }

  deinit {
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  public func send(_ bytes: Data) throws { try input.write(contentsOf: bytes) }

  /// The next line, without its end; nil where the connection has ended.
  public func line() -> Data? {
    while true {
      if let end = received.firstIndex(of: UInt8(ascii: "\n")) { return take(end + 1 - received.startIndex).dropLast() }
      guard read() else { return nil }
    }
  }

  /// The message of the next frame; nil where the connection has ended.
  public func frame() -> Data? {
    while true {
      if received.count >= 5 {
        let length = received.dropFirst().prefix(4).reduce(0) { $0 << 8 | Int($1) }
        if received.count >= 5 + length { return take(5 + length).dropFirst(5) }
      }
      guard read() else { return nil }
    }
  }

  private func take(_ count: Int) -> Data {
    let taken = received.prefix(count)
    received = Data(received.dropFirst(count))
    return taken
  }

  private func read() -> Bool {
    let more = output.availableData
    received.append(more)
    return !more.isEmpty
  }
}
