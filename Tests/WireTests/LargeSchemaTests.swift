import Foundation
import TestSupport
import Testing

@testable import Descriptors
@testable import FactSchema
@testable import Wire

/// A schema that is several times as large as today's: nothing about it is lost.
@Suite struct `A schema of 300 facts, 300 methods and a message of 200 fields` {
  /// Fields of every kind in turn, with numbers from 1; every seventh is required, every thirteenth a list.
  private static let wide = MessageTable(
    name: "Wide", doc: "",
    fields: (1...200).map { number in
      let kind: FieldTable.Kind = [.string, .uint64, .bool, .message("Inner")][number % 4]
      let isList = number % 13 == 0
      return FieldTable(
        number, "field\(number)", "field\(number)", isList ? .string : kind, isList ? .repeated : .optional,
        personal: false, required: number % 7 == 0, doc: "")
    })
  private static let inner = MessageTable(
    name: "Inner", doc: "",
    fields: [FieldTable(1, "text", "text", .string, .singular, personal: false, required: true, doc: "")])
  private static let facts = (0..<300).map { index in
    MessageTable(
      name: "Made\(index)", doc: "",
      fields: [
        FieldTable(200, "what", "what", .uint64, .singular, personal: false, required: true, doc: ""),
        FieldTable(201, "clear", "clear", .string, .repeated, personal: false, required: false, doc: ""),
        FieldTable(202, "names", "names", .string, .repeated, personal: false, required: false, doc: ""),
      ])
  }
  private static let fact = MessageTable(
    name: "Fact", doc: "",
    fields: facts.enumerated().map { index, table in
      FieldTable(
        16 + index, "made\(index)", "made\(index)", .message(table.name), .oneof, personal: false, required: false,
        doc: ""
      )
    })
  private static let holder = MessageTable(
    name: "Holder", doc: "",
    fields: [FieldTable(1, "fact", "fact", .message("Fact"), .singular, personal: false, required: true, doc: "")])

  private static let pool = DescriptorPool(messages: [wide, inner, fact, holder] + facts, enums: [])

  // MARK: Both framings

  private func encode(_ json: Any, _ message: String) throws -> [UInt8] {
    try encode(text: Array(JSONSerialization.data(withJSONObject: json, options: .sortedKeys)), message)
  }

  private func encode(text: [UInt8], _ message: String) throws -> [UInt8] {
    var reader = MessageReader(text.span, Self.pool)
    var (at, out) = (0, [UInt8]())
    try reader.readObject(text.span, &at, Self.pool.type(named: message).index, to: &out)
    return out
  }

  /// A field with its value in the tests as it stands in an object.
  private static func member(_ field: FieldTable) throws -> String {
    let object = try JSONSerialization.data(withJSONObject: [field.jsonName: value(field).json])
    return String(decoding: object.dropFirst().dropLast(), as: UTF8.self)
  }

  private func check(_ bytes: [UInt8], _ message: String) throws {
    try StrictCheck.check(bytes.span, 0..<bytes.count, Self.pool.type(named: message).index, Self.pool)
  }

  private func json(_ bytes: [UInt8], _ message: String) throws -> NSDictionary? {
    var out: [UInt8] = []
    let index = Self.pool.type(named: message).index
    #expect(MessageWriter(Self.pool).write(bytes.span, 0..<bytes.count, index, to: &out))
    return try JSONSerialization.jsonObject(with: Data(out)) as? NSDictionary
  }

  /// What a field holds in the tests, as JSON and encoded by hand.
  private static func value(_ field: FieldTable) -> (json: Any, bytes: [UInt8]) {
    let text = "text \(field.number)"
    if field.label == .repeated {
      return (
        ["a", text], [Array("a".utf8), Array(text.utf8)].flatMap { ProtobufBytes.field(field.number, content: $0) }
      )
    }
    switch field.kind {
    case .string: return (text, ProtobufBytes.field(field.number, content: text.utf8))
    case .uint64: return (field.number * 1_000, ProtobufBytes.field(field.number, varint: UInt64(field.number * 1_000)))
    case .bool: return (true, ProtobufBytes.field(field.number, varint: 1))
    default:
      return (["text": text], ProtobufBytes.field(field.number, content: ProtobufBytes.field(1, content: text.utf8)))
    }
  }

  @Test func `every field of a wide message is read and written`() throws {
    let values = Dictionary(uniqueKeysWithValues: Self.wide.fields.map { ($0.jsonName, Self.value($0).json) })
    let text = try "{" + Self.wide.fields.map(Self.member).joined(separator: ",") + "}"
    let bytes = try encode(text: Array(text.utf8), "Wide")
    #expect(bytes == Self.wide.fields.flatMap { Self.value($0).bytes })
    try check(bytes, "Wide")
    #expect(try json(bytes, "Wide") == values as NSDictionary)
  }

  @Test(arguments: [7, 133, 196]) func `a required field that is missing is named`(_ number: Int) throws {
    let rest = Self.wide.fields.filter { $0.number != number }
    let values = Dictionary(uniqueKeysWithValues: rest.map { ($0.jsonName, Self.value($0).json) })
    let expected = WireError(.invalid, field: "field\(number)", "is required")
    #expect(throws: expected) { _ = try encode(values, "Wide") }
    #expect(throws: expected) { try check(rest.flatMap { Self.value($0).bytes }, "Wide") }
  }

  @Test(arguments: [1, 64, 128, 199]) func `a field that is given twice is refused`(_ number: Int) throws {
    let field = Self.wide.fields[number - 1]
    let expected = WireError(.invalid, field: field.jsonName, "is given twice")
    let bytes = Self.wide.fields.flatMap { Self.value($0).bytes } + Self.value(field).bytes
    #expect(throws: expected) { try check(bytes, "Wide") }
    let member = try Self.member(field)
    #expect(throws: expected) { _ = try encode(text: Array("{\(member),\(member)}".utf8), "Wide") }
  }

  @Test func `every fact is read and written by its name`() throws {
    for (index, field) in Self.fact.fields.enumerated() {
      let value: [String: Any] = ["type": "Made\(index)", "data": ["what": 1_000 + index, "names": ["x"]]]
      let bytes = try encode(value, "Holder")
      let message =
        ProtobufBytes.field(202, content: "x".utf8) + ProtobufBytes.field(200, varint: UInt64(1_000 + index))
      #expect(bytes == ProtobufBytes.field(1, content: ProtobufBytes.field(field.number, content: message)))
      try check(bytes, "Holder")
      #expect(try json(bytes, "Holder") == value as NSDictionary)
    }
    let emptied = try encode(["type": "Made299", "data": ["what": 1, "names": []]], "Holder")
    let shown = try json(emptied, "Holder")?["data"] as? NSDictionary
    #expect(shown?["clear"] as? [String] == ["names"])
  }

  @Test func `every method and fact is found by its name`() {
    let names = (0..<300).map { "area\($0 % 20).method\($0)" } + Self.facts.map(\.name)
    let table = NameTable(names.enumerated().map { ($1, $0) })
    for (index, name) in names.enumerated() {
      let bytes = Array(name.utf8)
      #expect(table.target(bytes.span, 0..<bytes.count) == index)
    }
    for other in ["", "area1.method2", "Made300", "area0.method"] {
      let bytes = Array(other.utf8)
      #expect(table.target(bytes.span, 0..<bytes.count) == nil)
    }
  }
}
