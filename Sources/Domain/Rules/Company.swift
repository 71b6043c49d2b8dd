public import FactSchema
import RowSchema

extension Decider {
  mutating func companyConfigured(_ fact: inout CompanyConfigured) throws(Refusal) -> Draft {
    Draft(.companyConfigured(fact), about: context.company, version: try raisedVersion())
  }

  mutating func consentDefaultSet(_ fact: inout ConsentDefaultSet) throws(Refusal) -> Draft {
    let rows = try company().consentDefaults
    let stay = rows.filter { !Consents.isCovered($0, purpose: fact.purpose, channel: fact.channel) }
    guard stay.count < Bounds.consents else {
      throw .conflict(
        "the defaults of consent speak of \(rows.count) pairs of purpose and channel already; use * for all",
        field: "purpose", reason: .tooManyConsentDefaults, subject: context.company,
        version: try knowledge.version(of: context.company) ?? .zero)
    }
    return Draft(.consentDefaultSet(fact), about: context.company, version: try raisedVersion())
  }

  private func raisedVersion() throws(Refusal) -> Version {
    try knowledge.version(of: context.company)?.next ?? Version(1)
  }

  /// What holds for the whole company.
  func company() throws(Refusal) -> SubjectState.CompanyState {
    try knowledge.state(of: context.company)?.company ?? SubjectState.CompanyState()
  }

  /// The region that completes phones without `+`; not looked up where there are no phones.
  func usualRegion(of phones: [String]) throws(Refusal) -> String? {
    guard !phones.isEmpty else { return nil }
    let region = try company().phoneRegion
    return region.isEmpty ? nil : region
  }
}

// MARK: - What is known afterwards

extension Evolution {
  func company(_ content: Fact.OneOf_Fact) throws(Refusal) -> [RegistryChange] {
    var company = try before().company
    switch content {
    case .companyConfigured(let fact):
      if fact.hasPhoneRegion { company.phoneRegion = fact.phoneRegion }
      if fact.clear.contains("phoneRegion") { company.phoneRegion = "" }
      if let zone = fact.zoneSaid { company.timeZone = zone }
    case .consentDefaultSet(let fact):
      var row = SubjectState.ConsentState()
      row.purpose = fact.purpose
      row.channel = fact.channel
      row.granted = fact.consent == .granted
      row.position = position.value
      Consents.record(default: row, in: &company.consentDefaults)
    default: return []
    }
    return [state(.company(company))]
  }
}

extension CompanyConfigured {
  /// The time zone that it says, empty where it says that there is none; nil where it says nothing of it.
  public var zoneSaid: String? {
    if hasTimeZone { return timeZone }
    return clear.contains("timeZone") ? "" : nil
  }
}
