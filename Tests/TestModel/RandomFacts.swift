import Domain
import FactSchema
import RowSchema
import SwiftProtobuf
import TestSupport

/// Makes random facts about what the model knows: most of them sound, some wrong in one way or another.
struct RandomFacts {
  var random: SeededGenerator
  private var idLast: UInt64 = 0

  init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  static let owners = ["carl", "dora", "emma"]
  static let words = ["web", "fair", "referral"]
  static let tags = ["vip", "VIP", "blue", "north"]
  static let emails = ["ada@example.com", "Bob@Example.com", "zoe@example.org"]
  static let phones = ["+442079460018", "+4930123456"]
  static let stages = ["lead", "qualified", "proposal", "negotiation", "won-over"]

  /// An id of that kind that is there; else, and now and then, one that is not, or no id at all.
  mutating func id(_ kind: SubjectKind, _ model: PlainModel) -> String {
    let known = model.state.made[kind.prefix] ?? []
    if random.oneIn(60) { return random.oneIn(2) ? "nobody" : newID(kind) }
    guard !known.isEmpty else { return newID(kind) }
    // The latest are met more often.
    return random.oneIn(2) ? random.pick(known.suffix(8)) : random.pick(known)
  }

  mutating func newID(_ kind: SubjectKind) -> String {
    idLast += 1
    return SubjectID(kind, UInt128(random.next()) << 64 | UInt128(idLast)).description
  }

  /// Mostly nothing, which asks the daemon for an id; else a new one, and rarely one that is taken.
  mutating func freshID(_ kind: SubjectKind, _ model: PlainModel) -> String {
    switch random.below(8) {
    case 0...4: ""
    case 5, 6: newID(kind)
    default: random.oneIn(3) ? id(kind, model) : ""
    }
  }

  mutating func maybe(_ text: String) -> String { random.oneIn(2) ? text : "" }

  mutating func money() -> Money {
    let currency = random.pick(["EUR", "EUR", "EUR", "USD", "JPY", "KWD"])
    let whole = random.oneIn(40) ? "99999999999999" : String(random.below(2_000))
    let fractions = currency == "JPY" ? ["", ".0"] : ["", ".5", ".25", ".990"]
    if random.oneIn(50) {
      return .with { ($0.currency, $0.amount) = (currency, random.pick(["-1", "1.2345", "", "x"])) }
    }
    if random.oneIn(80) { return .with { ($0.currency, $0.amount) = ("ZZZ", whole) } }
    return .with { ($0.currency, $0.amount) = (currency, whole + random.pick(fractions)) }
  }

  /// A time around now: mostly before it, by up to some months.
  mutating func time(_ now: Int64) -> Int64 {
    if random.oneIn(40) { return now + Int64(random.below(200_000)) * 1_000_000 }
    if random.oneIn(100) { return -2_300_000_000_000_000 + Int64(random.below(200)) * 1_000_000_000_000 }
    let days = random.oneIn(3) ? random.below(400) : random.below(20)
    return now - (Int64(days) * 86_400 + Int64(random.below(86_400))) * 1_000_000 - Int64(random.below(1_000_000))
  }

  /// Some fact, sound or not.
  mutating func fact(_ model: PlainModel, now: Int64) -> Fact {
    .with { fact in
      switch random.below(43) {
      case 0, 1, 2: fact.fact = contactCreated(model)
      case 3: fact.fact = random.oneIn(2) ? relationship(model, now) : contactChanged(model)
      case 4: fact.fact = random.oneIn(2) ? standing(model, now) : contactChanged(model)
      case 5:
        let tags = random.oneIn(20) ? [] : [random.pick(Self.tags), random.pick(Self.tags)]
        fact.fact = .contactTagged(.with { ($0.contact, $0.tags) = (id(.contact, model), tags) })
      case 6:
        fact.fact = .contactUntagged(
          .with { ($0.contact, $0.tags) = (id(.contact, model), [random.pick(Self.tags)]) })
      case 7...15: fact.fact = interaction(model)
      case 16, 17, 18: fact.fact = retraction(model)
      case 19, 20, 21: fact.fact = dealOpened(model)
      case 22...27:
        fact.fact =
          random.oneIn(6) ? dealTransferred(model) : random.oneIn(4) ? dealPeople(model) : dealChanged(model)
      case 28, 29, 30: fact.fact = campaign(model)
      case 31: fact.fact = consent(model, now)
      case 32: fact.fact = task(model, now)
      case 33, 38:
        fact.fact = taskChange(model, now)
      case 34: fact.fact = random.oneIn(4) ? pipeline(model) : task(model, now)
      case 35: fact.fact = company()
      case 36: fact.fact = user(model)
      case 39: fact.fact = suppression(model)
      case 37: fact.fact = random.oneIn(2) ? user(model) : handover()
      default: fact.fact = trade(model)
      }
    }
  }

  // MARK: - Facts

  private mutating func contactCreated(_ model: PlainModel) -> Fact.OneOf_Fact {
    .contactCreated(
      .with {
        $0.contact = freshID(.contact, model)
        $0.kind = random.pick([.unspecified, .person, .organization])
        $0.name =
          random.oneIn(40) ? "" : "\(random.pick(["Ada", "Bob", "Zoë"])) \(random.pick(["King", "O'Brien", "Ädams"]))"
        $0.emails = random.oneIn(2) ? [random.oneIn(30) ? "nowhere" : random.pick(Self.emails)] : []
        if random.oneIn(6) { ($0.givenName, $0.familyName) = (random.pick(["Ada", "Zoë"]), "King") }
        $0.phones = random.oneIn(3) ? [random.oneIn(30) ? "1234567" : random.pick(Self.phones)] : []
        $0.tags = random.oneIn(3) ? [random.pick(Self.tags), "new"] : []
        $0.source = random.oneIn(40) ? "Not A Word" : maybe(random.pick(Self.words))
        $0.owner = maybe(random.pick(Self.owners))
        if random.oneIn(6) { $0.externalID = "id-\(random.below(30))" }
        if random.oneIn(6) { $0.organization = id(.contact, model) }
        if random.oneIn(8) { $0.referrer = id(.contact, model) }
        if random.oneIn(3) { describe(&$0) }
      })
  }

  private mutating func contactChanged(_ model: PlainModel) -> Fact.OneOf_Fact {
    .contactDetailsChanged(
      .with {
        $0.contact = id(.contact, model)
        if random.oneIn(3) { $0.name = "Changed \(random.below(9))" }
        if random.oneIn(3) { $0.owner = random.pick(Self.owners) }
        if random.oneIn(6) { $0.kind = random.pick([.person, .organization]) }
        if random.oneIn(6) { $0.source = random.pick(Self.words) }
        if random.oneIn(6) { $0.emails = [random.pick(Self.emails)] }
        if random.oneIn(8) { $0.phones = [random.pick(Self.phones)] }
        if random.oneIn(8) { $0.givenName = random.pick(["Ada", "Bob"]) }
        if random.oneIn(8) { $0.familyName = random.pick(["King", "Ädams"]) }
        if random.oneIn(6) { $0.tags = [random.pick(Self.tags), random.pick(Self.tags)] }
        if random.oneIn(8) { $0.externalID = "id-\(random.below(30))" }
        if random.oneIn(8) { $0.organization = id(.contact, model) }
        if random.oneIn(8) { $0.referrer = id(.contact, model) }
        if random.oneIn(4) { describe(&$0) }
        let clear = random.pick([
          "title", "birthday", "addresses", "handles", "sourceIds", "language", "referrer", "emailLabels", "owner",
          "emails", "phones",
          "tags", "source", "externalId", "organization", "givenName", "familyName",
          "name",
        ])
        if random.oneIn(3) { $0.clear = [clear] }
      })
  }

  private mutating func direction() -> Direction {
    random.oneIn(40) ? .unspecified : random.pick([.inbound, .outbound])
  }

  private mutating func dealOf(_ contact: String, _ model: PlainModel) -> String {
    guard random.oneIn(4) else { return "" }
    let own = model.state.made["deal"]?.first { model.isDeal($0, of: [contact]) }
    return random.oneIn(10) ? id(.deal, model) : own ?? ""
  }

  /// Who else took part: mostly nobody.
  private mutating func others(_ model: PlainModel) -> [String] {
    guard random.oneIn(4) else { return [] }
    return (0..<1 + random.below(3)).map { _ in id(.contact, model) }
  }

  private mutating func interaction(_ model: PlainModel) -> Fact.OneOf_Fact {
    let contact = id(.contact, model)
    let deal = dealOf(contact, model)
    let campaign = random.oneIn(8) ? id(.campaign, model) : ""
    let also = others(model)
    switch random.below(8) {
    case 0:
      return .emailLogged(
        .with {
          ($0.contact, $0.direction, $0.subject, $0.deal) = (contact, direction(), "Hello", deal)
          ($0.campaign, $0.channel, $0.also) = (campaign, random.oneIn(3) ? "newsletter" : "", also)
          if random.oneIn(4) { $0.onBehalfOf = random.pick(Self.owners) }
        })
    case 1:
      return .messageLogged(
        .with {
          ($0.contact, $0.direction, $0.text, $0.deal) = (contact, direction(), "Hello", deal)
          ($0.campaign, $0.channel, $0.also) = (campaign, random.pick(["sms", "chat", ""]), also)
        })
    case 2:
      return .letterLogged(
        .with {
          ($0.contact, $0.direction, $0.text, $0.deal, $0.also) = (contact, direction(), "Dear all", deal, also)
        })
    case 3:
      return .meetingLogged(
        .with {
          ($0.contact, $0.durationSeconds, $0.deal, $0.also) = (contact, Int64(random.below(9_000)), deal, also)
          if random.oneIn(4) { $0.onBehalfOf = random.pick(Self.owners) }
        })
    case 4:
      return .visitLogged(.with { ($0.contact, $0.text, $0.deal, $0.also) = (contact, "Saw the mill", deal, also) })
    case 5:
      let text = random.oneIn(20) ? "" : "A note"
      return .noteAdded(.with { ($0.contact, $0.text, $0.deal) = (contact, text, deal) })
    default:
      return .callLogged(
        .with {
          ($0.contact, $0.direction, $0.deal, $0.also) = (contact, direction(), deal, also)
          $0.durationSeconds = random.oneIn(40) ? -1 : Int64(random.below(900))
          $0.outcome = random.pick(["", "reached", "voicemail"])
          $0.notes = maybe("Wants more")
          if random.oneIn(4) { $0.onBehalfOf = random.oneIn(20) ? "no login" : random.pick(Self.owners) }
        })
    }
  }

  private mutating func company() -> Fact.OneOf_Fact {
    if random.oneIn(2) {
      if random.oneIn(3) { return .companyConfigured(calendar()) }
      return .companyConfigured(
        .with {
          if !random.oneIn(3) { $0.phoneRegion = random.oneIn(20) ? "XX" : random.pick(["GB", "DE"]) }
          if random.oneIn(2), !$0.hasPhoneRegion { $0.clear = ["phoneRegion"] }
        })
    }
    return .consentDefaultSet(
      .with {
        $0.purpose = random.pick(["newsletter", "offers", "*", "*"])
        $0.channel = random.pick(["email", "sms", "*"])
        $0.consent = random.oneIn(30) ? .unspecified : random.oneIn(3) ? .withdrawn : .granted
      })
  }

  private mutating func calendar() -> CompanyConfigured {
    .with {
      switch random.below(6) {
      case 0:
        $0.timeZone = random.pick(["Europe/Berlin", "America/New_York", "Asia/Kolkata", "-03:00", "Europe/Nowhere"])
      case 1: $0.weekStart = random.pick([.sunday, .saturday, .monday, .unspecified])
      case 2: $0.fiscalYearStart = random.pick(["04-06", "10-01", "02-30", "1-1"])
      case 3: $0.locale = random.pick(["de-DE", "en", "english"])
      case 4: $0.currency = random.pick(["EUR", "JPY", "euro"])
      default: $0.clear = [random.pick(["timeZone", "weekStart", "fiscalYearStart", "locale", "currency"])]
      }
    }
  }

  private mutating func retraction(_ model: PlainModel) -> Fact.OneOf_Fact {
    let position = random.oneIn(10) ? model.head + UInt64(random.below(5)) : UInt64(random.below(Int(model.head) + 1))
    let latest = model.head - min(model.head, UInt64(random.below(40)))
    return .factRetracted(
      .with {
        $0.position = random.oneIn(2) ? latest : position
        $0.reason = random.oneIn(40) ? "" : "mistaken"
        $0.confirmConsent = random.oneIn(2)
      })
  }

  private mutating func dealOpened(_ model: PlainModel) -> Fact.OneOf_Fact {
    .dealOpened(
      .with {
        ($0.deal, $0.contact) = (freshID(.deal, model), id(.contact, model))
        ($0.title, $0.owner) = (random.oneIn(40) ? "" : "A deal", maybe(random.pick(Self.owners)))
        if random.oneIn(3) { $0.pipeline = random.oneIn(4) ? PlainModel.builtIn.id : id(.pipeline, model) }
        if random.oneIn(3) { $0.stage = random.pick(Self.stages) }
        if !random.oneIn(3) { $0.value = money() }
        if random.oneIn(3) { $0.expectedClose = "2023-12-\(10 + random.below(20))" }
      })
  }

  private mutating func dealChanged(_ model: PlainModel) -> Fact.OneOf_Fact {
    let deal = id(.deal, model)
    switch random.below(9) {
    case 0:
      return .dealWon(
        .with {
          $0.deal = deal
          if random.oneIn(2) { $0.value = money() }
        })
    case 1:
      return .dealLost(.with { ($0.deal, $0.reason, $0.competitor) = (deal, maybe("price"), maybe("acme")) })
    case 2, 3: return .dealReopened(.with { ($0.deal, $0.stage) = (deal, maybe(random.pick(Self.stages))) })
    case 4, 5:
      return .dealRevised(
        .with {
          $0.deal = deal
          if random.oneIn(2) { $0.value = money() }
          if random.oneIn(2) { $0.owner = random.pick(Self.owners) }
          if random.oneIn(3) { $0.title = "Another title" }
          if random.oneIn(4) { $0.expectedClose = "2024-01-\(10 + random.below(20))" }
          if random.oneIn(3) { $0.clear = [random.pick(["value", "owner", "expectedClose", "title"])] }
        })
    default: return .dealStageChanged(.with { ($0.deal, $0.stage) = (deal, random.pick(Self.stages)) })
    }
  }

  private mutating func dealTransferred(_ model: PlainModel) -> Fact.OneOf_Fact {
    let deal = id(.deal, model)
    return .dealTransferred(
      .with {
        $0.deal = deal
        if random.oneIn(2) { $0.contact = id(.contact, model) }
        if random.oneIn(2) { $0.pipeline = id(.pipeline, model) }
        if random.oneIn($0.pipeline.isEmpty ? 20 : 4) { $0.stage = random.pick(Self.stages) }
      })
  }

  private mutating func dealPeople(_ model: PlainModel) -> Fact.OneOf_Fact {
    let deal = id(.deal, model)
    if random.oneIn(3) {
      let there = model.state.deals[deal]?.card.contacts.first?.contact ?? ""
      return .dealContactRemoved(
        .with { ($0.deal, $0.contact) = (deal, there.isEmpty || random.oneIn(5) ? id(.contact, model) : there) })
    }
    let roles = (0..<random.below(3)).map { _ in random.pick(["decider", "user", "partner"]) }
    return .dealContactAdded(
      .with { ($0.deal, $0.contact, $0.roles) = (deal, id(.contact, model), random.oneIn(30) ? ["No Word"] : roles) })
  }

  private mutating func pipeline(_ model: PlainModel) -> Fact.OneOf_Fact {
    let known = model.state.made["pipeline"] ?? []
    var pipeline = freshID(.pipeline, model)
    if known.count >= 3 || random.oneIn(2), !known.isEmpty { pipeline = random.pick(known) }
    if random.oneIn(12) { pipeline = PlainModel.builtIn.id }
    let count = 1 + random.below(4)
    return .pipelineDefined(
      .with {
        $0.pipeline = pipeline
        $0.name = random.oneIn(20) ? "" : "Pipeline \(random.below(4))"
        for _ in 0..<count {
          let stage = random.oneIn(30) ? "No Word" : random.pick(Self.stages)
          let probability = random.oneIn(30) ? 101 : UInt32(random.below(101))
          let rotDays = UInt32(random.below(3) * random.below(30))
          guard random.oneIn(8) || !$0.stages.contains(where: { $0.stage == stage }) else { continue }
          $0.stages.append(.with { ($0.stage, $0.probability, $0.rotDays) = (stage, probability, rotDays) })
        }
        $0.move = moves(model.pipeline(pipeline)?.stages.map(\.stage) ?? [], $0.stages.map(\.stage))
      })
  }

  /// Where deals go that are in stages which are left out, mostly.
  private mutating func moves(_ old: [String], _ new: [String]) -> [PipelineDefined.Move] {
    if random.oneIn(3) { return [] }
    var moves: [PipelineDefined.Move] = []
    for stage in old where random.oneIn(40) || !new.contains(stage) && !random.oneIn(20) {
      let to = random.oneIn(30) ? "nowhere" : random.pick(new + (new.isEmpty ? ["nowhere"] : []))
      moves.append(.with { ($0.stage, $0.to) = (stage, to) })
      if random.oneIn(40) { moves.append(moves[0]) }
    }
    return moves
  }

  private mutating func campaign(_ model: PlainModel) -> Fact.OneOf_Fact {
    if (model.state.made["campaign"] ?? []).isEmpty || random.oneIn(12) {
      return .campaignCreated(
        .with {
          ($0.campaign, $0.name) = (freshID(.campaign, model), random.oneIn(20) ? "" : "Letter")
          $0.channel = random.pick(["email", "sms", "letter"])
          $0.purpose = random.oneIn(20) ? "" : random.pick(["news", "offers", "transactional"])
          if random.oneIn(2) { $0.cost = money() }
        })
    }
    let campaign = id(.campaign, model)
    switch random.below(10) {
    case 0:
      return .campaignRevised(
        .with {
          $0.campaign = campaign
          if random.oneIn(2) { $0.name = random.oneIn(20) ? "" : "Another letter" }
          if random.oneIn(2) { $0.cost = money() }
          if random.oneIn(4) { $0.clear = [random.pick(["cost", "name"])] }
        })
    case 1, 2:
      return .campaignCostRecorded(
        .with {
          ($0.campaign, $0.amount) = (campaign, money())
          $0.on = random.oneIn(30) ? "2026-02-30" : "2026-\(random.pick(["01", "10", "11"]))-\(10 + random.below(20))"
        })
    default: break
    }
    // Few, so that some are sent several messages and answer none of them.
    let contact = random.pick((model.state.made["contact"] ?? [newID(.contact)]).suffix(random.oneIn(2) ? 3 : 12))
    if random.oneIn(2) {
      return .campaignSent(
        .with {
          ($0.campaign, $0.contact) = (campaign, contact)
          if random.oneIn(6) { $0.address = address() }
        })
    }
    return .campaignResponseRecorded(
      .with {
        ($0.campaign, $0.contact, $0.selfService) = (campaign, contact, random.oneIn(4))
        $0.response = random.pick([
          .delivered, .delivered, .bounced, .bounced, .bounced, .bounced, .opened, .opened, .clicked, .replied,
          .converted, .unsubscribed, .complained, .unspecified,
        ])
        if $0.response == .bounced || random.oneIn(60) { $0.bounce = random.pick([.unspecified, .hard, .soft]) }
      })
  }

  private mutating func consent(_ model: PlainModel, _ now: Int64) -> Fact.OneOf_Fact {
    let contact = random.pick((model.state.made["contact"] ?? [newID(.contact)]).suffix(12))
    let purpose = random.pick(["news", "offers", "*", "No Word"])
    let channel = random.pick(["email", "sms", "*", "*"])
    if random.oneIn(2) {
      return .consentGranted(
        .with {
          ($0.contact, $0.purpose, $0.channel) = (contact, purpose, channel)
          if random.oneIn(3) { $0.basis = random.pick([.contract, .legitimateInterest, .existingCustomer]) }
          if random.oneIn(4) { $0.untilOn = PlainModel.text(dayNumber(now) + Int32(random.below(60)) - 30) }
          if random.oneIn(4), $0.untilOn.isEmpty || random.oneIn(10) {
            $0.untilAt = stamp(now + Int64(random.below(2_000_000) - 1_000_000) * 1_000_000)
          }
        })
    }
    return .consentWithdrawn(
      .with {
        ($0.contact, $0.purpose, $0.channel, $0.selfService) = (contact, purpose, channel, random.oneIn(6))
      })
  }

  private mutating func task(_ model: PlainModel, _ now: Int64) -> Fact.OneOf_Fact {
    .taskScheduled(
      .with {
        ($0.task, $0.title) = (freshID(.task, model), random.oneIn(30) ? "" : "Call back")
        if random.oneIn(2) { $0.contact = id(.contact, model) }
        if random.oneIn(3) { $0.deal = $0.contact.isEmpty ? id(.deal, model) : dealOf($0.contact, model) }
        ($0.dueOn, $0.owner) = (due(now), maybe(random.pick(Self.owners)))
        if $0.dueOn.isEmpty || random.oneIn(30), !random.oneIn(30) { $0.dueAt = later(now) }
        if random.oneIn(3) { $0.recurrence = random.pick(Self.rules) }
        if random.oneIn(4) { $0.zone = random.pick(Self.zones) }
        if random.oneIn(2) { $0.reminders = reminders() }
      })
  }

  private static let rules = [
    "FREQ=DAILY", "FREQ=DAILY;INTERVAL=3;COUNT=3", "FREQ=WEEKLY;BYDAY=MO,TH", "FREQ=WEEKLY;INTERVAL=2;UNTIL=20270301",
    "FREQ=MONTHLY;BYDAY=-1FR", "FREQ=MONTHLY;BYMONTHDAY=31,-2", "FREQ=YEARLY", "FREQ=MONTHLY;COUNT=2",
    "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "FREQ=DAILY;BYDAY=SA,SU;UNTIL=20261231T120000Z", "FREQ=HOURLY",
    "FREQ=WEEKLY;BYSETPOS=1", "FREQ=WEEKLY;INTERVAL=3;BYDAY=TU,SU", "FREQ=YEARLY;BYDAY=2MO,-1SU",
  ]
  /// Those of the rules that are none.
  static let wrongRules: Set = ["FREQ=HOURLY", "FREQ=WEEKLY;BYSETPOS=1"]
  private static let zones = ["+01:00", "-09:30", "+14:00", "Z", "-03:00", "+00:00", "Europe/Berlin", "Europe/Nowhere"]
  static let wrongZone = "Europe/Nowhere"

  private mutating func later(_ now: Int64) -> Google_Protobuf_Timestamp {
    stamp(now + Int64(random.below(800_000) - 400_000) * 1_000_000)
  }

  /// A day now and then; else nothing.
  private mutating func due(_ now: Int64) -> String {
    guard random.oneIn(4) else { return "" }
    return random.oneIn(20) ? "2026-02-30" : PlainModel.text(dayNumber(now) + Int32(random.below(12)) - 5)
  }

  private mutating func reminders() -> [String] {
    let known = PlainModel.triggers.keys.sorted()
    return (0..<random.below(3)).map { _ in random.oneIn(60) ? "PT" : random.pick(known) }
  }

  private mutating func taskChange(_ model: PlainModel, _ now: Int64) -> Fact.OneOf_Fact {
    let task = id(.task, model)
    switch random.below(7) {
    case 0:
      let owner = random.oneIn(8) ? "" : random.pick(Self.owners)
      return .taskReassigned(.with { ($0.task, $0.owner) = (task, owner) })
    case 1:
      return .taskRescheduled(
        .with {
          ($0.task, $0.dueOn) = (task, due(now))
          if $0.dueOn.isEmpty || random.oneIn(30), !random.oneIn(20) { $0.dueAt = later(now) }
        })
    case 2: return .taskRevised(revision(task))
    case 3:
      return .taskCancelled(.with { ($0.task, $0.reason) = (task, random.oneIn(20) ? "No Word" : maybe("obsolete")) })
    default:
      let turn = model.state.tasks[task]?.occurrence ?? 0
      return .taskCompleted(
        .with {
          ($0.task, $0.outcome) = (task, random.oneIn(20) ? "No Word" : maybe("done"))
          if random.oneIn(3) { $0.occurrence = random.oneIn(4) ? UInt32(random.below(4)) : turn }
        })
    }
  }

  private mutating func revision(_ task: String) -> TaskRevised {
    .with {
      $0.task = task
      if random.oneIn(3) { $0.title = random.oneIn(20) ? "" : "Write instead" }
      if random.oneIn(3) { $0.recurrence = random.pick(Self.rules) }
      if random.oneIn(4) { $0.zone = random.pick(Self.zones) }
      if random.oneIn(4) { $0.reminders = reminders() }
      if random.oneIn(4) { $0.clear = [random.pick(["recurrence", "zone", "reminders", "title"])] }
    }
  }

  private mutating func trade(_ model: PlainModel) -> Fact.OneOf_Fact {
    let contact = id(.contact, model)
    let orders = model.state.made["order"] ?? []
    if random.oneIn(3) {
      let order = orders.isEmpty ? "" : random.pick(orders.suffix(20))
      let holder = model.state.orders[order]?.contact ?? contact
      return .paymentReceived(
        .with {
          ($0.payment, $0.contact) = (freshID(.payment, model), random.oneIn(6) ? contact : holder)
          ($0.amount, $0.order) = (money(), maybe(order))
        })
    }
    return .orderPlaced(
      .with {
        ($0.order, $0.contact, $0.total) = (freshID(.order, model), contact, money())
        $0.itemCount = random.oneIn(40) ? -3 : Int64(random.below(5))
        if random.oneIn(4) { $0.externalID = "order-\(random.below(30))" }
      })
  }
}
