import APISchema
import Domain
import FactSchema
import SwiftProtobuf

/// What is asked about facts that the model knows too: read models, the engine in this process, or the daemon.
protocol Answering {
  /// The time now, in microseconds.
  var now: Int64 { get }
  /// Whether ``now`` is what the next question will see.
  var isTimeExact: Bool { get }
  func actor(_ uid: UInt32) -> Actor
  /// The answer; else throws why it is ``Refused``.
  func answer<Request: MethodRequest>(to request: Request) async throws -> Request.Answer
}

/// A refusal as a client sees it.
struct Refused: Error, CustomStringConvertible {
  var code: String
  var event: Int?
  var message: String

  init(code: String, event: Int? = nil, message: String) {
    (self.code, self.event, self.message) = (code, event, message)
  }

  init(_ refusal: Refusal) {
    self.init(code: refusal.code.rawValue, event: refusal.event, message: refusal.message)
  }

  var description: String { "\(code) (event \(event.map(String.init) ?? "-")): \(message)" }
}

/// An answer that is not the model's.
struct Differs: Error, CustomStringConvertible {
  let description: String
}
