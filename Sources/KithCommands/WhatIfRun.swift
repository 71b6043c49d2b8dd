import APISchema
import Client
import SwiftProtobuf
import Synchronization
import Wire

/// What a command is answered that is to tell what would be, instead of what is: each of its calls is asked once, and answered
/// from the one side or the other.
final class WhatIfRun: Sendable {
  /// What is asked, without a query.
  private let request: WhatIfRequest
  private struct State {
    var replies: [[UInt8]: WhatIfReply] = [:]
    /// Those that the command shows, in the order in which it asked for them.
    var shown: [WhatIfReply] = []
    var isAsItWouldBe = false
  }
  private let state = Mutex(State())

  init(_ request: WhatIfRequest) { self.request = request }

  /// What is asked for is not there.
  struct NotThere: Error {}

  /// The replies to what the command shows.
  var shown: [WhatIfReply] { state.withLock { $0.shown } }

  /// From now on answers tell what would be.
  func turn() { state.withLock { $0.isAsItWouldBe = true } }

  /// The answer of the side that is told now; `isShown` says whether it is what the command is for.
  func answer<Request: MethodRequest>(
    _ asked: Request, isShown: Bool, _ client: KithClient
  ) async throws -> Request.Answer {
    let encoded: [UInt8] = try asked.serializedBytes()
    guard let query = WhatIfQuery(Request.method, encoded) else {
      throw CommandFailure(.usage, "kith whatif asks what is stored: \(Request.method.name) is not such a query")
    }
    let key: [UInt8] = try query.serializedBytes()
    let reply: WhatIfReply
    if let known = state.withLock({ $0.replies[key] }) {
      reply = known
    } else {
      var request = request
      request.query = query
      reply = try await client.call(request)
      let got = reply
      state.withLock { state in
        state.replies[key] = got
        if isShown { state.shown.append(got) }
      }
    }
    let isAsItWouldBe = state.withLock { $0.isAsItWouldBe }
    let isThere = isAsItWouldBe ? reply.hasAsItWouldBe : reply.hasAsItIs
    guard isThere, let answer = (isAsItWouldBe ? reply.asItWouldBe : reply.asItIs).encoded else { throw NotThere() }
    return try Request.Answer(serializedBytes: answer)
  }
}
