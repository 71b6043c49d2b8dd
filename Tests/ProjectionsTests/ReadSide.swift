import Domain
import Projections
import Schema
import SwiftProtobuf
import TestSupport
import Testing

/// All read models in a folder of their own, and questions to them.
final class ReadSide {
  let scratch: ScratchFolder
  let settings = ReadModelSettings(phoneRegion: "GB")
  private(set) var views: [String: View] = [:]
  private(set) var now = Instant(microseconds: 0)

  /// Applies the world's events in batches of these sizes, one after the other and over again.
  init(_ world: World, batches: [Int] = [1_000_000]) throws {
    scratch = try ScratchFolder("views")
    for projection in ReadModels.all(settings) {
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

  /// Applies what is new.
  func follow(_ world: World, batches: [Int] = [1_000_000]) throws {
    now = world.now
    for projection in ReadModels.all(settings) {
      guard let view = views[projection.name] else { continue }
      var writer = view.writer()
      var batch = 0
      var pending = 0
      for event in world.events.dropFirst(Int(writer.position.value)) {
        try writer.apply(event, by: projection)
        pending += 1
        if pending == batches[batch % batches.count] {
          try writer.flush(leaf: .zero)
          (batch, pending) = (batch + 1, 0)
        }
      }
      if pending > 0 { try writer.flush(leaf: .zero) }
    }
  }

  /// The digests of all views.
  var digests: [String: Digest256] { views.mapValues { $0.state.digest } }

  func ask<Request: Question>(_ request: Request, now: Instant? = nil) throws -> Request.Answer {
    let query = try Query(method: Request.method, encoded: try request.serializedBytes(), settings: settings)
    let views = try query.projections.map { try #require(self.views[$0]) }
    let bytes = try query.run(on: views, now: now ?? self.now) { "user\($0)" }
    return try Request.Answer(serializedBytes: bytes)
  }

  func ask<Request: Question>(_ body: (inout Request) -> Void) throws -> Request.Answer {
    var request = Request()
    body(&request)
    return try ask(request)
  }

  /// What all pages of a list hold: `body` takes a page and gives its cursor, when there is another.
  func pages<Request: Question>(_ request: Request, _ body: (Request.Answer) throws -> String?) throws
  where Request: Paged {
    var request = request
    while let cursor = try body(ask(request)) { request.cursor = cursor }
  }

  /// The refusal that a question gets.
  func refusal<Request: Question>(_ request: Request) throws -> Refusal {
    do {
      _ = try ask(request)
    } catch let refusal as Refusal {
      return refusal
    }
    throw NotRefused()
  }

  struct NotRefused: Error {}
}

/// A request and what its reply decodes to.
protocol Question: Message {
  associatedtype Answer: Message
  static var method: Int { get }
}

extension ContactGetRequest: Question {
  typealias Answer = ContactGetReply
  static var method: Int { 30 }
}
extension ContactFindRequest: Question {
  typealias Answer = ContactFindReply
  static var method: Int { 31 }
}
extension ContactHistoryRequest: Question {
  typealias Answer = ContactHistoryReply
  static var method: Int { 32 }
}
extension DealGetRequest: Question {
  typealias Answer = DealGetReply
  static var method: Int { 33 }
}
extension DealListRequest: Question {
  typealias Answer = DealListReply
  static var method: Int { 34 }
}
extension PipelineListRequest: Question {
  typealias Answer = PipelineListReply
  static var method: Int { 35 }
}
extension PipelineBoardRequest: Question {
  typealias Answer = PipelineBoardReply
  static var method: Int { 36 }
}
extension CampaignGetRequest: Question {
  typealias Answer = CampaignGetReply
  static var method: Int { 37 }
}
extension CampaignListRequest: Question {
  typealias Answer = CampaignListReply
  static var method: Int { 38 }
}
extension CampaignReportRequest: Question {
  typealias Answer = CampaignReportReply
  static var method: Int { 39 }
}
extension TaskGetRequest: Question {
  typealias Answer = TaskGetReply
  static var method: Int { 40 }
}
extension TaskListRequest: Question {
  typealias Answer = TaskListReply
  static var method: Int { 41 }
}
extension OrderListRequest: Question {
  typealias Answer = OrderListReply
  static var method: Int { 42 }
}
extension MetricsQueryRequest: Question {
  typealias Answer = MetricsQueryReply
  static var method: Int { 43 }
}

/// A request that goes on at a cursor.
protocol Paged {
  var cursor: String { get set }
}

extension ContactFindRequest: Paged {}
extension ContactHistoryRequest: Paged {}
extension DealListRequest: Paged {}
extension DealGetRequest: Paged {}
extension PipelineListRequest: Paged {}
extension PipelineBoardRequest: Paged {}
extension OrderListRequest: Paged {}
extension TaskListRequest: Paged {}
extension MetricsQueryRequest: Paged {}
