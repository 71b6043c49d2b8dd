import APISchema
import FactSchema
import Foundation
import SwiftProtobuf
import TestSupport

/// A message by the schema's tables alone: its fields by their names in JSON, each with its values in order.
struct Tree: Equatable {
  indirect enum Value: Hashable {
    case number(UInt64)
    case double(UInt64)
    case text(String)
    /// In microseconds.
    case time(Int64)
    case message(Tree)
  }

  var fields: [String: [Value]] = [:]

  subscript(_ name: String) -> Value? { fields[name]?.first }

  /// The text of a field, or "".
  func text(_ name: String) -> String {
    if case .text(let text)? = self[name] { text } else { "" }
  }

  /// The messages in a field.
  func messages(_ name: String) -> [Tree] {
    (fields[name] ?? []).compactMap { if case .message(let tree) = $0 { tree } else { nil } }
  }

  /// Without the fields that have these names, and without those inside that hold a fact.
  func without(_ names: Set<String>, _ table: MessageTable) -> Tree {
    var tree = Tree()
    for field in table.fields where field.kind != .message("Fact") && !names.contains(field.jsonName) {
      guard let values = fields[field.jsonName] else { continue }
      tree.fields[field.jsonName] = values.map { value in
        guard case .message(let inner) = value, case .message(let name) = field.kind else { return value }
        return .message(inner.without([], SchemaTables.messages.first { $0.name == name } ?? table))
      }
    }
    return tree
  }
}

extension Tree: Hashable {}

// MARK: - Binary

extension Tree {
  func encoded(_ table: MessageTable) -> [UInt8] {
    var bytes: [UInt8] = []
    for field in table.fields {
      for value in fields[field.jsonName] ?? [] { Self.append(value, field, to: &bytes) }
    }
    return bytes
  }

  private static func append(_ value: Value, _ field: FieldTable, to bytes: inout [UInt8]) {
    switch value {
    case .number(let number): bytes += ProtobufBytes.field(field.number, varint: number)
    case .double(let bits): bytes += ProtobufBytes.field(field.number, doubleBits: bits)
    case .text(let text): bytes += ProtobufBytes.field(field.number, content: text.utf8)
    case .time(let microseconds): bytes += ProtobufBytes.field(field.number, content: stamp(microseconds).encoded)
    case .message(let tree):
      guard case .message(let name) = field.kind, let table = SchemaTables.messages.first(where: { $0.name == name })
      else { preconditionFailure("\(field.protoName) holds no message") }
      bytes += ProtobufBytes.field(field.number, content: tree.encoded(table))
    }
  }

  private static func stamp(_ microseconds: Int64) -> (encoded: [UInt8], text: String) {
    let nanos = (microseconds % 1_000_000 + 1_000_000) % 1_000_000
    let seconds = (microseconds - nanos) / 1_000_000
    let stamp = Google_Protobuf_Timestamp(seconds: seconds, nanos: Int32(nanos) * 1000)
    return ((try? stamp.serializedBytes()) ?? [], (try? stamp.jsonString()) ?? "")
  }

  /// Bytes that are not such a message, or have a field that its table does not.
  struct Malformed: Error {
    let table: String
  }

  init(_ bytes: some Sequence<UInt8>, _ table: MessageTable) throws {
    let bytes = Array(bytes)
    var at = 0
    func varint() throws -> UInt64 {
      var value: UInt64 = 0
      for shift in stride(from: UInt64(0), to: 70, by: 7) {
        guard at < bytes.count else { break }
        at += 1
        value |= UInt64(bytes[at - 1] & 0x7F) << shift
        if bytes[at - 1] < 0x80 { return value }
      }
      throw Malformed(table: table.name)
    }
    while at < bytes.count {
      let key = try varint()
      guard let field = table.fields.first(where: { $0.number == Int(key >> 3) }) else {
        throw Malformed(table: table.name)
      }
      switch key & 7 {
      case 0: fields[field.jsonName, default: []].append(.number(try varint()))
      case 1:
        guard at + 8 <= bytes.count else { throw Malformed(table: table.name) }
        fields[field.jsonName, default: []].append(
          .double(bytes[at..<at + 8].reversed().reduce(0) { $0 << 8 | UInt64($1) }))
        at += 8
      case 2:
        let count = Int(try varint())
        guard count <= bytes.count - at else { throw Malformed(table: table.name) }
        fields[field.jsonName, default: []].append(try Self.value(bytes[at..<at + count], field))
        at += count
      default: throw Malformed(table: table.name)
      }
    }
  }

  private static func value(_ bytes: ArraySlice<UInt8>, _ field: FieldTable) throws -> Value {
    switch field.kind {
    case .string: return .text(String(decoding: bytes, as: UTF8.self))
    case .timestamp:
      let time = try Google_Protobuf_Timestamp(serializedBytes: Array(bytes))
      return .time(time.seconds * 1_000_000 + Int64(time.nanos) / 1000)
    case .message(let name):
      guard let table = SchemaTables.messages.first(where: { $0.name == name }) else { throw Malformed(table: name) }
      return .message(try Tree(bytes, table))
    default: throw Malformed(table: field.protoName)
    }
  }
}

// MARK: - JSON

extension Tree {
  /// As an object for `JSONSerialization`.
  func json(_ table: MessageTable) -> [String: Any] {
    var object: [String: Any] = [:]
    for field in table.fields {
      guard let values = fields[field.jsonName]?.map({ Self.json($0, field) }) else { continue }
      object[field.jsonName] = field.label == .repeated ? values : values[0]
    }
    return object
  }

  private static func json(_ value: Value, _ field: FieldTable) -> Any {
    switch (value, field.kind) {
    case (.number(let number), .enumeration(let name)):
      SchemaTables.enums.first { $0.name == name }?.values.first { $0.number == Int(number) }?.name ?? "?"
    case (.number(let number), .bool): number != 0
    case (.number(let number), .uint64): number
    case (.number(let number), _): Int64(bitPattern: number)
    case (.double(let bits), _): Double(bitPattern: bits)
    case (.text(let text), _): text
    case (.time(let microseconds), _): stamp(microseconds).text.trimmingCharacters(in: ["\""])
    case (.message(let tree), .message(let name)):
      SchemaTables.messages.first { $0.name == name }.map(tree.json) ?? [:]
    case (.message, _): [:] as [String: Any]
    }
  }
}
