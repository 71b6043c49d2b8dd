/// When to remind of something, counted from when it is due: a duration of RFC 5545, such as `-PT15M` or `-P1D`.
public enum ReminderTrigger {
  /// A reminder lies at most a year away from what it is of.
  static let secondsMax: Int64 = 366 * 86_400

  /// In microseconds, before it where negative; nil for a text that is no such duration, or a longer one.
  public static func microseconds(_ text: String) -> Int64? {
    var rest = Array(text.utf8)[...]
    var isBefore = false
    if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
      isBefore = sign == UInt8(ascii: "-")
      rest = rest.dropFirst()
    }
    guard rest.first == UInt8(ascii: "P") else { return nil }
    rest = rest.dropFirst()
    guard let seconds = seconds(rest), seconds <= secondsMax else { return nil }
    return (isBefore ? -seconds : seconds) * 1_000_000
  }

  /// Those of `2W`, or of `1DT2H30M` in this order and without gaps within the time of day.
  private static func seconds(_ bytes: ArraySlice<UInt8>) -> Int64? {
    var rest = bytes
    var (sum, parts) = (Int64(0), 0)
    var units = [("W", 604_800 as Int64), ("D", 86_400), ("T", 0), ("H", 3_600), ("M", 60), ("S", 1)][...]
    while !rest.isEmpty {
      if rest.first == UInt8(ascii: "T") {
        guard let place = units.firstIndex(where: { $0.0 == "T" }), rest.count > 1 else { return nil }
        units = units[(place + 1)...]
        rest = rest.dropFirst()
      }
      let digits = rest.prefix { (48...57).contains($0) }
      rest = rest.dropFirst(digits.count)
      guard (1...8).contains(digits.count), let letter = rest.popFirst() else { return nil }
      let number = digits.reduce(Int64(0)) { $0 * 10 + Int64($1) - 48 }
      guard letter != UInt8(ascii: "T"), let place = units.firstIndex(where: { $0.0.utf8.first == letter }),
        !units[units.startIndex..<place].contains(where: { $0.0 == "T" })
      else { return nil }
      sum += number * units[place].1
      parts += 1
      // Weeks stand alone.
      if letter == UInt8(ascii: "W") { return rest.isEmpty && parts == 1 ? sum : nil }
      units = units[(place + 1)...]
    }
    return parts > 0 ? sum : nil
  }
}
