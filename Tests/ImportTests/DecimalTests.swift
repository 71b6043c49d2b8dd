import TestSupport
import Testing

@testable import Import

@Suite struct `A decimal number` {
  @Test(arguments: [
    (".", "0.99", "0.99"), (".", "1,234.50", "1234.50"), (".", "1 234.50", "1234.50"), (".", "1234.5", "1234.5"),
    (".", "12'345'678", "12345678"), (".", "-1,234", "-1234"), (".", "+7", "7"), (".", ".5", "0.5"), (".", "0", "0"),
    (",", "0,99", "0.99"), (",", "1.234,50", "1234.50"), (",", "1 234 567,8", "1234567.8"),
    (",", "1\u{A0}234,50", "1234.50"), (",", "12.345", "12345"), (",", "0001,5", "0001.5"),
  ])
  func `is read with its own mark and with digits in threes`(_ mark: String, _ text: String, _ number: String) throws {
    #expect(try Conversion("decimal \(mark)", Conversion.Settings()).apply(to: text) == number)
  }

  @Test(arguments: [
    (".", "0,99"), (".", "5,5,5"), (".", "99,90"), (".", "1,00"), (".", "1 234,50"), (",", "12.50"), (".", "0,123"),
    (",", "1,234.50"), (".", "1.234,5"), (".", "1234,567"), (".", "1,234 567"), (".", "1,23,456"), (".", "1.234.567"),
    (".", "1.5e3"), (".", "5."), (".", "."), (".", "-"), (".", "--5"), (".", "½"), (".", "٣"), (".", "1.234,567"),
    (".", ",123"), (".", "1,234,"), (".", "12.345,678"), (",", "1.50"), (",", "1.2345"), (".", "0x10"), (".", "inf"),
  ])
  func `whose marks may mean something else is refused`(_ mark: String, _ text: String) throws {
    let conversion = try Conversion("decimal \(mark)", Conversion.Settings())
    let error = #expect(throws: TemplateError.self) { try conversion.apply(to: text) }
    #expect(error?.description.hasPrefix("expected a number with '\(mark)' before its decimals") == true)
  }

  @Test(arguments: Array<UInt64>(1...50))
  func `written in groups of three is read as it was, and with another grouping refused`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let mark = seed % 2 == 0 ? "." : ","
    let group = seed % 2 == 0 ? "," : "."
    let whole = Int.random(in: 1000...9_999_999, using: &random)
    let cents = Int.random(in: 10...99, using: &random)
    var grouped = ""
    for (index, digit) in String(whole).reversed().enumerated() {
      if index > 0, index % 3 == 0 { grouped = group + grouped }
      grouped = String(digit) + grouped
    }
    let conversion = try Conversion("decimal \(mark)", Conversion.Settings())
    #expect(try conversion.apply(to: "\(grouped)\(mark)\(cents)") == "\(whole).\(cents)", "seed \(seed)")
    #expect(throws: TemplateError.self, "seed \(seed)") { try conversion.apply(to: "\(grouped)\(group)\(cents)") }
    #expect(throws: TemplateError.self, "seed \(seed)") { try conversion.apply(to: "0\(group)\(cents)0") }
  }
}
