import Domain
import FactSchema
import SwiftProtobuf
import TestSupport
import Testing

/// What is read where it stands against what protobuf's library decodes, for every field that the schema has.
@Suite struct `An interaction that is read where it stands` {
  static let kinds = FactType.allCases.filter(\.changesNothing)

  /// Each reader's name and what it reads; an absent text is "" and an absent number 0.
  private static func read(_ message: [UInt8], _ kind: FactType) throws -> [String: Tree.Value] {
    let content = try FactCodec.content(type: kind.rawValue, message: message)
    let fields = try #require(InteractionFields(content))
    func text(_ range: Range<Int>) -> Tree.Value { .text(String(decoding: fields.message[range], as: UTF8.self)) }
    // Of a list that is read by itself the last is told, as of a text.
    let also = fields.also.last.map(text) ?? .text("")
    return [
      "also": also, "contact": text(fields.contact), "outcome": text(fields.outcome), "channel": text(fields.channel),
      "subject": text(fields.subject), "text": text(fields.text), "notes": text(fields.notes),
      "deal": text(fields.deal), "campaign": text(fields.campaign), "onBehalfOf": text(fields.onBehalfOf),
      "direction": .number(fields.direction),
      "durationSeconds": .number(UInt64(bitPattern: fields.durationSeconds)),
    ]
  }

  /// What the library reads, of the field with that name.
  private static func decoded(_ message: [UInt8], _ kind: FactType, _ field: FieldTable) throws -> Tree.Value {
    let content = try #require(try FactCodec.decode(type: kind.rawValue, message: message).fact)
    let tree = try Tree(content.message(), kind.message)
    return (field.label == .repeated ? tree.fields[field.jsonName]?.last : tree[field.jsonName])
      ?? (field.kind == .string ? .text("") : .number(0))
  }

  /// The reader of each field: the one that changes when the field is set.
  private static func readers(_ kind: FactType) throws -> [String: String] {
    let nothing = try read([], kind)
    var readers: [String: String] = [:]
    for field in kind.message.fields {
      let value = field.kind == .string ? Tree.Value.text("marker") : .number(1)
      let read = try read(Tree(fields: [field.jsonName: [value]]).encoded(kind.message), kind)
      let changed = read.filter { $0.value != nothing[$0.key] }.map(\.key)
      #expect(changed.count == 1, "\(kind.name).\(field.jsonName) is read by \(changed)")
      readers[field.jsonName] = changed.first
    }
    return readers
  }

  @Test(arguments: kinds) func `has a reader for every field, and no two for one`(_ kind: FactType) throws {
    let readers = try Self.readers(kind)
    #expect(Set(readers.values).count == kind.message.fields.count)
  }

  /// In any order, some twice, of which the last counts, and some not at all.
  @Test(arguments: kinds) func `says what the library says`(_ kind: FactType) throws {
    let readers = try Self.readers(kind)
    var random = SeededGenerator(seed: UInt64(kind.rawValue))
    for _ in 0..<40 {
      var message: [UInt8] = []
      for _ in 0..<random.below(12) {
        let field = kind.message.fields[random.below(kind.message.fields.count)]
        let values: [Tree.Value] =
          field.kind == .string
          ? [.text(""), .text("word"), .text("Ünder\nline"), .text(String(repeating: "x", count: 300))]
          : [.number(0), .number(1), .number(2), .number(300)]
        message += Tree(fields: [field.jsonName: [values[random.below(4)]]]).encoded(kind.message)
      }
      let read = try Self.read(message, kind)
      for field in kind.message.fields {
        let expected = try Self.decoded(message, kind, field)
        #expect(readers[field.jsonName].flatMap { read[$0] } == expected, "\(kind.name).\(field.jsonName): \(message)")
      }
    }
  }
}
