import APISchema
import Client
import FactSchema
import Import
import RowSchema
import SwiftProtobuf

extension Session {
  /// Writes a list: as a table, or as a line of JSON an entry. `names` learns of whom a table's rows speak before they are made.
  func list<Request: ListRequest>(
    _ request: Request, page: PageOptions, query: QueryOptions, as name: String, none: String,
    _ columns: [TextTable.Column], names: PersonNames? = nil, row: (Request.Answer.Entry) -> [TextTable.Cell]
  ) async throws where Request.Answer: PageAnswer {
    var request = request
    query.apply(to: &request)
    if let limit = page.limit { request.limit = limit }
    if let cursor = page.cursor { request.cursor = cursor }
    if page.all { request.limit = 1000 }
    var table = TextTable(columns)
    var count = 0
    while true {
      let reply = try await call(request)
      count += reply.pageEntries.count
      if console.style.isJSON {
        for item in reply.pageEntries { try json(item, as: name) }
      } else {
        for case let entry as HistoryEntry in reply.pageEntries { try await names?.learn(entry.person, self) }
        table.rows += reply.pageEntries.map(row)
      }
      guard reply.hasCursor else { break }
      guard page.all else {
        console.end(table, note: "there is more: --all, or --cursor \(reply.cursor)")
        return
      }
      request.cursor = reply.cursor
    }
    if !console.style.isJSON, count > 0 { console.table(table) }
    if count == 0 { console.note(none) }
  }
}

/// The names of an organization's people, of whom entries of its history are; each is asked for once.
final class PersonNames {
  private var known: [String: String] = [:]
  private let organization: String

  init(of organization: String) { self.organization = organization }

  /// Asks who it is; the id stands for one whose name may not be seen.
  func learn(_ person: String, _ kith: Session) async throws {
    guard !person.isEmpty, person != organization, known[person] == nil else { return }
    var request = ContactGetRequest()
    (request.contact, request.own) = (person, true)
    let card = try await kith.call(request).contact
    known[person] = card.denied.contains("name") ? person : card.name
  }

  /// What stands before an entry of that person.
  func prefix(_ person: String) -> String { known[person].map { "\($0): " } ?? "" }
}

@available(*, unavailable)
extension PersonNames: Sendable {}

extension Console {
  fileprivate func end(_ table: TextTable, note text: String) {
    if !style.isJSON { self.table(table) }
    note(text)
  }
}

/// How values stand in tables.
enum Show {
  static func time(_ time: Google_Protobuf_Timestamp) -> String { TimeText.minute(seconds: time.seconds) }

  static func date(_ time: Google_Protobuf_Timestamp) -> String {
    String(TimeText.minute(seconds: time.seconds).prefix(10))
  }

  static func money(_ money: Money) -> String {
    guard !money.currency.isEmpty else { return "" }
    let parts = money.amount.split(separator: ".", maxSplits: 1)
    let whole = parts.first.flatMap { Int64($0) }.map(Figures.grouped) ?? String(parts.first ?? "")
    return whole + (parts.count > 1 ? ".\(parts[1])" : "") + " " + money.currency
  }

  static func money(_ amounts: [Money]) -> String { amounts.map { money($0) }.joined(separator: ", ") }

  static func list(_ texts: [String]) -> String { texts.joined(separator: ", ") }

  /// A personal field of something; that it may not be seen, or was erased, where its name is among those.
  static func personal(_ text: String, _ field: String, _ denied: [String], _ erased: [String] = []) -> String {
    denied.contains(field) ? "(denied)" : erased.contains(field) ? "(erased)" : text
  }

  /// What fields of something become, from what to what; nothing where none does.
  static func changes(_ changes: [FieldChange]) -> String {
    let texts = changes.map { change in
      let (before, after) = (change.hasBefore ? change.before : "nothing", change.hasAfter ? change.after : "nothing")
      return "\(change.field) from \(before) to \(after)"
    }
    return texts.isEmpty ? "" : " (\(texts.joined(separator: "; ")))"
  }

  static func word(_ word: some Enum) -> String { String(describing: word).lowercased() }

  static func ratio(_ value: Double, _ isThere: Bool) -> String {
    isThere ? "\((value * 1000).rounded() / 10) %" : ""
  }
}
