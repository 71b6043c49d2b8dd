// Made by config/schema from the .proto files. Do not edit.
// swift-format-ignore-file

import FactSchema

extension Decider {
  /// Puts a fact into its form and judges it by the rule that is named like it; those of the daemon's own need none.
  mutating func rule(_ fact: Fact.OneOf_Fact) throws(Refusal) -> Draft {
    switch fact {
    case .contactCreated(var fact):
      try fact.takeForm(usualRegion: context.region)
      return try contactCreated(&fact)
    case .contactDetailsChanged(var fact):
      try fact.takeForm(usualRegion: context.region)
      return try contactDetailsChanged(&fact)
    case .contactTagged(var fact):
      try fact.takeForm(usualRegion: context.region)
      return try contactTagged(&fact)
    case .contactUntagged(var fact):
      try fact.takeForm(usualRegion: context.region)
      return try contactUntagged(&fact)
    case .factRetracted(var fact):
      try fact.takeForm(usualRegion: context.region)
      return try factRetracted(&fact)
    case .taskScheduled(var fact):
      try fact.takeForm(usualRegion: context.region)
      return try taskScheduled(&fact)
    case .taskCompleted(var fact):
      try fact.takeForm(usualRegion: context.region)
      return try taskCompleted(&fact)
    case .pipelineDefined(var fact):
      try fact.takeForm(usualRegion: context.region)
      return try pipelineDefined(&fact)
    case .dealOpened(var fact):
      try fact.takeForm(usualRegion: context.region)
      return try dealOpened(&fact)
    case .dealStageChanged(var fact):
      try fact.takeForm(usualRegion: context.region)
      return try dealStageChanged(&fact)
    case .dealRevised(var fact):
      try fact.takeForm(usualRegion: context.region)
      return try dealRevised(&fact)
    case .dealWon(var fact):
      try fact.takeForm(usualRegion: context.region)
      return try dealWon(&fact)
    case .dealLost(var fact):
      try fact.takeForm(usualRegion: context.region)
      return try dealLost(&fact)
    case .dealReopened(var fact):
      try fact.takeForm(usualRegion: context.region)
      return try dealReopened(&fact)
    case .campaignCreated(var fact):
      try fact.takeForm(usualRegion: context.region)
      return try campaignCreated(&fact)
    case .campaignSent(var fact):
      try fact.takeForm(usualRegion: context.region)
      return try campaignSent(&fact)
    case .campaignResponseRecorded(var fact):
      try fact.takeForm(usualRegion: context.region)
      return try campaignResponseRecorded(&fact)
    case .consentGranted(var fact):
      try fact.takeForm(usualRegion: context.region)
      return try consentGranted(&fact)
    case .consentWithdrawn(var fact):
      try fact.takeForm(usualRegion: context.region)
      return try consentWithdrawn(&fact)
    case .orderPlaced(var fact):
      try fact.takeForm(usualRegion: context.region)
      return try orderPlaced(&fact)
    case .paymentReceived(var fact):
      try fact.takeForm(usualRegion: context.region)
      return try paymentReceived(&fact)
    case .taskReassigned(var fact):
      try fact.takeForm(usualRegion: context.region)
      return try taskReassigned(&fact)
    case .taskRescheduled(var fact):
      try fact.takeForm(usualRegion: context.region)
      return try taskRescheduled(&fact)
    case .taskRevised(var fact):
      try fact.takeForm(usualRegion: context.region)
      return try taskRevised(&fact)
    case .taskCancelled(var fact):
      try fact.takeForm(usualRegion: context.region)
      return try taskCancelled(&fact)
    case .logLossAccepted, .clockReset: return Draft(about: context.log, version: .zero)
    case .callLogged, .emailLogged, .messageLogged, .letterLogged, .meetingLogged, .visitLogged, .noteAdded: throw .internal("a fact cannot be read")
    }
  }
}
