import Glibc
import Logging
import ServiceLifecycle
import UnixSignals

/// kithd as a process: its arguments in, its exit status out.
public enum KithdProcess {
  /// Runs until SIGTERM or SIGINT; the status that the process should end with. SIGHUP reloads the settings.
  ///
  /// With `resetsClock` the log's clock begins anew at the machine's, where it is ahead of it.
  public static func run(
    flags: [String: String], configFile: String?, environment: [String: String], resetsClock: Bool = false,
    acceptsLoss: Bool = false
  ) async -> Int32 {
    // What the daemon makes is its own; the socket gets its mode explicitly.
    umask(0o077)
    MemoryTraces.preventCoreDumps()
    signal(SIGPIPE, SIG_IGN)
    Descriptors.raiseLimit()
    let threshold = StandardErrorLog.Threshold(.info)
    let logger = Logger(label: "kithd") { _ in StandardErrorLog(threshold: threshold, now: Surroundings.now) }
    var options = DaemonOptions(
      flags: flags, configFile: configFile, environment: environment,
      home: Accounts.login(getuid())?.home ?? "/", logger: logger, threshold: threshold, now: Surroundings.now,
      onFatal: { cause in
        logger.critical("\(cause) Nothing more is answered; start the daemon again.")
        _exit(ExitStatus.inputOutput)
      })
    options.resetsClock = resetsClock
    options.acceptsLoss = acceptsLoss
    let service = KithdService(options: options)
    do {
      let settings = try options.readSettings()
      threshold.level = settings.logLevel.swiftLog
      StopWatch.set(seconds: settings.limits.stopSeconds)
      // Signals are caught before the service opens anything, so that none of them ends the process halfway.
      let stop = StopRequest(signals: try StopWatch.begin(logger))
      try await ServiceGroup(
        configuration: ServiceGroupConfiguration(
          services: [
            .init(service: service, successTerminationBehavior: .gracefullyShutdownGroup),
            .init(service: stop, successTerminationBehavior: .gracefullyShutdownGroup),
          ],
          logger: Logger(label: "life") { _ in SwiftLogNoOpLogHandler() })
      ).run()
      return ExitStatus.stopped
    } catch let error as StartError {
      logger.error("\(error)")
      return error.exitStatus
    } catch {
      logger.error("The daemon ended: \(error)")
      return ExitStatus.inputOutput
    }
  }

  /// Reads the settings and looks at the accounts and paths they name, as a start would; throws what would stop it. What is
  /// to be said of settings that are right, if anything.
  public static func check(
    flags: [String: String], configFile: String?, environment: [String: String]
  ) throws(StartError) -> String? {
    let logger = Logger(label: "kithd") { _ in SwiftLogNoOpLogHandler() }
    let options = DaemonOptions(
      flags: flags, configFile: configFile, environment: environment, home: Accounts.login(getuid())?.home ?? "/",
      logger: logger, now: Surroundings.now, onFatal: { _ in })
    let settings = try options.readSettings()
    do throws(SettingsError) {
      _ = try options.resolve(settings)
    } catch {
      throw StartError(error)
    }
    return settings.former.notice(isUsed: nil)
  }
}

/// Ends, and everything with it, when the process is asked to stop.
private struct StopRequest: Service {
  let signals: AsyncStream<Void>

  func run() async throws {
    for await _ in signals.cancelOnGracefulShutdown() { return }
  }
}

/// Opens the daemon, serves until it is asked to stop, and reloads the settings on SIGHUP meanwhile.
private struct KithdService: Service {
  let options: DaemonOptions

  func run() async throws {
    CrashMark.install(dataFolder: options.places.data(try options.readSettings()))
    let hangups = await UnixSignalsSequence(trapping: .sighup)
    let daemon = try await Daemon(options)
    options.logger.info(
      "kithd \(options.version) is ready.",
      metadata: [
        "data": "\(daemon.dataFolder)", "socket": "\(daemon.socketPath ?? "passed in by systemd")",
      ])
    Systemd.notify("READY=1", options.environment)
    for await _ in hangups.cancelOnGracefulShutdown() {
      await daemon.reload()
      StopWatch.set(seconds: daemon.hub.limits.stopSeconds)
    }
    Systemd.notify("STOPPING=1", options.environment)
    options.logger.info("kithd is stopping.")
    await daemon.stop()
    options.logger.info("kithd has stopped.")
  }
}
