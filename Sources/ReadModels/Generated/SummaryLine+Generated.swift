// Made by config/schema from the .proto files. Do not edit.
// swift-format-ignore-file

import FactSchema

extension SummaryLine {
  /// Says of a fact what the schema has as its line; nothing of others.
  mutating func say(_ fact: Fact.OneOf_Fact) {
    switch fact {
    case .contactDetailsChanged:
      say("Details changed")
    case .contactTagged(let fact):
      say("Tagged")
      quote(fact.tags.joined(separator: ", "))
    case .contactUntagged(let fact):
      say("Untagged")
      quote(fact.tags.joined(separator: ", "))
    case .factRetracted(let fact):
      say("Entry ")
      say("\(fact.position)")
      say(" retracted: ")
      say(fact.reason)
    case .taskScheduled(let fact):
      say("Task scheduled")
      quote(fact.title)
    case .taskCompleted(let fact):
      say("Task done")
      word(fact.outcome)
    case .dealOpened(let fact):
      say("Deal opened")
      if fact.hasValue { say(": \(fact.value.amount) \(fact.value.currency)") }
      quote(fact.title)
    case .dealStageChanged(let fact):
      say("Deal moved to ")
      say(fact.stage)
    case .dealRevised:
      say("Deal revised")
    case .dealWon(let fact):
      say("Deal won")
      if fact.hasValue { say(": \(fact.value.amount) \(fact.value.currency)") }
    case .dealLost(let fact):
      say("Deal lost")
      word(fact.reason)
    case .dealReopened:
      say("Deal reopened")
    case .campaignCreated(let fact):
      say("Campaign ")
      say(fact.name)
      say(" created")
    case .campaignSent(let fact):
      say("Campaign message sent")
      quote(fact.subject)
    case .consentGranted(let fact):
      say("Consent granted: ")
      say(fact.purpose)
      say(" by ")
      say(fact.channel)
    case .consentWithdrawn(let fact):
      say("Consent withdrawn: ")
      say(fact.purpose)
      say(" by ")
      say(fact.channel)
    case .orderPlaced(let fact):
      say("Order placed")
      if fact.hasTotal { say(": \(fact.total.amount) \(fact.total.currency)") }
    case .paymentReceived(let fact):
      say("Payment received")
      if fact.hasAmount { say(": \(fact.amount.amount) \(fact.amount.currency)") }
    case .taskReassigned(let fact):
      say("Task reassigned to ")
      say(fact.owner)
    case .taskRescheduled(let fact):
      say("Task due ")
      time(fact.dueAt)
    case .taskRevised(let fact):
      say("Task revised")
      quote(fact.title)
    case .taskCancelled(let fact):
      say("Task cancelled")
      word(fact.reason)
    case .dealTransferred:
      say("Deal transferred")
    case .campaignRevised:
      say("Campaign revised")
    case .campaignCostRecorded(let fact):
      say("Campaign cost recorded")
      if fact.hasAmount { say(": \(fact.amount.amount) \(fact.amount.currency)") }
    case .dealContactAdded(let fact):
      say("Added to the deal")
      quote(fact.roles.joined(separator: ", "))
    case .dealContactRemoved:
      say("Removed from the deal")
    case .contactsRelated(let fact):
      say("Related")
      word(fact.kind)
    case .relationshipEnded:
      say("Relationship ended")
    case .suppressionAdded(let fact):
      say("Address suppressed")
      quote(fact.reason)
    case .suppressionLifted(let fact):
      say("Address no longer suppressed")
      quote(fact.reason)
    case .contactArchived(let fact):
      say("Archived")
      quote(fact.reason)
    case .contactRestored:
      say("Restored")
    case .contactRoleAssigned(let fact):
      say("Role assigned")
      quote(fact.role)
    case .contactRoleEnded(let fact):
      say("Role ended")
      quote(fact.role)
    case .personalDataErased(let fact):
      say("Personal data erased")
      quote(fact.reason)
    case .erasureCompleted:
      say("Erasure completed")
    default: break
    }
  }
}
