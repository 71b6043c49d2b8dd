import Domain
import FactSchema
import RowSchema
import SwiftProtobuf

/// What is known of addresses: which one a message goes to, and what was said of writing to it.
extension PlainModel {
  /// What somebody said of an address, or what became of a message to it.
  struct AddressWord {
    var position: UInt64
    var time: Int64
    var shown: Suppression

    var lifts: Bool { shown.cause == .lifted }
  }

  /// The one form of an address of the model's world; nil where it is none.
  static func normalForm(_ text: String, region: String) -> String? {
    if text.contains("@") { return text.split(separator: "@").count == 2 ? text.lowercased() : nil }
    let digits = text.filter(\.isNumber)
    guard digits.count > 6 else { return nil }
    if text.hasPrefix("+") { return "+" + digits }
    let codes = ["GB": "+44", "DE": "+49"]
    return codes[region].map { $0 + digits }
  }

  /// What goes to the contact by that channel goes there, where nothing else is said.
  func usualAddress(of contact: String, by channel: String) -> String? {
    guard let card = state.contacts[contact]?.card else { return nil }
    let text = channel == "email" ? card.emails.first : channel == "sms" ? card.phones.first : nil
    return text.flatMap { Self.normalForm($0, region: card.phoneRegion) }
  }

  /// The address that a fact is of; empty where it is of none.
  func address(of fact: Fact) -> String {
    let region = state.company.phoneRegion
    switch fact.fact {
    case .suppressionAdded(let fact): return Self.normalForm(fact.address, region: region) ?? ""
    case .suppressionLifted(let fact): return Self.normalForm(fact.address, region: region) ?? ""
    case .campaignSent(let fact):
      if !fact.address.isEmpty { return Self.normalForm(fact.address, region: region) ?? "" }
      return usualAddress(of: fact.contact, by: state.campaigns[fact.campaign]?.channel ?? "") ?? ""
    case .campaignResponseRecorded(let fact) where fact.response == .bounced || fact.response == .complained:
      let sent = log.last { entry in
        guard case .campaignSent(let sent) = entry.fact.fact, !isRetracted(entry) else { return false }
        return sent.campaign == fact.campaign && sent.contact == fact.contact
      }
      if let address = sent?.address, !address.isEmpty { return address }
      return usualAddress(of: fact.contact, by: state.campaigns[fact.campaign]?.channel ?? "") ?? ""
    default: return ""
    }
  }

  /// What holds of an address: of what was said since it was lifted last, up to a time, soft bounces from the third one on, and
  /// each kind once.
  func standing(on address: String, at time: Int64 = .max) -> [AddressWord] {
    let words = (state.words[address] ?? []).filter { $0.time <= time }.sorted { a, b in
      if a.time != b.time { return a.time < b.time }
      if a.lifts != b.lifts { return a.lifts }
      return a.position < b.position
    }
    let since = words.suffix(from: (words.lastIndex { $0.lifts } ?? -1) + 1)
    var standing: [AddressWord] = []
    for word in since {
      let isSoft = word.shown.cause == .softBounces
      let before = since.filter { $0.shown.cause == .softBounces }.prefix { $0.position != word.position }
      if isSoft && before.count < 2 { continue }
      let same = standing.contains {
        ($0.shown.cause, $0.shown.scope, $0.shown.channel) == (word.shown.cause, word.shown.scope, word.shown.channel)
      }
      if !same { standing.append(word) }
    }
    return standing
  }

  /// Whether something may be sent to the address.
  func mayReach(_ address: String, purpose: String, channel: String, at time: Int64) -> Bool {
    !standing(on: address, at: time).contains { word in
      (word.shown.channel.isEmpty || word.shown.channel == channel)
        && (purpose != "transactional" || word.shown.scope == .everything)
    }
  }

  /// What a card tells of a contact's addresses.
  func suppressions(of card: ContactCard) -> [Suppression] {
    var told: [Suppression] = []
    var seen: Set<String> = []
    for text in card.emails + card.phones {
      guard let address = Self.normalForm(text, region: card.phoneRegion), seen.insert(address).inserted else {
        continue
      }
      told += standing(on: address).map { word in
        var shown = word.shown
        if shown.address.isEmpty { shown.address = text }
        return shown
      }
    }
    return told
  }

  /// All that holds of any address, or of one, by position.
  func suppressions(on address: String? = nil) -> [Suppression] {
    let addresses = address.map { [$0] } ?? Array(state.words.keys)
    return addresses.flatMap { standing(on: $0) }.map(\.shown).sorted { $0.position < $1.position }
  }
}

extension PlainModel.State {
  /// What a fact says of its address.
  mutating func changeAddress(_ entry: PlainModel.Entry) {
    switch entry.fact.fact {
    case .suppressionAdded, .suppressionLifted:
      make(.suppression, entry.subject)
      suppressions[entry.subject] = entry.version
    default: break
    }
    guard let address = entry.address, !address.isEmpty else { return }
    var shown = Suppression()
    switch entry.fact.fact {
    case .suppressionAdded(let fact):
      (shown.address, shown.scope, shown.channel) = (fact.address, fact.scope, fact.channel)
      (shown.cause, shown.reason, shown.id) = (.added, fact.reason, entry.subject)
    case .suppressionLifted(let fact): (shown.address, shown.cause) = (fact.address, .lifted)
    case .campaignResponseRecorded(let fact):
      guard let card = contacts[entry.subject]?.card else { return }
      switch (fact.response, fact.bounce) {
      case (.bounced, .hard): (shown.cause, shown.scope) = (.hardBounce, .everything)
      case (.bounced, _): (shown.cause, shown.scope) = (.softBounces, .everything)
      case (.complained, _): (shown.cause, shown.scope) = (.complaint, .allButTransactional)
      default: return
      }
      shown.contact = entry.subject
      shown.address =
        (card.emails + card.phones).first { PlainModel.normalForm($0, region: card.phoneRegion) == address } ?? ""
    default: return
    }
    (shown.since, shown.position) = (stamp(entry.occurredAt), entry.position)
    words[address, default: []].append(.init(position: entry.position, time: entry.occurredAt, shown: shown))
  }
}

extension Fact {
  /// The same without what the daemon makes of addresses, which the model does not know.
  var withoutAddressKey: Fact {
    var fact = self
    switch fact.fact {
    case .campaignSent(var content):
      content.addressKey = ""
      fact.fact = .campaignSent(content)
    case .campaignResponseRecorded(var content):
      content.addressKey = ""
      fact.fact = .campaignResponseRecorded(content)
    case .suppressionAdded(var content):
      content.addressKey = ""
      fact.fact = .suppressionAdded(content)
    case .suppressionLifted(var content):
      content.addressKey = ""
      fact.fact = .suppressionLifted(content)
    default: break
    }
    return fact
  }
}
