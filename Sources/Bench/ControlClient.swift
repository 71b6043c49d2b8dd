import APISchema
import Bytes
import SwiftProtobuf

/// One request at a time, typed: for what is done between measurements.
final class ControlClient {
  private let socket: Socket

  init(path: String) throws(BenchError) { socket = try Socket(path: path) }

  /// Sends a request and waits for its reply; a refusal is thrown.
  func call(_ method: Request.OneOf_Method) throws(BenchError) -> Reply.OneOf_Outcome {
    var request = Request()
    request.id = 1
    request.method = method
    let encoded: [UInt8]
    do { encoded = try request.serializedBytes() } catch { throw BenchError("encoding a request: \(error)") }
    socket.output.append(0)
    socket.output.appendBigEndian(UInt32(encoded.count))
    socket.output.append(contentsOf: encoded)
    while try !socket.flush() {}
    let scanner = ReplyScanner(framing: .binary)
    while true {
      if let frame = scanner.next(in: socket) {
        let bytes = Array(socket.input[(frame.bytes.lowerBound + 5)..<frame.bytes.upperBound])
        socket.taken = frame.bytes.upperBound
        let reply: Reply
        do { reply = try Reply(serializedBytes: bytes) } catch { throw BenchError("decoding a reply: \(error)") }
        switch reply.outcome {
        case .error(let error): throw BenchError("refused: \(error.code): \(error.message)")
        case .some(let outcome): return outcome
        case .none: throw BenchError("an empty reply")
        }
      }
      _ = try socket.fill()
    }
  }

  /// The position of the newest fact.
  func head() throws(BenchError) -> UInt64 {
    guard case .hello(let hello) = try call(.hello(HelloRequest())) else { throw BenchError("hello was not answered") }
    return hello.log.head
  }

  /// The read models as they stand.
  func projections() throws(BenchError) -> [ProjectionInfo] {
    guard case .projectionList(let list) = try call(.projectionList(ProjectionListRequest())) else {
      throw BenchError("projection.list was not answered")
    }
    return list.projections
  }

  /// Waits until every read model has every fact: asks as a client does that wants to see what it recorded, so that
  /// changes are not gathered any longer. A read model that has stopped, or takes more than a minute, is an error.
  func waitUntilCaughtUp() throws(BenchError) {
    var request = ProjectionListRequest()
    request.atLeast = try head()
    request.timeoutMs = 60_000
    _ = try call(.projectionList(request))
  }
}
