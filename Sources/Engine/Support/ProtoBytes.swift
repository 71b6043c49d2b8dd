import Schema

/// Writes protobuf's wire format by hand where a message is mostly bytes that exist already.
///
/// As proto3 has it, a field with its default is left out.
struct ProtoBytes {
  private(set) var bytes: [UInt8] = []

  init(capacity: Int) { bytes.reserveCapacity(capacity) }

  mutating func varint(_ value: UInt64) {
    var value = value
    while value >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: value) | 0x80)
      value >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: value))
  }

  /// The key of a field that has a length.
  mutating func begin(_ field: UInt64, count: Int) {
    varint(field << 3 | 2)
    varint(UInt64(count))
  }

  mutating func append(_ content: [UInt8]) { bytes.append(contentsOf: content) }

  mutating func field(_ field: UInt64, _ value: UInt64) {
    guard value != 0 else { return }
    varint(field << 3)
    varint(value)
  }

  mutating func field(_ field: UInt64, _ value: Bool) {
    self.field(field, value ? 1 : 0)
  }

  mutating func field(_ field: UInt64, _ text: String?) {
    guard let text, !text.isEmpty else { return }
    begin(field, count: text.utf8.count)
    bytes.append(contentsOf: text.utf8)
  }

  /// An id as its text.
  mutating func field(_ field: UInt64, _ subject: SubjectID) {
    begin(field, count: subject.textBytes)
    subject.appendText(to: &bytes)
  }

  mutating func field(_ field: UInt64, message: [UInt8]) {
    begin(field, count: message.count)
    bytes.append(contentsOf: message)
  }

  /// A google.protobuf.Timestamp.
  mutating func field(_ field: UInt64, _ instant: Instant) {
    let million: Int64 = 1_000_000
    var seconds = instant.microseconds / million
    var micros = instant.microseconds % million
    if micros < 0 {
      micros += million
      seconds -= 1
    }
    let nanos = UInt64(micros) * 1000
    let secondBits = UInt64(bitPattern: seconds)
    let count = (seconds == 0 ? 0 : 1 + Self.size(secondBits)) + (nanos == 0 ? 0 : 1 + Self.size(nanos))
    begin(field, count: count)
    self.field(TimestampField.seconds, secondBits)
    self.field(TimestampField.nanos, nanos)
  }

  /// How many bytes a varint takes.
  static func size(_ value: UInt64) -> Int { value == 0 ? 1 : (70 - value.leadingZeroBitCount) / 7 }
}
