import Domain
import FactSchema
import SwiftProtobuf
import TestSupport

/// What the read models should say, worked out from the events in the plainest way.
struct Oracle {
  struct Card: Equatable {
    var interactions = 0
    var last: Instant?
    var openDeals = 0
    var orders = 0
    var totals: [String: Int128] = [:]
  }

  struct Cell: Hashable {
    var metric: String
    var day: Int32
    var owner: String
  }

  var cards: [SubjectID: Card] = [:]
  /// Counts by metric, day and owner.
  var counts: [Cell: Int64] = [:]
  /// Minor units by metric and currency.
  var sums: [String: [String: Int128]] = [:]
  /// What stands of each campaign and contact: how many messages, at 0, and of each response.
  var mail: [SubjectID: [SubjectID: [Int: Int]]] = [:]

  private struct Deal {
    var owner = ""
    var value: Amount?
    var closed: (day: Int32, isWon: Bool, owner: String, value: Amount?)?
  }

  init(_ world: World) {
    var owners: [SubjectID: String] = [:]
    var deals: [SubjectID: Deal] = [:]
    var customerDays: Set<[String]> = []
    for event in world.events {
      let header = event.header
      let contact =
        header.subject.kind == .contact ? header.subject : header.otherSubjects.first { $0.kind == .contact }
      changeDeal(event, &deals, contact)
      if case .contactCreated(let fact) = event.fact.fact {
        owners[header.subject] = fact.owner
        cards[header.subject] = Card()
        count("contacts.created", header, fact.owner)
      }
      if case .contactDetailsChanged(let fact) = event.fact.fact {
        if fact.hasOwner { owners[header.subject] = fact.owner }
        if fact.clear.contains("owner") { owners[header.subject] = "" }
      }
      guard world.retraction(of: header.position) == nil, let contact else { continue }
      let owner = owners[contact] ?? ""
      interaction(event, contact, owner)
      trade(event, contact, owner, &customerDays)
    }
    for deal in deals.values {
      guard let closed = deal.closed else { continue }
      counts[
        Cell(metric: closed.isWon ? "deals.won" : "deals.lost", day: closed.day, owner: closed.owner), default: 0] += 1
      if closed.isWon, let value = closed.value { add(value, to: "deals.wonValue") }
    }
    counts = counts.filter { $0.value != 0 }
  }

  private mutating func count(_ metric: String, _ header: EventHeader, _ owner: String, _ by: Int64 = 1) {
    counts[Cell(metric: metric, day: header.occurredAt.day, owner: owner), default: 0] += by
  }

  private mutating func add(_ amount: Amount, to metric: String) {
    sums[metric, default: [:]][amount.currency.description, default: 0] += Int128(amount.minorUnits)
  }

  private mutating func interaction(_ event: RecordedEvent, _ contact: SubjectID, _ owner: String) {
    let header = event.header
    guard let type = event.fact.type, type.isInteraction else { return }
    cards[contact]?.interactions += 1
    let last = cards[contact]?.last ?? header.occurredAt
    cards[contact]?.last = max(last, header.occurredAt)
    count("interactions.logged", header, owner)
    if case .emailLogged = event.fact.fact { count("emails.logged", header, owner) }
    if case .callLogged(let fact) = event.fact.fact {
      count("calls.logged", header, owner)
      count("calls.seconds", header, owner, fact.durationSeconds)
    }
  }

  private mutating func trade(
    _ event: RecordedEvent, _ contact: SubjectID, _ owner: String, _ customerDays: inout Set<[String]>
  ) {
    let header = event.header
    switch event.fact.fact {
    case .orderPlaced(let fact):
      guard let amount = Amount(fact.total) else { return }
      cards[contact]?.orders += 1
      cards[contact]?.totals[amount.currency.description, default: 0] += Int128(amount.minorUnits)
      count("orders.count", header, owner)
      count("orders.items", header, owner, fact.itemCount)
      add(amount, to: "orders.revenue")
      if customerDays.insert([contact.description, "\(header.occurredAt.day)"]).inserted {
        counts[Cell(metric: "orders.customerDays", day: header.occurredAt.day, owner: ""), default: 0] += 1
      }
    case .paymentReceived(let fact):
      if let amount = Amount(fact.amount) { add(amount, to: "payments.received") }
    case .campaignSent(let fact):
      if let campaign = SubjectID(fact.campaign) {
        mail[campaign, default: [:]][contact, default: [:]][0, default: 0] += 1
      }
    case .campaignResponseRecorded(let fact):
      if let campaign = SubjectID(fact.campaign) {
        mail[campaign, default: [:]][contact, default: [:]][fact.response.rawValue, default: 0] += 1
      }
    default: break
    }
  }

  private mutating func changeDeal(_ event: RecordedEvent, _ deals: inout [SubjectID: Deal], _ contact: SubjectID?) {
    let header = event.header
    var deal = deals[header.subject] ?? Deal()
    switch event.fact.fact {
    case .dealOpened(let fact):
      deal.owner = fact.owner
      deal.value = fact.hasValue ? Amount(fact.value) : nil
      count("deals.opened", header, fact.owner)
      if let contact { cards[contact]?.openDeals += 1 }
    case .dealRevised(let fact):
      if fact.hasOwner { deal.owner = fact.owner }
      if fact.hasValue { deal.value = Amount(fact.value) }
    case .dealWon, .dealLost:
      var isWon = false
      if case .dealWon(let fact) = event.fact.fact {
        isWon = true
        if fact.hasValue { deal.value = Amount(fact.value) }
      }
      deal.closed = (header.occurredAt.day, isWon, deal.owner, deal.value)
      if let contact { cards[contact]?.openDeals -= 1 }
    case .dealReopened:
      deal.closed = nil
      if let contact { cards[contact]?.openDeals += 1 }
    default: return
    }
    deals[header.subject] = deal
  }
}
