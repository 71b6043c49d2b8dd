import Foundation
import Glibc

/// A plain blocking client of the JSON-lines framing, written against the protocol and nothing else.
public final class LineClient {
  public struct Failed: Error, CustomStringConvertible {
    public let description: String

    public init(description: String) { self.description = description }
  }

  /// A reply's `error` object.
  public struct Refused: Error, CustomStringConvertible {
    /// JSON-RPC's number.
    public let number: Int
    public let message: String
    /// The word in `data.code`, or "".
    public let code: String
    /// The words and numbers in `data`, as text.
    public let data: [String: String]

    public init(_ object: [String: Any]) {
      number = object["code"] as? Int ?? 0
      message = object["message"] as? String ?? ""
      data = (object["data"] as? [String: Any] ?? [:]).mapValues { "\($0)" }
      code = data["code"] ?? ""
    }

    public var description: String { "\(number) \(code): \(message) \(data)" }
  }

  public let descriptor: Int32
  private var received: [UInt8] = []
  private var lastID = 0
  private var lastLine = ""

  /// The service's own description: when it is set, whatever `call` sends and gets is held against it.
  public var schema: ServiceSchema?

  public init(path: String) throws {
    descriptor = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix($0.count - 1)) }
    let result = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    guard result == 0 else {
      // The deinitializer closes it: all properties have their values.
      throw Failed(description: "cannot connect to \(path): \(String(cString: strerror(errno)))")
    }
  }

  deinit { close(descriptor) }

  /// Sends bytes as they are.
  public func send(_ bytes: [UInt8]) throws {
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress! + sent, bytes.count - sent, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { throw Failed(description: "sending failed: \(String(cString: strerror(errno)))") }
      sent += count
    }
  }

  public func send(line: String) throws { try send(Array((line + "\n").utf8)) }

  /// The next line without its end; nil at the end of the stream or after `seconds` of silence.
  public func readLine(seconds: Int = 60) throws -> String? {
    var limit = timeval(tv_sec: seconds, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    var searched = 0
    while true {
      if let end = received[searched...].firstIndex(of: UInt8(ascii: "\n")) {
        let line = String(decoding: received[..<end], as: UTF8.self)
        received.removeFirst(end + 1)
        return line
      }
      searched = received.count
      var chunk = [UInt8](repeating: 0, count: 65_536)
      let count = recv(descriptor, &chunk, chunk.count, 0)
      // A process that was stopped and goes on.
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return nil }
      received.append(contentsOf: chunk[..<count])
    }
  }

  /// The next message as a JSON object.
  public func receive(seconds: Int = 60) throws -> [String: Any] {
    guard let line = try readLine(seconds: seconds) else {
      throw Failed(description: "the daemon closed the connection or is silent")
    }
    lastLine = line
    guard let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] else {
      throw Failed(description: "not a JSON object: \(line)")
    }
    return object
  }

  /// Sends a request without waiting, and returns its id.
  @discardableResult
  public func request(_ method: String, _ params: [String: Any] = [:]) throws -> Int {
    lastID += 1
    let object: [String: Any] = ["jsonrpc": "2.0", "id": lastID, "method": method, "params": params]
    try send(Array(try JSONSerialization.data(withJSONObject: object)) + [UInt8(ascii: "\n")])
    return lastID
  }

  /// Calls a method and returns its result; throws ``Refused`` for an error reply.
  @discardableResult
  public func call(_ method: String, _ params: [String: Any] = [:], seconds: Int = 60) throws -> [String: Any] {
    let id = try request(method, params)
    let reply = try receive(seconds: seconds)
    guard reply["id"] as? Int == id else { throw Failed(description: "an answer to something else: \(reply)") }
    try checkAgainstSchema(method, params)
    if let error = reply["error"] as? [String: Any] { throw Refused(error) }
    guard let result = reply["result"] as? [String: Any] else { throw Failed(description: "no result: \(reply)") }
    return result
  }

  /// Holds an accepted call's parameters, and any answer, against the service's description.
  private func checkAgainstSchema(_ method: String, _ params: [String: Any]) throws {
    guard let schema, let reply = JSONValue(lastLine) else { return }
    var problems: [String] = []
    let sent = try JSONValue(bytes: Array(JSONSerialization.data(withJSONObject: params)))
    if let error = reply["error"] {
      if schema.names.contains(method) { problems = schema.problems(method: method, error: error) }
      if schema.names.contains(method), let sent {
        problems += schema.problems(method: method, params: sent, path: error)
      }
    } else if let result = reply["result"] {
      problems = schema.problems(method: method, result: result)
      problems += sent.map { schema.problems(method: method, params: $0) } ?? ["the parameters are not JSON"]
    }
    guard problems.isEmpty else {
      throw Failed(description: "not as rpc.discover says: \(problems.joined(separator: "; ")) in \(lastLine)")
    }
  }
}
