import APISchema
import FactSchema
import RowSchema
import SwiftProtobuf

/// What is known of a contact, for a person.
enum ContactText {
  /// A whole card: its fields, and what holds for it since when.
  static func show(_ card: ContactCard, _ console: Console) {
    let name = Show.personal(card.name, "name", card.denied, card.erased)
    console.line(console.styled(DisplayText.safe(name), .bold))
    console.fields(fields(card))
    for role in card.roles {
      console.line("role  \(role.role)\(span(role.hasSince, role.since, role.hasUntil, role.until))")
    }
    for membership in card.memberships where membership.hasSince || membership.hasUntil {
      let span = span(membership.hasSince, membership.since, membership.hasUntil, membership.until)
      console.line("member of  \(membership.organization)\(span)")
    }
    for consent in card.consents {
      console.line(
        "consent  \(consent.purpose) by \(consent.channel): " + word(consent, console)
          + " since \(Show.date(consent.since))" + ground(consent))
    }
    for suppression in card.suppressions {
      let (what, why) = SuppressionCommand.words(suppression)
      let address = Show.personal(suppression.address, "address", suppression.denied)
      console.line(
        "suppressed  \(DisplayText.safe(address)): \(what) since \(Show.date(suppression.since))"
          + (why.isEmpty ? "" : ", \(DisplayText.safe(why))"))
    }
  }

  /// The fields of a card; those that are empty are left out when they are shown.
  static func fields(_ card: ContactCard) -> [(name: String, value: String)] {
    func personal(_ text: String, _ field: String) -> String { Show.personal(text, field, card.denied, card.erased) }
    let orders =
      Figures.grouped(Int64(card.ordersCount)) + (card.ordersTotal.isEmpty ? "" : "  ") + Show.money(card.ordersTotal)
    return [
      ("id", card.id), ("kind", Show.word(card.kind)), ("title", personal(card.title, "title")),
      ("job", personal(card.jobTitle, "jobTitle")), ("nickname", personal(card.nickname, "nickname")),
      ("e-mail", personal(labelled(card.emails, card.emailLabels), "emails")),
      ("phone", personal(labelled(card.phones, card.phoneLabels), "phones")),
      ("address", personal(card.addresses.map(line).joined(separator: "; "), "addresses")),
      ("website", personal(Show.list(card.websites), "websites")),
      ("handle", personal(card.handles.map { "\($0.service): \($0.name)" }.joined(separator: ", "), "handles")),
      ("birthday", personal(card.birthday, "birthday")), ("anniversary", personal(card.anniversary, "anniversary")),
      ("language", card.language), ("organization", card.organization), ("owner", card.owner),
      ("tags", Show.list(card.tags)), ("source", card.source), ("referrer", card.referrer),
      ("external id", personal(card.externalID, "externalId")),
      ("ids", personal(card.sourceIds.map { "\($0.source): \($0.id)" }.joined(separator: ", "), "sourceIds")),
      ("created", Show.time(card.createdAt)), ("archived", card.hasArchivedAt ? Show.date(card.archivedAt) : ""),
      ("erased", card.hasErasedAt ? Show.date(card.erasedAt) : ""),
      ("last contact", card.hasLastInteractionAt ? Show.time(card.lastInteractionAt) : "never"),
      ("interactions", Figures.grouped(Int64(card.interactionCount))),
      ("open deals", Figures.grouped(Int64(card.openDeals))), ("orders", orders), ("version", String(card.version)),
    ]
  }

  /// Each with its label, where it has one.
  private static func labelled(_ texts: [String], _ labels: [String]) -> String {
    texts.enumerated().map { place, text in place < labels.count ? "\(text) (\(labels[place]))" : text }
      .joined(separator: ", ")
  }

  private static func line(_ address: PostalAddress) -> String {
    let town = [address.postalCode, address.city].filter { !$0.isEmpty }.joined(separator: " ")
    let parts = address.lines + [town, address.region, address.country]
    let text = parts.filter { !$0.isEmpty }.joined(separator: ", ")
    return address.label.isEmpty ? text : "\(text) (\(address.label))"
  }

  /// Since when and until when something holds, as far as it has such.
  static func span(
    _ hasSince: Bool, _ since: Google_Protobuf_Timestamp, _ hasUntil: Bool, _ until: Google_Protobuf_Timestamp
  ) -> String {
    (hasSince ? " since \(Show.date(since))" : "") + (hasUntil ? " until \(Show.date(until))" : "")
  }

  /// A moment as a person gives it: a date stands for its beginning, as it does in facts that say since when something holds.
  static func moment(_ text: String, _ option: String) throws -> Google_Protobuf_Timestamp {
    let bound = try TimeBounds.from(text, option)
    if let time = bound.time { return time }
    guard let day = bound.day, let time = try? Google_Protobuf_Timestamp(jsonString: "\"\(day)T00:00:00Z\"") else {
      throw CommandFailure(.usage, "\(option) takes a date or a time such as 2026-03-01T09:30:00Z")
    }
    return time
  }

  static func word(_ consent: ContactCard.Consent, _ console: Console) -> String {
    if consent.ended { return console.styled("ended", .red) }
    return consent.granted ? console.styled("granted", .green) : console.styled("withdrawn", .red)
  }

  /// On what ground one that was granted stands, and until when.
  static func ground(_ consent: ContactCard.Consent) -> String {
    guard consent.granted else { return "" }
    let basis =
      switch consent.basis {
      case .consent, .unspecified, .UNRECOGNIZED: ""
      case .contract: ", by contract"
      case .legitimateInterest: ", by legitimate interest"
      case .existingCustomer: ", as a customer"
      }
    let until = consent.hasUntilAt ? Show.time(consent.untilAt) : consent.untilOn
    return basis + (until.isEmpty ? "" : ", until \(until)")
  }
}
