import APISchema
import Descriptors
import FactSchema
import Foundation

@testable import Wire

extension SchemaDocuments {
  /// Where the part of Docs/limits.md that is made from the schema begins and ends.
  static let boundsBegin = "<!-- made from the schema: begin -->\n"
  static let boundsEnd = "<!-- made from the schema: end -->\n"

  /// A page with its part that is made from the schema made anew; nil where the page has no such part.
  static func withBounds(_ page: String) -> String? {
    guard let begin = page.range(of: boundsBegin), let end = page.range(of: boundsEnd) else { return nil }
    return page[..<begin.upperBound] + bounds + page[end.lowerBound...]
  }

  private static var bounds: String {
    """

    | bytes of a text that is sent, at most | fields |
    |---|---|
    \(rows(sentFields) { $0.maxBytes })

    | entries of a list that is sent, at most | fields |
    |---|---|
    \(rows(sentFields) { $0.maxCount })
    | \(number(FieldBounds.entriesMax)) | all lists of objects in one request together, those in its facts included (`tooLarge`) |

    | bytes of an answer, at most | methods |
    |---|---|
    \(replyRows)


    """
  }

  /// Every field that a client can send, with the message it is in.
  static let sentFields: [(message: String, field: FieldTable)] = {
    var names: Set<String> = []
    func visit(_ table: MessageTable) {
      guard names.insert(table.name).inserted else { return }
      for field in table.fields {
        guard case .message(let name) = field.kind, let inner = SchemaTables.message(named: name) else { continue }
        visit(inner)
      }
    }
    for method in Method.allCases { visit(method.request.table) }
    return SchemaTables.messages.filter { names.contains($0.name) && $0.name != "Fact" }
      .flatMap { table in table.fields.map { (table.name, $0) } }
  }()

  /// A row for each bound: fields that have the same wherever they stand by their name, others with their message.
  private static func rows(
    _ fields: [(message: String, field: FieldTable)], _ bound: (FieldTable) -> Int?
  ) -> String {
    var bounds: [String: Set<Int>] = [:]
    for (_, field) in fields { if let bound = bound(field) { bounds[field.jsonName, default: []].insert(bound) } }
    var rows: [Int: [String]] = [:]
    for (message, field) in fields {
      guard let bound = bound(field) else { continue }
      let name = bounds[field.jsonName]?.count == 1 ? field.jsonName : "\(message).\(field.jsonName)"
      if rows[bound]?.contains(name) != true { rows[bound, default: []].append(name) }
    }
    return rows.sorted { $0.key < $1.key }.map { bound, names in
      "| \(number(bound)) | \(names.map { "`\($0)`" }.joined(separator: ", ")) |"
    }.joined(separator: "\n")
  }

  private static var replyRows: String {
    Dictionary(grouping: Method.allCases, by: \.replyBytes).sorted { $0.key < $1.key }.map { bytes, methods in
      "| \(number(bytes)) | \(methods.map { "`\($0.name)`" }.joined(separator: ", ")) |"
    }.joined(separator: "\n")
  }

  static func number(_ value: Int) -> String {
    var digits = String(value)
    var at = digits.count - 3
    while at > 0 {
      digits.insert(",", at: digits.index(digits.startIndex, offsetBy: at))
      at -= 3
    }
    return digits
  }
}
