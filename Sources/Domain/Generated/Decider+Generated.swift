// Made by config/schema from the .proto files. Do not edit.
// swift-format-ignore-file

import FactSchema

extension Decider {
  /// Puts a fact into its form and judges it by the rule that is named like it; those of the daemon's own need none.
  mutating func rule(_ fact: Fact.OneOf_Fact) throws(Refusal) -> Draft {
    switch fact {
    case .contactCreated(var fact):
      try fact.takeForm(usualRegion: usualRegion(of: fact.phones))
      return try contactCreated(&fact)
    case .contactDetailsChanged(var fact):
      try fact.takeForm(usualRegion: usualRegion(of: fact.phones))
      return try contactDetailsChanged(&fact)
    case .contactTagged(var fact):
      try fact.takeForm(usualRegion: nil)
      return try contactTagged(&fact)
    case .contactUntagged(var fact):
      try fact.takeForm(usualRegion: nil)
      return try contactUntagged(&fact)
    case .factRetracted(var fact):
      try fact.takeForm(usualRegion: nil)
      return try factRetracted(&fact)
    case .taskScheduled(var fact):
      try fact.takeForm(usualRegion: nil)
      return try taskScheduled(&fact)
    case .taskCompleted(var fact):
      try fact.takeForm(usualRegion: nil)
      return try taskCompleted(&fact)
    case .pipelineDefined(var fact):
      try fact.takeForm(usualRegion: nil)
      return try pipelineDefined(&fact)
    case .dealOpened(var fact):
      try fact.takeForm(usualRegion: nil)
      return try dealOpened(&fact)
    case .dealStageChanged(var fact):
      try fact.takeForm(usualRegion: nil)
      return try dealStageChanged(&fact)
    case .dealRevised(var fact):
      try fact.takeForm(usualRegion: nil)
      return try dealRevised(&fact)
    case .dealWon(var fact):
      try fact.takeForm(usualRegion: nil)
      return try dealWon(&fact)
    case .dealLost(var fact):
      try fact.takeForm(usualRegion: nil)
      return try dealLost(&fact)
    case .dealReopened(var fact):
      try fact.takeForm(usualRegion: nil)
      return try dealReopened(&fact)
    case .campaignCreated(var fact):
      try fact.takeForm(usualRegion: nil)
      return try campaignCreated(&fact)
    case .campaignSent(var fact):
      try fact.takeForm(usualRegion: nil)
      return try campaignSent(&fact)
    case .campaignResponseRecorded(var fact):
      try fact.takeForm(usualRegion: nil)
      return try campaignResponseRecorded(&fact)
    case .consentGranted(var fact):
      try fact.takeForm(usualRegion: nil)
      return try consentGranted(&fact)
    case .consentWithdrawn(var fact):
      try fact.takeForm(usualRegion: nil)
      return try consentWithdrawn(&fact)
    case .orderPlaced(var fact):
      try fact.takeForm(usualRegion: nil)
      return try orderPlaced(&fact)
    case .paymentReceived(var fact):
      try fact.takeForm(usualRegion: nil)
      return try paymentReceived(&fact)
    case .taskReassigned(var fact):
      try fact.takeForm(usualRegion: nil)
      return try taskReassigned(&fact)
    case .taskRescheduled(var fact):
      try fact.takeForm(usualRegion: nil)
      return try taskRescheduled(&fact)
    case .taskRevised(var fact):
      try fact.takeForm(usualRegion: nil)
      return try taskRevised(&fact)
    case .taskCancelled(var fact):
      try fact.takeForm(usualRegion: nil)
      return try taskCancelled(&fact)
    case .companyConfigured(var fact):
      try fact.takeForm(usualRegion: nil)
      return try companyConfigured(&fact)
    case .consentDefaultSet(var fact):
      try fact.takeForm(usualRegion: nil)
      return try consentDefaultSet(&fact)
    case .dealTransferred(var fact):
      try fact.takeForm(usualRegion: nil)
      return try dealTransferred(&fact)
    case .campaignRevised(var fact):
      try fact.takeForm(usualRegion: nil)
      return try campaignRevised(&fact)
    case .campaignCostRecorded(var fact):
      try fact.takeForm(usualRegion: nil)
      return try campaignCostRecorded(&fact)
    case .userAdded(var fact):
      try fact.takeForm(usualRegion: nil)
      return try userAdded(&fact)
    case .userChanged(var fact):
      try fact.takeForm(usualRegion: nil)
      return try userChanged(&fact)
    case .userDeactivated(var fact):
      try fact.takeForm(usualRegion: nil)
      return try userDeactivated(&fact)
    case .userReactivated(var fact):
      try fact.takeForm(usualRegion: nil)
      return try userReactivated(&fact)
    case .teamDefined(var fact):
      try fact.takeForm(usualRegion: nil)
      return try teamDefined(&fact)
    case .workHandedOver(var fact):
      try fact.takeForm(usualRegion: nil)
      return try workHandedOver(&fact)
    case .dealContactAdded(var fact):
      try fact.takeForm(usualRegion: nil)
      return try dealContactAdded(&fact)
    case .dealContactRemoved(var fact):
      try fact.takeForm(usualRegion: nil)
      return try dealContactRemoved(&fact)
    case .contactsRelated(var fact):
      try fact.takeForm(usualRegion: nil)
      return try contactsRelated(&fact)
    case .relationshipEnded(var fact):
      try fact.takeForm(usualRegion: nil)
      return try relationshipEnded(&fact)
    case .suppressionAdded(var fact):
      try fact.takeForm(usualRegion: nil)
      return try suppressionAdded(&fact)
    case .suppressionLifted(var fact):
      try fact.takeForm(usualRegion: nil)
      return try suppressionLifted(&fact)
    case .contactArchived(var fact):
      try fact.takeForm(usualRegion: nil)
      return try contactArchived(&fact)
    case .contactRestored(var fact):
      try fact.takeForm(usualRegion: nil)
      return try contactRestored(&fact)
    case .contactRoleAssigned(var fact):
      try fact.takeForm(usualRegion: nil)
      return try contactRoleAssigned(&fact)
    case .contactRoleEnded(var fact):
      try fact.takeForm(usualRegion: nil)
      return try contactRoleEnded(&fact)
    case .personalDataErased(var fact):
      try fact.takeForm(usualRegion: nil)
      return try personalDataErased(&fact)
    case .erasureCompleted(let fact): return try erasureCompleted(fact)
    case .logLossAccepted, .clockReset: return Draft(about: context.log, version: .zero)
    case .callLogged, .emailLogged, .messageLogged, .letterLogged, .meetingLogged, .visitLogged, .noteAdded: throw .internal("a fact cannot be read")
    }
  }
}
