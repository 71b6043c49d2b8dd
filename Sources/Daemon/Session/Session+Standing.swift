import Domain
import Engine
import Schema
import SwiftProtobuf
import Wire

extension Session {
  /// A question about the daemon and its read models as they stand, for a query thread: its answer reads files.
  func standing(_ method: Wire.Method, _ request: [UInt8], _ ticket: Ticket) throws(Refusal) -> StandingJob {
    let hub = hub
    switch method {
    case .projectionList:
      let request = try decoded(ProjectionListRequest.self, request)
      return try StandingJob(
        atLeast: Position(request.atLeast),
        timeout: request.hasTimeoutMs ? request.timeoutMs : nil, ticket: ticket
      ) { () throws(Refusal) in
        let infos = hub.engine.projections()
        return try Self.encoded(
          ProjectionListReply.with {
            $0.position = hub.engine.head.value
            $0.projections = infos
          })
      }
    case .projectionStatus:
      let request = try decoded(ProjectionStatusRequest.self, request)
      // An unknown name is refused at once.
      _ = try hub.engine.projection(request.projection)
      return try StandingJob(
        projection: request.projection, atLeast: Position(request.atLeast),
        timeout: request.hasTimeoutMs ? request.timeoutMs : nil, ticket: ticket
      ) { () throws(Refusal) in
        let info = try hub.engine.projection(request.projection)
        return try Self.encoded(
          ProjectionStatusReply.with {
            $0.position = hub.engine.head.value
            $0.projection = info
          })
      }
    default:
      return try StandingJob(ticket: ticket) { () throws(Refusal) in try Self.encoded(hub.status()) }
    }
  }
}
