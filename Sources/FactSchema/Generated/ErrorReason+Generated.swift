// Made by config/schema from the .proto files. Do not edit.
// swift-format-ignore-file

/// The words in an error's `data.reason`: what kind of `conflict` or `idReused` it is. Every conflict has one.
public enum ErrorReason: String, CaseIterable, Sendable {
  case ambiguous
  case building
  case cancelled
  case circle
  case condition
  case consentMissing
  case consentWithdrawn
  case corrected
  case done
  case epoch
  case exists
  case externalIDTaken = "externalIdTaken"
  case hasMembers
  case lost
  case neverSent
  case notRetractable
  case open
  case retracted
  case sameStage
  case stageGone
  case tooManyConsentDefaults
  case tooManyConsents
  case tooManyPipelines
  case tooManyStages
  case tooManyTags
  case version
  case won

  /// What it means, in a sentence for the documentation.
  public var meaning: String {
    switch self {
    case .ambiguous: "Several contacts have the e-mail address, phone or external id that names one."
    case .building: "The read model is being built already."
    case .cancelled: "The task is cancelled."
    case .circle: "The organization belongs, perhaps over others, to the contact itself."
    case .condition: "The fact at `position` is one that `unless` means."
    case .consentMissing: "The contact never spoke of the purpose and channel, and the configuration wants its consent."
    case .consentWithdrawn: "The contact withdrew its consent to the purpose on the channel."
    case .corrected: "The command of this id was recorded as another request that corrects it (code `idReused`)."
    case .done: "The task is done."
    case .epoch: "Facts were lost since the cursor, or the position that is gone on from, was given (code `historyTruncated`)."
    case .exists: "What the fact would create is there: an id is given once."
    case .externalIDTaken: "`subject` has the external id."
    case .hasMembers: "The organization has contacts that belong to it, so that it cannot become a person."
    case .lost: "The deal is lost: reopen it first."
    case .neverSent: "Nothing of the campaign was sent to the contact."
    case .notRetractable: "The fact is of a kind that is not retracted."
    case .open: "The deal is open."
    case .retracted: "The fact, or the order that is named, was retracted."
    case .sameStage: "The deal is in this stage."
    case .stageGone: "The pipeline has the stage no longer that the deal was closed in: name another."
    case .tooManyConsentDefaults: "The defaults of consent speak of as many pairs of purpose and channel as they may."
    case .tooManyConsents: "The contact has spoken of as many pairs of purpose and channel as one may."
    case .tooManyPipelines: "There are as many pipelines as there may be."
    case .tooManyStages: "The deal has entered stages as often as one may."
    case .tooManyTags: "The contact would have more tags than one may."
    case .version: "`subject` has another version than `expect` says: `version`."
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
