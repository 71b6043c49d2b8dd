public import APISchema
import Bytes
public import Domain
public import FactSchema
public import RowStore
import SwiftProtobuf

/// A query on read models, decoded and checked: everything that `noun.verb` asks of contacts, deals, pipelines,
/// campaigns, tasks, orders and metrics.
public struct Query: Sendable {
  /// The method that asked it.
  public let method: Method
  /// The read models that it reads, by name and in the order in which ``run(on:now:watch:actorName:)`` takes their rows.
  public let projections: [String]
  /// The position that the views must have reached.
  public let atLeast: Position?
  /// How long to wait for that, in milliseconds.
  public let timeoutMilliseconds: Int
  /// Whether it reads a handful of rows whatever is stored, so that it is answered sooner than handed to another thread.
  public let isBrief: Bool
  /// Why the answer is from before the log's head; goes into the reply.
  public var behind: Behind?
  /// Whether who asks is permitted `personal`: nothing in the answer, nor its order, is to tell others of such fields.
  public var seesPersonal = true
  /// The log's epoch, which cursors carry.
  public var epoch: UInt32 = 1
  private let body: any QueryBody

  /// How long a query waits when it does not say, and at most, in milliseconds.
  public static let timeoutDefault = 5_000
  /// The longest wait in milliseconds.
  public static let timeoutMax = 60_000

  /// What this request, whose form was checked, asks.
  init<Request: QueryRequest>(_ request: Request, _ body: any QueryBody) {
    method = Request.method
    self.body = body
    projections = body.projections
    isBrief = body.isBrief
    atLeast = request.hasAtLeast ? Position(request.atLeast) : nil
    timeoutMilliseconds = request.hasTimeoutMs ? Int(request.timeoutMs) : Self.timeoutDefault
  }

  /// How long a question about the engine may wait, in milliseconds, from what its request says; throws `.invalid` out of
  /// bounds.
  public static func timeout(_ milliseconds: UInt32?) throws(Refusal) -> Int {
    guard let milliseconds else { return timeoutDefault }
    guard (1...UInt32(timeoutMax)).contains(milliseconds) else {
      throw .invalid("timeoutMs", "must be 1 to \(timeoutMax)")
    }
    return Int(milliseconds)
  }

  /// Answers: the encoded reply message, with the position of the rows that it was read from, be they of now or of then.
  ///
  /// `watch` says how long it may take; `actorName` gives the name under which a uid recorded. Throws `.notFound` with the field,
  /// `.internal` when a view cannot be read, and the watch's refusal when that ends it.
  public func run(
    on views: [any ReadableRows], now: Instant, watch: QueryWatch? = nil,
    actorName: @escaping ActorNames = { (uid, _) in ActorName(String(uid)) }
  ) throws(Refusal) -> [UInt8] {
    precondition(views.count == projections.count, "a query runs on the views that it named")
    var reply = try body.run(
      QueryContext(
        views: views, now: now, watch: watch, actorName: actorName, seesPersonal: seesPersonal, epoch: epoch))
    if let behind { try Self.append(behind, to: &reply) }
    return reply
  }

  /// Appends the field that all replies have.
  private static func append(_ behind: Behind, to reply: inout [UInt8]) throws(Refusal) {
    do {
      let bytes: [UInt8] = try behind.serializedBytes()
      reply.appendField(QueryReply.behind, bytes)
    } catch {
      throw .internal("a reply could not be encoded")
    }
  }
}

/// The numbers of the fields that the reply of every query has.
enum QueryReply {
  static let position = TaskGetReply.Field.position
  static let behind = TaskGetReply.Field.behind
}

/// What a query is answered from.
struct QueryContext {
  let views: [any ReadableRows]
  let now: Instant
  let watch: QueryWatch?
  let actorName: ActorNames
  /// See ``Query/seesPersonal``.
  let seesPersonal: Bool
  /// See ``Query/epoch``.
  let epoch: UInt32

  /// Begins reading the view at this place of the query's `projections`.
  func snapshot(_ index: Int = 0) throws(Refusal) -> RowReader {
    do {
      return try RowReader(views[index], watch)
    } catch {
      throw .internal("the read model \(views[index].identity.projection) could not be read: \(error)")
    }
  }
}

/// One kind of query.
protocol QueryBody: Sendable {
  var projections: [String] { get }
  /// See ``Query/isBrief``.
  var isBrief: Bool { get }

  /// The encoded reply.
  func run(_ context: QueryContext) throws(Refusal) -> [UInt8]
}

extension QueryBody {
  var isBrief: Bool { false }

  /// The bytes of a reply that is made as a message.
  static func encoded(_ reply: some Message) throws(Refusal) -> [UInt8] {
    do {
      return try reply.serializedBytes()
    } catch {
      throw .internal("a reply could not be encoded")
    }
  }
}
