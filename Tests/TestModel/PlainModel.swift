import Domain
import FactSchema
import RowSchema
import SwiftProtobuf

/// What the queries must answer about the facts that it was fed, kept as plainly as can be: lists and dictionaries,
/// written from the protocol's and the figures' definitions.
///
/// It judges nothing: whoever feeds it has had the facts accepted, by the rules or by a judge of its own.
struct PlainModel {
  /// A recorded fact, in the form in which it is kept.
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
    /// Which of the facts of its command it is, and how many there are.
    var index = 0
    var count = 1
    /// Whether the daemon recorded it of its own.
    var isOfDaemon = false
    /// Whether it was told as a date.
    var isOfDay = false
    /// The owner of the contact that it counts for, when it occurred, as was known when it was recorded; set by the model.
    var owner = ""
    /// The one form of the address that it is of, as was known when it was recorded, empty where it is of none; set by the model.
    var address: String?

    /// Whether it holds from the beginning.
    var isInitial: Bool { isOfDaemon && causationID == "initial" }
    var type: String { fact.type?.name ?? "" }
    var subjects: [String] { [subject] + others }
    /// Those that it is about or implies, the first being whom it counts for.
    var contacts: [String] { subjects.filter { $0.hasPrefix("contact_") } }
  }

  struct Contact {
    var card: ContactCard
    /// All that it said of being written to, in the order of the log.
    var words: [ContactCard.Consent] = []
    /// Whose it was said to be, and when, in the order of the log.
    var owners: [(time: Int64, login: String)] = []
    /// What organization it was said to have, or none, from when on; the first one from the beginning.
    var organizations: [(organization: String, since: Int64, position: UInt64)] = []
    var relationships: [Relationship] = []
    /// Who was said to refer to it, likewise.
    var referrers: [(organization: String, since: Int64, position: UInt64)] = []
    var roles: [(role: String, since: Int64, until: Int64?)] = []
    /// The organization that was said last, whenever that holds.
    var saidOrganization = ""
  }

  struct Relationship {
    var id: String
    var kind: String
    var to: String
    var since: Int64
    var until: Int64?
  }

  struct Deal {
    var card: DealCard
    var openedAt: Int64 = 0
    var visits: [(stage: String, pipeline: String, enteredAt: Int64, leftAt: Int64?)] = []
    /// When the deal was closed last.
    var closed: Int64?

    var value: Cash? { card.hasValue ? Cash(card.value) : nil }
    var isOpen: Bool { card.state == .open }
    /// Its contact, and those who were added to it.
    var people: Set<String> { Set([card.contact] + card.contacts.map(\.contact)) }
  }

  /// What stands after the last fact.
  struct State {
    var contacts: [String: Contact] = [:]
    var deals: [String: Deal] = [:]
    var tasks: [String: TaskCard] = [:]
    /// By what rule tasks come again, and when they were done before.
    var series: [String: PlainSeries] = [:]
    var occurrences: [String: [TaskOccurrence]] = [:]
    var orders: [String: OrderCard] = [:]
    /// Their versions.
    var payments: [String: UInt64] = [:]
    var suppressions: [String: UInt64] = [:]
    /// What was said of addresses, by their one form, in the order of the log.
    var words: [String: [AddressWord]] = [:]
    var campaigns: [String: CampaignCard] = [:]
    var pipelines: [String: PipelineCard] = [:]
    /// What the daemon brought; nil before the first fact.
    var builtIn: PipelineCard?
    var company = CompanyCard()
    var users: [String: UserCard] = [:]
    var teams: [String: TeamCard] = [:]
    /// By position: what retracted it, where it does not stand.
    var retractions: [UInt64: UInt64] = [:]
    /// Those that what retracted them says to have restored consent.
    var restored: Set<UInt64> = []
    /// What was made and does not stand: ids that are not free.
    var fallen: Set<String> = []
    /// Orders and payments whose placing or receipt does not stand: their ids are not free.
    var fallenOrders: [String: OrderCard] = [:]
    var fallenPayments: [String: UInt64] = [:]
    /// Ids in the order of their making, by kind.
    var made: [String: [String]] = [:]

    func version(_ id: String) -> UInt64 {
      if id == company.id { return company.version }
      return contacts[id]?.card.version ?? deals[id]?.card.version ?? tasks[id]?.version ?? orders[id]?.version
        ?? payments[id] ?? suppressions[id] ?? campaigns[id]?.version ?? pipelines[id]?.version ?? users[id]?.version
        ?? teams[id]?.version ?? fallenOrders[id]?.version ?? fallenPayments[id] ?? 0
    }
  }

  private(set) var state = State()
  /// Whether what is judged was refused, for where the model does not say.
  var isRefused = false
  /// Whether what is judged is told again, where nobody asks whose a deal is.
  var isToldAgain = false
  /// Where the facts of the command begin that is judged, which takes back nothing of its own; nil: nowhere.
  var commandBegin: UInt64?
  /// What facts behind the one that is judged take back by the same command.
  var retractedLater: [UInt64] = []
  /// What the machine's clock says while something is judged.
  var clock: Int64 = 0
  private(set) var log: [Entry] = []
  /// What holds from the beginning and stands nowhere in the log.
  private var initial: [Entry] = []
  /// The places in the log of each contact's history.
  private var histories: [String: [Int]] = [:]

  /// The last fact that it has seen.
  private(set) var head: UInt64 = 0

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

  /// The last interaction that names the deal, or that names none and is with one of its people, or theirs at the time.
  func lastInteraction(of deal: Deal) -> Int64? {
    log.filter { entry in
      guard Self.interactionTypes.contains(entry.type), !isRetracted(entry) else { return false }
      if entry.others.contains(deal.card.id) { return true }
      if entry.others.contains(where: { $0.hasPrefix("deal_") }) { return false }
      return entry.contacts.contains { met in deal.people.contains { isOf(met, $0, at: entry.occurredAt) } }
    }.map(\.occurredAt).max()
  }

  static let interactionTypes: Set<String> = [
    "CallLogged", "EmailLogged", "MessageLogged", "LetterLogged", "MeetingLogged", "VisitLogged",
  ]

  // MARK: - Feeding

  /// Takes in the next fact, with its owner at that moment.
  mutating func append(_ entry: Entry) {
    var entry = entry
    if entry.address == nil { entry.address = address(of: entry.fact) }
    for contact in entry.contacts { histories[contact, default: []].append(log.count) }
    log.append(entry)
    head = entry.position
    if case .factRetracted = entry.fact.fact { tellAgain() } else { tell(log.count - 1) }
  }

  /// Makes the change of an entry, and notes its owner then.
  private mutating func tell(_ place: Int) {
    let entry = log[place]
    if isRetracted(entry) { state.passOver(entry) } else { state.change(entry) }
    log[place].owner = entry.contacts.first.flatMap { state.contacts[$0]?.owner(at: entry.occurredAt) } ?? ""
  }

  /// Folds all entries from the first one, without those that do not stand: a fact stands when an even number of standing
  /// retractions name it.
  private mutating func tellAgain() {
    begin()
    for place in log.indices { tell(place) }
  }

  /// The state before the first fact, in which it is known which of all facts stand.
  private mutating func begin() {
    var retractions: [UInt64: [UInt64]] = [:]
    var restoring: Set<UInt64> = []
    for entry in log.reversed() {
      guard case .factRetracted(let fact) = entry.fact.fact else { continue }
      // Whatever retracts it is later, and known.
      if retractions[entry.position, default: []].count.isMultiple(of: 2) {
        retractions[fact.position, default: []].append(entry.position)
      }
      if fact.confirmConsent { restoring.insert(entry.position) }
    }
    state = State()
    for entry in initial { state.change(entry) }
    state.retractions = retractions.compactMapValues { $0.count.isMultiple(of: 2) ? nil : $0.max() }
    state.restored = Set(state.retractions.filter { restoring.contains($0.value) }.keys)
  }

  /// The model of the same log, or with one more fact, a retraction, told from the beginning; `visit` is given each fact that
  /// stands, before it is taken.
  func told(with retraction: Entry?, visit: (PlainModel, Entry) -> Void) -> PlainModel {
    var again = self
    if let retraction { again.log.append(retraction) }
    again.begin()
    let all = again.log
    again.log = []
    again.histories = [:]
    for entry in all {
      let stands = again.state.retractions[entry.position] == nil
      if stands { visit(again, entry) }
      for contact in entry.contacts { again.histories[contact, default: []].append(again.log.count) }
      again.log.append(entry)
      again.head = entry.position
      again.tell(again.log.count - 1)
    }
    return again
  }

  /// Sees facts up to there without taking them in.
  mutating func pass(upTo position: UInt64) { head = max(head, position) }

  /// Counts as standing there, though facts that come behind were taken in.
  mutating func stand(at position: UInt64) { head = position }

  /// Says that all facts past the position were recorded together.
  mutating func together(past position: UInt64) {
    let places = Int(position)..<log.count
    for place in places { (log[place].index, log[place].count) = (place - places.lowerBound, places.count) }
  }

  /// Takes in what holds from the beginning and stands nowhere in the log.
  mutating func begin(with entry: Entry) {
    initial.append(entry)
    state.change(entry)
  }

  /// Takes back all facts past the position, for the state that was then.
  mutating func rewind(to position: UInt64, _ state: State) {
    var hadRetraction = false
    while let last = log.last, last.position > position {
      hadRetraction = hadRetraction || last.type == "FactRetracted"
      for contact in log.removeLast().contacts { histories[contact]?.removeLast() }
    }
    self.state = state
    if hadRetraction { tellAgain() }
    head = position
  }

  // MARK: - Pipelines

  /// What the daemon brings with the first fact, and is there until a pipeline is defined.
  static let builtIn = PipelineCard.with {
    $0.id = BuiltInPipeline.id.description
    $0.name = "sales"
    $0.stages = [("lead", 10), ("qualified", 25), ("proposal", 50), ("negotiation", 75)].map { word, probability in
      .with { ($0.stage, $0.probability) = (word, probability) }
    }
  }

  func pipeline(_ id: String) -> PipelineCard? {
    state.pipelines[id] ?? (id == state.builtIn?.id ? state.builtIn : nil)
  }

  /// In the order of their first definition; the built-in one while there is no other, or deals are open in it.
  var pipelines: [PipelineCard] {
    var cards = (state.made["pipeline"] ?? []).compactMap { state.pipelines[$0] }
    if let builtIn = state.builtIn, state.pipelines[builtIn.id] == nil,
      cards.isEmpty || state.deals.values.contains(where: { $0.isOpen && $0.card.pipeline == builtIn.id })
    {
      cards.append(builtIn)
    }
    return cards
  }
}

extension PlainModel.Contact {
  /// The last that was said of that time or an earlier one; before all of them, the earliest.
  func owner(at time: Int64) -> String {
    let sorted = owners.enumerated().sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }.map(
      \.element)
    return (sorted.last { $0.time <= time } ?? sorted.first)?.login ?? ""
  }

  /// The latest of these words by when they were said; of those of the same time a withdrawal, then the last.
  static func latest(_ words: [ContactCard.Consent]) -> ContactCard.Consent? {
    var found: ContactCard.Consent?
    for word in words {
      guard let known = found else {
        found = word
        continue
      }
      let (then, now) = (microseconds(known.since), microseconds(word.since))
      if now > then || now == then && (!word.granted || known.granted) { found = word }
    }
    return found
  }

  /// The latest word on each pair.
  var consents: [ContactCard.Consent] {
    let pairs = Set(words.map { [$0.purpose, $0.channel] })
    return pairs.compactMap { pair in Self.latest(words.filter { [$0.purpose, $0.channel] == pair }) }
  }
}
