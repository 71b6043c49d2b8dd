@testable import Domain
import FactSchema
import TestSupport
import Testing

@Suite struct `Amounts of money` {
  static let currencies = CurrencyCodes.all.flatMap { $0.codes.split(separator: " ") }.compactMap {
    Currency(String($0))
  }

  @Test func `know each currency by its letters and digits`() {
    #expect(Self.currencies.count == CurrencyCodes.all.map { $0.codes.split(separator: " ").count }.reduce(0, +))
    #expect(Set(Self.currencies.map(\.description)).count == Self.currencies.count)
    for (exponent, codes) in CurrencyCodes.all {
      for code in codes.split(separator: " ") {
        #expect(Currency(String(code))?.description == String(code))
        #expect(Currency(String(code))?.exponent == Int(exponent))
      }
    }
  }

  @Test(arguments: ["", "EU", "EURO", "eur", "ZZZ", "E1R", "ÉUR", "   "])
  func `have no other currency`(_ code: String) { #expect(Currency(code) == nil) }

  @Test(arguments: [
    ("EUR", "0", 0), ("EUR", "1", 100), ("EUR", "1.5", 150), ("EUR", "01.50", 150), ("EUR", "1.50000", 150),
    ("JPY", "7", 7), ("JPY", "7.000", 7), ("KWD", "1.234", 1_234), ("CLF", "0.0001", 1),
    ("EUR", "1000000000000000", 100_000_000_000_000_000), ("JPY", "100000000000000000", 100_000_000_000_000_000),
    ("EUR", "000000000000000000000000000001", 100),
  ])
  func `are read exactly`(_ currency: String, _ text: String, _ minorUnits: Int64) throws {
    let amount = try #require(Amount(.of(currency, text)))
    #expect(amount.minorUnits == minorUnits)
    #expect(amount.currency.description == currency)
  }

  @Test(arguments: [
    ("EUR", ""), ("EUR", "."), ("EUR", "1."), ("EUR", ".5"), ("EUR", "-1"), ("EUR", "+1"), ("EUR", "1.005"),
    ("EUR", "1.000001"), ("JPY", "1.5"), ("EUR", "1,5"), ("EUR", "1 000"), ("EUR", "1e3"), ("EUR", "1.2.3"),
    ("EUR", "1000000000000000.01"), ("JPY", "100000000000000001"), ("EUR", "99999999999999999999"), ("EUR", "١"),
    ("EUR", "NaN"), ("EUR", " 1"),
  ])
  func `are not read from anything else`(_ currency: String, _ text: String) {
    #expect(Amount(.of(currency, text)) == nil)
  }

  @Test(arguments: [UInt64](1...20))
  func `are written with the currency's digits and read back the same`(_ seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<200 {
      let currency = try #require(Self.currencies.randomElement(using: &generator))
      let magnitude = Int64.random(in: 0...Bounds.minorUnits, using: &generator)
      let amount = Amount(currency, minorUnits: magnitude >> Int64.random(in: 0...56, using: &generator))
      let text = amount.money.amount
      #expect(Amount(amount.money) == amount)
      #expect(text.split(separator: ".").count == (currency.exponent == 0 ? 1 : 2))
      #expect(text.split(separator: ".").dropFirst().first?.count ?? 0 == currency.exponent)
    }
  }

  @Test func `add up beyond 64 bits and below zero`() throws {
    let eur = try #require(Currency("EUR"))
    let jpy = try #require(Currency("JPY"))
    #expect(Money.exactly(Int128(Int64.max) * 1_000, of: eur).amount == "92233720368547758070.00")
    #expect(Money.exactly(-5, of: eur).amount == "-0.05")
    #expect(Money.exactly(-150, of: eur).amount == "-1.50")
    #expect(Money.exactly(0, of: jpy).amount == "0")
    #expect(Money.exactly(Int128.min, of: jpy).amount == "-170141183460469231731687303715884105728")
  }

  @Test(arguments: [
    ("1", "1"), ("0", "0"), ("00.00", "0"), ("012.3400", "12.34"), ("123456789012.123456", "123456789012.123456"),
  ])
  func `are of quantities in their shortest form`(_ text: String, _ form: String) {
    #expect(DecimalQuantity.normalForm(text) == form)
  }

  @Test(arguments: ["", ".", "1.", ".1", "-1", "1.1234567", "1234567890123", "1e1", "1.1.1", " 1", "x"])
  func `are of no other quantities`(_ text: String) { #expect(DecimalQuantity.normalForm(text) == nil) }
}
