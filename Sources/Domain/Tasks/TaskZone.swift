import FactSchema

/// The zone of a task, by which its days are counted: an offset from UTC.
///
/// Not the name of a zone: what its rules will be nobody knows, and answers would depend on the tables of the machine.
enum TaskZone {
  /// Microseconds that it is ahead of UTC, of a text such as `+01:00`, `-03:30` or `Z`; nil for another, 0 for none.
  static func offset(_ text: String) -> Int64? {
    if text.isEmpty || text == "Z" { return 0 }
    let bytes = Array(text.utf8)
    guard bytes.count == 6, bytes[3] == UInt8(ascii: ":") else { return nil }
    let digits = [bytes[1], bytes[2], bytes[4], bytes[5]].map { Int64($0) - 48 }
    guard digits.allSatisfy({ (0...9).contains($0) }) else { return nil }
    let (hours, minutes) = (digits[0] * 10 + digits[1], digits[2] * 10 + digits[3])
    guard hours <= 14, minutes < 60, hours < 14 || minutes == 0 else { return nil }
    let offset = (hours * 60 + minutes) * 60_000_000
    switch bytes[0] {
    case UInt8(ascii: "+"): return offset
    case UInt8(ascii: "-"): return -offset
    default: return nil
    }
  }
}
