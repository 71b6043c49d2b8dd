import APISchema
import Domain
import FactSchema
import SwiftProtobuf
import TestSupport

@testable import ReadModels
@testable import RowStore

/// A cursor that a result gave leads on; any other is refused, and no query falls over what stands in one.
enum CursorFuzz {
  static func problem(_ kind: UInt8, _ choice: UInt8, _ bytes: [UInt8]) -> String? {
    switch kind % 3 {
    case 0: return text(bytes)
    case 1: return place(bytes, choice)
    default: return query(choice, cursor: String(decoding: bytes, as: UTF8.self), limit: 2)
    }
  }

  /// What is decoded, encoded again, is the same text.
  private static func text(_ bytes: [UInt8]) -> String? {
    if let text = String(validating: bytes, as: UTF8.self), let decoded = Base64URL.decode(text),
      Base64URL.encode(decoded) != text
    {
      return "a cursor is encoded differently from how it was decoded"
    }
    let encoded = Base64URL.encode(bytes)
    let decoded = Base64URL.decode(encoded)
    if encoded.utf8.count <= Base64URL.charactersMax {
      return decoded == bytes ? nil : "a cursor is decoded differently"
    }
    return decoded == nil ? nil : "a cursor that is too long is decoded"
  }

  /// A cursor of the right query with any place in it.
  private static func place(_ bytes: [UInt8], _ choice: UInt8) -> String? {
    var source = FuzzBytes(bytes)
    let limit = UInt32(source.byte() % 4) + 1
    let place = source.rest
    // How a place is put into a cursor is the query's own business: what it gives first shows its head.
    guard let first = answer(choice, cursor: nil, limit: 1), let given = first.cursor.flatMap(Base64URL.decode) else {
      return "a query gives no cursor"
    }
    return query(choice, cursor: Base64URL.encode(given.prefix(9) + place), limit: limit)
  }

  /// Follows the cursors to the end.
  private static func query(_ choice: UInt8, cursor: String, limit: UInt32) -> String? {
    var next: String? = cursor
    var entries = 0
    while let cursor = next {
      guard let page = answer(choice, cursor: cursor, limit: limit) else { return nil }
      if page.problem != nil { return page.problem }
      entries += page.entries
      if entries > SmallWorld.eventsMax { return "the pages do not end" }
      next = page.cursor
    }
    return nil
  }

  private struct Page {
    var entries = 0
    var cursor: String?
    var problem: String?
  }

  /// A page; nil when the cursor is refused as it should be.
  private static func answer(_ choice: UInt8, cursor: String?, limit: UInt32) -> Page? {
    do {
      switch choice % 7 {
      case 0:
        let reply = try ask(ContactFindRequest.self, cursor, limit)
        return Page(entries: reply.contacts.count, cursor: reply.hasCursor ? reply.cursor : nil)
      case 1, 2:
        let reply = try ask(ContactHistoryRequest.self, cursor, limit) {
          $0.contact = SmallWorld.contact.description
          $0.order = choice % 7 == 1 ? .recorded : .occurred
          $0.backward = choice & 64 == 0
        }
        return Page(entries: reply.entries.count, cursor: reply.hasCursor ? reply.cursor : nil)
      case 3:
        let reply = try ask(DealListRequest.self, cursor, limit)
        return Page(entries: reply.deals.count, cursor: reply.hasCursor ? reply.cursor : nil)
      case 4:
        let reply = try ask(CampaignListRequest.self, cursor, limit)
        return Page(entries: reply.campaigns.count, cursor: reply.hasCursor ? reply.cursor : nil)
      case 5:
        let reply = try ask(TaskListRequest.self, cursor, limit)
        return Page(entries: reply.tasks.count, cursor: reply.hasCursor ? reply.cursor : nil)
      default:
        let reply = try ask(OrderListRequest.self, cursor, limit)
        return Page(entries: reply.orders.count, cursor: reply.hasCursor ? reply.cursor : nil)
      }
    } catch let refusal as Refusal {
      if refusal.code == .invalid, refusal.field == "cursor", cursor != nil { return nil }
      return Page(problem: "refused as \(refusal.code)")
    } catch {
      return Page(problem: "\(error)")
    }
  }

  private static func ask<Request: ListRequest>(
    _ type: Request.Type, _ cursor: String?, _ limit: UInt32, _ body: (inout Request) -> Void = { _ in }
  ) throws -> Request.Answer {
    var request = Request()
    body(&request)
    request.limit = limit
    if let cursor { request.cursor = cursor }
    let query = try SmallWorld.queries.query(Request.method, request.serializedBytes())
    let views = query.projections.compactMap { SmallWorld.shared?.views[$0] }
    guard views.count == query.projections.count else { throw SmallWorld.NotMade() }
    return try Request.Answer(serializedBytes: query.run(on: views, now: SmallWorld.now))
  }
}

/// Read models of a handful of facts.
final class SmallWorld: Sendable {
  struct NotMade: Error {}

  static let shared = try? SmallWorld()
  static let queries = QueryCatalogue(ReadModelCatalogue.all)
  static let now = Instant(microseconds: 1_795_262_400_000_000)
  static let eventsMax = 64
  static let contact = SubjectID(.contact, 1)

  private let scratch: ScratchFolder
  let views: [String: View]

  private init() throws {
    scratch = try ScratchFolder("fuzz")
    var views: [String: View] = [:]
    let events = Self.events()
    for projection in ReadModelCatalogue.all {
      let view = try View.open(
        folder: scratch.path(projection.name),
        identity: ViewIdentity(origin: "fuzz", projection: projection.name, version: projection.version, generation: 1),
        options: ViewOptions(bootID: "fuzz", initialBytes: 64 << 10))
      var writer = view.writer()
      for event in events { try writer.apply(event, by: projection) }
      try writer.flush(leaf: .zero)
      views[projection.name] = view
    }
    self.views = views
  }

  private static func events() -> [RecordedEvent] {
    var events: [RecordedEvent] = []
    func add(_ content: Fact.OneOf_Fact, _ subject: SubjectID, daysAgo: Int64 = 0) {
      var fact = Fact()
      fact.fact = content
      let position = Position(UInt64(events.count) + 1)
      let recordedAt = Instant(microseconds: now.microseconds + Int64(position.value))
      let header = EventHeader(
        position: position, type: fact.type?.rawValue ?? 0, recordedAt: recordedAt,
        occurredAt: Instant(microseconds: recordedAt.microseconds - daysAgo * 86_400_000_000), subject: subject,
        version: Version(1), otherSubjects: subject == contact ? [] : [contact], uid: 1000, role: .agent)
      let message = (try? FactCodec.encode(fact))?.message ?? []
      events.append(RecordedEvent(header: header, fact: SharedFact(fact, message: message)))
    }
    for number in 1...4 as ClosedRange<UInt128> {
      let id = SubjectID(.contact, number)
      add(.contactCreated(.with { ($0.contact, $0.name) = (id.description, "Ada \(number)") }), id)
    }
    for number in 1...6 as ClosedRange<Int64> {
      add(
        .noteAdded(.with { ($0.contact, $0.text) = (contact.description, "Note") }), contact,
        daysAgo: number % 2 * number)
    }
    let pipeline = BuiltInPipeline.id.description
    for number in 1...4 as ClosedRange<UInt128> {
      let deal = SubjectID(.deal, number)
      add(
        .dealOpened(
          .with {
            ($0.deal, $0.contact, $0.title) = (deal.description, contact.description, "Deal")
            ($0.pipeline, $0.stage) = (pipeline, "lead")
          }), deal)
      let task = SubjectID(.task, number)
      add(
        .taskScheduled(.with { ($0.task, $0.title, $0.dueAt) = (task.description, "Task", now.timestamp) }), task)
      let order = SubjectID(.order, number)
      add(
        .orderPlaced(
          .with {
            ($0.order, $0.contact) = (order.description, contact.description)
            $0.total = .with { ($0.currency, $0.amount) = ("EUR", "5.00") }
          }), order)
      let campaign = SubjectID(.campaign, number)
      add(
        .campaignCreated(
          .with {
            ($0.campaign, $0.name, $0.channel, $0.purpose) = (campaign.description, "Letter", "email", "news")
          }), campaign)
    }
    return events
  }
}
