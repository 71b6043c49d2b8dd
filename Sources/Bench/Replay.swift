import APISchema
import SwiftProtobuf

/// Reads the whole log over the socket, as a subscriber would.
enum Replay {
  /// Subscribes from the first fact and takes every event up to the head; events a second.
  static func run(path: String, head: UInt64) throws(BenchError) -> Double {
    let socket = try Socket(path: path)
    let credits: UInt64 = 1 << 20
    let grant: UInt64 = 1 << 14
    let start = nanoseconds()
    socket.output.appendFrame(method: .logSubscribe) { $0.number(LogSubscribeRequest.Field.credits, credits) }
    while try !socket.flush() {}
    let scanner = ReplyScanner(framing: .binary)
    var received: UInt64 = 0
    var sinceGrant: UInt64 = 0
    var subscription: UInt64 = 0
    while received < head {
      guard let frame = scanner.next(in: socket) else {
        _ = try socket.fill()
        continue
      }
      // An event has no id, so its first field is the outcome's.
      let first = socket.input[frame.bytes.lowerBound + 5]
      if first == UInt8(Reply.Field.event << 3 | 2) {
        received += 1
        sinceGrant += 1
      } else {
        let bytes = Array(socket.input[(frame.bytes.lowerBound + 5)..<frame.bytes.upperBound])
        subscription = try Self.subscription(bytes) ?? subscription
      }
      socket.taken = frame.bytes.upperBound
      if sinceGrant >= grant, subscription != 0 {
        let granted = sinceGrant
        socket.output.appendFrame(method: .logCredit) { request in
          request.number(LogCreditRequest.Field.subscription, subscription)
          request.number(LogCreditRequest.Field.credits, granted)
        }
        while try !socket.flush() {}
        sinceGrant = 0
      }
    }
    return Double(received) / seconds(since: start)
  }

  /// The number of the subscription that a reply tells; nil when it tells none.
  private static func subscription(_ bytes: [UInt8]) throws(BenchError) -> UInt64? {
    guard let reply = try? Reply(serializedBytes: bytes) else { throw BenchError("a reply that cannot be decoded") }
    switch reply.outcome {
    case .logSubscribe(let subscribed): return subscribed.subscription
    case .error(let error): throw BenchError("the subscription was refused: \(error.message)")
    case .ended(let ended): throw BenchError("the subscription was ended: \(ended.code)")
    default: return nil
    }
  }
}
