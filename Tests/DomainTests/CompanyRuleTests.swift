import Domain
import FactSchema
import SwiftProtobuf
import TestSupport
import Testing

@Suite struct `What holds for the company` {
  private let world = World()

  private func refuse(_ field: String, _ change: (inout CompanyConfigured) -> Void) {
    var fact = CompanyConfigured()
    change(&fact)
    world.expectRefusal(.invalid, field, of: .companyConfigured(fact))
  }

  private func accepts(_ change: (inout CompanyConfigured) -> Void) throws -> Bool {
    var fact = CompanyConfigured()
    change(&fact)
    return try world.decided(.companyConfigured(fact)).fact.companyConfigured == fact
  }

  @Test(arguments: ["en", "en-GB", "zh-Hant-TW", "gsw-CH", "es-419", "sr-Latn"])
  func `is a language with a script and a region, or without`(_ locale: String) throws {
    #expect(try accepts { $0.locale = locale })
  }

  @Test(arguments: ["e", "english", "en_GB", "EN-GB", "en-gb", "en-GB-", "en-GBR", "-GB", "en-GB-x", "é"])
  func `is no other locale`(_ locale: String) { refuse("locale") { $0.locale = locale } }

  @Test(arguments: ["01-01", "04-06", "12-28"]) func `begins its years on a day of every month`(_ day: String) throws {
    #expect(try accepts { $0.fiscalYearStart = day })
  }

  @Test(arguments: ["1-1", "00-01", "13-01", "02-29", "04-31", "01-00", "0401", "04/01", "04-1x", "2026-04-01"])
  func `begins them on no other`(_ day: String) { refuse("fiscalYearStart") { $0.fiscalYearStart = day } }

  @Test func `has a currency, a zone and a day with which weeks begin that there are`() throws {
    #expect(try accepts { ($0.currency, $0.timeZone, $0.weekStart) = ("EUR", "Asia/Kathmandu", .sunday) })
    refuse("currency") { $0.currency = "eur" }
    refuse("currency") { $0.currency = "EURO" }
    refuse("timeZone") { $0.timeZone = "Berlin" }
    refuse("timeZone") { $0.timeZone = "" }
    refuse("weekStart") { $0.weekStart = .unspecified }
    refuse("weekStart") { $0.weekStart = .UNRECOGNIZED(8) }
    refuse("clear") { _ in }
    refuse("timeZone") { ($0.timeZone, $0.clear) = ("UTC", ["timeZone"]) }
  }
}
