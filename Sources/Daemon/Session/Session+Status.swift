import APISchema
import Domain
import Engine
import FactSchema
import SwiftProtobuf

/// Questions about the daemon and its read models as they stand, for a query thread: their answers read files.
extension Session {
  /// All read models, once each has come as far as the request says.
  func projections(_ request: ProjectionListRequest, _ ticket: Ticket) throws(Refusal) -> StatusJob {
    let engine = hub.engine
    return try StatusJob(
      atLeast: Position(request.atLeast), timeout: request.hasTimeoutMs ? request.timeoutMs : nil, ticket: ticket
    ) { () throws(Refusal) in
      let infos = engine.projections()
      return try Self.encoded(
        ProjectionListReply.with {
          $0.position = engine.head.value
          $0.projections = infos
        })
    }
  }

  /// One read model, once it has come as far as the request says; an unknown name is refused at once.
  func projection(_ request: ProjectionStatusRequest, _ ticket: Ticket) throws(Refusal) -> StatusJob {
    let engine = hub.engine
    _ = try engine.projection(request.projection)
    return try StatusJob(
      projection: request.projection, atLeast: Position(request.atLeast),
      timeout: request.hasTimeoutMs ? request.timeoutMs : nil, ticket: ticket
    ) { () throws(Refusal) in
      let info = try engine.projection(request.projection)
      return try Self.encoded(
        ProjectionStatusReply.with {
          $0.position = engine.head.value
          $0.projection = info
        })
    }
  }

  /// The daemon itself.
  func status(_ ticket: Ticket) throws(Refusal) -> StatusJob {
    let hub = hub
    return try StatusJob(ticket: ticket) { () throws(Refusal) in try Self.encoded(hub.status()) }
  }
}
