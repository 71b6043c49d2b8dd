import FactSchema

/// A currency of ISO 4217.
public struct Currency: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// The three letters as a number in base 26.
  private let index: UInt16

  /// The currency of three upper-case letters; nil when ISO 4217 has none. O(1), no allocation.
  public init?(_ code: String) {
    guard code.utf8.count == 3, let index = Self.index(code.utf8), Self.exponents[Int(index)] != Self.unknown else {
      return nil
    }
    self.index = index
  }

  /// How many decimal digits its minor unit has: 2 for USD, 0 for JPY, 3 for KWD.
  public var exponent: Int { Int(Self.exponents[Int(index)]) }

  /// The three letters.
  public var description: String {
    let a = UInt8(ascii: "A")
    return String(
      decoding: [
        a + UInt8(truncatingIfNeeded: index / 676), a + UInt8(truncatingIfNeeded: index / 26 % 26),
        a + UInt8(truncatingIfNeeded: index % 26),
      ], as: UTF8.self)
  }

  /// By their letters.
  public static func < (a: Currency, b: Currency) -> Bool { a.index < b.index }

  private static func index(_ letters: String.UTF8View) -> UInt16? {
    var index: UInt16 = 0
    for letter in letters {
      guard letter >= UInt8(ascii: "A"), letter <= UInt8(ascii: "Z") else { return nil }
      index = index * 26 + UInt16(letter - UInt8(ascii: "A"))
    }
    return index
  }

  private static let unknown = UInt8.max

  private static let exponents: [UInt8] = {
    var table = [UInt8](repeating: unknown, count: 26 * 26 * 26)
    for (exponent, codes) in CurrencyCodes.all {
      for code in codes.split(separator: " ") {
        if let index = index(String(code).utf8) { table[Int(index)] = exponent }
      }
    }
    return table
  }()
}
