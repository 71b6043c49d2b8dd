import APISchema
import Domain
import FactSchema
import RowSchema
import SwiftProtobuf

/// What the daemon must answer, kept as plainly as can be: lists and dictionaries, written from the protocol's and the
/// figures' definitions.
struct PlainModel {
  /// A recorded fact.
  struct Entry {
    var position: UInt64
    var fact: Fact
    var subject: String
    /// What else it names or implies.
    var others: [String] = []
    var version: UInt64 = 0
    /// Microseconds since 1970, as all times here.
    var occurredAt: Int64
    var recordedAt: Int64
    var uid: UInt32
    var commandID = ""
    var correlationID = ""
    var causationID = ""
    /// The owner of the contact it is about or implies, when it was recorded.
    var owner = ""

    var type: String { fact.type?.name ?? "" }
    var subjects: [String] { [subject] + others }
  }

  struct Contact {
    var card: ContactCard
    /// The latest word on each pair.
    var consents: [ContactCard.Consent] = []
  }

  struct Deal {
    var card: DealCard
    var visits: [(stage: String, enteredAt: Int64, leftAt: Int64?)] = []
    /// As it was when the deal was closed last.
    var closed: (owner: String, day: Int32)?

    var value: Cash? { card.hasValue ? Cash(card.value) : nil }
    var isOpen: Bool { card.state == .open }
  }

  /// What decides about the next fact.
  struct State {
    var contacts: [String: Contact] = [:]
    var deals: [String: Deal] = [:]
    var tasks: [String: TaskCard] = [:]
    var orders: [String: OrderCard] = [:]
    var payments: [String: UInt64] = [:]
    var campaigns: [String: CampaignCard] = [:]
    var pipelines: [String: PipelineCard] = [:]
    /// By position: what retracted it.
    var retractions: [UInt64: UInt64] = [:]
    /// Ids in the order of their making, by kind.
    var made: [String: [String]] = [:]

    func version(_ id: String) -> UInt64 {
      contacts[id]?.card.version ?? deals[id]?.card.version ?? tasks[id]?.version ?? orders[id]?.version
        ?? payments[id] ?? campaigns[id]?.version ?? pipelines[id]?.version ?? 0
    }
  }

  var state = State()
  var log: [Entry] = []
  /// The places in the log of each contact's history.
  var histories: [String: [Int]] = [:]
  /// By uid and command id: what was asked and answered.
  var commands: [String: (request: RecordRequest, reply: RecordReply)] = [:]
  var lastRecordedAt = Int64.min

  var head: UInt64 { UInt64(log.count) }

  func isRetracted(_ entry: Entry) -> Bool { state.retractions[entry.position] != nil }

  /// The entries of a contact's history.
  func history(_ contact: String) -> [Entry] { (histories[contact] ?? []).map { log[$0] } }

  /// When somebody last met, spoke or wrote with the contact.
  func lastInteraction(_ contact: String) -> Int64? {
    interactions(contact).map(\.occurredAt).max()
  }

  /// Calls, e-mails, messages, letters, meetings and visits that count.
  func interactions(_ contact: String) -> [Entry] {
    history(contact).filter { Self.interactionTypes.contains($0.type) && !isRetracted($0) }
  }

  static let interactionTypes: Set<String> = [
    "CallLogged", "EmailLogged", "MessageLogged", "LetterLogged", "MeetingLogged", "VisitLogged",
  ]
  static let retractableTypes = interactionTypes.union([
    "NoteAdded", "OrderPlaced", "PaymentReceived", "CampaignSent", "CampaignResponseRecorded",
  ])

  // MARK: - Pipelines

  /// What is there until a pipeline is defined.
  static let builtIn = PipelineCard.with {
    $0.id = BuiltInPipeline.id.description
    $0.name = "sales"
    $0.stages = [("lead", 10), ("qualified", 25), ("proposal", 50), ("negotiation", 75)].map { word, probability in
      .with { ($0.stage, $0.probability) = (word, probability) }
    }
  }

  func pipeline(_ id: String) -> PipelineCard? {
    state.pipelines[id] ?? (id == Self.builtIn.id ? Self.builtIn : nil)
  }

  /// In the order of their first definition; the built-in one while there is no other, or deals are open in it.
  var pipelines: [PipelineCard] {
    var cards = (state.made["pipeline"] ?? []).compactMap { state.pipelines[$0] }
    let id = Self.builtIn.id
    if state.pipelines[id] == nil,
      cards.isEmpty || state.deals.values.contains(where: { $0.isOpen && $0.card.pipeline == id })
    {
      cards.append(Self.builtIn)
    }
    return cards
  }
}

/// An amount in the smallest unit of its currency.
struct Cash: Equatable {
  var currency: String
  var minor: Int128

  /// The digits after the point of the currencies that the model knows.
  static let digits = ["EUR": 2, "USD": 2, "JPY": 0, "KWD": 3]

  init(_ currency: String, _ minor: Int128) { (self.currency, self.minor) = (currency, minor) }

  /// Nil when it is no amount of a currency, or more than an amount may be; a sum may be any.
  init?(_ money: Money, isSum: Bool = false) {
    guard let digits = Self.digits[money.currency] else { return nil }
    let parts = money.amount.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard (1...2).contains(parts.count), parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(\.isNumber) }) else {
      return nil
    }
    var fraction = parts.count == 2 ? parts[1] : ""
    while fraction.count > digits, fraction.last == "0" { fraction.removeLast() }
    guard fraction.count <= digits else { return nil }
    fraction += String(repeating: "0", count: digits - fraction.count)
    guard let minor = Int128(parts[0] + fraction), isSum || minor <= 100_000_000_000_000_000 else { return nil }
    self.init(money.currency, minor)
  }

  var money: Money {
    let digits = Self.digits[currency] ?? 0
    var text = String(minor)
    if digits > 0 {
      text = String(repeating: "0", count: max(0, digits + 1 - text.count)) + text
      text.insert(".", at: text.index(text.endIndex, offsetBy: -digits))
    }
    return .with { ($0.currency, $0.amount) = (currency, text) }
  }

  /// Sums by currency, in the order of the codes.
  static func sums(_ amounts: [Cash]) -> [Cash] {
    var sums: [String: Int128] = [:]
    for amount in amounts { sums[amount.currency, default: 0] += amount.minor }
    return sums.sorted { $0.key < $1.key }.map { Cash($0.key, $0.value) }
  }
}

/// Microseconds since 1970 as protobuf has them.
func stamp(_ microseconds: Int64) -> Google_Protobuf_Timestamp {
  var seconds = microseconds / 1_000_000
  if microseconds % 1_000_000 < 0 { seconds -= 1 }
  return .with {
    $0.seconds = seconds
    $0.nanos = Int32(microseconds - seconds * 1_000_000) * 1_000
  }
}

func microseconds(_ time: Google_Protobuf_Timestamp) -> Int64 { time.seconds * 1_000_000 + Int64(time.nanos) / 1_000 }

/// The number of the day, from 1970-01-01, in UTC.
func dayNumber(_ microseconds: Int64) -> Int32 {
  Int32(microseconds >= 0 ? microseconds / 86_400_000_000 : (microseconds + 1) / 86_400_000_000 - 1)
}
