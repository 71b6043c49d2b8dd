import FactSchema
import RowSchema
import SwiftProtobuf
import TestSupport

/// What contacts are, in detail, and what they are to the company.
extension RandomFacts {
  static let roles = ["customer", "vendor", "partner"]
  static let sources = ["erp", "shop"]

  mutating func standing(_ model: PlainModel, _ now: Int64) -> Fact.OneOf_Fact {
    let contact = id(.contact, model)
    let role = random.oneIn(20) ? "No Word" : random.pick(Self.roles)
    switch random.below(5) {
    case 0: return .contactArchived(.with { ($0.contact, $0.reason) = (contact, maybe("Moved away")) })
    case 1:
      let archived = model.state.contacts.values.filter(\.card.hasArchivedAt).map(\.card.id).sorted()
      let contact = archived.isEmpty || random.oneIn(6) ? contact : random.pick(archived)
      return .contactRestored(.with { $0.contact = contact })
    case 2:
      let held = model.state.contacts.values.filter { $0.roles.contains { $0.until == nil } }.map(\.card.id).sorted()
      let contact = held.isEmpty || random.oneIn(6) ? contact : random.pick(held)
      let role = model.state.contacts[contact]?.roles.first { $0.until == nil }?.role ?? role
      let until = random.oneIn(2) ? time(now) : nil
      return .contactRoleEnded(
        .with {
          ($0.contact, $0.role) = (contact, role)
          if let until { $0.until = stamp(until) }
        })
    default:
      let (since, until) = (random.oneIn(2) ? time(now) : nil, random.oneIn(3) ? time(now) : nil)
      return .contactRoleAssigned(
        .with {
          ($0.contact, $0.role) = (contact, role)
          if let since { $0.since = stamp(since) }
          if let until { $0.until = stamp(until) }
        })
    }
  }

  mutating func describe(_ fact: inout ContactCreated) {
    if random.oneIn(3) { fact.title = "Dr." }
    if random.oneIn(4) { (fact.jobTitle, fact.nickname) = ("Head of sales", "Addie") }
    if random.oneIn(3) { fact.birthday = day() }
    if random.oneIn(5) { fact.anniversary = day() }
    if random.oneIn(3) { fact.addresses = addresses() }
    if random.oneIn(5) { fact.websites = ["https://example.org", "example.com"] }
    if random.oneIn(5) { fact.handles = [handle()] }
    if random.oneIn(3) { fact.language = random.oneIn(20) ? "DEUTSCH" : random.pick(["de", "en-GB"]) }
    if random.oneIn(3) { fact.sourceIds = sourceIDs() }
    if random.oneIn(3) { fact.emailLabels = [random.pick(["work", "home"])] }
    if random.oneIn(6) { fact.phoneLabels = ["mobile", "mobile"] }
  }

  mutating func describe(_ fact: inout ContactDetailsChanged) {
    var made = ContactCreated()
    describe(&made)
    if !made.title.isEmpty { fact.title = made.title }
    if !made.jobTitle.isEmpty { (fact.jobTitle, fact.nickname) = (made.jobTitle, made.nickname) }
    if !made.birthday.isEmpty { fact.birthday = made.birthday }
    if !made.anniversary.isEmpty { fact.anniversary = made.anniversary }
    if !made.language.isEmpty { fact.language = made.language }
    (fact.addresses, fact.websites, fact.handles) = (made.addresses, made.websites, made.handles)
    (fact.sourceIds, fact.emailLabels, fact.phoneLabels) = (made.sourceIds, made.emailLabels, made.phoneLabels)
  }

  private mutating func day() -> String {
    random.oneIn(20) ? "1990-02-30" : random.pick(["1815-12-10", "--02-29", "1990-05-01"])
  }

  private mutating func addresses() -> [PostalAddress] {
    if random.oneIn(30) { return [PostalAddress()] }
    return [
      .with { ($0.label, $0.lines, $0.city) = ("home", ["12 Main Street"], random.pick(["Bath", "Ulm"])) },
      .with { ($0.postalCode, $0.country) = ("89073", random.oneIn(20) ? "XX" : "DE") },
    ]
  }

  private mutating func handle() -> Handle {
    .with { ($0.service, $0.name) = (random.oneIn(20) ? "" : "mastodon", "@ada") }
  }

  private mutating func sourceIDs() -> [SourceID] {
    var ids: [SourceID] = [.with { ($0.source, $0.id) = ("erp", "id-\(random.below(20))") }]
    if random.oneIn(2) {
      ids.append(.with { ($0.source, $0.id) = (random.oneIn(10) ? "erp" : "shop", "id-\(random.below(20))") })
    }
    return ids
  }
}
