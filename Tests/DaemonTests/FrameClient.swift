import APISchema
import Foundation
import Glibc
import SwiftProtobuf
import TestSupport

/// A plain blocking client of the binary framing: frames by hand, messages by protobuf's own library.
final class FrameClient {
  private let line: LineClient
  private var received: [UInt8] = []

  init(path: String) throws { line = try LineClient(path: path) }

  static func frame(_ request: Request) throws -> [UInt8] {
    let message: [UInt8] = try request.serializedBytes()
    let length = UInt32(message.count)
    return [0, UInt8(length >> 24), UInt8(length >> 16 & 255), UInt8(length >> 8 & 255), UInt8(length & 255)] + message
  }

  func send(_ request: Request) throws { try line.send(Self.frame(request)) }

  func send(_ bytes: [UInt8]) throws { try line.send(bytes) }

  func finish() { line.finish() }

  /// The next reply; nil at the end of the stream.
  func receive() throws -> Reply? {
    while true {
      if received.count >= 5 {
        let length = received[1..<5].reduce(0) { $0 << 8 | Int($1) }
        if received.count >= 5 + length {
          let reply = try Reply(serializedBytes: Array(received[5..<5 + length]))
          received.removeFirst(5 + length)
          return reply
        }
      }
      var chunk = [UInt8](repeating: 0, count: 65_536)
      let count = recv(line.descriptor, &chunk, chunk.count, 0)
      if count <= 0 { return nil }
      received.append(contentsOf: chunk[..<count])
    }
  }

  /// Sends a request and takes the next reply.
  func call(_ body: (inout Request) -> Void) throws -> Reply? {
    var request = Request()
    request.id = 1
    body(&request)
    try send(request)
    return try receive()
  }
}
