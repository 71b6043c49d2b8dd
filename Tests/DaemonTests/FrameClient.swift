import APISchema
import Foundation
import Glibc
import SwiftProtobuf
import TestSupport

/// A plain blocking client of the binary framing: frames by hand, messages by protobuf's own library.
final class FrameClient {
  private let line: LineClient
  private var frames = BinaryFrames()

  init(path: String) throws { line = try LineClient(path: path) }

  static func frame(_ request: Request) throws -> [UInt8] { BinaryFrames.frame(try request.serializedBytes()) }

  func send(_ request: Request) throws { try line.send(Self.frame(request)) }

  func send(_ bytes: [UInt8]) throws { try line.send(bytes) }

  func finish() { line.finish() }

  /// The next reply; nil at the end of the stream.
  func receive() throws -> Reply? { try frames.next(from: line.descriptor).map { try Reply(serializedBytes: $0) } }

  /// Sends a request and takes the next reply.
  func call(_ body: (inout Request) -> Void) throws -> Reply? {
    var request = Request()
    request.id = 1
    body(&request)
    try send(request)
    return try receive()
  }
}
