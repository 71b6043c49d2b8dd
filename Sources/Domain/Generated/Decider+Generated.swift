// Made by config/schema from the .proto files. Do not edit.
// swift-format-ignore-file

import Schema

extension Decider {
  /// Judges a fact by the rule that is named like it; those of the daemon's own need none.
  mutating func rule(_ fact: Fact.OneOf_Fact) throws(Refusal) -> Draft {
    switch fact {
    case .contactCreated(let fact): try contactCreated(fact)
    case .contactDetailsChanged(let fact): try contactDetailsChanged(fact)
    case .contactTagged(let fact): try contactTagged(fact)
    case .contactUntagged(let fact): try contactUntagged(fact)
    case .factRetracted(let fact): try factRetracted(fact)
    case .taskScheduled(let fact): try taskScheduled(fact)
    case .taskCompleted(let fact): try taskCompleted(fact)
    case .pipelineDefined(let fact): try pipelineDefined(fact)
    case .dealOpened(let fact): try dealOpened(fact)
    case .dealStageChanged(let fact): try dealStageChanged(fact)
    case .dealRevised(let fact): try dealRevised(fact)
    case .dealWon(let fact): try dealWon(fact)
    case .dealLost(let fact): try dealLost(fact)
    case .dealReopened(let fact): try dealReopened(fact)
    case .campaignCreated(let fact): try campaignCreated(fact)
    case .campaignSent(let fact): try campaignSent(fact)
    case .campaignResponseRecorded(let fact): try campaignResponseRecorded(fact)
    case .consentGranted(let fact): try consentGranted(fact)
    case .consentWithdrawn(let fact): try consentWithdrawn(fact)
    case .orderPlaced(let fact): try orderPlaced(fact)
    case .paymentReceived(let fact): try paymentReceived(fact)
    case .logLossAccepted, .clockReset: Draft(about: context.log, version: .zero)
    case .callLogged, .emailLogged, .messageLogged, .letterLogged, .meetingLogged, .visitLogged, .noteAdded: throw .internal("a fact cannot be read")
    }
  }
}
