import Domain
import FactSchema
import SwiftProtobuf
import TestSupport

extension World {
  /// A world in which so many random facts were proposed; those that are refused leave no trace.
  static func random(seed: UInt64, steps: Int) -> World {
    var generator = SeededGenerator(seed: seed)
    var world = World()
    for _ in 0..<steps {
      guard let fact = world.randomFact(&generator) else { continue }
      let back = Int64(generator.below(60)) * 86_400 + Int64(generator.below(86_400))
      let occurredAt = generator.oneIn(3) ? Instant(microseconds: world.now.microseconds - back * 1_000_000) : nil
      _ = try? world.record(fact, at: occurredAt)
    }
    return world
  }

  private func subjects(_ kind: SubjectKind) -> [SubjectID] {
    var seen: Set<SubjectID> = []
    return events.map(\.header.subject).filter { $0.kind == kind && seen.insert($0).inserted }
  }

  private func randomFact(_ generator: inout SeededGenerator) -> Fact.OneOf_Fact? {
    let contacts = subjects(.contact)
    let deals = subjects(.deal)
    let owners = ["carl", "dora", "emma"]
    guard let contact = contacts.isEmpty ? nil : generator.pick(contacts) else {
      return .contactCreated(.with { $0.name = "Ada First" })
    }
    let deal = deals.isEmpty ? nil : generator.pick(deals)
    switch generator.below(24) {
    case 0: return randomContact(&generator, owners)
    case 1: return randomChange(contact, &generator, owners)
    case 2...6: return randomInteraction(contact, &generator)
    case 7:
      return .contactTagged(
        .with {
          $0.contact = contact.description; $0.tags = ["t\(generator.below(3))"]
        })
    case 8:
      return .contactUntagged(
        .with {
          $0.contact = contact.description; $0.tags = ["t\(generator.below(3))"]
        })
    case 9:
      return .dealOpened(
        .with {
          $0.contact = contact.description
          $0.title = "Deal"
          $0.owner = generator.pick(owners)
          if generator.oneIn(2) { $0.value = .of(generator.pick(["EUR", "USD"]), "\(generator.below(900))") }
        })
    case 10...16:
      guard let deal else { return nil }
      return randomDealChange(deal, &generator, owners)
    case 17, 18: return randomOrder(contact, &generator)
    case 19, 20: return randomCampaignFact(contact, &generator)
    case 21:
      return .taskScheduled(
        .with {
          $0.title = "Task"
          $0.contact = contact.description
          $0.dueAt = Instant.day(generator.below(300)).timestamp
        })
    case 22:
      let tasks = subjects(.task)
      return tasks.isEmpty ? nil : .taskCompleted(.with { $0.task = generator.pick(tasks).description })
    default:
      return .factRetracted(
        .with {
          $0.position = UInt64(1 + generator.below(events.count))
          $0.reason = "mistaken"
        })
    }
  }

  private func randomContact(_ generator: inout SeededGenerator, _ owners: [String]) -> Fact.OneOf_Fact {
    .contactCreated(
      .with {
        $0.name = "\(generator.pick(["Ada", "Bob", "Zoë"])) \(generator.pick(["King", "O'Brien", "Ädams"]))"
        if generator.oneIn(2) { $0.owner = generator.pick(owners) }
        if generator.oneIn(2) { $0.emails = ["mail\(generator.below(5))@example.com"] }
        $0.source = generator.pick(["", "web", "fair"])
      })
  }

  private func randomChange(
    _ contact: SubjectID, _ generator: inout SeededGenerator, _ owners: [String]
  ) -> Fact.OneOf_Fact {
    .contactDetailsChanged(
      .with {
        $0.contact = contact.description
        if generator.oneIn(2) { $0.name = "Changed \(generator.below(9))" }
        if generator.oneIn(2) { $0.owner = generator.pick(owners) } else { $0.clear = ["owner", "emails"] }
      })
  }

  private func randomInteraction(_ contact: SubjectID, _ generator: inout SeededGenerator) -> Fact.OneOf_Fact {
    switch generator.below(4) {
    case 0:
      .emailLogged(
        .with {
          $0.contact = contact.description; $0.direction = .inbound; $0.subject = "Hello"
        })
    case 1:
      .meetingLogged(
        .with {
          $0.contact = contact.description; $0.durationSeconds = 600
        })
    case 2:
      .noteAdded(
        .with {
          $0.contact = contact.description; $0.text = "Note"
        })
    default:
      .callLogged(
        .with {
          $0.contact = contact.description
          $0.direction = generator.oneIn(2) ? .inbound : .outbound
          $0.durationSeconds = Int64(generator.below(500))
          $0.outcome = generator.pick(["", "reached"])
        })
    }
  }

  private func randomDealChange(
    _ deal: SubjectID, _ generator: inout SeededGenerator, _ owners: [String]
  ) -> Fact.OneOf_Fact {
    switch generator.below(6) {
    case 0: .dealWon(.with { $0.deal = deal.description })
    case 1:
      .dealLost(
        .with {
          $0.deal = deal.description; $0.reason = generator.pick(["", "price"])
        })
    case 2: .dealReopened(.with { $0.deal = deal.description })
    case 3:
      .dealRevised(
        .with {
          $0.deal = deal.description; $0.value = .of("EUR", "\(generator.below(500))")
        })
    case 4:
      .dealRevised(
        .with {
          $0.deal = deal.description; $0.owner = generator.pick(owners)
        })
    default:
      .dealStageChanged(
        .with {
          $0.deal = deal.description
          $0.stage = generator.pick(["lead", "qualified", "proposal", "negotiation"])
        })
    }
  }

  private func randomOrder(_ contact: SubjectID, _ generator: inout SeededGenerator) -> Fact.OneOf_Fact {
    let orders = subjects(.order)
    guard generator.oneIn(3), !orders.isEmpty else {
      return .orderPlaced(
        .with {
          $0.contact = contact.description
          $0.total = .of(generator.pick(["EUR", "USD"]), "\(generator.below(100)).5")
          $0.itemCount = Int64(generator.below(5))
        })
    }
    return .paymentReceived(
      .with {
        $0.contact = contact.description
        $0.amount = .of("EUR", "\(generator.below(100))")
        if let order = orders.last { $0.order = order.description }
      })
  }

  private func randomCampaignFact(_ contact: SubjectID, _ generator: inout SeededGenerator) -> Fact.OneOf_Fact {
    let campaigns = subjects(.campaign)
    guard let campaign = campaigns.last, !generator.oneIn(8) else {
      return .campaignCreated(
        .with {
          $0.name = "Campaign"
          $0.channel = generator.pick(["email", "sms"])
          $0.purpose = "news"
        })
    }
    guard generator.oneIn(2) else {
      return .campaignSent(
        .with {
          $0.campaign = campaign.description; $0.contact = contact.description
        })
    }
    return .campaignResponseRecorded(
      .with {
        $0.campaign = campaign.description
        $0.contact = contact.description
        $0.response = generator.pick([.delivered, .bounced, .bounced, .opened, .clicked, .unsubscribed])
      })
  }
}
