import APISchema
import Bytes
@testable import Domain
import FactSchema
import SwiftProtobuf
import Testing

@Suite struct `The codec of facts` {
  @Test(arguments: FactType.allCases)
  func `splits a fact into what is open and what is personal, and joins it again`(_ type: FactType) throws {
    let whole = try FactCodec.decode(type: type.rawValue, message: filled(type.message))
    let encoded = try FactCodec.encode(whole)
    let fields = type.message.fields
    #expect(try numbers(encoded.open) == Set(fields.filter { !$0.isPersonal }.map { UInt64($0.number) }))
    #expect(try numbers(encoded.personal) == Set(fields.filter(\.isPersonal).map { UInt64($0.number) }))
    #expect(try FactCodec.decode(type: type.rawValue, message: encoded.message) == whole)
  }

  @Test(arguments: FactType.allCases)
  func `decodes what is open without what is personal`(_ type: FactType) throws {
    let whole = try FactCodec.decode(type: type.rawValue, message: filled(type.message))
    let open = try FactCodec.encode(whole).open
    let erased = try FactCodec.decode(type: type.rawValue, message: open)
    #expect(try FactCodec.encode(erased).open == open)
    #expect(try FactCodec.encode(erased).personal == [])
  }

  @Test func `refuses a type that it does not know`() {
    #expect(throws: FactCodec.Failure.unknownType(15)) { try FactCodec.decode(type: 15, message: []) }
    #expect(throws: FactCodec.Failure.unknownType(0)) { try FactCodec.encode(Fact()) }
    #expect(throws: FactCodec.Failure.unknownType(15)) { try FactCodec.read(type: 15, message: []) }
  }

  @Test(arguments: [[0x0A], [0x0A, 5, 65], [0x0B], [0x80], [0x0A, 1, 0xFF], [0x09, 1, 2], [0x0D, 1]] as [[UInt8]])
  func `refuses bytes that are not a fact`(_ bytes: [UInt8]) {
    #expect(throws: FactCodec.Failure.malformed) { try FactCodec.decode(type: 16, message: bytes) }
  }

  @Test(arguments: FactType.allCases)
  func `stores what a client sent as if this release had encoded it`(_ type: FactType) throws {
    let whole = try filled(type.message)
    let fields = try fields(whole)
    // All of it, turned round, each field alone, twice, without each, and what only a stranger's encoder writes.
    var messages = [whole, [], Array(fields.reversed().joined())]
    for (index, field) in fields.enumerated() {
      var others = fields
      others.remove(at: index)
      messages += [field, field + field, Array(others.joined())]
      messages.append(Array(([fields[fields.count - 1 - index]] + fields).joined()))
      let isNumber = field[0] & 7 == 0
      messages.append([field[0], 0])
      messages.append(isNumber ? [field[0], 0x81, 0] : [field[0], 0x82, 0, 0x61, 0x62])
      messages.append([field[0] | 0x80, 0] + field[1...])
      if isNumber { messages.append([field[0]] + [UInt8](repeating: 0xFF, count: 9) + [1]) }
    }
    messages.append(whole + [0xA0, 6, 1])
    for message in messages {
      guard let fact = try? FactCodec.decode(type: type.rawValue, message: message) else { continue }
      let expected = try FactCodec.encode(fact)
      let read = try FactCodec.read(type: type.rawValue, message: message)
      #expect(read.message == expected.message, "\(message)")
      #expect(read.openCount == expected.openCount, "\(message)")
      #expect(read.fact == fact && read.type == type, "\(message)")
    }
  }

  @Test func `stores an interaction's bytes as they were sent`() throws {
    let sent: [UInt8] = [0x0A, 1, 0x63, 0x10, 2, 0x18, 0xAC, 2, 0x2A, 2, 0x68, 0x69]
    let (stored, openCount, isCanonical) = try FactCodec.arranged(sent, .callLogged)
    #expect(isCanonical)
    #expect(stored == sent)
    #expect(Array(stored[openCount...]) == [0x2A, 2, 0x68, 0x69])
  }

  /// The bytes of each top-level field.
  private func fields(_ bytes: [UInt8]) throws -> [[UInt8]] {
    var fields: [[UInt8]] = []
    var reader = ProtobufReader(0..<bytes.count)
    while let field = reader.field(bytes.span) { fields.append(Array(bytes[field.range])) }
    return fields
  }

  private func numbers(_ bytes: [UInt8]) throws -> Set<UInt64> {
    var numbers: Set<UInt64> = []
    var reader = ProtobufReader(0..<bytes.count)
    while let field = reader.field(bytes.span) { numbers.insert(field.number) }
    return numbers
  }

  /// An encoded message with every field set, repeated ones twice.
  private func filled(_ message: MessageTable) throws -> [UInt8] {
    var bytes: [UInt8] = []
    for field in message.fields {
      for copy in 0..<(field.label == .repeated ? 2 : 1) {
        switch field.kind {
        case .string: bytes += head(field, 2) + [2, 0x61 + UInt8(copy), 0x30 + UInt8(field.number)]
        case .message(let name):
          let inner = try filled(try #require(SchemaTables.messages.first { $0.name == name }))
          bytes += head(field, 2) + [UInt8(inner.count)] + inner
        case .timestamp: bytes += head(field, 2) + [4, 0x08, 7, 0x10, 9]
        case .bool, .enumeration: bytes += head(field, 0) + [1]
        case .int32, .int64, .uint32, .uint64: bytes += head(field, 0) + [0x96, 1]
        case .double: Issue.record("facts have no floating point numbers")
        }
      }
    }
    return bytes
  }

  /// A field's number and how its value is written.
  private func head(_ field: FieldTable, _ wire: Int) -> [UInt8] {
    let head = field.number << 3 | wire
    return head < 128 ? [UInt8(head)] : [UInt8(head & 127 | 128), UInt8(head >> 7)]
  }
}
