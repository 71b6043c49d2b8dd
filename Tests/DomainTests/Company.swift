import Domain
import FactSchema
import SwiftProtobuf
import TestSupport

/// A world in which something of every kind exists: what most rules are tried against.
struct Company {
  var world = World()
  let ada: SubjectID
  let bob: SubjectID
  let acme: SubjectID
  let deal: SubjectID
  let wonDeal: SubjectID
  /// A deal of Ada's to which Bob was added.
  let sharedDeal: SubjectID
  /// What Bob is to Acme.
  /// Archived, and a customer.
  let globex: SubjectID
  /// Was erased, by the fact there.
  let gone: SubjectID
  let erasure: Position
  let relationship: SubjectID
  let task: SubjectID
  let order: SubjectID
  let payment: SubjectID
  let campaign: SubjectID
  let mailing: SubjectID
  /// Users: the first owns something, the second nothing, and the third is deactivated.
  let carl: SubjectID
  let eve: SubjectID
  let lee: SubjectID
  /// Where a call, a send and an order of Ada stand.
  let call: Position
  let send: Position
  let placed: Position

  init() throws {
    let ada = try world.record(
      .contactCreated(
        .with {
          $0.name = "Ada Lovelace"; $0.externalID = "A-1"
        })
    ).subject
    var users: [SubjectID] = []
    for login in ["carl", "eve", "lee", "DOM\\joe"] {
      users.append(try world.record(.userAdded(.with { $0.login = login })).subject)
    }
    (carl, eve, lee) = (users[0], users[1], users[2])
    let former = lee.description
    try world.record(.userDeactivated(.with { $0.user = former }))
    bob = try world.record(.contactCreated(.with { ($0.name, $0.owner) = ("Bob", "carl") })).subject
    acme = try world.record(
      .contactCreated(
        .with {
          $0.name = "Acme"; $0.kind = .organization
        })
    ).subject
    let deal = try world.record(
      .dealOpened(
        .with {
          $0.contact = ada.description; $0.title = "Engine"
        })
    ).subject
    let won = try world.record(
      .dealOpened(
        .with {
          $0.contact = ada.description; $0.title = "Loom"
        })
    ).subject
    try world.record(.dealWon(.with { $0.deal = won.description }))
    task = try world.record(
      .taskScheduled(
        .with {
          $0.deal = deal.description; $0.title = "Call"; $0.dueAt = World().now.timestamp
        })
    ).subject
    call = world.next
    try world.record(
      .callLogged(
        .with {
          $0.contact = ada.description; $0.direction = .inbound
        }))
    placed = world.next
    order = try world.record(
      .orderPlaced(
        .with {
          $0.contact = ada.description; $0.total = .eur("12.50"); $0.externalID = "O-1"
        })
    ).subject
    payment = try world.record(
      .paymentReceived(
        .with {
          $0.contact = ada.description; $0.amount = .eur("12.50")
        })
    ).subject
    let campaign = try world.record(
      .campaignCreated(
        .with {
          $0.name = "Spring"; $0.channel = "email"; $0.purpose = "newsletter"
        })
    ).subject
    mailing = try world.record(
      .campaignCreated(
        .with {
          $0.name = "Bills"; $0.channel = "email"; $0.purpose = "transactional"
        })
    ).subject
    send = world.next
    try world.record(
      .campaignSent(
        .with {
          $0.campaign = campaign.description; $0.contact = ada.description
        }))
    let (shared, other) = (
      try world.record(.dealOpened(.with { ($0.contact, $0.title) = (ada.description, "Mill") })).subject,
      bob.description
    )
    try world.record(.dealContactAdded(.with { ($0.deal, $0.contact) = (shared.description, other) }))
    sharedDeal = shared
    relationship = SubjectID(.relationship, 7)
    let (house, related) = (acme.description, relationship.description)
    let began = Instant(microseconds: World().now.microseconds - 3_600_000_000)
    try world.record(
      .contactsRelated(
        .with {
          ($0.relationship, $0.kind, $0.from, $0.to) = (related, "supplier_of", other, house)
          $0.since = began.timestamp
        }))
    let firm = try world.record(
      .contactCreated(.with { ($0.kind, $0.name) = (.organization, "Globex") })
    ).subject
    try world.record(
      .contactRoleAssigned(
        .with { ($0.contact, $0.role, $0.since) = (firm.description, "customer", began.timestamp) }))
    try world.record(.contactArchived(.with { $0.contact = firm.description }))
    globex = firm
    let carl = try world.record(.contactCreated(.with { $0.name = "Carl" })).subject
    (gone, erasure) = (carl, world.next)
    try world.record(.personalDataErased(.with { ($0.contact, $0.reason) = (carl.description, "Asked for") }))
    self.ada = ada
    self.deal = deal
    self.wonDeal = won
    self.campaign = campaign
  }

  private func ofStanding(_ type: FactType) -> Fact.OneOf_Fact {
    switch type {
    case .personalDataErased:
      .personalDataErased(.with { ($0.contact, $0.reason) = (globex.description, "Asked for") })
    case .erasureCompleted:
      .erasureCompleted(.with { ($0.contact, $0.erasure) = (gone.description, erasure.value) })
    case .contactArchived: .contactArchived(.with { $0.contact = ada.description })
    case .contactRestored: .contactRestored(.with { $0.contact = globex.description })
    case .contactRoleAssigned: .contactRoleAssigned(.with { ($0.contact, $0.role) = (ada.description, "vendor") })
    default: .contactRoleEnded(.with { ($0.contact, $0.role) = (globex.description, "customer") })
    }
  }

  /// A fact of each type that is accepted as it is, with its required fields and no more where that is possible.
  func sample(_ type: FactType) -> Fact.OneOf_Fact {
    let contact = ada.description
    let deal = deal.description
    return switch type {
    case .contactCreated: .contactCreated(.with { $0.name = "Grace" })
    case .contactDetailsChanged:
      .contactDetailsChanged(.with { ($0.contact, $0.name) = (contact, "Ada King") })
    case .contactTagged: .contactTagged(.with { ($0.contact, $0.tags) = (contact, ["vip"]) })
    case .contactsRelated:
      .contactsRelated(.with { ($0.kind, $0.from, $0.to) = ("member_of", contact, acme.description) })
    case .contactArchived, .contactRestored, .contactRoleAssigned, .contactRoleEnded, .personalDataErased,
      .erasureCompleted:
      ofStanding(type)
    case .relationshipEnded: .relationshipEnded(.with { $0.relationship = relationship.description })
    case .contactUntagged: .contactUntagged(.with { ($0.contact, $0.tags) = (contact, ["vip"]) })
    case .callLogged:
      .callLogged(
        .with {
          $0.contact = contact; $0.direction = .outbound
        })
    case .emailLogged:
      .emailLogged(
        .with {
          $0.contact = contact; $0.direction = .inbound
        })
    case .messageLogged:
      .messageLogged(
        .with {
          $0.contact = contact; $0.direction = .inbound
        })
    case .letterLogged:
      .letterLogged(
        .with {
          $0.contact = contact; $0.direction = .inbound
        })
    case .meetingLogged: .meetingLogged(.with { $0.contact = contact })
    case .visitLogged: .visitLogged(.with { $0.contact = contact })
    case .noteAdded:
      .noteAdded(
        .with {
          $0.contact = contact; $0.text = "Likes numbers"
        })
    case .factRetracted: .factRetracted(.with { ($0.position, $0.reason) = (call.value, "mistaken") })
    case .taskScheduled:
      .taskScheduled(
        .with {
          $0.title = "Write"; $0.dueAt = world.now.timestamp
        })
    case .taskCompleted: .taskCompleted(.with { $0.task = task.description })
    case .taskReassigned: .taskReassigned(.with { ($0.task, $0.owner) = (task.description, "eve") })
    case .taskRescheduled: .taskRescheduled(.with { ($0.task, $0.dueAt) = (task.description, world.now.timestamp) })
    case .taskRevised: .taskRevised(.with { ($0.task, $0.title) = (task.description, "Write") })
    case .taskCancelled: .taskCancelled(.with { $0.task = task.description })
    case .pipelineDefined:
      .pipelineDefined(
        .with {
          $0.name = "Leasing";
          $0.stages = [
            .with {
              $0.stage = "talk"; $0.probability = 20
            }
          ]
        })
    case .dealOpened:
      .dealOpened(
        .with {
          $0.contact = contact; $0.title = "Mill"
        })
    case .dealStageChanged:
      .dealStageChanged(
        .with {
          $0.deal = deal; $0.stage = "proposal"
        })
    case .dealTransferred: .dealTransferred(.with { ($0.deal, $0.contact) = (deal, bob.description) })
    case .dealContactAdded: .dealContactAdded(.with { ($0.deal, $0.contact) = (deal, bob.description) })
    case .dealContactRemoved:
      .dealContactRemoved(.with { ($0.deal, $0.contact) = (sharedDeal.description, bob.description) })
    case .dealRevised:
      .dealRevised(
        .with {
          $0.deal = deal; $0.title = "Big engine"
        })
    case .dealWon: .dealWon(.with { $0.deal = deal })
    case .dealLost: .dealLost(.with { $0.deal = deal })
    case .dealReopened: .dealReopened(.with { $0.deal = wonDeal.description })
    case .campaignCreated:
      .campaignCreated(.with { ($0.name, $0.channel, $0.purpose) = ("Autumn", "sms", "offers") })
    case .campaignRevised: .campaignRevised(.with { ($0.campaign, $0.name) = (campaign.description, "Winter") })
    case .campaignCostRecorded:
      .campaignCostRecorded(
        .with { ($0.campaign, $0.amount, $0.on) = (campaign.description, .eur("1"), "2026-11-20") })
    case .campaignSent:
      .campaignSent(
        .with {
          $0.campaign = campaign.description; $0.contact = contact
        })
    case .campaignResponseRecorded:
      .campaignResponseRecorded(
        .with {
          $0.campaign = campaign.description; $0.contact = contact; $0.response = .opened
        })
    case .consentGranted: .consentGranted(.with { ($0.contact, $0.purpose, $0.channel) = (contact, "newsletter", "*") })
    case .consentWithdrawn:
      .consentWithdrawn(
        .with {
          $0.contact = contact; $0.purpose = "*"; $0.channel = "sms"
        })
    case .orderPlaced:
      .orderPlaced(
        .with {
          $0.contact = contact; $0.total = .eur("1")
        })
    case .paymentReceived:
      .paymentReceived(
        .with {
          $0.contact = contact; $0.amount = .eur("1")
        })
    case .logLossAccepted:
      .logLossAccepted(
        .with {
          $0.from = 7; $0.to = 9; $0.oldRoot = "00"
        })
    case .companyConfigured: .companyConfigured(.with { $0.phoneRegion = "DE" })
    case .consentDefaultSet:
      .consentDefaultSet(.with { ($0.purpose, $0.channel, $0.consent) = ("*", "email", .withdrawn) })
    case .suppressionAdded, .suppressionLifted: ofAddresses(type)
    case .userAdded, .userChanged, .userDeactivated, .userReactivated, .teamDefined, .workHandedOver: ofUsers(type)
    case .clockReset: .clockReset(.with { $0.was = .init(seconds: 1_800_000_000) })
    }
  }
}

extension Company {
  private func ofAddresses(_ type: FactType) -> Fact.OneOf_Fact {
    type == .suppressionAdded
      ? .suppressionAdded(.with { $0.address = "ada@example.org" })
      : .suppressionLifted(.with { $0.address = "ada@example.org" })
  }

  /// One about users and what they have.
  private func ofUsers(_ type: FactType) -> Fact.OneOf_Fact {
    switch type {
    case .userAdded: .userAdded(.with { $0.login = "zoe" })
    case .userChanged: .userChanged(.with { ($0.user, $0.name) = (carl.description, "Carl") })
    case .userDeactivated: .userDeactivated(.with { $0.user = eve.description })
    case .userReactivated: .userReactivated(.with { $0.user = lee.description })
    case .teamDefined: .teamDefined(.with { $0.name = "Sales" })
    default: .workHandedOver(.with { ($0.from, $0.to) = ("carl", "eve") })
    }
  }
}

/// An id of that kind that nothing has.
func unknown(_ kind: SubjectKind) -> String { SubjectID(kind, 0xFFFF_FFFF).description }
