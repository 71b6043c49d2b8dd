import Foundation
import Schema
import SwiftProtobuf

/// Messages and enums of a `FileDescriptorSet` file, in the words of the schema's tables.
struct DescriptorSet {
  struct Field: Equatable {
    var name: String
    var jsonName: String
    var type: String
    var label: String
    var isPersonal: Bool
    var isRequired: Bool
    var isInFactOnly = false
    var maxBytes: Int?
    var maxCount: Int?
  }

  /// Fields by number, messages by name.
  var messages: [String: [Int: Field]] = [:]
  /// The options of fields that are set, by their numbers; messages by name. The tables hold none.
  var options: [String: [Int: [UInt64: UInt64]]] = [:]
  /// Names by number, enums by name.
  var enums: [String: [Int: String]] = [:]

  /// The set in a file of the repository.
  init(repositoryPath path: String) throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let bytes = try Data(contentsOf: root.appendingPathComponent(path))
    let set = try Google_Protobuf_FileDescriptorSet(serializedBytes: bytes)
    for file in set.file where file.package == "kith.v1" {
      for message in file.messageType { add(message, prefix: "") }
      for enumeration in file.enumType { add(enumeration, prefix: "") }
    }
  }

  /// The schema that this build was made from.
  init(tables messages: [MessageTable], enums: [EnumTable]) {
    for table in messages {
      self.messages[table.name] = Dictionary(
        uniqueKeysWithValues: table.fields.map { field in
          (
            field.number,
            Field(
              name: field.protoName, jsonName: field.jsonName, type: Self.type(of: field.kind), label: "\(field.label)",
              isPersonal: field.isPersonal, isRequired: field.isRequired, isInFactOnly: field.isInFactOnly,
              maxBytes: field.maxBytes,
              maxCount: field.maxCount)
          )
        })
    }
    for table in enums {
      self.enums[table.name] = Dictionary(uniqueKeysWithValues: table.values.map { ($0.number, $0.name) })
    }
  }

  private mutating func add(_ message: Google_Protobuf_DescriptorProto, prefix: String) {
    let name = prefix + message.name
    messages[name] = Dictionary(
      uniqueKeysWithValues: message.field.map { field in
        let options = Self.options(of: field.options.unknownFields.data)
        self.options[name, default: [:]][Int(field.number)] = options
        return (
          Int(field.number),
          Field(
            name: field.name, jsonName: field.jsonName, type: Self.type(of: field), label: Self.label(of: field),
            isPersonal: options[50001] == 1, isRequired: options[50002] == 1, isInFactOnly: options[50040] == 1,
            maxBytes: options[50003].map { Int($0) }, maxCount: options[50004].map { Int($0) })
        )
      })
    for inner in message.nestedType { add(inner, prefix: name + ".") }
    for inner in message.enumType { add(inner, prefix: name + ".") }
  }

  private mutating func add(_ enumeration: Google_Protobuf_EnumDescriptorProto, prefix: String) {
    enums[prefix + enumeration.name] = Dictionary(
      uniqueKeysWithValues: enumeration.value.map { (Int($0.number), $0.name) })
  }

  private static func label(of field: Google_Protobuf_FieldDescriptorProto) -> String {
    if field.label == .repeated { return "repeated" }
    if field.proto3Optional { return "optional" }
    return field.hasOneofIndex ? "oneof" : "singular"
  }

  private static func type(of field: Google_Protobuf_FieldDescriptorProto) -> String {
    switch field.type {
    case .message, .enum:
      field.typeName == ".google.protobuf.Timestamp" ? "timestamp" : String(field.typeName.dropFirst(9))
    default: "\(field.type)"
    }
  }

  private static func type(of kind: FieldTable.Kind) -> String {
    switch kind {
    case .message(let name), .enumeration(let name): name
    default: "\(kind)"
    }
  }

  /// The options that are set, by number; protobuf's library keeps them as unknown fields.
  private static func options(of data: Data) -> [UInt64: UInt64] {
    var set: [UInt64: UInt64] = [:]
    var values: [UInt64] = []
    var value: UInt64 = 0
    var shift: UInt64 = 0
    for byte in data {
      value |= UInt64(byte & 0x7F) << shift
      shift += 7
      if byte < 0x80 {
        values.append(value)
        value = 0
        shift = 0
      }
    }
    for index in stride(from: 0, to: values.count - 1, by: 2) { set[values[index] >> 3] = values[index + 1] }
    return set
  }
}
