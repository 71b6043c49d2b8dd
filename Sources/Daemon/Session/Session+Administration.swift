import APISchema
import Domain
import Engine
import FactSchema
import Rights
import SwiftProtobuf
import Wire

extension Session {
  /// Answers what concerns this connection, and begins rebuilds: an encoded reply message.
  func answer(_ call: Connection.Call) throws(Refusal) -> [UInt8] {
    let request = call.request
    switch call.method {
    case .hello: return try Self.encoded(hello(decoded(HelloRequest.self, request)))
    case .rpcDiscover: return hub.description.reply
    case .metricsList: return try Self.encoded(MetricsListReply.ofSchema)
    case .logSubscribe: return try Self.encoded(subscribe(decoded(LogSubscribeRequest.self, request)))
    case .logCredit: return try Self.encoded(credit(decoded(LogCreditRequest.self, request)))
    case .logUnsubscribe: return try Self.encoded(unsubscribe(decoded(LogUnsubscribeRequest.self, request)))
    case .projectionRebuild: return try Self.encoded(rebuild(decoded(ProjectionRebuildRequest.self, request)))
    default: preconditionFailure("\(call.method.name) is the engine's to answer")
    }
  }

  private func hello(_ request: HelloRequest) throws(Refusal) -> HelloReply {
    if request.hasProtocol, request.protocol != SessionHub.protocolVersion {
      throw Refusal(
        .unsupportedProtocol, "protocol: must be \(SessionHub.protocolVersion), the only one there is",
        field: "protocol"
      )
    }
    let rights = connection.rights
    guard rights.role != .none else {
      return .with {
        $0.protocol = SessionHub.protocolVersion
        $0.role = rights.role.word
      }
    }
    let tip = hub.engine.tip
    return .with {
      $0.protocol = SessionHub.protocolVersion
      $0.daemon = "kithd \(hub.version)"
      $0.log.origin = hub.engine.origin
      $0.log.head = tip.head.value
      $0.log.root = tip.root.description
      $0.log.epoch = tip.epoch
      $0.role = rights.role.word
      $0.roles = rights.roles
      $0.permissions = rights.permissions.named.map(\.word)
      $0.durability = "fsync"
      $0.limits = APISchema.Limits(connection.limits)
    }
  }

  private func rebuild(_ request: ProjectionRebuildRequest) throws(Refusal) -> ProjectionRebuildReply {
    guard !request.hasMode || request.mode.isEmpty || request.mode == "switch" else {
      throw .invalid("mode", "must be absent or switch, the only one there is")
    }
    let (generation, job) = try hub.engine.rebuild(request.projection)
    return .with {
      $0.position = hub.engine.head.value
      $0.projection = request.projection
      $0.generation = generation
      $0.job = job
    }
  }
}
