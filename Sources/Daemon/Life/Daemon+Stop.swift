import Engine
import Glibc
import Logging
import NIOCore
import NIOPosix
import Schema
import Synchronization

extension Daemon {
  /// Stops: no connection is accepted any more, every command that was read is answered, subscriptions hear that they
  /// end, the read models are closed clean, the socket is gone. Call once.
  ///
  /// Clients that do not read their answers are waited for three quarters of `limits.stopSeconds`, so that there is time
  /// to close the read models; ``StopWatch`` ends the process when all of it is over.
  public func stop() async {
    let limit = TimeAmount.milliseconds(Int64(hub.limits.stopSeconds) * 750)
    presence.end()
    socket.remove()
    try? await listener.close()
    var ends: [EventLoopFuture<Void>] = []
    for loop in loops {
      ends.append(loop.eventLoop.flatSubmit { loop.stop(within: limit) })
    }
    for end in ends { try? await end.get() }
    let engine = engine
    try? await NIOThreadPool.singleton.runIfActive { engine.stop() }
    try? await group.shutdownGracefully()
  }

  /// Reads the settings again and uses what can be used while running: limits, roles, the log level. What a restart
  /// would change is named in the log. Settings that are wrong change nothing.
  public func reload() async {
    let next: Settings
    let roles: RoleTable
    do {
      next = try options.readSettings()
      roles = try RoleTable(next.roles, own: geteuid())
    } catch {
      logger.error("The settings stay as they were: \(error)")
      return
    }
    let before = settings.withLock { current in
      defer { current = next }
      return current
    }
    hub.set(limits: next.limits, roles: roles)
    options.threshold?.level = next.logLevel.swiftLog
    for loop in loops {
      try? await loop.eventLoop.submit { loop.forEach { $0.settingsChanged() } }.get()
    }
    let kept = next.needingRestart(since: before)
    logger.notice("The settings are reloaded.")
    if !kept.isEmpty { logger.warning("These settings need a restart: \(kept.joined(separator: ", ")).") }
  }
}

extension Settings {
  /// The keys that changed and are only read at start.
  func needingRestart(since before: Settings) -> [String] {
    var keys: [String] = []
    func compare(_ key: String, _ isSame: Bool) { if !isSame { keys.append(key) } }
    compare("data", data == before.data)
    compare("socket", socket == before.socket)
    compare("log", log == before.log)
    compare("rebuild.memory", rebuildMemory == before.rebuildMemory)
    compare("phone.region", phoneRegion == before.phoneRegion)
    compare("consent.default", consentDefault == before.consentDefault)
    compare("limits.events", limits.events == before.limits.events)
    compare("limits.subscriptions", limits.subscriptions == before.limits.subscriptions)
    compare("limits.waitingQueries", limits.waitingQueries == before.limits.waitingQueries)
    return keys
  }
}
