import Schema

/// Writes protobuf messages by hand: what the load generator sends must cost it next to nothing.
struct MessageWriter {
  var bytes: [UInt8] = []

  @inline(__always)
  mutating func varint(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  /// A number; 0 is left out.
  @inline(__always)
  mutating func number(_ field: UInt64, _ value: UInt64) {
    guard value != 0 else { return }
    varint(field << 3)
    varint(value)
  }

  /// A text; the empty one is left out.
  @inline(__always)
  mutating func text(_ field: UInt64, _ value: some Collection<UInt8>) {
    guard !value.isEmpty else { return }
    varint(field << 3 | 2)
    varint(UInt64(value.count))
    bytes.append(contentsOf: value)
  }

  /// A text; the empty one is left out.
  @inline(__always)
  mutating func text(_ field: UInt64, _ value: String) {
    var value = value
    value.withUTF8 { unsafe text(field, $0) }
  }

  /// A message inside this one; its length is put before it when it is known.
  @inline(__always)
  mutating func message(_ field: UInt64, _ content: (inout MessageWriter) -> Void) {
    varint(field << 3 | 2)
    // Room for the first byte of the length; only a longer one moves what stands behind it.
    let start = bytes.count
    bytes.append(0)
    content(&self)
    var rest = bytes.count - start - 1
    var place = start
    while rest >= 0x80 {
      bytes[place] = UInt8(truncatingIfNeeded: rest) | 0x80
      place += 1
      bytes.insert(0, at: place)
      rest >>= 7
    }
    bytes[place] = UInt8(truncatingIfNeeded: rest)
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
  mutating func time(_ field: UInt64, milliseconds: Int) {
    message(field) { time in
      time.number(TimestampField.seconds, UInt64(milliseconds / 1_000))
      time.number(TimestampField.nanos, UInt64(milliseconds % 1_000 * 1_000_000))
    }
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
    for _ in 0..<5 { writer.bytes.append(0) }
    writer.number(Request.Field.id, 1)
    writer.message(UInt64(method.rawValue), content)
    let length = UInt32(writer.bytes.count - start - 5)
    for index in 0..<4 { writer.bytes[start + 1 + index] = UInt8(truncatingIfNeeded: length >> UInt32(24 - 8 * index)) }
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
