import ArgumentParser
import Daemon
import Foundation

/// The process: the daemon, or what it has itself start to look at files that may kill whoever looks.
@main
enum Entry {
  static func main() async {
    let words = Array(CommandLine.arguments.dropFirst())
    if words.first == Examiner.word { exit(Examiner.run(Array(words.dropFirst()))) }
    MemoryTraces.keepOutOfCrashReports()
    await Kithd.main()
  }
}

/// The daemon's command line.
struct Kithd: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kithd",
    abstract: "Serves a Kith data folder on a Unix socket.",
    discussion: """
      Needs no arguments: data is kept in $XDG_DATA_HOME/kith (or ~/.local/share/kith), and the socket is where \
      `kith` looks for it. SIGTERM and Ctrl-C stop it, SIGHUP reads the settings again.

      Every setting of the config file can also be given as --set KEY=VALUE, or in the environment as KITH_ and the \
      key in capitals, such as KITH_LIMITS_BATCH. A flag wins over the environment, the environment over the file.
      """,
    version: "kithd \(KithVersion.text)")

  @Option(name: .shortAndLong, help: "The data folder; made when it is not there.")
  var data: String?

  @Option(name: .shortAndLong, help: "The path of the socket.")
  var socket: String?

  @Option(name: .shortAndLong, help: "The config file.")
  var config: String?

  @Option(
    name: .customLong("set"), help: ArgumentHelp("One setting, such as limits.batch=100.", valueName: "key=value"))
  var settings: [String] = []

  @Flag(
    help: ArgumentHelp(
      "Go on without facts that are missing.",
      discussion: """
        For a start that was refused because acknowledged facts are not in the log any more, and cannot be put back. What is \
        missing is recorded as the next fact, and everything derived is made again.
        """))
  var acceptLoss = false

  @Flag(help: "Check the settings and end.")
  var check = false

  @Flag(
    help: ArgumentHelp(
      "Let recordedAt begin anew at the machine's clock.",
      discussion: "For once, after the clock was ahead and has been set right. It is recorded as ClockReset."))
  var resetClock = false

  func validate() throws {
    for setting in settings where !setting.contains("=") {
      throw ValidationError("--set expects KEY=VALUE, such as limits.batch=100.")
    }
  }

  func run() async throws {
    var flags: [String: String] = [:]
    for setting in settings {
      let parts = setting.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      flags[String(parts[0])] = String(parts[1])
    }
    if let data { flags["data"] = data }
    if let socket { flags["socket.path"] = socket }
    let environment = ProcessInfo.processInfo.environment
    if check {
      do throws(StartError) {
        let sentence = try KithdProcess.check(flags: flags, configFile: config, environment: environment)
        if let sentence { FileHandle.standardError.write(Data("kithd: \(sentence)\n".utf8)) }
      } catch {
        FileHandle.standardError.write(Data("kithd: \(error)\n".utf8))
        throw ExitCode(error.exitStatus)
      }
      return
    }
    let status = await KithdProcess.run(
      flags: flags, configFile: config, environment: environment, resetsClock: resetClock, acceptsLoss: acceptLoss)
    if status != 0 { throw ExitCode(status) }
  }
}
