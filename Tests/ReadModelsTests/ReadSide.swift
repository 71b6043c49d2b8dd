import APISchema
import Domain
import FactSchema
import ReadModels
import RowStore
import SwiftProtobuf
import TestSupport
import Testing

@testable import TestModel

/// All read models in a folder of their own, and questions to them.
final class ReadSide {
  let scratch: ScratchFolder
  static let queries = QueryCatalogue(ReadModelCatalogue.all)
  private(set) var views: [String: View] = [:]
  private var time = Instant(microseconds: 0)
  var now: Int64 { time.microseconds }

  /// Lets questions be asked at that time.
  func turnClock(to microseconds: Int64) { time.microseconds = microseconds }

  /// Applies the world's events in batches of these sizes, one after the other and over again.
  init(_ world: World, batches: [Int] = [1_000_000]) throws {
    scratch = try ScratchFolder("views")
    for projection in ReadModelCatalogue.all {
      views[projection.name] = try Self.open(scratch.path(projection.name), projection)
    }
    try follow(world, batches: batches)
  }

  static func open(_ folder: String, _ projection: any Projection) throws -> View {
    try View.open(
      folder: folder,
      identity: ViewIdentity(
        origin: "test", projection: projection.name, version: projection.version, generation: 1),
      options: ViewOptions(bootID: "boot", initialBytes: 64 << 10))
  }

  /// What is built from all of the world's events as they stand at the end.
  convenience init(building world: World) throws { try self.init(building: world.told(), world) }

  /// What is built from these events, between which some may be missing.
  init(building events: [RecordedEvent], _ world: World) throws {
    scratch = try ScratchFolder("views")
    time = world.now
    for projection in ReadModelCatalogue.all {
      let view = try Self.open(scratch.path(projection.name), projection)
      views[projection.name] = view
      var writer = view.writer()
      try writer.begin(with: world.initial(upTo: world.head), by: projection)
      for event in events {
        writer.pass(upTo: event.position.previous)
        try writer.apply(event, by: projection)
      }
      writer.pass(upTo: world.head)
      try writer.flush(leaf: .zero)
    }
  }

  /// Applies what is new.
  func follow(_ world: World, batches: [Int] = [1_000_000]) throws {
    time = world.now
    for projection in ReadModelCatalogue.all {
      do {
        try follow(world, projection, batches)
      } catch ProjectionFailure.outdated {
        // All rows are others: they are made again, as they would be aside.
        views[projection.name] = try Self.open(scratch.path("\(projection.name).\(world.head)"), projection)
        try follow(world, projection, batches)
      }
    }
  }

  private func follow(_ world: World, _ projection: some Projection, _ batches: [Int]) throws {
    guard let view = views[projection.name] else { return }
    var writer = view.writer()
    if writer.position == .zero { try writer.begin(with: world.initial(upTo: world.head), by: projection) }
    var batch = 0
    var rest = world.events.dropFirst(Int(writer.position.value))
    while !rest.isEmpty {
      let count = batches[batch % batches.count]
      try writer.apply(rest.prefix(count), by: projection, from: world)
      try writer.flush(leaf: .zero)
      rest = rest.dropFirst(count)
      batch += 1
    }
  }

  /// The digests of all views.
  var digests: [String: Digest256] { views.mapValues { $0.state.digest } }

  func ask<Request: MethodRequest>(
    _ request: Request, now: Instant? = nil, seesPersonal: Bool = true
  ) throws -> Request.Answer {
    var query = try Self.queries.query(Request.method, request.serializedBytes())
    query.seesPersonal = seesPersonal
    let views = try query.projections.map { try #require(self.views[$0]) }
    let bytes = try query.run(on: views, now: now ?? time) { (uid, _) in ActorName("user\(uid)") }
    return try Request.Answer(serializedBytes: bytes)
  }

  func ask<Request: ReadModelRequest>(_ body: (inout Request) -> Void) throws -> Request.Answer {
    var request = Request()
    body(&request)
    return try ask(request)
  }

  /// What all pages of a list hold: `body` takes a page and gives its cursor, when there is another.
  func pages<Request: ReadModelRequest>(
    _ request: Request, seesPersonal: Bool = true, _ body: (Request.Answer) throws -> String?
  ) throws where Request: PageRequest {
    var request = request
    while let cursor = try body(ask(request, seesPersonal: seesPersonal)) { request.cursor = cursor }
  }

  /// The refusal that a question gets.
  func refusal<Request: ReadModelRequest>(_ request: Request) throws -> Refusal {
    do {
      _ = try ask(request)
    } catch let refusal as Refusal {
      return refusal
    }
    throw NotRefused()
  }

  struct NotRefused: Error {}
}

extension ReadSide: Answering {
  var isTimeExact: Bool { true }
  func actor(_ uid: UInt32) -> Actor { .with { ($0.uid, $0.name, $0.role) = (uid, "user\(uid)", "agent") } }

  func answer<Request: MethodRequest>(to request: Request) async throws -> Request.Answer {
    do { return try ask(request) } catch let refusal as Refusal { throw Refused(refusal) }
  }
}
