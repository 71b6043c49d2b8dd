import APISchema
import ArgumentParser
import Client
import Descriptors
import Foundation
import Import
import SwiftProtobuf
import Synchronization
import Wire
import Yams

/// What every command takes.
struct GlobalOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The daemon's socket.", valueName: "path"), completion: .file())
  var socket: String?

  @Option(help: ArgumentHelp("The daemon's config file, for its socket.", valueName: "file"), completion: .file())
  var config: String?

  @Flag(help: "Write JSON lines, also on a terminal.")
  var json = false

  @Flag(name: .customLong("no-color"), help: "Write without colour; NO_COLOR does the same.")
  var noColor = false

  init() {}
}

/// A command of kith: it is given a session, and its failures become messages and exit codes.
protocol KithAction: AsyncParsableCommand {
  /// The options that every command takes.
  var options: GlobalOptions { get }
  /// Does what the command is for.
  func act(_ kith: Session) async throws
}

extension KithAction {
  mutating func run() async throws {
    let session = Session(options)
    do {
      try await act(session)
      session.console.flush()
    } catch {
      session.console.flush()
      throw error is ExitCode || error is ValidationError ? error : CommandFailure(error)
    }
  }
}

/// One run of a command: the connection, made when it is first needed, and the console.
final class Session: Sendable {
  let console: Console
  private let search: @Sendable () throws(CommandFailure) -> SocketSearch
  private let connection = Mutex<KithClient?>(nil)
  /// The name of what is rehearsed: rehearsals are a user's, whose other commands have their own.
  let rehearsal = "kith-\(String(UInt64.random(in: 0 ... .max), radix: 36))"
  /// What answers calls that are to tell what would be; nil where they tell what is.
  private let whatIf: WhatIfRun?

  init(_ options: GlobalOptions) {
    let environment = ProcessInfo.processInfo.environment
    whatIf = nil
    console = Console.standard(json: options.json, noColor: options.noColor, environment: environment)
    let socket = options.socket
    let config = options.config
    search = { () throws(CommandFailure) in
      let configured = try ClientConfig.read(config, environment: environment)
      return SocketSearch(
        given: socket, configured: configured.socket, dataFolder: configured.data, environment: environment)
    }
  }

  private init(_ other: Session, _ whatIf: WhatIfRun, _ console: Console) {
    self.console = console
    self.whatIf = whatIf
    search = other.search
  }

  /// A session on the same connection whose calls tell what would be; a silent one writes nothing.
  func asking(_ whatIf: WhatIfRun, isSilent: Bool) async throws -> Session {
    let client = try await client()
    let session = Session(
      self, whatIf, isSilent ? Console(style: console.style, output: { _ in }, error: { _ in }) : console)
    session.connection.withLock { $0 = client }
    return session
  }

  /// The connection.
  func client() async throws -> KithClient {
    if let client = connection.withLock({ $0 }) { return client }
    let client = try await connect()
    connection.withLock { $0 = client }
    return client
  }

  /// A connection of its own.
  func connect() async throws -> KithClient { try await KithClient.connect(try search()) }

  /// Calls a method on the connection.
  func call<Request: MethodRequest>(_ request: Request) async throws -> Request.Answer {
    if let whatIf { return try await whatIf.answer(request, isShown: true, client()) }
    let reply = try await client().call(request)
    if let reply = reply as? any ReadModelAnswer, reply.hasBehind {
      console.note("as of position \(reply.position) of \(reply.behind.head): \(Self.cause(reply.behind.reason))")
    }
    return reply
  }

  /// Asks for what a person named, to show something about it.
  func lookUp<Request: MethodRequest>(_ request: Request) async throws -> Request.Answer {
    if let whatIf { return try await whatIf.answer(request, isShown: false, client()) }
    return try await call(request)
  }

  /// Why a read model does not follow, for a person.
  private static func cause(_ word: String) -> String {
    switch word {
    case "storageFull": "the daemon's disk is full"
    case "stopped": "a read model has stopped; 'kith projection list' says why"
    default: word
    }
  }

  /// Writes a message as one line of JSON.
  func json(_ message: some Message, as name: String) throws {
    guard let messageType = MessageType(named: name) else {
      throw CommandFailure(.refused, "the schema has no \(name)")
    }
    console.line(try KithClient.json(try message.serializedBytes(), as: messageType))
  }
}

/// What the client takes from the daemon's config file: where its socket and its data are.
struct ClientConfig {
  var socket: String?
  var data: String?

  /// Reads the file that was named; without one the first that is there of those the daemon looks for.
  static func read(_ path: String?, environment: [String: String]) throws(CommandFailure) -> ClientConfig {
    var config = ClientConfig()
    if let data = environment["KITH_DATA"], !data.isEmpty { config.data = data }
    if let socket = environment["KITH_SOCKET_PATH"], !socket.isEmpty { config.socket = socket }
    var candidates: [String] = []
    let named = path ?? environment["KITH_CONFIG"].flatMap { $0.isEmpty ? nil : $0 }
    if let named {
      candidates = [named]
    } else {
      if let folder = environment["XDG_CONFIG_HOME"], folder.hasPrefix("/") {
        candidates.append("\(folder)/kith/kith.yaml")
      } else if let home = environment["HOME"] {
        candidates.append("\(home)/.config/kith/kith.yaml")
      }
      candidates.append("/etc/kith/kith.yaml")
    }
    guard let file = candidates.first(where: { named != nil || FileManager.default.isReadableFile(atPath: $0) }) else {
      return config
    }
    guard let text = try? String(contentsOfFile: file, encoding: .utf8) else {
      throw CommandFailure(.usage, "the config file \(file) cannot be read")
    }
    guard let root = try? Yams.compose(yaml: text) else { return config }
    config.socket = config.socket ?? root["socket"]?["path"]?.string
    config.data = config.data ?? root["data"]?.string
    return config
  }
}
