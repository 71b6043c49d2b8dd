import FactSchema
import RowSchema

extension Decider {
  mutating func suppressionAdded(_ fact: inout SuppressionAdded) throws(Refusal) -> Draft {
    let suppression = try newID(fact.suppression, .suppression, "suppression")
    fact.suppression = suppression.description
    if fact.scope == .unspecified { fact.scope = .everything }
    let key = try key(ofAddress: fact.address)
    fact.addressKey = try addressKey(key, saying: fact.addressKey)
    try checkRoom(of: key, "address", suppression)
    return Draft(.suppressionAdded(fact), about: suppression, version: Version(1))
  }

  mutating func suppressionLifted(_ fact: inout SuppressionLifted) throws(Refusal) -> Draft {
    let suppression = try newID(fact.suppression, .suppression, "suppression")
    fact.suppression = suppression.description
    let key = try key(ofAddress: fact.address)
    fact.addressKey = try addressKey(key, saying: fact.addressKey)
    try checkRoom(of: key, "address", suppression)
    return Draft(.suppressionLifted(fact), about: suppression, version: Version(1))
  }

  /// Where a message of a campaign goes: to the address that is said, else to the first of the contact's for that channel; nil
  /// where there is none. An address of the other kind than the channel's is refused.
  func destination(
    _ address: String, of contact: SubjectState.ContactState, by channel: String
  ) throws(Refusal) -> ExternalKey? {
    let kind = Address.Kind(channel: channel)
    guard !address.isEmpty else { return kind.flatMap(contact.address) }
    if let kind, Address.kind(of: address) != kind {
      throw .invalid(
        "address",
        "must be \(kind == .email ? "an e-mail address" : "a phone"), because the campaign goes by \(channel)")
    }
    return try key(ofAddress: address)
  }

  private func key(ofAddress text: String) throws(Refusal) -> ExternalKey {
    let isEmail = Address.kind(of: text) == .email
    let region = isEmail || PhoneNumber.isComplete(text) ? nil : try usualRegion(of: [text])
    guard let id = Address.id(of: text, region: region.flatMap(PhoneRegion.init)) else {
      throw .invalid(
        "address",
        isEmail
          ? "must be an e-mail address such as name@example.org"
          : "must be an e-mail address, or a phone number with + and its calling code unless the company has a phone region"
      )
    }
    return knowledge.key(of: id)
  }

  /// The key as the fact says it; another one that was said is refused.
  func addressKey(_ key: ExternalKey?, saying said: String) throws(Refusal) -> String {
    let digits = key?.digits ?? ""
    guard said.isEmpty || said == digits else {
      throw .invalid("addressKey", "must be left to the daemon, which makes it")
    }
    return digits
  }

  /// Refuses what is sent to an address where nothing is to be sent then.
  func checkSuppression(
    of address: ExternalKey?, of contact: SubjectID, _ state: SubjectState, to campaign: SubjectState.CampaignState
  ) throws(Refusal) {
    guard let address else { return }
    let words = try knowledge.words(onAddress: address)
    guard !words.isEmpty,
      let objection = Suppressions.objection(
        purpose: campaign.purpose, channel: campaign.channel, at: occurredAt, in: words)
    else { return }
    throw .conflict(
      "the address of \(contact) is suppressed since \(objection.position): \(Self.why(objection))", field: "contact",
      reason: .suppressed, subject: contact, version: state.unchanged, position: Position(objection.position))
  }

  private static func why(_ word: AddressState.Word) -> String {
    switch word.cause {
    case .hardBounce: "a message bounced for good"
    case .softBounces: "\(Suppressions.softBounces) messages bounced"
    case .complaint: "there was a complaint"
    case .erased: "somebody who had it was erased"
    default: "it was said that it is not to be written to"
    }
  }

  /// No more is said of an address than can be looked through at once.
  func checkRoom(of address: ExternalKey, _ field: String, _ subject: SubjectID) throws(Refusal) {
    let count = try knowledge.words(onAddress: address).count
    guard count >= Bounds.suppressionWords else { return }
    throw .conflict(
      "\(field): \(count) facts say already whether the address may be written to, and that is as many as there may be",
      field: field, reason: .tooManySuppressions, subject: subject)
  }
}

// MARK: - What is known afterwards

extension Evolution {
  func suppression(_ content: Fact.OneOf_Fact) throws(Refusal) -> [RegistryChange] {
    let known = state(.suppression(SubjectState.SuppressionState()))
    switch content {
    case .suppressionAdded(let fact):
      return [known] + (try say(.added, of: fact.addressKey, fact.scope, fact.channel))
    case .suppressionLifted(let fact): return [known] + (try say(.lifted, of: fact.addressKey))
    default: return [known]
    }
  }

  /// Says a word on an address; nothing where the fact does not name it.
  func say(
    _ cause: SuppressionCause, of address: String, _ scope: SuppressionScope = .unspecified, _ channel: String = ""
  ) throws(Refusal) -> [RegistryChange] {
    guard let key = ExternalKey(ofAddress: address) else { return [] }
    var words = try knowledge.words(onAddress: key)
    Suppressions.record(AddressState.Word(cause, at: occurredAt, position, scope, channel), in: &words)
    return [.address(key, words)]
  }
}

extension SubjectState.ContactState {
  /// Where what goes to such an address goes first; nil where it has none.
  func address(_ kind: Address.Kind) -> ExternalKey? {
    switch kind {
    case .email: hasEmail ? ExternalKey(.suppression, email) : nil
    case .phone: hasPhone ? ExternalKey(.suppression, phone) : nil
    }
  }

  /// Knows the first e-mail address of these.
  mutating func setEmail(_ emails: [String], _ knowledge: any Knowledge) {
    if let id = emails.first.flatMap(Address.email) { email = knowledge.key(of: id).stored } else { clearEmail() }
  }

  /// Knows the first phone of these.
  mutating func setPhone(_ phones: [String], _ region: String, _ knowledge: any Knowledge) {
    let id = phones.first.flatMap { Address.phone($0, region: PhoneRegion(region)) }
    if let id { phone = knowledge.key(of: id).stored } else { clearPhone() }
  }
}
