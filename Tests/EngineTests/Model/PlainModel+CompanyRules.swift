import Domain
import FactSchema
import RowSchema

@testable import TestModel

extension PlainModel {
  func judgeCompany(_ entry: inout Entry) -> Set<Refusal.Code> {
    (entry.subject, entry.version) = (state.company.id, state.company.version + 1)
    switch entry.fact.fact {
    case .companyConfigured(let fact):
      let clears = fact.clear == ["phoneRegion"]
      return clears != fact.hasPhoneRegion && (clears || ["GB", "DE"].contains(fact.phoneRegion)) ? [] : [.invalid]
    case .consentDefaultSet(let fact):
      return fact.consent == .granted || fact.consent == .withdrawn ? [] : [.invalid]
    default: return [.invalid]
    }
  }
}
