import APISchema
import Domain
import FactSchema
import RowSchema
import SwiftProtobuf

/// The figures, each worked out from all facts anew.
extension PlainModel {
  /// One thing that a figure counts.
  private struct Sample {
    var day: Int32?
    var words: [String: String]
    var count = 1
    var quantity: Int64 = 0
    var amount: Cash?
    var isWon = false
    /// Who recorded it, and for whom where that was said.
    var uid: UInt32?
    var actor: String?
  }

  /// A metric's name, what its points hold, and by what it can be asked.
  struct Figure: Sendable {
    enum Holds: Sendable { case count, quantity, amounts, rate }
    var name: String
    var holds: Holds
    var dimensions: [String]
  }

  static let figures: [Figure] = [
    Figure(name: "contacts.created", holds: .count, dimensions: ["owner", "actor", "source"]),
    Figure(name: "calls.logged", holds: .count, dimensions: ["owner", "actor", "direction", "outcome"]),
    Figure(name: "calls.seconds", holds: .quantity, dimensions: ["owner", "actor", "direction", "outcome"]),
    Figure(name: "emails.logged", holds: .count, dimensions: ["owner", "actor", "direction", "channel"]),
    Figure(
      name: "interactions.logged", holds: .count,
      dimensions: ["owner", "actor", "type", "direction", "channel", "outcome"]),
    Figure(name: "deals.opened", holds: .count, dimensions: ["owner", "actor", "pipeline", "stage"]),
    Figure(name: "deals.won", holds: .count, dimensions: ["owner", "actor", "pipeline"]),
    Figure(name: "deals.lost", holds: .count, dimensions: ["owner", "actor", "pipeline", "reason"]),
    Figure(name: "deals.wonValue", holds: .amounts, dimensions: ["owner", "actor", "pipeline"]),
    Figure(name: "deals.winRate", holds: .rate, dimensions: ["owner", "actor", "pipeline"]),
    Figure(name: "pipeline.open", holds: .amounts, dimensions: ["pipeline", "stage"]),
    Figure(name: "pipeline.weighted", holds: .amounts, dimensions: ["pipeline", "stage"]),
    Figure(name: "campaigns.sent", holds: .count, dimensions: ["actor", "campaign", "channel"]),
    Figure(name: "campaigns.hardBounces", holds: .count, dimensions: ["actor", "campaign", "channel"]),
    Figure(name: "campaigns.softBounces", holds: .count, dimensions: ["actor", "campaign", "channel"]),
    Figure(name: "campaigns.cost", holds: .amounts, dimensions: ["campaign", "channel"]),
    Figure(name: "orders.count", holds: .count, dimensions: ["owner", "actor"]),
    Figure(name: "orders.items", holds: .quantity, dimensions: ["owner", "actor"]),
    Figure(name: "orders.customerDays", holds: .count, dimensions: ["owner"]),
    Figure(name: "orders.revenue", holds: .amounts, dimensions: ["owner", "actor"]),
    Figure(name: "payments.received", holds: .amounts, dimensions: ["owner", "actor"]),
  ]

  /// The points of a figure between two days, by a period and by words; without either, one for all. With all periods up to
  /// the day of `now` at least, where that is given.
  func points(
    _ figure: Figure, period: String?, words: [String], days: ClosedRange<Int32>, filledTo now: Int64? = nil,
    actor: (UInt32) -> Actor
  ) -> [MetricsQueryReply.Point] {
    var groups: [[String]: [Sample]] = period == nil && words.isEmpty ? [[""]: []] : [:]
    var samples = samples(figure.name).filter { $0.day.map(days.contains) ?? true }
    for index in samples.indices {
      if let uid = samples[index].uid { samples[index].words["actor"] = samples[index].actor ?? actor(uid).name }
    }
    for sample in samples {
      let at = period.flatMap { period in sample.day.map { start(of: period, $0) } } ?? ""
      groups[[at] + words.map { sample.words[$0] ?? "" }, default: []].append(sample)
    }
    if let period, let now {
      let known = samples.compactMap(\.day)
      let today = PlainZone.day(state.company.timeZone, now)
      let last = days.upperBound == .max ? max(today, known.max() ?? today) : days.upperBound
      let first = days.lowerBound == .min ? known.min() ?? .max : days.lowerBound
      let starts = first > last ? [] : Set((first...last).map { start(of: period, $0) })
      for key in words.isEmpty ? [[]] : Set(groups.keys.map { Array($0.dropFirst()) }) {
        // A currency that the words have is there in every period, with nothing where there is nothing.
        let mine = groups.filter { Array($0.key.dropFirst()) == key }.values.joined().compactMap(\.amount)
        let nothing = Set(mine.map(\.currency)).map { currency in
          Sample(words: [:], count: 0, amount: Cash(currency, 0))
        }
        for start in starts { groups[[start] + key, default: []] += nothing }
      }
    }
    return groups.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { key, samples in
      var point = MetricsQueryReply.Point()
      if !key[0].isEmpty { point.at = key[0] }
      let count = samples.reduce(0) { $0 + $1.count }
      switch figure.holds {
      case .count: point.value = Double(count)
      case .quantity: point.value = Double(samples.reduce(0) { $0 + $1.quantity })
      case .rate: if count > 0 { point.value = Double(samples.count { $0.isWon }) / Double(count) }
      case .amounts: point.amounts = Cash.sums(samples.compactMap(\.amount)).map(\.money)
      }
      if !words.isEmpty { point.key = Self.key(words, Array(key.dropFirst())) }
      return point
    }
  }

  private static func key(_ names: [String], _ words: [String]) -> MetricsQueryReply.Key {
    .with { key in
      for (name, word) in zip(names, words) {
        switch name {
        case "owner": key.owner = word
        case "actor": key.actor = word
        case "channel": key.channel = word
        case "source": key.source = word
        case "direction": key.direction = word
        case "outcome": key.outcome = word
        case "pipeline": key.pipeline = word
        case "stage": key.stage = word
        case "reason": key.reason = word
        case "campaign": key.campaign = word
        default: key.type = word
        }
      }
    }
  }

  private func samples(_ name: String) -> [Sample] {
    switch name {
    case "deals.won", "deals.lost", "deals.wonValue", "deals.winRate": closedDeals(name)
    case "pipeline.open", "pipeline.weighted": openValues(isWeighted: name == "pipeline.weighted")
    case "orders.customerDays": customerDays()
    default: log.filter { !isRetracted($0) }.compactMap { sample(name, $0) }
    }
  }

  private func sample(_ name: String, _ entry: Entry) -> Sample? {
    var sample = Sample(day: day(of: entry), words: ["owner": entry.owner], uid: entry.uid)
    switch (name, entry.fact.fact) {
    case ("contacts.created", .contactCreated(let fact)): sample.words["source"] = fact.source
    case ("deals.opened", .dealOpened(let fact)):
      sample.words = ["owner": fact.owner, "pipeline": fact.pipeline, "stage": fact.stage]
    case ("campaigns.sent", .campaignSent(let fact)):
      sample.words = ["campaign": fact.campaign, "channel": state.campaigns[fact.campaign]?.channel ?? ""]
    case ("campaigns.hardBounces", .campaignResponseRecorded(let fact)),
      ("campaigns.softBounces", .campaignResponseRecorded(let fact)):
      guard fact.response == .bounced, (fact.bounce == .hard) == (name == "campaigns.hardBounces") else { return nil }
      sample.words = ["campaign": fact.campaign, "channel": state.campaigns[fact.campaign]?.channel ?? ""]
    case ("campaigns.cost", .campaignCostRecorded(let fact)):
      sample.day = Self.day(fact.on)
      sample.words = ["campaign": fact.campaign, "channel": state.campaigns[fact.campaign]?.channel ?? ""]
      sample.amount = Cash(fact.amount)
    case ("orders.count", .orderPlaced(let fact)), ("orders.items", .orderPlaced(let fact)),
      ("orders.revenue", .orderPlaced(let fact)):
      (sample.quantity, sample.amount) = (fact.itemCount, Cash(fact.total))
    case ("payments.received", .paymentReceived(let fact)): sample.amount = Cash(fact.amount)
    case ("calls.logged", .callLogged), ("calls.seconds", .callLogged), ("emails.logged", .emailLogged),
      ("interactions.logged", _):
      guard Self.interactionTypes.contains(entry.type) else { return nil }
      describe(entry, &sample)
    default: return nil
    }
    return sample
  }

  private func describe(_ entry: Entry, _ sample: inout Sample) {
    func direction(_ direction: Direction) -> String { direction == .inbound ? "INBOUND" : "OUTBOUND" }
    sample.actor = Self.onBehalfOf(entry.fact)
    sample.words["type"] = entry.type
    switch entry.fact.fact {
    case .callLogged(let fact):
      sample.quantity = fact.durationSeconds
      sample.words["direction"] = direction(fact.direction)
      sample.words["channel"] = "phone"
      sample.words["outcome"] = fact.outcome
    case .emailLogged(let fact):
      (sample.words["direction"], sample.words["channel"]) = (direction(fact.direction), fact.channel)
    case .messageLogged(let fact):
      (sample.words["direction"], sample.words["channel"]) = (direction(fact.direction), fact.channel)
    case .letterLogged(let fact):
      (sample.words["direction"], sample.words["channel"]) = (direction(fact.direction), fact.channel)
    case .meetingLogged: sample.words["channel"] = "meeting"
    default: sample.words["channel"] = "visit"
    }
  }

  private static func onBehalfOf(_ fact: Fact) -> String? {
    let login =
      switch fact.fact {
      case .callLogged(let fact): fact.onBehalfOf
      case .emailLogged(let fact): fact.onBehalfOf
      case .messageLogged(let fact): fact.onBehalfOf
      case .letterLogged(let fact): fact.onBehalfOf
      case .meetingLogged(let fact): fact.onBehalfOf
      case .visitLogged(let fact): fact.onBehalfOf
      default: ""
      }
    return login.isEmpty ? nil : login
  }

  /// Only the last outcome counts, and none of a deal that is open again.
  private func closedDeals(_ name: String) -> [Sample] {
    state.deals.values.compactMap { deal in
      guard let closed = deal.closed else { return nil }
      let isWon = deal.card.state == .won
      if name != "deals.winRate", isWon != (name != "deals.lost") { return nil }
      return Sample(
        day: PlainZone.day(state.company.timeZone, closed),
        words: ["owner": deal.card.owner, "pipeline": deal.card.pipeline, "reason": deal.card.reason],
        amount: deal.value, isWon: isWon, uid: closing(of: deal)?.uid)
    }
  }

  /// What closed the deal last.
  private func closing(of deal: Deal) -> Entry? {
    log.last { $0.subject == deal.card.id && ["DealWon", "DealLost"].contains($0.type) && !isRetracted($0) }
  }

  private func openValues(isWeighted: Bool) -> [Sample] {
    var samples: [Sample] = []
    for card in pipelines {
      for stage in board(card) {
        for money in isWeighted ? stage.weighted : stage.totals {
          samples.append(
            Sample(day: nil, words: ["pipeline": card.id, "stage": stage.stage], amount: Cash(money, isSum: true)))
        }
      }
    }
    return samples
  }

  /// Distinct pairs of a contact and a day, under the owner at the first order that counts.
  private func customerDays() -> [Sample] {
    var seen: Set<[String]> = []
    return log.filter { $0.type == "OrderPlaced" && !isRetracted($0) }.compactMap { entry in
      let day = day(of: entry)
      guard seen.insert(entry.contacts.prefix(1) + [String(day)]).inserted else { return nil }
      return Sample(day: day, words: ["owner": entry.owner])
    }
  }

  // MARK: - The calendar

  /// The day of the company's calendar.
  private func day(of entry: Entry) -> Int32 {
    entry.isOfDay ? dayNumber(entry.occurredAt) : PlainZone.day(state.company.timeZone, entry.occurredAt)
  }

  /// The first day of the period, as a date: goes back day by day to one with which such a period begins.
  private func start(of period: String, _ day: Int32) -> String {
    let first = state.company.fiscalYearStart.isEmpty ? "01-01" : state.company.fiscalYearStart
    var day = day
    while !begins(period, day, first) { day -= 1 }
    return Self.text(day)
  }

  private func begins(_ period: String, _ day: Int32, _ fiscal: String) -> Bool {
    let (_, month, date) = Self.civil(day)
    switch period {
    case "year": return (month, date) == (1, 1)
    case "quarter": return date == 1 && month % 3 == 1
    case "month": return date == 1
    case "week":
      // 1970-01-01 was a Thursday.
      let weekday = ((Int(day) + 3) % 7 + 7) % 7
      return weekday == max(0, state.company.weekStart.rawValue - 1)
    case "fiscalYear", "fiscalQuarter":
      guard date == Int(fiscal.suffix(2)) else { return false }
      let passed = (month - (Int(fiscal.prefix(2)) ?? 1) + 12) % 12
      return passed == 0 || period == "fiscalQuarter" && passed % 3 == 0
    default: return true
    }
  }

  static func text(_ day: Int32) -> String {
    let (year, month, date) = civil(day)
    return text(year, month, date)
  }

  /// The number of a date's day, from 1900 to 2199.
  static func day(_ date: String) -> Int32 {
    var (first, last) = (-25_567 as Int32, 84_006 as Int32)
    while first < last {
      let middle = first + (last - first) / 2
      if text(middle) < date { first = middle + 1 } else { last = middle }
    }
    return first
  }

  private static func text(_ year: Int, _ month: Int, _ date: Int) -> String {
    func padded(_ number: Int, _ count: Int) -> String {
      String(repeating: "0", count: max(0, count - String(number).count)) + String(number)
    }
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(date, 2))"
  }

  /// Counts the days off year by year and month by month.
  private static func civil(_ day: Int32) -> (Int, Int, Int) {
    var year = 1970
    var rest = Int(day)
    func length(_ year: Int) -> Int { isLeap(year) ? 366 : 365 }
    while rest < 0 {
      year -= 1
      rest += length(year)
    }
    while rest >= length(year) {
      rest -= length(year)
      year += 1
    }
    var month = 1
    let lengths = [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    while rest >= lengths[month - 1] {
      rest -= lengths[month - 1]
      month += 1
    }
    return (year, month, rest + 1)
  }

  private static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }
}
