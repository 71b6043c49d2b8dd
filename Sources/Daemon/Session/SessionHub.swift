import Description
import Engine
import FactSchema
import Logging
import NIOCore
import Rights
import Synchronization
import Wire

/// What all sessions share: the engine, what is set now, and the counts that are bounded over all connections.
final class SessionHub: Sendable {
  let engine: Engine
  let version: String
  let startedAt: Instant
  /// The answer to `rpc.discover`.
  let description = DescriptionBytes()
  /// What all clients together may make the daemon hold.
  let budget: ClientBudget
  let now: @Sendable () -> Instant
  let logger: Logger
  private let current: Mutex<(limits: Limits, roles: RoleTable)>
  private let connections: Mutex<Shares>
  private let unfinishedBytes: Mutex<Shares>
  /// How many connections there are files for.
  private let connectionsMax: Int

  init(
    engine: Engine, version: String, limits: Limits, roles: RoleTable, logger: Logger,
    connectionsMax: Int, now: @escaping @Sendable () -> Instant
  ) {
    self.engine = engine
    self.version = version
    self.logger = logger
    self.now = now
    self.connectionsMax = connectionsMax
    startedAt = now()
    connections = Mutex(Shares(limits.connectionRule(atMost: connectionsMax)))
    unfinishedBytes = Mutex(Shares(limits.unfinishedRule))
    current = Mutex((limits, roles))
    budget = ClientBudget(bytes: limits.clientBytes)
  }

  var limits: Limits { current.withLock { $0.limits } }

  func rights(of peer: PeerCredentials) -> Rights { current.withLock { $0.roles.rights(of: peer) } }

  /// Replaces the limits and roles; sessions that are open look again when they are told to.
  func set(limits: Limits, roles: RoleTable) {
    current.withLock { $0 = (limits, roles) }
    connections.withLock { $0.rule = limits.connectionRule(atMost: connectionsMax) }
    unfinishedBytes.withLock { $0.rule = limits.unfinishedRule }
    budget.set(bytes: limits.clientBytes)
  }

  /// Counts a connection; false, and not counted, when there are as many as may be, of its uid or of all.
  func admit(uid: UInt32, _ standing: Standing) -> Bool { connections.withLock { $0.take(uid: uid, standing) } }

  /// How many connections there are.
  var connectionCount: Int { connections.withLock { $0.total } }

  /// Counts so many more bytes of unfinished requests, or fewer; false, and not counted, where there are too many.
  func count(unfinishedBytes bytes: Int, of caller: Caller) -> Bool {
    unfinishedBytes.withLock { shares in
      if bytes > 0 { return shares.take(bytes, uid: caller.uid, caller.standing) }
      shares.give(-bytes, uid: caller.uid, caller.standing)
      return true
    }
  }

  /// A connection has ended.
  func leave(_ caller: Caller) {
    connections.withLock { $0.give(uid: caller.uid, caller.standing) }
    engine.leave(caller)
  }
}

/// The service's description as it goes over the wire: the same bytes for everybody.
struct DescriptionBytes: Sendable {
  /// The encoded reply.
  let reply = ServiceDescription.reply
  private let frame = ByteBuffer(bytes: ServiceDescription.reply)
  private let text = ByteBuffer(string: ServiceDescription.document)

  func bytes(_ framing: Framing) -> ByteBuffer { framing == .json ? text : frame }
}
