import FactSchema
import Foundation
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
    var isGuarded = false
    var isInFactOnly = false
    var maxBytes: Int?
    var maxCount: Int?
  }

  /// Fields by number, messages by name.
  var messages: [String: [Int: Field]] = [:]
  /// The options of fields that are set, by their numbers; messages by name. The tables hold none.
  var options: [String: [Int: [UInt64: UInt64]]] = [:]
  /// The numbers of the permissions that fields need; messages by name. Fields of which nothing is said are left out.
  var needs: [String: [Int: [UInt64]]] = [:]
  /// The options of messages that are set and are numbers, in their order: several of the same number are a list.
  var messageOptions: [String: [(number: UInt64, value: UInt64)]] = [:]
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
              isPersonal: field.isPersonal, isRequired: field.isRequired, isGuarded: field.isGuarded,
              isInFactOnly: field.isInFactOnly,
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
        let set = Self.options(of: field.options.unknownFields.data)
        let options = Dictionary(set.map { ($0.number, $0.value) }, uniquingKeysWith: { $1 })
        let needed = set.filter { $0.number == 50020 }.map(\.value)
        if !needed.isEmpty { needs[name, default: [:]][Int(field.number)] = needed }
        self.options[name, default: [:]][Int(field.number)] = options
        return (
          Int(field.number),
          Field(
            name: field.name, jsonName: field.jsonName, type: Self.type(of: field), label: Self.label(of: field),
            isPersonal: options[50001] == 1, isRequired: options[50002] == 1, isGuarded: options[50061] == 1,
            isInFactOnly: options[50040] == 1,
            maxBytes: options[50003].map { Int($0) }, maxCount: options[50004].map { Int($0) })
        )
      })
    messageOptions[name] = Self.options(of: message.options.unknownFields.data)
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

  /// The options that are set and are numbers, with their numbers; protobuf's library keeps them as unknown fields.
  private static func options(of data: Data) -> [(number: UInt64, value: UInt64)] {
    var rest = data[...]
    func varint() -> UInt64? {
      guard let last = rest.firstIndex(where: { $0 < 0x80 }) else { return nil }
      let value = rest[...last].reversed().reduce(0) { $0 << 7 | UInt64($1 & 0x7F) }
      rest = rest[(last + 1)...]
      return value
    }
    var set: [(number: UInt64, value: UInt64)] = []
    while let key = varint(), let value = varint() {
      // What has a length is a text, which is passed over.
      if key & 7 == 2 { rest = rest.dropFirst(Int(value)) } else { set.append((number: key >> 3, value: value)) }
    }
    return set
  }
}
