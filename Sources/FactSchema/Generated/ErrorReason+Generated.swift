// Made by config/schema from the .proto files. Do not edit.
// swift-format-ignore-file

/// The words in an error's `data.reason`: what kind of `conflict` or `idReused` it is. Every conflict has one.
public enum ErrorReason: String, CaseIterable, Sendable {
  case active
  case ambiguous
  case archived
  case beforeOpened
  case building
  case cancelled
  case circle
  case condition
  case confirmConsent
  case consentEnded
  case consentMissing
  case consentWithdrawn
  case corrected
  case deactivated
  case done
  case ended
  case epoch
  case exists
  case externalIDTaken = "externalIdTaken"
  case hasMembers
  case loginTaken
  case lost
  case managerCircle
  case neverSent
  case notArchived
  case notInDeal
  case notRetractable
  case open
  case otherOccurrence
  case ownsWork
  case retracted
  case roleHeld
  case roleNotHeld
  case sameContact
  case samePipeline
  case sameStage
  case selfService
  case stageGone
  case stageInUse
  case stoodOn
  case suppressed
  case teamTaken
  case tooManyConsentDefaults
  case tooManyConsents
  case tooManyContacts
  case tooManyPipelines
  case tooManyRelationships
  case tooManyRoles
  case tooManyStages
  case tooManySuppressions
  case tooManyTags
  case tooManyTeams
  case tooManyUsers
  case uidTaken
  case version
  case won

  /// What it means, in a sentence for the documentation.
  public var meaning: String {
    switch self {
    case .active: "The user is active."
    case .ambiguous: "Several contacts have the e-mail address, phone or external id that names one."
    case .archived: "The contact is archived already."
    case .beforeOpened: "The deal was opened later: nothing became of it before that."
    case .building: "The read model is being built already."
    case .cancelled: "The task is cancelled."
    case .circle: "The organization belongs, perhaps over others, to the contact itself."
    case .condition: "The fact at `position` is one that `unless` means."
    case .confirmConsent: "A contact would be written to again that objected, or did not agree: `confirmConsent` says that this is meant."
    case .consentEnded: "The contact agreed to the purpose on the channel until then, and has not agreed again."
    case .consentMissing: "The contact never spoke of the purpose and channel, and the configuration wants its consent."
    case .consentWithdrawn: "The contact withdrew its consent to the purpose on the channel."
    case .corrected: "The command of this id was recorded as another request that corrects it (code `idReused`)."
    case .deactivated: "The user is deactivated."
    case .done: "The task is done."
    case .ended: "The relationship has an end already."
    case .epoch: "Facts were lost since the cursor, or the position that is gone on from, was given (code `historyTruncated`)."
    case .exists: "What the fact would create is there: an id is given once."
    case .externalIDTaken: "`subject` has the external id."
    case .hasMembers: "The organization has contacts that belong to it, so that it cannot become a person."
    case .loginTaken: "`subject` has the login, or had it: it is another user's for ever."
    case .lost: "The deal is lost: reopen it first."
    case .managerCircle: "The manager stands, perhaps over others, under the user."
    case .neverSent: "Nothing of the campaign was sent to the contact."
    case .notArchived: "The contact is not archived."
    case .notInDeal: "The contact is none of those that were added to the deal."
    case .notRetractable: "The fact is of a kind that is not retracted: the message says what is done instead."
    case .open: "The deal is open."
    case .otherOccurrence: "Of the task that comes again it is the turn of another time: that one was done already."
    case .ownsWork: "`subject` is the user's, and perhaps more."
    case .retracted: "The fact, or the order that is named, was retracted."
    case .roleHeld: "The contact has the role already in some of that time."
    case .roleNotHeld: "The contact does not have the role without an end."
    case .sameContact: "The deal is this contact's."
    case .samePipeline: "The deal is in this pipeline."
    case .sameStage: "The deal is in this stage."
    case .selfService: "The contact itself objected, by a link or a portal: it is not written to until it agrees again."
    case .stageGone: "The pipeline has the stage no longer that the deal was closed in: name another."
    case .stageInUse: "Deals are open in a stage that the definition leaves out: say in `move` where they go."
    case .stoodOn: "The fact at `position` could not have been recorded without the one that is retracted, or with the one that is restored: retract that first."
    case .suppressed: "Nothing is to be sent to the address: it was suppressed, a message to it bounced, or somebody complained."
    case .teamTaken: "`subject` has the name."
    case .tooManyConsentDefaults: "The defaults of consent speak of as many pairs of purpose and channel as they may."
    case .tooManyConsents: "The contact has spoken of as many pairs of purpose and channel as one may."
    case .tooManyContacts: "As many contacts were added to the deal as may be."
    case .tooManyPipelines: "There are as many pipelines as there may be."
    case .tooManyRelationships: "The contact has as many relationships, or has changed its organization as often, as may be."
    case .tooManyRoles: "The contact was assigned as many roles as may be."
    case .tooManyStages: "The deal has entered stages as often as one may."
    case .tooManySuppressions: "As much was said of whether the address may be written to as may be."
    case .tooManyTags: "The contact would have more tags than one may."
    case .tooManyTeams: "There are as many teams as there may be."
    case .tooManyUsers: "There are as many users as there may be."
    case .uidTaken: "`subject`, who is active, records under the uid."
    case .version: "`subject` has another version than `expect` says: `version`; and what was changed since cannot be told field by field."
    case .won: "The deal is won: reopen it first."
    }
  }
}

extension ErrorReason {
  /// The word in `data.code` that it comes with.
  public var code: String {
    switch self {
    case .corrected: "idReused"
    case .epoch: "historyTruncated"
    default: "conflict"
    }
  }
}
