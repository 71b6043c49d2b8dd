import Engine
import Logging
import Schema
import Synchronization
import Wire

/// What all sessions share: the engine, what is set now, and the counts that are bounded over all connections.
final class SessionHub: Sendable {
  let engine: Engine
  let version: String
  let phoneRegion: String?
  let startedAt: Instant
  /// The encoded answer to `rpc.discover`.
  let discoverReply = ServiceDescription.reply
  let now: @Sendable () -> Instant
  let logger: Logger
  private let current: Mutex<(limits: Limits, roles: RoleTable)>
  let connections = Atomic<Int>(0)
  let unfinishedBytes = Atomic<Int>(0)
  /// How many connections there are files for.
  private let connectionsMax: Int

  init(
    engine: Engine, version: String, phoneRegion: String?, limits: Limits, roles: RoleTable, logger: Logger,
    connectionsMax: Int, now: @escaping @Sendable () -> Instant
  ) {
    self.engine = engine
    self.version = version
    self.phoneRegion = phoneRegion
    self.logger = logger
    self.now = now
    self.connectionsMax = connectionsMax
    startedAt = now()
    current = Mutex((limits, roles))
  }

  var limits: Limits { current.withLock { $0.limits } }

  func role(of peer: PeerCredentials) -> Role { current.withLock { $0.roles.role(of: peer) } }

  /// Replaces the limits and roles; sessions that are open look again when they are told to.
  func set(limits: Limits, roles: RoleTable) { current.withLock { $0 = (limits, roles) } }

  /// Counts a connection; false, and not counted, when there are as many as may be.
  func admit() -> Bool {
    let (_, count) = connections.add(1, ordering: .relaxed)
    if count <= min(limits.connections, connectionsMax) { return true }
    leave()
    return false
  }

  func leave() { connections.subtract(1, ordering: .relaxed) }
}
