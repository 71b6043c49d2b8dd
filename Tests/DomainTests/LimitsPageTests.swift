import Domain
import FactSchema
import Foundation
import Testing

/// Docs/limits.md says what the rules check.
@Suite struct `The page of limits` {
  static let page =
    (try? String(
      contentsOf: URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Docs/limits.md"), encoding: .utf8)) ?? ""

  private static func characters(_ message: String, _ field: String) -> Int {
    Bounds.said(message, field, \.maxCharacters)
  }

  /// Rows of the page by their first words, and the numbers that each must show in order.
  static let rows: [(row: String, numbers: [Int])] = [
    ("command id", [1, Bounds.clientIDBytes]), ("words", [Bounds.wordBytes]),
    ("other subjects", [Bounds.otherSubjects]), ("names of", [characters("ContactCreated", "name")]),
    ("titles of", [characters("DealOpened", "title")]), ("subject lines", [characters("EmailLogged", "subject")]),
    ("products of", [characters("OrderPlaced.Line", "product")]),
    ("products of", [characters("DealLost", "competitor")]),
    ("notes, texts", [Bounds.textBytes]), ("login names", [Bounds.ownerCharacters]),
    ("login names", [characters("ContactCreated", "tags")]),
    ("an e-mail address", [Bounds.emailBytes, Bounds.emailLocalBytes]),
    ("a phone number", [Bounds.phoneCharacters, Bounds.phoneDigits.lowerBound, Bounds.phoneDigits.upperBound]),
    ("an external id", [Bounds.externalIDBytes]), ("e-mail addresses, and phones", [Bounds.emails]),
    ("e-mail addresses, and phones", [Bounds.phones]), ("tags in one", [Bounds.tags]), ("lines of", [Bounds.lines]),
    ("stages of", [Bounds.stages]), ("pairs of", [Bounds.consents]),
    ("facts on whether", [Bounds.suppressionWords]), ("tags of", [Bounds.contactTags]),
    ("pipelines", [Int(Bounds.pipelines)]), ("users that", [Int(Bounds.users)]), ("teams", [Int(Bounds.teams)]),
    ("contacts that are added", [Bounds.dealContacts]), ("relationships of", [Bounds.relationships]),
    ("roles of", [Bounds.roles]),
    ("others who took part", [Bounds.said("CallLogged", "also", \.maxCount)]),
    ("facts of one", [Bounds.commandFacts]), ("times that a deal", [Int(Bounds.stageVisits)]),
    ("reminders of", [Bounds.said("TaskScheduled", "reminders", \.maxCount)]),
    ("organizations above", [Bounds.organizationDepth]), ("facts that name", [Bounds.toldFacts]),
    ("facts by which", [Bounds.toldFactsOfCommand]), ("retractions of", [Bounds.retractionChain]),
    ("seconds of", [Int(Bounds.durationSeconds)]), ("items of", [Int(Bounds.itemCount)]),
    ("days after", [Int(Bounds.rotDays)]),
    ("a line's quantity", [Bounds.quantityDigits, Bounds.quantityFractionDigits]),
  ]

  @Test(arguments: rows.indices) func `shows the bounds of facts`(index: Int) throws {
    let (name, numbers) = Self.rows[index]
    let line = try #require(Self.page.components(separatedBy: "\n").first { $0.hasPrefix("| \(name)") })
    let value = line.components(separatedBy: "|")[2].replacing(",", with: "")
    let shown = value.matches(of: /[0-9]+/).compactMap { Int($0.output) }
    #expect(Array(shown.prefix(numbers.count)) == numbers, "\(line)")
  }
}
