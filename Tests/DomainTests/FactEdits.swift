import Bytes
@testable import Domain
import FactSchema
import Testing

/// The fact without the field of that number.
func without(_ number: Int, _ content: Fact.OneOf_Fact) throws -> Fact.OneOf_Fact {
  var fact = Fact()
  fact.fact = content
  let bytes = try FactCodec.encode(fact).message
  var kept: [UInt8] = []
  var reader = ProtobufReader(0..<bytes.count)
  while let field = reader.field(bytes.span) {
    if field.number != UInt64(number) { kept += bytes[field.range] }
  }
  let type = try #require(fact.type)
  return try #require(try FactCodec.decode(type: type.rawValue, message: kept).fact)
}

/// The fact with that text in the field of that number.
func setting(_ number: Int, to text: String, _ content: Fact.OneOf_Fact) throws -> Fact.OneOf_Fact {
  var fact = Fact()
  fact.fact = content
  let message = try FactCodec.encode(fact).message
  let field = [UInt8(number << 3 | 2), UInt8(text.utf8.count)] + text.utf8
  let type = try #require(fact.type)
  return try #require(try FactCodec.decode(type: type.rawValue, message: message + field).fact)
}
