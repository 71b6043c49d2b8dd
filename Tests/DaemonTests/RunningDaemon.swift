import Description
import Foundation
import Glibc
import Logging
import TestSupport
import Wire

@testable import Daemon

/// A daemon in the test's own process, on a folder of its own.
struct RunningDaemon: Sendable {
  let daemon: Daemon
  let folder: ScratchFolder
  let path: String

  /// A client whose every call is held against the service's own description.
  func client() throws -> LineClient {
    let client = try LineClient(path: path)
    client.schema = Self.schema
    return client
  }

  private static let schema = ServiceSchema(document: ServiceDescription.document)

  func frames() throws -> FrameClient { try FrameClient(path: path) }
}

/// Runs `body` with a daemon that is stopped afterwards; `flags` are settings by key.
func withDaemon(
  _ flags: [String: String] = [:], loops: Int = 1, _ body: (RunningDaemon) async throws -> Void
) async throws {
  let folder = try ScratchFolder("kd")
  var flags = flags
  flags["data"] = folder.path("data")
  flags["socket.path"] = folder.path("s")
  var options = DaemonOptions(
    flags: flags, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, now: Surroundings.now,
    onFatal: { cause in preconditionFailure(cause) })
  options.loops = loops
  let daemon = try await Daemon(options)
  do {
    try await body(RunningDaemon(daemon: daemon, folder: folder, path: folder.path("s")))
  } catch {
    await daemon.stop()
    throw error
  }
  await daemon.stop()
}

extension LineClient {
  /// Sends a request under an id, without waiting.
  func send(_ method: String, _ params: [String: Any] = [:], id: Int) throws {
    let object: [String: Any] = ["jsonrpc": "2.0", "id": id, "method": method, "params": params]
    try send(Array(try JSONSerialization.data(withJSONObject: object)) + [UInt8(ascii: "\n")])
  }

  /// Closes the sending side.
  func finish() { shutdown(descriptor, Int32(SHUT_WR)) }

  /// The error of a call; nil when it is accepted.
  func refusal(_ method: String, _ params: [String: Any] = [:]) throws -> Refused? {
    do {
      try call(method, params)
      return nil
    } catch let error as Refused {
      return error
    }
  }

  /// A new contact's id.
  func makeContact(_ name: String = "Ada Lovelace") throws -> String {
    let result = try call("ContactCreated", ["name": name])
    guard let events = result["events"] as? [[String: Any]], let id = events.first?["subject"] as? String else {
      throw Failed(description: "no subject in \(result)")
    }
    return id
  }

  /// The ids of the next replies.
  func receiveIDs(_ count: Int) throws -> [Int] {
    try (0..<count).map { _ in try receive()["id"] as? Int ?? -1 }
  }
}
