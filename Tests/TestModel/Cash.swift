import FactSchema
import SwiftProtobuf

/// An amount in the smallest unit of its currency.
struct Cash: Equatable {
  var currency: String
  var minor: Int128

  /// The digits after the point of the currencies that the model knows.
  static let digits = ["EUR": 2, "USD": 2, "JPY": 0, "KWD": 3]

  init(_ currency: String, _ minor: Int128) { (self.currency, self.minor) = (currency, minor) }

  /// Nil when it is no amount of a currency, or more than an amount may be; a sum may be any.
  init?(_ money: Money, isSum: Bool = false) {
    guard let digits = Self.digits[money.currency] else { return nil }
    let parts = money.amount.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard (1...2).contains(parts.count), parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(\.isNumber) }) else {
      return nil
    }
    var fraction = parts.count == 2 ? parts[1] : ""
    while fraction.count > digits, fraction.last == "0" { fraction.removeLast() }
    guard fraction.count <= digits else { return nil }
    fraction += String(repeating: "0", count: digits - fraction.count)
    guard let minor = Int128(parts[0] + fraction), isSum || minor <= 100_000_000_000_000_000 else { return nil }
    self.init(money.currency, minor)
  }

  var money: Money {
    let digits = Self.digits[currency] ?? 0
    var text = String(minor)
    if digits > 0 {
      text = String(repeating: "0", count: max(0, digits + 1 - text.count)) + text
      text.insert(".", at: text.index(text.endIndex, offsetBy: -digits))
    }
    return .with { ($0.currency, $0.amount) = (currency, text) }
  }

  /// Sums by currency, in the order of the codes.
  static func sums(_ amounts: [Cash]) -> [Cash] {
    var sums: [String: Int128] = [:]
    for amount in amounts { sums[amount.currency, default: 0] += amount.minor }
    return sums.sorted { $0.key < $1.key }.map { Cash($0.key, $0.value) }
  }
}
