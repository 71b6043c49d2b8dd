import Domain
import FactSchema
import RowSchema

@testable import TestModel

extension PlainModel {
  func judgeCompany(_ entry: inout Entry) -> Set<Refusal.Code> {
    (entry.subject, entry.version) = (state.company.id, state.company.version + 1)
    switch entry.fact.fact {
    case .companyConfigured(let fact):
      let given = [
        fact.hasPhoneRegion ? ["GB", "DE"].contains(fact.phoneRegion) : nil,
        fact.hasTimeZone ? !fact.timeZone.hasSuffix("Nowhere") : nil,
        fact.hasWeekStart ? fact.weekStart != .unspecified : nil,
        fact.hasFiscalYearStart ? ["04-06", "10-01"].contains(fact.fiscalYearStart) : nil,
        fact.hasLocale ? fact.locale != "english" : nil, fact.hasCurrency ? fact.currency != "euro" : nil,
      ].compactMap(\.self)
      return given.count + fact.clear.count == 1 && given.allSatisfy(\.self) ? [] : [.invalid]
    case .consentDefaultSet(let fact):
      return fact.consent == .granted || fact.consent == .withdrawn ? [] : [.invalid]
    default: return [.invalid]
    }
  }
}
