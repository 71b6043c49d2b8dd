import APISchema
import Descriptors
import Domain
import Engine
import FactSchema
import SwiftProtobuf
import TestSupport
import Testing
import Wire

@Suite struct `A row of a list` {
  /// Of everything that a creation can say all of, in whatever list or board it is met.
  @Test func `says of each of its fields what the card says`() async throws {
    let kith = try TestEngine()
    let surroundings = try await FieldSuite.surroundings([kith], 1)
    for type in FieldSuite.types where type.createdKind != nil {
      let maker = kith.maker(type, in: surroundings)
      _ = try await FieldSuite.stored(maker.fact(maker.full()), by: kith)
    }
    let questions = Questions(surroundings, from: "2023-01-01", to: "2023-12-31")
    var rows: [(row: Tree, table: MessageTable)] = []
    for (method, request) in questions.ofSubjects {
      rows += try await Self.rows(in: kith.answer(method, request), method.reply.table)
    }
    for method in Questions.ofAll { rows += try await Self.rows(in: kith.answer(method, Tree()), method.reply.table) }
    var compared: [String: Int] = [:]
    for (row, table) in rows {
      guard let card = try await kith.shown(row.text("id")) else { continue }
      for field in table.fields {
        #expect(row.fields[field.jsonName] == card.fields[field.jsonName], "\(table.name).\(field.jsonName)")
      }
      compared[table.name, default: 0] += 1
    }
    // Contacts have rows of their own, all others their cards.
    for name in ["ContactListItem", "DealCard", "TaskCard", "CampaignCard"] { #expect(compared[name, default: 0] > 2) }
    kith.engine.stop()
  }

  /// Every message in an answer that has an id.
  private static func rows(in answer: Tree, _ table: MessageTable) -> [(Tree, MessageTable)] {
    var rows: [(Tree, MessageTable)] = []
    for field in table.fields {
      guard case .message(let name) = field.kind, let inner = SchemaTables.messages.first(where: { $0.name == name })
      else { continue }
      for tree in answer.messages(field.jsonName) {
        if tree["id"] != nil { rows.append((tree, inner)) }
        rows += self.rows(in: tree, inner)
      }
    }
    return rows
  }
}
