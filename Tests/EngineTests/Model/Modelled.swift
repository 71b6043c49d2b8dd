import APISchema
import Domain
import Engine
import EventLog
import FactSchema
import Foundation
import ReadModels
import SwiftProtobuf
import TestSupport
import Wire

@testable import TestModel

/// What is held against the model: the engine in this process, or the daemon behind its socket.
protocol Modelled: Answering, AnyObject {
  /// Whose process the engine runs in.
  var ownUID: UInt32 { get }
  /// The log's identity, in hexadecimal.
  func origin() async throws -> String
  /// Whether a request that lacks a required field is refused before any of its facts is judged.
  var looksAtFormFirst: Bool { get }
  /// Hands the commands over together; their outcomes in order.
  func record(_ requests: [RecordRequest], uid: UInt32) async throws -> [Result<RecordReply, Refused>]
  /// Lets time pass, stops, crashes, rebuilds: whatever must change no answer.
  func disturb(_ random: inout SeededGenerator) async throws
  /// Read models equal rebuilt ones.
  func verify() async throws
  /// Lets a clock that is the test's go on, and now and then back.
  func turnClock(_ random: inout SeededGenerator)
}

/// The engine, with a clock of its own.
final class ModelledEngine: Modelled {
  let kith: TestEngine
  /// A clean copy of the derived folders of some time ago.
  private var older: ScratchCopy?

  /// Over a log of its own, or over that one, which others may have too.
  init(
    over log: (any FactLog)? = nil, clock: TestClock = TestClock(), seed: UInt64 = 7, retoldFacts: Int = 2_000
  ) throws {
    kith = try TestEngine(over: log, clock: clock, seed: seed) {
      $0.limits.retoldFacts = retoldFacts
      $0.limits.derivedChanges = 37
      $0.rebuildMemory = 1 << 20
    }
  }

  var now: Int64 { kith.clock.now.microseconds }
  var isTimeExact: Bool { true }
  var looksAtFormFirst: Bool { false }
  func actor(_ uid: UInt32) -> Actor { .with { ($0.uid, $0.name, $0.role) = (uid, "user\(uid)", "agent") } }
  var ownUID: UInt32 { 4711 }
  func origin() -> String { kith.engine.origin }
  func stop() { kith.engine.stop() }

  func record(_ requests: [RecordRequest], uid: UInt32) async throws -> [Result<RecordReply, Refused>] {
    let commands = requests.map { kith.command($0, uid: uid) }
    kith.engine.submit(commands)
    var results: [Result<RecordReply, Refused>] = []
    for command in commands {
      switch await kith.collector.outcome(command.ticket).result {
      case .success(let bytes): results.append(.success(try RecordReply(serializedBytes: bytes)))
      case .failure(let refusal):
        results.append(.failure(Refused(refusal)))
      }
    }
    return results
  }

  /// Where there is no generation to serve it yet, it is asked again until there is one.
  func answer<Request: MethodRequest>(to request: Request) async throws -> Request.Answer {
    await kith.knowsLog()
    do {
      if let request = request as? LogReadRequest, let reply = try await kith.read(request) as? Request.Answer {
        return reply
      }
      let head = kith.engine.head
      return try await kith.query(Request.method, upToDate(request, head), after: head, as: Request.Answer.self)
    } catch let refusal as Refusal {
      guard refusal.code == .rebuilding else { throw Refused(refusal) }
      await Task.yield()
      return try await answer(to: request)
    }
  }

  /// Figures that are about to be made for another time zone are not to be answered from those of the one before.
  private func upToDate<Request: MethodRequest>(_ request: Request, _ head: Position) -> Request {
    guard var figure = request as? MetricsQueryRequest else { return request }
    figure.atLeast = head.value
    return figure as? Request ?? request
  }

  func disturb(_ random: inout SeededGenerator) async throws {
    switch random.below(8) {
    case 0: try kith.restart()
    case 1:
      try await settle()
      try kith.crash(bootID: random.oneIn(2) ? "another-\(random.next())" : nil)
    case 2:
      // Derived data of some time ago beside the log of today.
      try await settle()
      try kith.restart { [self] data in
        if let older {
          for name in ["registry", "index", "views"] {
            try FileManager.default.removeItem(atPath: "\(data)/\(name)")
            try FileManager.default.copyItem(atPath: older.folder.path("data/\(name)"), toPath: "\(data)/\(name)")
          }
          self.older = nil
        } else {
          older = try ScratchCopy(of: data)
        }
      }
    case 3:
      try kith.restart { data in
        for name in ["registry", "index", "views"] where random.oneIn(2) {
          try FileManager.default.removeItem(atPath: "\(data)/\(name)")
        }
      }
    case 4, 5: _ = try? kith.engine.rebuild("all")
    default:
      let names = kith.options.readModels.map(\.name)
      _ = try? kith.engine.rebuild(random.pick(names))
    }
  }

  func turnClock(_ random: inout SeededGenerator) {
    kith.clock.advance(milliseconds: random.oneIn(20) ? -Int64(random.below(5_000)) : Int64(random.below(900_000)))
  }

  private func settle() async throws {
    await kith.knowsLog()
    for model in kith.options.readModels { _ = try await kith.caughtUp(model.name) }
  }

  func verify() async throws {
    await kith.knowsLog()
    for model in kith.options.readModels {
      let live = try await kith.caughtUp(model.name)
      let reply = try await kith.verify(model.name)
      guard reply.equal, live.digest == reply.rebuiltDigest else {
        throw Refused(code: "differs", message: "\(model.name) is not what a rebuild makes: \(reply)")
      }
    }
    for name in ["registry", "index"] {
      let reply = try await kith.verify(name)
      guard reply.equal else { throw Refused(code: "differs", message: "\(name) is not what the log says: \(reply)") }
    }
  }
}

/// The daemon as a process of its own, spoken to in the binary framing.
final class ModelledDaemon: Modelled {
  private let scratch: ScratchFolder
  private var daemon: DaemonProcess
  private var client: LineClient
  private var frames = BinaryFrames()
  private var idLast: UInt64 = 0

  init() throws {
    scratch = try ScratchFolder("model")
    daemon = try DaemonProcess(data: scratch.path("data"))
    client = try LineClient(path: daemon.socketPath)
  }

  func turnClock(_ random: inout SeededGenerator) {}
  var now: Int64 { Int64(Date.now.timeIntervalSince1970 * 1_000_000) }
  var isTimeExact: Bool { false }
  var looksAtFormFirst: Bool { true }
  func actor(_ uid: UInt32) -> Actor { .with { ($0.uid, $0.name, $0.role) = (uid, NSUserName(), "operator") } }
  var ownUID: UInt32 { getuid() }
  func origin() async throws -> String {
    try await answer(to: HelloRequest.with { ($0.client, $0.protocol) = ("model", 1) }).log.origin
  }
  var socketPath: String { daemon.socketPath }

  private func send(_ method: APISchema.Method, _ request: [UInt8]) throws {
    idLast += 1
    var frame: [UInt8] = []
    RequestEncoder.appendFrame(request, of: method, id: idLast, into: &frame)
    try client.send(frame)
  }

  /// The next reply's result.
  private func receive() throws -> [UInt8] {
    while let message = frames.next(from: client.descriptor) {
      switch try ReplyDecoder.decode(message.span) {
      case .result(_, _, let bytes): return bytes
      case .error(_, let error):
        throw Refused(code: error.code, event: error.hasEvent ? Int(error.event) : nil, message: error.message)
      default: continue
      }
    }
    throw Refused(code: "closed", message: "the daemon closed the connection: \(daemon.said)")
  }

  func record(_ requests: [RecordRequest], uid: UInt32) async throws -> [Result<RecordReply, Refused>] {
    for request in requests { try send(.record, try request.serializedBytes()) }
    return try requests.map { _ in
      do {
        return .success(try RecordReply(serializedBytes: receive()))
      } catch let refused as Refused {
        return .failure(refused)
      }
    }
  }

  func answer<Request: MethodRequest>(to request: Request) async throws -> Request.Answer {
    while true {
      try send(Request.method, try request.serializedBytes())
      do {
        return try Request.Answer(serializedBytes: receive())
      } catch let refused as Refused where refused.code == Refusal.Code.rebuilding.rawValue {}
    }
  }

  func disturb(_ random: inout SeededGenerator) async throws {
    switch random.below(4) {
    case 0: daemon.kill()
    case 1: daemon.stop()
    default:
      _ = try? await answer(to: ProjectionRebuildRequest.with { $0.projection = "all" })
      return
    }
    daemon = try DaemonProcess(data: scratch.path("data"))
    client = try LineClient(path: daemon.socketPath)
    frames = BinaryFrames()
  }

  func verify() async throws {
    for name in [
      "contacts", "history", "pipelines", "campaigns", "tasks", "orders", "metrics", "registry", "index",
    ] {
      let reply = try await answer(to: ProjectionVerifyRequest.with { $0.projection = name })
      guard reply.equal else {
        throw Refused(code: "differs", message: "\(name) is not what a rebuild makes: \(reply)")
      }
    }
  }
}
