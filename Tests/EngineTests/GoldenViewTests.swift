import APISchema
import Domain
import FactSchema
import Foundation
import ReadModels
import RowSchema
import RowStore
import SwiftProtobuf
import TestSupport
import Testing

@testable import Engine

/// Logs that never change, in `Golden`, what read models make of them, and their views as each released version made them.
///
/// A folder each; that of `0` was written by 1.0.0 itself. `log.tar.gz` is the data folder without what is derived,
/// `digests.txt` has a line for each read model and version, `views` each version's view. A read model with a new version, and a
/// fact that no log has, are added by `KITH_WRITE_GOLDEN=1 config/test "golden log"`, which changes no line and no file that is
/// there; all of it is committed.
@Suite(.serialized) struct `A golden log` {
  static let isWriting = ProcessInfo.processInfo.environment["KITH_WRITE_GOLDEN"] != nil

  @Test func `has every kind of fact`() async throws {
    var missing = Set(FactType.allCases.filter { !$0.isOfTheDaemon })
    for log in try GoldenLog.all { missing.subtract(try await log.types()) }
    guard !missing.isEmpty else { return }
    guard Self.isWriting else {
      Issue.record("no golden log has \(missing.map(\.name).sorted()): \(GoldenLog.howToAdd)")
      return
    }
    try await GoldenLog.add()
  }

  @Test func `gives the rows that it gave, unless the read model has a new version`() async throws {
    for log in try GoldenLog.all {
      let kith = try await log.engine(views: [])
      var made: [GoldenLog.Line] = []
      for model in kith.options.readModels {
        made.append(GoldenLog.Line(try await kith.caughtUp(model.name), kith))
      }
      for line in made {
        if let known = try log.lines.first(where: { $0.name == line.name && $0.version == line.version }) {
          #expect(
            known == line, "the rows of \(line.name) are others than version \(line.version) had: it needs a new one")
        } else if Self.isWriting {
          try await log.add(line, of: kith)
        } else {
          Issue.record(
            "\(line.name) has a version \(line.version) that log \(log.name) does not know: \(GoldenLog.howToAdd)")
        }
      }
      try kith.stop()
    }
  }

  /// Those of the first releases do not; the others say it before all else.
  @Test func `is told at its head what holds from the beginning, where it does not say so itself`() async throws {
    var told = 0
    for log in try GoldenLog.all {
      let kith = try await log.engine(views: [])
      let initial = try await GoldenLog.initial(kith)
      #expect(initial.allSatisfy { $0.causationID == "initial" && $0.actor.role == "daemon" }, "\(log.name)")
      #expect(initial.map(\.fact.type) == [.companyConfigured, .pipelineDefined], "\(log.name)")
      if initial[0].position != 1 {
        told += 1
        #expect(initial.map(\.position) == [kith.engine.head.value - 1, kith.engine.head.value], "\(log.name)")
        let before = Moment.position(Position(initial[0].position - 1))
        for moment in [Moment.position(.zero), before, .occurredAt(Instant(microseconds: 0))] {
          let company = try await kith.ask(CompanyGetRequest(), at: moment).company
          #expect(company.id == initial[0].subjects[0] && company.version == 1, "\(log.name) \(moment)")
        }
      }
      for model in kith.options.readModels {
        _ = try await kith.caughtUp(model.name)
        #expect(try await kith.verify(model.name).equal, "\(log.name) \(model.name)")
      }
      try kith.stop()
    }
    #expect(told > 0)
  }

  /// Also one of format 1, whose facts do not say by which region their phones were completed.
  @Test func `is as if what is retracted in it had never been recorded`() async throws {
    for log in try GoldenLog.all {
      let kith = try await log.engine(views: [])
      for model in kith.options.readModels { _ = try await kith.caughtUp(model.name) }
      var count = 0
      for position in 1...kith.engine.head.value where position.isMultiple(of: 3) {
        if (try? await kith.record(retracted(position))) != nil { count += 1 }
      }
      #expect(count > 5, "\(log.name)")
      for round in 0..<2 {
        if round == 1 { try kith.restart { try FileManager.default.removeItem(atPath: "\($0)/views/contacts.1") } }
        for model in kith.options.readModels {
          _ = try await kith.caughtUp(model.name)
          #expect(try await kith.verify(model.name).equal, "\(log.name) \(model.name)")
        }
      }
      try kith.stop()
    }
  }

  /// It is used where it is of this version, and made again where it is older; in neither case are its rows misread.
  @Test func `opens with the views of every version that was released`() async throws {
    for log in try GoldenLog.all {
      let lines = try log.lines
      let byModel = Dictionary(grouping: lines, by: \.name).mapValues { $0.sorted { $0.version < $1.version } }
      for round in 0..<(byModel.values.map(\.count).max() ?? 0) {
        let views = byModel.values.map { $0[min(round, $0.count - 1)] }
        let kith = try await log.engine(views: views)
        // At once, and not only when they are made again.
        let early = try await log.answers(kith)
        for model in kith.options.readModels {
          guard let view = views.first(where: { $0.name == model.name }) else { continue }
          let info = try await kith.caughtUp(model.name)
          #expect(
            GoldenLog.Line(info, kith) == lines.first { $0.name == model.name && $0.version == model.version },
            "\(view)")
          #expect((info.generation == 1) == (view.version == model.version), "\(view)")
          #expect(try await kith.verify(model.name).equal, "\(view)")
        }
        #expect(early.count > 20 && early.contains { $0["refused"] == nil })
        #expect(try await early == log.answers(kith))
        try kith.stop()
      }
    }
  }
}

/// One of the folders in `Golden`.
struct GoldenLog {
  /// What a read model of some version makes of the log.
  struct Line: Equatable, CustomStringConvertible {
    var name: String
    var version: UInt32
    var rows: UInt64
    var digest: String

    /// The digest is that of the rows, and not what is told of it under the log's secret.
    init(_ info: ProjectionInfo, _ kith: TestEngine) {
      (name, version, rows) = (info.name, info.version, info.rows)
      digest = kith.rowDigest(info.name)?.description ?? ""
    }

    init?(_ line: Substring) {
      let words = line.split(separator: " ").map(String.init)
      guard words.count == 4, let version = UInt32(words[1]), let rows = UInt64(words[2]) else { return nil }
      (name, self.version, self.rows, digest) = (words[0], version, rows, words[3])
    }

    var description: String { "\(name) \(version) \(rows) \(digest)" }
  }

  static let howToAdd = "see GoldenViewTests.swift"
  private static let root =
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Golden").path

  let name: String
  private var path: String { "\(Self.root)/\(name)" }

  static var all: [GoldenLog] {
    get throws {
      let names = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
      return names.sorted().map(GoldenLog.init)
    }
  }

  var lines: [Line] {
    get throws {
      let text = (try? String(contentsOfFile: "\(path)/digests.txt", encoding: .utf8)) ?? ""
      return text.split(separator: "\n").compactMap(Line.init)
    }
  }

  // MARK: - Reading

  /// An engine over a copy, with these views and no others.
  func engine(views: [Line]) async throws -> TestEngine {
    let folder = try ScratchFolder()
    try Self.run(["tar", "-xzf", "\(path)/log.tar.gz", "-C", folder.path("")])
    try FileManager.default.createDirectory(atPath: folder.path("data/views"), withIntermediateDirectories: true)
    for view in views {
      try Self.run([
        "tar", "-xzf", "\(path)/views/\(view.name).\(view.version).tar.gz", "-C", folder.path("data/views"),
      ])
    }
    // As the daemon keeps it, whatever the mask is here.
    try Self.run(["chmod", "-R", "go=", folder.path("data")])
    // Look-ups are under the log's secret: one that is drawn anew each time would give other rows.
    let vault = try VaultHeader(of: folder.path("data"))
    if vault.hasNone { try vault.write(version: 2, secret: Array(0..<32)) }
    let kith = try TestEngine(folder: folder)
    kith.clock.jump(days: Self.days)
    return kith
  }

  func types() async throws -> Set<FactType> {
    let kith = try await engine(views: [])
    defer { kith.engine.stop() }
    var types: Set<FactType> = []
    var after: UInt64 = 0
    while true {
      let page = try await kith.read(.with { $0.after = after })
      types.formUnion(page.events.compactMap(\.fact.type))
      after = page.next
      if !page.more { return types }
    }
  }

  /// What the log says that holds from its beginning, or is told when it is opened.
  static func initial(_ kith: TestEngine) async throws -> [Event] {
    while true {
      let configured = try await kith.read(.with { $0.types = ["CompanyConfigured"] }).events
      guard let first = configured.first else { continue }
      return try await kith.read(.with { ($0.after, $0.limit) = (first.position - 1, 2) }).events
    }
  }

  /// What is answered about the first things in the log; asked again while a view is made again.
  func answers(_ kith: TestEngine) async throws -> [Tree] {
    let surroundings = Surroundings(1, began: Instant(microseconds: 0), head: .zero)
    var answers: [Tree] = []
    for (method, request) in Questions(surroundings, from: "", to: "").ofSubjects {
      var answer = try await kith.answer(method, request)
      while answer.text("refused") == Refusal.Code.rebuilding.rawValue {
        await Task.yield()
        answer = try await kith.answer(method, request)
      }
      answers.append(answer)
    }
    return answers
  }

  // MARK: - Writing

  /// How long after the log began it is asked.
  private static let days: Int64 = 500

  /// Adds a line, and the view as it is where the log itself ends, before what it is told when it is opened.
  func add(_ line: Line, of kith: TestEngine) async throws {
    let engine = kith.engine
    let projection = try #require(engine.options.readModels.first { $0.name == line.name })
    let told = try await Self.initial(kith)[0].position
    let end = told == 1 ? engine.head : Position(told - 1)
    let scratch = try ScratchFolder()
    let folder = scratch.path("\(line.name).1")
    try Generations.begin(folder)
    let identity = projection.identity(origin: engine.origin, generation: 1)
    let view = try View.open(folder: folder, identity: identity, options: engine.builder.viewOptions)
    let target = Builder.BuildTarget(
      place: 0, projection: projection, view: view,
      initial: try engine.beginning.initial(upTo: ReplayEnd(position: engine.head)), helper: { $0() })
    engine.builder.pass([target], upTo: end)
    #expect(view.state.position == end && view.state.digest.description == line.digest, "\(line)")
    try view.close(clean: true)
    Generations.finish(folder)
    try FileManager.default.createDirectory(atPath: "\(path)/views", withIntermediateDirectories: true)
    let archive = "\(path)/views/\(line.name).\(line.version).tar.gz"
    try Self.run(["tar", "-czf", archive, "-C", scratch.path(""), "\(line.name).1"])
    let text = (try lines + [line]).map { "\($0)\n" }.sorted().joined()
    try text.write(toFile: "\(path)/digests.txt", atomically: true, encoding: .utf8)
  }

  /// Makes a log that has every field of every fact.
  static func add() async throws {
    let kith = try TestEngine { $0.limits.erasureGatherMilliseconds = 1 }
    var number: UInt64 = 1
    var surroundings = try await FieldSuite.surroundings([kith], number)
    for type in FieldSuite.types {
      var trees: [Tree] = []
      do {
        trees = try await everyField(of: type, kith, surroundings)
      } catch is FactMaker.Unsolved {
        // What was there has been used up.
        number += 1
        surroundings = try await FieldSuite.surroundings([kith], number)
        trees = try await everyField(of: type, kith, surroundings)
      }
      for (index, tree) in trees.enumerated() {
        kith.clock.advance(milliseconds: 3_600_000)
        let fact = try kith.maker(type, in: surroundings).fact(tree)
        guard try await kith.refusal(of: fact) == nil else { continue }
        let earlier = Instant(microseconds: kith.clock.now.microseconds - 86_400_000_000).timestamp
        let event = ProposedEvent.with {
          $0.fact = fact
          if index % 2 == 1 { $0.occurredAt = earlier }
        }
        _ = try await kith.record(.with { $0.events = [event] })
      }
    }
    // Nothing is left to be done by who opens it.
    while try await kith.read(.with { $0.types = ["PersonalDataErased"] }).events.count
      > kith.read(.with { $0.types = ["ErasureCompleted"] }).events.count
    { await Task.yield() }
    try kith.stop()
    let log = GoldenLog(name: "\(try all.count)")
    try FileManager.default.createDirectory(atPath: log.path, withIntermediateDirectories: true)
    try run([
      "tar",
      "-czf", "\(log.path)/log.tar.gz", "--exclude", "data/views", "--exclude", "data/registry", "--exclude",
      "data/index",
      "-C", kith.folder.path(""), "data",
    ])
  }

  private static func everyField(
    of type: FactType, _ kith: TestEngine, _ surroundings: Surroundings
  ) async throws -> [Tree] {
    let maker = kith.maker(type, in: surroundings)
    var trees = [try await maker.full()]
    for place in FactMaker.places(of: type.message) { trees += try await maker.pair(at: place).with.suffix(1) }
    return trees
  }

  struct Failed: Error {
    let arguments: [String]
  }

  private static func run(_ arguments: [String]) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = arguments
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failed(arguments: arguments) }
  }
}
