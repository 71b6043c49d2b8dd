import Domain
import FactSchema
import RowSchema
import SwiftProtobuf
import TestSupport
import Testing

/// Random facts, about half of them acceptable, against the same few subjects.
struct RandomHistory {
  var world = World()
  private var generator: SeededGenerator
  private var ids: [SubjectKind: [SubjectID]] = [:]

  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  /// Proposes one more fact; the event when it was accepted.
  mutating func step() -> (event: RecordedEvent, before: World, changes: [RegistryChange])? {
    let before = world
    guard let type = FactType.allCases.randomElement(using: &generator) else { return nil }
    // The middle of a history needs subjects, so creations are tried more often.
    let content = content(chance(3) ? .contactCreated : type)
    guard let decided = try? world.record(content), let event = world.events.last else { return nil }
    if decided.version == Version(1), !ids[decided.subject.kind, default: []].contains(decided.subject) {
      ids[decided.subject.kind, default: []].append(decided.subject)
    }
    return (event, before, decided.changes)
  }

  private mutating func chance(_ one: Int) -> Bool { Int.random(in: 0..<one, using: &generator) == 0 }

  private mutating func id(_ kind: SubjectKind) -> String {
    chance(20) ? unknown(kind) : (ids[kind]?.suffix(5).randomElement(using: &generator)?.description ?? "")
  }

  private mutating func word(_ words: [String]) -> String { words.randomElement(using: &generator) ?? "" }

  private mutating func content(_ type: FactType) -> Fact.OneOf_Fact {
    let contact = id(.contact)
    let deal = id(.deal)
    let text = word(["", "x", "y"])
    // Two ids in several spellings.
    let spelled = word(["", "caf\u{E9}", "cafe\u{301}", "y", "y "])
    let organization = chance(2) ? id(.contact) : ""
    let other = chance(3) ? id(.contact) : ""
    let kind: ContactKind = chance(3) ? .person : .organization
    let changesKind = chance(4)
    let stage = word(["lead", "proposal", "won-over", "a", "b", ""])
    let purpose = word(["newsletter", "offers", "*"])
    let channel = word(["email", "sms", "*"])
    switch type {
    case .contactCreated:
      return .contactCreated(
        .with {
          $0.name = "N"; $0.kind = kind; $0.externalID = spelled; $0.organization = organization
        })
    case .contactDetailsChanged:
      let clears = chance(3)
      return .contactDetailsChanged(
        .with {
          $0.contact = contact
          if clears { $0.clear = ["externalId"] } else { $0.externalID = spelled }
          $0.organization = organization
          if organization.isEmpty { $0.clearOrganization() }
          if changesKind { $0.kind = kind }
        })
    case .contactTagged:
      return .contactTagged(
        .with {
          $0.contact = contact; $0.tags = ["t"]
        })
    case .contactUntagged:
      return .contactUntagged(
        .with {
          $0.contact = contact; $0.tags = ["t"]
        })
    case .contactsRelated:
      let (kind, to) = (word(["member_of", "parent_of"]), id(.contact))
      return .contactsRelated(.with { ($0.kind, $0.from, $0.to) = (kind, contact, to) })
    case .contactArchived: return .contactArchived(.with { $0.contact = contact })
    case .contactRestored: return .contactRestored(.with { $0.contact = contact })
    case .contactRoleAssigned:
      return .contactRoleAssigned(.with { ($0.contact, $0.role) = (contact, word(["customer", "vendor"])) })
    case .personalDataErased:
      // Seldom: nothing much is recorded of who is erased.
      let erased = Int.random(in: 0..<12, using: &generator) == 0 ? contact : unknown(.contact)
      return .personalDataErased(.with { ($0.contact, $0.reason) = (erased, "Asked for") })
    case .erasureCompleted: return .erasureCompleted(.with { $0.contact = contact })
    case .contactRoleEnded:
      return .contactRoleEnded(.with { ($0.contact, $0.role) = (contact, word(["customer", "vendor"])) })
    case .relationshipEnded:
      let known = world.states.values.flatMap { $0.contact.belonging.relationships.map(\.relationship) }.sorted()
      let relationship = known.randomElement(using: &generator) ?? unknown(.relationship)
      return .relationshipEnded(.with { $0.relationship = relationship })
    case .callLogged:
      return .callLogged(
        .with {
          $0.contact = contact; $0.direction = .inbound; $0.deal = deal
          if other != contact, !other.isEmpty { $0.also = [other] }
        })
    case .emailLogged:
      return .emailLogged(
        .with {
          $0.contact = contact; $0.direction = .inbound
        })
    case .messageLogged:
      return .messageLogged(
        .with {
          $0.contact = contact; $0.direction = .outbound
        })
    case .letterLogged:
      return .letterLogged(
        .with {
          $0.contact = contact; $0.direction = .outbound
        })
    case .meetingLogged:
      return .meetingLogged(
        .with {
          $0.contact = contact; $0.text = text
        })
    case .visitLogged: return .visitLogged(.with { $0.contact = contact })
    case .noteAdded:
      return .noteAdded(
        .with {
          $0.contact = contact; $0.text = text
        })
    case .factRetracted:
      let position = UInt64.random(in: 1...world.next.value, using: &generator)
      return .factRetracted(
        .with {
          $0.position = position; $0.reason = "mistaken"
        })
    case .taskScheduled:
      let rule = word(["", "FREQ=DAILY", "FREQ=WEEKLY;COUNT=2"])
      return .taskScheduled(
        .with {
          $0.contact = text.isEmpty ? contact : ""; $0.deal = deal; $0.title = "T"; $0.dueAt = .init()
          $0.recurrence = rule
        })
    case .taskCompleted:
      let task = id(.task)
      return .taskCompleted(.with { $0.task = task })
    case .taskReassigned:
      let task = id(.task)
      return .taskReassigned(.with { ($0.task, $0.owner) = (task, "eve") })
    case .taskRescheduled:
      let task = id(.task)
      return .taskRescheduled(.with { ($0.task, $0.dueAt) = (task, .init()) })
    case .taskRevised:
      let task = id(.task)
      return .taskRevised(.with { ($0.task, $0.title) = (task, "Write") })
    case .taskCancelled:
      let task = id(.task)
      return .taskCancelled(.with { $0.task = task })
    case .pipelineDefined:
      let pipeline = chance(2) ? id(.pipeline) : ""
      return .pipelineDefined(
        .with {
          $0.pipeline = pipeline
          $0.name = "P"
          $0.stages = [.with { $0.stage = stage }, .with { $0.stage = "b" }]
        })
    default:
      return sale(type, contact: contact, deal: deal, text: text, stage: stage, purpose: purpose, channel: channel)
    }
  }

  private mutating func sale(
    _ type: FactType, contact: String, deal: String, text: String, stage: String, purpose: String, channel: String
  ) -> Fact.OneOf_Fact {
    let campaign = id(.campaign)
    let order = id(.order)
    let amount = Money.eur(word(["1", "2.5", "x"]))
    let hasValue = chance(2)
    let login = word(["carl", "Dora", "emma", "x"])
    let (user, manager, team) = (id(.user), id(.user), id(.team))
    switch type {
    case .dealOpened:
      return .dealOpened(
        .with {
          $0.contact = contact
          $0.title = "D"
          $0.stage = stage
          if hasValue { $0.value = amount }
        })
    case .dealStageChanged:
      return .dealStageChanged(
        .with {
          $0.deal = deal; $0.stage = stage
        })
    case .dealTransferred:
      let to = id(.pipeline)
      return .dealTransferred(
        .with {
          $0.deal = deal
          if hasValue { $0.contact = contact } else { $0.pipeline = to }
        })
    case .dealContactAdded:
      return .dealContactAdded(.with { ($0.deal, $0.contact, $0.roles) = (deal, contact, ["decider"]) })
    case .dealContactRemoved: return .dealContactRemoved(.with { ($0.deal, $0.contact) = (deal, contact) })
    case .dealRevised:
      return .dealRevised(
        .with {
          $0.deal = deal
          if hasValue { $0.value = amount } else { $0.clear = ["value"] }
        })
    case .dealWon:
      return .dealWon(
        .with {
          $0.deal = deal
          if hasValue { $0.value = amount }
        })
    case .dealLost: return .dealLost(.with { $0.deal = deal })
    case .dealReopened:
      return .dealReopened(
        .with {
          $0.deal = deal; $0.stage = stage
        })
    case .campaignCreated:
      return .campaignCreated(
        .with {
          $0.name = "C"; $0.channel = channel; $0.purpose = purpose
        })
    case .campaignRevised:
      return .campaignRevised(
        .with {
          $0.campaign = campaign
          if hasValue { $0.cost = amount } else { $0.clear = ["cost"] }
        })
    case .campaignCostRecorded:
      return .campaignCostRecorded(.with { ($0.campaign, $0.amount, $0.on) = (campaign, amount, "2026-11-20") })
    case .campaignSent:
      let address = word(["", "ada@example.org", "ADA@example.org", "+442079460018"])
      return .campaignSent(.with { ($0.campaign, $0.contact, $0.address) = (campaign, contact, address) })
    case .campaignResponseRecorded:
      let response = CampaignResponse.allCases.randomElement(using: &generator) ?? .opened
      let bounce: CampaignBounce = response == .bounced && chance(2) ? .hard : .unspecified
      return .campaignResponseRecorded(
        .with { ($0.campaign, $0.contact, $0.response, $0.bounce) = (campaign, contact, response, bounce) })
    case .suppressionAdded: return .suppressionAdded(.with { ($0.address, $0.reason) = ("ada@example.org", text) })
    case .suppressionLifted: return .suppressionLifted(.with { $0.address = "Ada@example.org" })
    case .companyConfigured:
      let clears = chance(3)
      let region = word(["GB", "DE"])
      return .companyConfigured(.with { if clears { $0.clear = ["phoneRegion"] } else { $0.phoneRegion = region } })
    case .consentDefaultSet:
      return .consentDefaultSet(
        .with { ($0.purpose, $0.channel, $0.consent) = (purpose, channel, channel == "sms" ? .withdrawn : .granted) })
    case .userAdded: return .userAdded(.with { ($0.login, $0.team, $0.manager) = (login, team, manager) })
    case .userChanged:
      return .userChanged(.with { ($0.user, $0.manager, $0.uid) = (user, manager, UInt32(login.utf8.count)) })
    case .userDeactivated: return .userDeactivated(.with { $0.user = user })
    case .userReactivated: return .userReactivated(.with { $0.user = user })
    case .teamDefined: return .teamDefined(.with { ($0.team, $0.name, $0.lead) = (team, text, manager) })
    case .workHandedOver: return .workHandedOver(.with { ($0.from, $0.to) = (login, "Emma") })
    case .consentGranted:
      return .consentGranted(
        .with {
          $0.contact = contact; $0.purpose = purpose; $0.channel = channel
        })
    case .consentWithdrawn:
      return .consentWithdrawn(
        .with {
          $0.contact = contact; $0.purpose = purpose; $0.channel = channel
        })
    case .orderPlaced:
      return .orderPlaced(
        .with {
          $0.contact = contact; $0.total = amount; $0.externalID = text
        })
    default:
      return .paymentReceived(
        .with {
          $0.contact = contact; $0.amount = amount; $0.order = order
        })
    }
  }
}

@Suite struct `Evolving from the log` {
  static let seeds: [UInt64] = [1, 2, 3, 4, 5, 6, 7, 8]
  static let steps = 1_500

  @Test(arguments: seeds)
  func `finds the changes that deciding found`(_ seed: UInt64) throws {
    var history = RandomHistory(seed: seed)
    for _ in 0..<Self.steps {
      guard let (event, before, changes) = history.step() else { continue }
      // As it is read back: encoded and decoded.
      let message = try FactCodec.encode(event.fact).message
      let fact = try FactCodec.decode(type: event.header.type, message: message)
      let again = RecordedEvent(header: event.header, fact: SharedFact(fact, message: message))
      #expect(try evolve(again, knowing: before) == changes)
    }
  }

  @Test(arguments: seeds)
  func `makes again all that was known`(_ seed: UInt64) throws {
    var history = RandomHistory(seed: seed)
    for _ in 0..<Self.steps { _ = history.step() }
    var again = World()
    for event in history.world.events { again.append(event, changes: try evolve(event, knowing: again)) }
    #expect(again.states == history.world.states)
    #expect(again.holders == history.world.holders)
    #expect(again.sent == history.world.sent)
    #expect(again.words == history.world.words)
    #expect(again.retractions == history.world.retractions)
    #expect(again.pipelines == history.world.pipelines)
    #expect(again.owners == history.world.owners)
    // Else the histories above say nothing.
    #expect(Set(again.events.map(\.header.type)).count >= FactType.allCases.count { !$0.isOfTheDaemon } - 7)
  }

  @Test(arguments: seeds)
  func `counts in a subject's version the facts that changed it`(_ seed: UInt64) throws {
    var history = RandomHistory(seed: seed)
    var versions = history.world.states.mapValues(\.version)
    for _ in 0..<Self.steps {
      guard let (event, _, _) = history.step(), let type = FactType(rawValue: event.header.type) else { continue }
      var raises = !type.keepsVersion
      if type == .factRetracted, let root = event.retraction?.type {
        raises = !(FactType(rawValue: root)?.keepsVersion ?? true)
      }
      if raises { versions[event.header.subject, default: 0] += 1 }
      #expect(event.header.version.value == versions[event.header.subject])
      #expect(history.world.states[event.header.subject]?.version == event.header.version.value)
    }
  }

  @Test(arguments: seeds)
  func `never fails for a fact without its personal fields, nor for one out of place`(_ seed: UInt64) throws {
    var history = RandomHistory(seed: seed)
    for _ in 0..<Self.steps { _ = history.step() }
    var erased = World()
    for event in history.world.events {
      let open = try FactCodec.encode(event.fact).open
      let fact = try FactCodec.decode(type: event.header.type, message: open)
      let bare = RecordedEvent(header: event.header, fact: SharedFact(fact, message: open), isErased: true)
      _ = try evolve(bare, knowing: World())
      erased.append(bare, changes: try evolve(bare, knowing: erased))
    }
    // What stands for an address is open, so that it stays suppressed.
    #expect(erased.words == history.world.words)
    // A uid, a team's name and the id of a relationship are open.
    #expect(erased.holders.keys.allSatisfy { [.user, .team, .relationship].contains($0.kind) })
    for login in ["carl", "Dora", "emma", "x"] {
      #expect(erased.holder(of: erased.key(of: ExternalID(.user, login.lowercased()))) == nil)
    }
    #expect(erased.states.mapValues(\.version) == history.world.states.mapValues(\.version))
  }
}
