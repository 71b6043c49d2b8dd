public import FactSchema

/// An amount of money in minor units of its currency. Amounts of different currencies are never added.
public struct Amount: Hashable, Sendable {
  /// What the minor units are of.
  public var currency: Currency
  /// Cents for USD, yen for JPY; between 0 and 10^17.
  public var minorUnits: Int64

  /// So many minor units of the currency; not checked against the bounds of a fact's amounts.
  public init(_ currency: Currency, minorUnits: Int64) {
    self.currency = currency
    self.minorUnits = minorUnits
  }

  /// Reads what a fact holds; nil when the currency is unknown, the amount is not a decimal number of zero or more, it
  /// has more digits than the currency (zeros beyond are accepted), or it is over 10^17 minor units.
  public init?(_ money: Money) {
    guard let currency = Currency(money.currency),
      let minorUnits = Self.minorUnits(money.amount, exponent: currency.exponent)
    else { return nil }
    self.init(currency, minorUnits: minorUnits)
  }

  /// The amount as facts and replies have it, with exactly as many digits as the currency has.
  public var money: Money { .exactly(Int128(minorUnits), of: currency) }

  /// The minor units of a decimal string; nil as for `init(_:)`.
  static func minorUnits(_ text: String, exponent: Int) -> Int64? {
    var value: Int64 = 0
    var digits = 0
    var fractionDigits: Int?
    for byte in text.utf8 {
      if byte == UInt8(ascii: "."), fractionDigits == nil, digits > 0 {
        fractionDigits = 0
        continue
      }
      guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
      digits += 1
      if let count = fractionDigits {
        fractionDigits = count + 1
        if count >= exponent {
          guard byte == UInt8(ascii: "0") else { return nil }
          continue
        }
      }
      value = value * 10 + Int64(byte - UInt8(ascii: "0"))
      guard value <= Bounds.minorUnits else { return nil }
    }
    guard digits > 0, fractionDigits != 0 else { return nil }
    for _ in min(fractionDigits ?? 0, exponent)..<exponent {
      value *= 10
      guard value <= Bounds.minorUnits else { return nil }
    }
    return value
  }
}

extension Money {
  /// A sum as replies have it, with exactly as many digits as the currency has, and a `-` below zero.
  public static func exactly(_ minorUnits: Int128, of currency: Currency) -> Money {
    var money = Money()
    money.currency = currency.description
    money.amount = decimal(minorUnits, exponent: currency.exponent)
    return money
  }

  /// A number of minor units as a decimal string.
  static func decimal(_ minorUnits: Int128, exponent: Int) -> String {
    let digits = String(minorUnits.magnitude)
    let sign = minorUnits < 0 ? "-" : ""
    guard exponent > 0 else { return sign + digits }
    let padded = String(repeating: "0", count: max(0, exponent + 1 - digits.utf8.count)) + digits
    return "\(sign)\(padded.dropLast(exponent)).\(padded.suffix(exponent))"
  }
}
