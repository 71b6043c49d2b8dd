import Engine
import Glibc
import Logging
import NIOCore
import NIOPosix
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
    let resolved: ResolvedSettings
    do {
      next = try options.readSettings()
      resolved = try options.resolve(next)
    } catch {
      logger.error("The settings stay as they were: \(error)")
      return
    }
    hub.set(limits: next.limits.keepingFixed(of: started.limits), roles: resolved.roles)
    options.threshold?.level = next.logLevel.swiftLog
    for loop in loops {
      try? await loop.eventLoop.submit { loop.forEach { $0.settingsChanged() } }.get()
    }
    let kept = next.needingRestart(since: started)
    logger.notice("The settings are reloaded.")
    if !kept.isEmpty { logger.warning("These settings need a restart: \(kept.joined(separator: ", ")).") }
  }
}

extension Settings {
  /// The keys that are only read at start and differ from what runs since then.
  func needingRestart(since before: Settings) -> [String] {
    var keys: [String] = []
    func compare(_ key: String, _ isSame: Bool) { if !isSame { keys.append(key) } }
    compare("data", data == before.data)
    compare("socket", socket == before.socket)
    compare("log", log == before.log)
    compare("rebuild.memory", rebuildMemory == before.rebuildMemory)
    compare("vault.copyOnWrite", vaultCopyOnWrite == before.vaultCopyOnWrite)
    for limit in SettingKey.limits where limit.isFixed {
      compare(limit.key.name, limit.value(limits) == limit.value(before.limits))
    }
    return keys
  }
}

extension Limits {
  /// These limits, but for those that are only read at start: they stay as they run.
  func keepingFixed(of running: Limits) -> Limits {
    var limits = self
    for limit in SettingKey.limits where limit.isFixed { limit.field(&limits, limit.value(running)) }
    return limits
  }
}
