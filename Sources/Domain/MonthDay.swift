/// A day of every year, of those that every month has: 1 to 28.
public struct MonthDay: Sendable, Equatable {
  /// 1 to 12.
  public let month: Int
  /// 1 to 28.
  public let day: Int

  /// Reads `MM-DD`; nil for what is not so written.
  public init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count == 5, bytes[2] == UInt8(ascii: "-") else { return nil }
    let digits = [bytes[0], bytes[1], bytes[3], bytes[4]]
    guard digits.allSatisfy({ (48...57).contains($0) }) else { return nil }
    let numbers = digits.map { Int($0) - 48 }
    (month, day) = (numbers[0] * 10 + numbers[1], numbers[2] * 10 + numbers[3])
    guard (1...12).contains(month), (1...28).contains(day) else { return nil }
  }
}
