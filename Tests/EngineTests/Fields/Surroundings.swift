import APISchema
import Domain
import Engine
import FactSchema
import SwiftProtobuf

/// One of everything, under ids of its own, for facts to be about; and the values that their fields may be tried with.
///
/// Two engines that were given the same surroundings differ in nothing but the facts that follow.
struct Surroundings {
  let number: UInt64
  /// When it is recorded, in microseconds.
  private let began: Int64
  /// The log's head before it is recorded.
  private let head: UInt64
  /// Seven of each kind, of which the fifth and the last are not there.
  let subjects: [SubjectID]

  init(_ number: UInt64, began: Instant, head: Position) {
    self.number = number
    self.began = began.microseconds
    self.head = head.value
    subjects = SubjectKind.allCases.filter { $0 != .log }.flatMap { kind in
      (0..<7).map { SubjectID(kind, UInt128(number * 100 + $0) << 64 | 7) }
    }
  }

  /// The id of that kind and number.
  func id(_ kind: SubjectKind, _ number: Int) -> String {
    subjects.filter { $0.kind == kind }[number].description
  }

  // MARK: - What fields may be tried with

  func candidates(_ field: FieldTable) -> [Tree.Value] {
    switch field.kind {
    case .string:
      // The likeliest first.
      let named = subjects.filter { $0.kind.prefix == field.jsonName }
      let others = subjects.filter { $0.kind.prefix != field.jsonName }
      let free =
        switch field.jsonName {
        case "login": ["x\(number)", "y\(number)", "z\(number)"]
        case "kind": ["member_of"]
        case "on": [day(0), day(1), day(2)]
        case "address": ["x\(number)@example.org", "y\(number)@example.org", "z\(number)@example.org"]
        default: [String]()
        }
      let texts = free + ["m\(number)", "n\(number)", "o\(number)"] + Self.texts
      return (named.map(\.description) + texts + others.map(\.description)).map(Tree.Value.text)
    case .int32, .int64, .uint32, .uint64:
      // Nothing stands on the last.
      return [1, 2, 7].map(Tree.Value.number) + facts.indices.reversed().map { .number(head + UInt64($0) + 1) }
    case .bool: return [.number(1)]
    case .double: return [.double(1.5.bitPattern), .double(2.5.bitPattern)]
    case .timestamp: return [40, 50].map { .time(began + $0 * 86_400_000_000) }
    case .message: return [.message(Tree())]
    case .enumeration(let name):
      let values = SchemaTables.enums.first { $0.name == name }?.values ?? []
      return values.filter { $0.number != 0 }.map { .number(UInt64($0.number)) }
    }
  }

  /// The day that is so many behind that of the surroundings.
  private func day(_ number: Int64) -> String {
    String(Instant(microseconds: began + number * 86_400_000_000).rfc3339.prefix(10))
  }

  /// Days, currencies, amounts, addresses, phones, regions, stages, what may be handed over; rules, offsets and durations of
  /// tasks.
  private static let texts = [
    "2031-05-07", "2032-06-08", "EUR", "USD", "7.25", "8.75", "m@example.org", "n@example.org", "+493012345678",
    "+493087654321", "DE", "GB", "alpha", "beta", "gamma", "contacts",
    "deals", "tasks", "FREQ=DAILY", "FREQ=WEEKLY", "+01:00", "+02:00", "-PT15M", "-P1D", "de-DE", "en-GB", "04-01",
    "10-01", "1975-03-01", "--02-29",
  ]

  // MARK: - What is there

  var facts: [Fact.OneOf_Fact] { users + contacts + deals + tasks + trade + campaigns }

  /// Of these the first owns something, and the last two are deactivated.
  private var users: [Fact.OneOf_Fact] {
    let teams = (0...1).map { index in
      Fact.OneOf_Fact.teamDefined(.with { ($0.team, $0.name) = (id(.team, index), "Team \(number).\(index)") })
    }
    let added = [(0, "m"), (1, "n"), (2, "o"), (3, "p"), (5, "q")].map { index, letter in
      Fact.OneOf_Fact.userAdded(
        .with {
          ($0.user, $0.login, $0.name) = (id(.user, index), "\(letter)\(number)", "Somebody")
          if index == 1 { ($0.team, $0.manager) = (id(.team, 0), id(.user, 0)) }
        })
    }
    let deactivated = [3, 5].map { index in Fact.OneOf_Fact.userDeactivated(.with { $0.user = id(.user, index) }) }
    return teams + added + deactivated
  }

  private var contacts: [Fact.OneOf_Fact] {
    let organizations = (2...3).map { index in
      Fact.OneOf_Fact.contactCreated(
        .with {
          ($0.contact, $0.kind, $0.name) = (id(.contact, index), .organization, "Mill \(index)")
          // What happens to this address is seen at two contacts.
          if index == 3 { $0.emails = ["ada\(number)@example.org"] }
        })
    }
    let ada = ContactCreated.with {
      ($0.contact, $0.name, $0.givenName, $0.familyName) = (id(.contact, 0), "Ada King", "Ada", "King")
      ($0.organization, $0.emails, $0.phones) = (id(.contact, 2), ["ada\(number)@example.org"], ["+442079460018"])
      ($0.tags, $0.source, $0.owner, $0.externalID) = (["vip"], "web", "m\(number)", "ada-\(number)")
    }
    let related = (0...3).map { index in
      Fact.OneOf_Fact.contactsRelated(
        .with {
          ($0.relationship, $0.kind) = (id(.relationship, index), "member_of")
          ($0.from, $0.to) = (id(.contact, 1), id(.contact, index < 2 ? 2 : 3))
          $0.since = Instant(microseconds: began - 864_000_000_000).timestamp
        })
    }
    let roles = (0...3).map { index in
      Fact.OneOf_Fact.contactRoleAssigned(
        .with {
          ($0.contact, $0.role) = (id(.contact, index / 2), index.isMultiple(of: 2) ? "alpha" : "beta")
          $0.since = Instant(microseconds: began - 864_000_000_000).timestamp
        })
    }
    let archived = (2...3).map { index in Fact.OneOf_Fact.contactArchived(.with { $0.contact = id(.contact, index) }) }
    return organizations + [.contactCreated(ada), created("Bob", id: id(.contact, 1))] + related + roles + archived
  }

  private var deals: [Fact.OneOf_Fact] {
    let stages = ["alpha", "beta", "gamma"].map { stage in
      PipelineDefined.Stage.with { ($0.stage, $0.probability, $0.rotDays) = (stage, 20, 30) }
    }
    let pipelines = (0...1).map { index in
      Fact.OneOf_Fact.pipelineDefined(
        .with { ($0.pipeline, $0.name, $0.stages) = (id(.pipeline, index), "Sales \(index)", stages) })
    }
    let opened = (0...3).map { index in
      Fact.OneOf_Fact.dealOpened(
        .with {
          ($0.deal, $0.contact) = (id(.deal, index), id(.contact, index == 3 ? 1 : 0))
          ($0.title, $0.pipeline, $0.value) = ("A mill", id(.pipeline, 0), money("5.00"))
          ($0.expectedClose, $0.owner) = ("2030-01-01", "m\(number)")
        })
    }
    let won = Fact.OneOf_Fact.dealWon(.with { $0.deal = id(.deal, 1) })
    let added = [(0, 1), (0, 2), (1, 1)].map { deal, contact in
      Fact.OneOf_Fact.dealContactAdded(
        .with { ($0.deal, $0.contact, $0.roles) = (id(.deal, deal), id(.contact, contact), ["user"]) })
    }
    return pipelines + opened + added + [won, .dealLost(.with { $0.deal = id(.deal, 2) })]
  }

  private var tasks: [Fact.OneOf_Fact] {
    (0...1).map { index in
      .taskScheduled(
        .with {
          ($0.task, $0.contact, $0.title) = (id(.task, index), id(.contact, 0), "Call")
          ($0.owner, $0.dueAt) = ("m\(number)", Instant(microseconds: began + 86_400_000_000).timestamp)
          if index == 0 { $0.recurrence = "FREQ=MONTHLY" }
        })
    }
  }

  private var trade: [Fact.OneOf_Fact] {
    let orders = (0...1).map { index in
      Fact.OneOf_Fact.orderPlaced(
        .with { ($0.order, $0.contact, $0.total) = (id(.order, index), id(.contact, 0), money("9.00")) })
    }
    let payment = PaymentReceived.with {
      ($0.payment, $0.contact, $0.amount) = (id(.payment, 0), id(.contact, 0), money("9.00"))
    }
    let note = NoteAdded.with { ($0.contact, $0.text) = (id(.contact, 0), "Likes mills") }
    return orders + [.paymentReceived(payment), called(id(.contact, 0)), .noteAdded(note)]
  }

  private var campaigns: [Fact.OneOf_Fact] {
    let created = (0...1).map { index in
      Fact.OneOf_Fact.campaignCreated(
        .with {
          ($0.campaign, $0.name) = (id(.campaign, index), "Spring")
          ($0.channel, $0.purpose) = ("email", "news")
          if index == 0 { $0.cost = money("5.00") }
        })
    }
    let sent = [(0, 0), (1, 0), (0, 1), (0, 3)].map { campaign, contact in
      Fact.OneOf_Fact.campaignSent(
        .with { ($0.campaign, $0.contact) = (id(.campaign, campaign), id(.contact, contact)) })
    }
    let objected = CampaignResponseRecorded.with {
      ($0.campaign, $0.contact, $0.response) = (id(.campaign, 0), id(.contact, 3), .unsubscribed)
    }
    let suppressed = SuppressionAdded.with {
      ($0.suppression, $0.address) = (id(.suppression, 0), "z\(number)@example.org")
    }
    return created + sent + [.campaignResponseRecorded(objected), .suppressionAdded(suppressed)]
  }

  private func money(_ amount: String) -> Money { .with { ($0.currency, $0.amount) = ("EUR", amount) } }
}
