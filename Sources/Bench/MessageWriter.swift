import APISchema
import Bytes
import FactSchema

/// A message that is put together field by field: what the load generator sends must cost it next to nothing.
struct MessageWriter {
  var bytes: [UInt8] = []

  /// A number; 0 is left out.
  @inline(__always)
  mutating func number(_ field: UInt64, _ value: UInt64) { bytes.appendField(field, value) }

  /// A text; the empty one is left out.
  @inline(__always)
  mutating func text(_ field: UInt64, _ value: [UInt8]) {
    if !value.isEmpty { bytes.appendField(field, value) }
  }

  /// A text; the empty one is left out.
  @inline(__always)
  mutating func text(_ field: UInt64, _ value: ArraySlice<UInt8>) {
    if !value.isEmpty { bytes.appendField(field, value.span) }
  }

  /// A text; the empty one is left out.
  @inline(__always)
  mutating func text(_ field: UInt64, _ value: String) { bytes.appendField(field, value) }

  /// A message inside this one.
  @inline(__always)
  mutating func message(_ field: UInt64, _ content: (inout MessageWriter) -> Void) {
    let start = bytes.begin(delimited: field)
    content(&self)
    bytes.end(delimited: start)
  }

  /// Money in minor units of a currency with two digits.
  mutating func money(_ field: UInt64, cents: Int, currency: String = "EUR") {
    message(field) { money in
      money.text(Money.Field.currency, currency)
      let fraction = cents % 100
      money.text(Money.Field.amount, "\(cents / 100).\(fraction < 10 ? "0" : "")\(fraction)")
    }
  }

  /// A time in milliseconds since 1970.
  @inline(__always)
  mutating func time(_ field: UInt64, milliseconds: Int) {
    bytes.appendField(field, UnixTime(microseconds: Int64(milliseconds) * 1_000))
  }
}

/// What requests and replies look like on the socket.
public enum Framing: String, Sendable {
  case binary, json
  /// The protocols of the systems that Kith is compared with.
  case redis, postgres
}

extension Array where Element == UInt8 {
  /// A binary frame: 0x00, the length in four bytes, a `Request` with id 1 and this method.
  mutating func appendFrame(method: Method, _ content: (inout MessageWriter) -> Void) {
    // Written in place: the array goes into the writer and comes back.
    var writer = MessageWriter()
    swap(&writer.bytes, &self)
    let start = writer.bytes.count
    writer.bytes.append(0)
    writer.bytes.appendBigEndian(0 as UInt32)
    writer.number(Request.Field.id, 1)
    writer.message(UInt64(method.rawValue), content)
    writer.bytes.replace(at: start + 1, byBigEndian: UInt32(writer.bytes.count - start - 5))
    swap(&writer.bytes, &self)
  }

  /// A JSON line with id 1.
  mutating func appendLine(method: String, params: String) {
    append(contentsOf: #"{"jsonrpc":"2.0","id":1,"method":""#.utf8)
    append(contentsOf: method.utf8)
    append(contentsOf: #"","params":"#.utf8)
    append(contentsOf: params.utf8)
    append(contentsOf: "}\n".utf8)
  }
}
