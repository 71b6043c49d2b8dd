import Domain
import Engine
import FactSchema
import Glibc
import Logging
import NIOCore
import NIOPosix
import Rights
import Synchronization
import Wire

/// A running daemon: the engine, the socket and the sessions on it.
public final class Daemon: Sendable {
  /// The data folder that it owns.
  public let dataFolder: String
  /// nil when systemd passed the socket in.
  public let socketPath: String?
  let logger: Logger
  let options: DaemonOptions
  let hub: SessionHub
  let engine: Engine
  let socket: ListeningSocket
  let group: MultiThreadedEventLoopGroup
  let loops: [SessionLoop]
  let listener: any Channel
  let presence: PresenceWatch
  /// What runs: a reload is compared with it, not with the last reload.
  let started: Settings

  /// Opens the data folder and the socket, and serves. Throws when either cannot be had; nothing is left behind then.
  public init(_ options: DaemonOptions) async throws(StartError) {
    let settings = try options.readSettings()
    let resolved: ResolvedSettings
    do throws(SettingsError) {
      resolved = try options.resolve(settings)
    } catch {
      throw StartError(error)
    }
    self.options = options
    logger = options.logger
    dataFolder = options.places.data(settings)
    let connectionsMax = try Self.connectionsMax(settings.limits, logger)
    engine = try Self.openEngine(dataFolder, settings, options)
    hub = SessionHub(
      engine: engine, version: options.version,
      limits: settings.limits, roles: resolved.roles, logger: options.logger,
      connectionsMax: connectionsMax, now: options.now)
    started = settings
    if let sentence = settings.former.notice(isUsed: !engine.hasBegun) {
      logger.warning("\(sentence)")
      engine.notice(sentence)
    }
    do throws(StartError) {
      socket = try Self.openSocket(settings, resolved, options)
    } catch {
      engine.stop()
      throw error
    }
    socketPath = socket.path
    group = MultiThreadedEventLoopGroup(numberOfThreads: options.loops)
    loops = group.makeIterator().map { SessionLoop($0) }
    engine.start()
    do throws(StartError) {
      try Self.recordAcceptedLoss(engine)
      if options.resetsClock { try Self.resetClock(engine, options) }
    } catch {
      socket.remove()
      engine.stop()
      try? await group.shutdownGracefully()
      throw error
    }
    do {
      listener = try await Self.serve(socket, group, loops, hub)
    } catch {
      socket.remove()
      engine.stop()
      try? await group.shutdownGracefully()
      throw StartError("The socket cannot be served: \(error).", exitStatus: ExitStatus.unavailable)
    }
    presence = PresenceWatch(socket, engine, logger, on: listener.eventLoop)
  }

  /// How many connections there are files for; said where that is fewer than are set.
  private static func connectionsMax(_ limits: Limits, _ logger: Logger) throws(StartError) -> Int {
    let open = Descriptors.open
    guard open >= Descriptors.least else {
      throw StartError(
        "The system lets this process have \(open) files open and it needs \(Descriptors.least): raise the limit (ulimit -n, LimitNOFILE).",
        exitStatus: ExitStatus.unavailable)
    }
    let connections = Descriptors.connections(of: open)
    if connections < limits.connections {
      logger.warning(
        "The system lets this process have \(open) files open, which leaves room for \(connections) connections of the \(limits.connections) that are set."
      )
    }
    return connections
  }

  private static func openEngine(
    _ folder: String, _ settings: Settings, _ options: DaemonOptions
  ) throws(StartError) -> Engine {
    do throws(EngineError) {
      var engineOptions = EngineOptions(folder: folder, settings: settings)
      engineOptions.acceptsLoss = options.acceptsLoss
      return try Engine.open(
        engineOptions, Surroundings.machine(now: options.now, logger: options.logger, onFatal: options.onFatal))
    } catch {
      throw StartError(error)
    }
  }

  private static func recordAcceptedLoss(_ engine: Engine) throws(StartError) {
    do throws(EngineError) {
      try engine.recordAcceptedLoss(uid: geteuid())
    } catch {
      throw StartError(error)
    }
  }

  private static func resetClock(_ engine: Engine, _ options: DaemonOptions) throws(StartError) {
    do throws(EngineError) {
      if let position = try engine.resetClock(uid: geteuid()) {
        options.logger.notice("The log's clock begins anew at the machine's: recorded at position \(position).")
      } else {
        options.logger.notice("The log is not ahead of the machine's clock: --reset-clock changed nothing.")
      }
    } catch {
      throw StartError(error)
    }
  }

  private static func openSocket(
    _ settings: Settings, _ resolved: ResolvedSettings, _ options: DaemonOptions
  ) throws(StartError) -> ListeningSocket {
    do throws(SocketError) {
      if let passed = try Systemd.passedSocket(options.environment, pid: getpid()) {
        return ListeningSocket(passed: passed)
      }
      if let folder = options.places.socketFolderToMake(settings) { unsafe mkdir(folder, 0o700) }
      return try ListeningSocket(
        path: options.places.socket(settings), mode: settings.socket.mode, group: resolved.socketGroup)
    } catch {
      throw StartError(error)
    }
  }

  /// Accepts connections and gives each a session on its loop.
  private static func serve(
    _ socket: ListeningSocket, _ group: MultiThreadedEventLoopGroup, _ loops: [SessionLoop], _ hub: SessionHub
  ) async throws -> any Channel {
    try await ServerBootstrap(group: group)
      .serverChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          // Where the system has no file left for a connection, it is asked for one again a moment later.
          try channel.pipeline.syncOperations.addHandler(
            AcceptBackoffHandler(shouldForwardIOErrorCaught: false) { _ in .milliseconds(100) })
        }
      }
      .childChannelOption(.autoRead, value: false)
      .childChannelOption(.allowRemoteHalfClosure, value: true)
      .childChannelOption(.maxMessagesPerRead, value: 1)
      .childChannelOption(
        .recvAllocator, value: AdaptiveRecvByteBufferAllocator(minimum: 4_096, initial: 16_384, maximum: 65_536)
      )
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          guard let home = loops.first(where: { $0.eventLoop === channel.eventLoop }) else { return }
          let pipeline = channel.pipeline.syncOperations
          let peer = try pipeline.withUnsafeTransportIfAvailable(of: NIOBSDSocket.Handle.self) { descriptor in
            PeerCredentials(descriptor: descriptor)
          }
          // Without a name there is no role, and past the limit no room: the connection is closed without a word.
          guard let peer = peer ?? nil, !home.isStopping else { throw ChannelError.connectTimeout(.zero) }
          let rights = hub.rights(of: peer)
          let account = hub.budget.account(uid: peer.uid, isOperator: rights.role == .operator)
          let caller = Caller(uid: peer.uid, standing: Standing(rights.role), receiver: home, account: account)
          guard hub.admit(uid: caller.uid, caller.standing) else { throw ChannelError.connectTimeout(.zero) }
          let session = Session(
            number: home.nextNumber(), home: home, hub: hub, peer: peer, rights: rights, caller: caller,
            account: account)
          home.add(session)
          try pipeline.addHandler(session)
        }
      }
      .withBoundSocket(socket.descriptor).get()
  }
}

extension EngineOptions {
  /// The engine's options of these settings.
  init(folder: String, settings: Settings) {
    self.init(folder: folder)
    seeds = settings.former.seeds
    rebuildMemory = settings.rebuildMemory
    logMapSize = settings.log.mapSize
    journalBytes = settings.log.journal
    allowsCopyOnWrite = settings.vaultCopyOnWrite
    readersMax = settings.log.maxReaders
    limits.eventsPerCommand = settings.limits.events
    limits.queriesWaiting = settings.limits.waitingQueries
    limits.subscriptions = settings.limits.subscriptions
    limits.creditsDefault = settings.limits.credits
    limits.querySeconds = settings.limits.querySeconds
    limits.sharePercent = settings.limits.sharePercent
  }
}
