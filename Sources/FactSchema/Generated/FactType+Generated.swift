// Made by config/schema from the .proto files. Do not edit.
// swift-format-ignore-file

import SwiftProtobuf

/// The kinds of facts by their stored type number, which is the field number in `Fact`.
public enum FactType: UInt32, CaseIterable, Sendable {
  case contactCreated = 16
  case contactDetailsChanged = 17
  case contactTagged = 18
  case contactUntagged = 19
  case callLogged = 20
  case emailLogged = 21
  case messageLogged = 22
  case letterLogged = 23
  case meetingLogged = 24
  case visitLogged = 25
  case noteAdded = 26
  case factRetracted = 27
  case taskScheduled = 28
  case taskCompleted = 29
  case pipelineDefined = 30
  case dealOpened = 31
  case dealStageChanged = 32
  case dealRevised = 33
  case dealWon = 34
  case dealLost = 35
  case dealReopened = 36
  case campaignCreated = 37
  case campaignSent = 38
  case campaignResponseRecorded = 39
  case consentGranted = 40
  case consentWithdrawn = 41
  case orderPlaced = 42
  case paymentReceived = 43
  case logLossAccepted = 44
  case clockReset = 45
  case taskReassigned = 46
  case taskRescheduled = 47
  case taskRevised = 48
  case taskCancelled = 49
  case companyConfigured = 50
  case consentDefaultSet = 51
  case dealTransferred = 52
  case campaignRevised = 53
  case campaignCostRecorded = 54
  case userAdded = 60
  case userChanged = 61
  case userDeactivated = 62
  case userReactivated = 63
  case teamDefined = 64
  case workHandedOver = 65
  case dealContactAdded = 76
  case dealContactRemoved = 77
  case contactsRelated = 78
  case relationshipEnded = 79
  case suppressionAdded = 90
  case suppressionLifted = 91
  case contactArchived = 92
  case contactRestored = 93
  case contactRoleAssigned = 94
  case contactRoleEnded = 95
  case personalDataErased = 96
  case erasureCompleted = 97

  /// The fact's name in the protocol, such as `ContactCreated`.
  public var name: String {
    switch self {
    case .contactCreated: "ContactCreated"
    case .contactDetailsChanged: "ContactDetailsChanged"
    case .contactTagged: "ContactTagged"
    case .contactUntagged: "ContactUntagged"
    case .callLogged: "CallLogged"
    case .emailLogged: "EmailLogged"
    case .messageLogged: "MessageLogged"
    case .letterLogged: "LetterLogged"
    case .meetingLogged: "MeetingLogged"
    case .visitLogged: "VisitLogged"
    case .noteAdded: "NoteAdded"
    case .factRetracted: "FactRetracted"
    case .taskScheduled: "TaskScheduled"
    case .taskCompleted: "TaskCompleted"
    case .pipelineDefined: "PipelineDefined"
    case .dealOpened: "DealOpened"
    case .dealStageChanged: "DealStageChanged"
    case .dealRevised: "DealRevised"
    case .dealWon: "DealWon"
    case .dealLost: "DealLost"
    case .dealReopened: "DealReopened"
    case .campaignCreated: "CampaignCreated"
    case .campaignSent: "CampaignSent"
    case .campaignResponseRecorded: "CampaignResponseRecorded"
    case .consentGranted: "ConsentGranted"
    case .consentWithdrawn: "ConsentWithdrawn"
    case .orderPlaced: "OrderPlaced"
    case .paymentReceived: "PaymentReceived"
    case .logLossAccepted: "LogLossAccepted"
    case .clockReset: "ClockReset"
    case .taskReassigned: "TaskReassigned"
    case .taskRescheduled: "TaskRescheduled"
    case .taskRevised: "TaskRevised"
    case .taskCancelled: "TaskCancelled"
    case .companyConfigured: "CompanyConfigured"
    case .consentDefaultSet: "ConsentDefaultSet"
    case .dealTransferred: "DealTransferred"
    case .campaignRevised: "CampaignRevised"
    case .campaignCostRecorded: "CampaignCostRecorded"
    case .userAdded: "UserAdded"
    case .userChanged: "UserChanged"
    case .userDeactivated: "UserDeactivated"
    case .userReactivated: "UserReactivated"
    case .teamDefined: "TeamDefined"
    case .workHandedOver: "WorkHandedOver"
    case .dealContactAdded: "DealContactAdded"
    case .dealContactRemoved: "DealContactRemoved"
    case .contactsRelated: "ContactsRelated"
    case .relationshipEnded: "RelationshipEnded"
    case .suppressionAdded: "SuppressionAdded"
    case .suppressionLifted: "SuppressionLifted"
    case .contactArchived: "ContactArchived"
    case .contactRestored: "ContactRestored"
    case .contactRoleAssigned: "ContactRoleAssigned"
    case .contactRoleEnded: "ContactRoleEnded"
    case .personalDataErased: "PersonalDataErased"
    case .erasureCompleted: "ErasureCompleted"
    }
  }

  /// The shape of the fact's message.
  public var message: MessageTable {
    switch self {
    case .contactCreated: SchemaTables.contactCreated
    case .contactDetailsChanged: SchemaTables.contactDetailsChanged
    case .contactTagged: SchemaTables.contactTagged
    case .contactUntagged: SchemaTables.contactUntagged
    case .callLogged: SchemaTables.callLogged
    case .emailLogged: SchemaTables.emailLogged
    case .messageLogged: SchemaTables.messageLogged
    case .letterLogged: SchemaTables.letterLogged
    case .meetingLogged: SchemaTables.meetingLogged
    case .visitLogged: SchemaTables.visitLogged
    case .noteAdded: SchemaTables.noteAdded
    case .factRetracted: SchemaTables.factRetracted
    case .taskScheduled: SchemaTables.taskScheduled
    case .taskCompleted: SchemaTables.taskCompleted
    case .pipelineDefined: SchemaTables.pipelineDefined
    case .dealOpened: SchemaTables.dealOpened
    case .dealStageChanged: SchemaTables.dealStageChanged
    case .dealRevised: SchemaTables.dealRevised
    case .dealWon: SchemaTables.dealWon
    case .dealLost: SchemaTables.dealLost
    case .dealReopened: SchemaTables.dealReopened
    case .campaignCreated: SchemaTables.campaignCreated
    case .campaignSent: SchemaTables.campaignSent
    case .campaignResponseRecorded: SchemaTables.campaignResponseRecorded
    case .consentGranted: SchemaTables.consentGranted
    case .consentWithdrawn: SchemaTables.consentWithdrawn
    case .orderPlaced: SchemaTables.orderPlaced
    case .paymentReceived: SchemaTables.paymentReceived
    case .logLossAccepted: SchemaTables.logLossAccepted
    case .clockReset: SchemaTables.clockReset
    case .taskReassigned: SchemaTables.taskReassigned
    case .taskRescheduled: SchemaTables.taskRescheduled
    case .taskRevised: SchemaTables.taskRevised
    case .taskCancelled: SchemaTables.taskCancelled
    case .companyConfigured: SchemaTables.companyConfigured
    case .consentDefaultSet: SchemaTables.consentDefaultSet
    case .dealTransferred: SchemaTables.dealTransferred
    case .campaignRevised: SchemaTables.campaignRevised
    case .campaignCostRecorded: SchemaTables.campaignCostRecorded
    case .userAdded: SchemaTables.userAdded
    case .userChanged: SchemaTables.userChanged
    case .userDeactivated: SchemaTables.userDeactivated
    case .userReactivated: SchemaTables.userReactivated
    case .teamDefined: SchemaTables.teamDefined
    case .workHandedOver: SchemaTables.workHandedOver
    case .dealContactAdded: SchemaTables.dealContactAdded
    case .dealContactRemoved: SchemaTables.dealContactRemoved
    case .contactsRelated: SchemaTables.contactsRelated
    case .relationshipEnded: SchemaTables.relationshipEnded
    case .suppressionAdded: SchemaTables.suppressionAdded
    case .suppressionLifted: SchemaTables.suppressionLifted
    case .contactArchived: SchemaTables.contactArchived
    case .contactRestored: SchemaTables.contactRestored
    case .contactRoleAssigned: SchemaTables.contactRoleAssigned
    case .contactRoleEnded: SchemaTables.contactRoleEnded
    case .personalDataErased: SchemaTables.personalDataErased
    case .erasureCompleted: SchemaTables.erasureCompleted
    }
  }

  /// What the facts of this type are about; nil where they are about what another fact was about.
  public var subjectKind: SubjectKind? {
    switch self {
    case .contactCreated: .contact
    case .contactDetailsChanged: .contact
    case .contactTagged: .contact
    case .contactUntagged: .contact
    case .callLogged: .contact
    case .emailLogged: .contact
    case .messageLogged: .contact
    case .letterLogged: .contact
    case .meetingLogged: .contact
    case .visitLogged: .contact
    case .noteAdded: .contact
    case .factRetracted: nil
    case .taskScheduled: .task
    case .taskCompleted: .task
    case .pipelineDefined: .pipeline
    case .dealOpened: .deal
    case .dealStageChanged: .deal
    case .dealRevised: .deal
    case .dealWon: .deal
    case .dealLost: .deal
    case .dealReopened: .deal
    case .campaignCreated: .campaign
    case .campaignSent: .contact
    case .campaignResponseRecorded: .contact
    case .consentGranted: .contact
    case .consentWithdrawn: .contact
    case .orderPlaced: .order
    case .paymentReceived: .payment
    case .logLossAccepted: .log
    case .clockReset: .log
    case .taskReassigned: .task
    case .taskRescheduled: .task
    case .taskRevised: .task
    case .taskCancelled: .task
    case .companyConfigured: .company
    case .consentDefaultSet: .company
    case .dealTransferred: .deal
    case .campaignRevised: .campaign
    case .campaignCostRecorded: .campaign
    case .userAdded: .user
    case .userChanged: .user
    case .userDeactivated: .user
    case .userReactivated: .user
    case .teamDefined: .team
    case .workHandedOver: .company
    case .dealContactAdded: .deal
    case .dealContactRemoved: .deal
    case .contactsRelated: .contact
    case .relationshipEnded: .contact
    case .suppressionAdded: .suppression
    case .suppressionLifted: .suppression
    case .contactArchived: .contact
    case .contactRestored: .contact
    case .contactRoleAssigned: .contact
    case .contactRoleEnded: .contact
    case .personalDataErased: .contact
    case .erasureCompleted: .contact
    }
  }

  /// What kind of subject a fact of this type creates; nil where it is about one that exists.
  public var creates: SubjectKind? {
    switch self {
    case .contactCreated: .contact
    case .taskScheduled: .task
    case .pipelineDefined: .pipeline
    case .dealOpened: .deal
    case .campaignCreated: .campaign
    case .orderPlaced: .order
    case .paymentReceived: .payment
    case .userAdded: .user
    case .teamDefined: .team
    case .suppressionAdded: .suppression
    case .suppressionLifted: .suppression
    default: nil
    }
  }

  /// The channel that an interaction goes by whose message does not tell it; empty for those that tell theirs.
  public var channel: String {
    switch self {
    case .callLogged: "phone"
    case .meetingLogged: "meeting"
    case .visitLogged: "visit"
    default: ""
    }
  }

  /// Whether it logs that somebody and the contact met, spoke or wrote.
  public var isInteraction: Bool {
    switch self {
    case .callLogged, .emailLogged, .messageLogged, .letterLogged, .meetingLogged, .visitLogged: true
    default: false
    }
  }

  /// Whether nothing is known otherwise for it than before.
  public var changesNothing: Bool {
    switch self {
    case .callLogged, .emailLogged, .messageLogged, .letterLogged, .meetingLogged, .visitLogged, .noteAdded: true
    default: false
    }
  }

  /// Whether a FactRetracted may name it.
  public var isRetractable: Bool {
    switch self {
    case .contactCreated, .contactDetailsChanged, .contactTagged, .contactUntagged, .callLogged, .emailLogged, .messageLogged, .letterLogged, .meetingLogged, .visitLogged, .noteAdded, .factRetracted, .taskScheduled, .taskCompleted, .dealOpened, .dealStageChanged, .dealRevised, .dealWon, .dealLost, .dealReopened, .campaignCreated, .campaignSent, .campaignResponseRecorded, .consentGranted, .consentWithdrawn, .orderPlaced, .paymentReceived, .taskReassigned, .taskRescheduled, .taskRevised, .taskCancelled, .dealTransferred, .campaignRevised, .campaignCostRecorded, .dealContactAdded, .dealContactRemoved, .contactsRelated, .relationshipEnded, .suppressionAdded, .suppressionLifted, .contactArchived, .contactRestored, .contactRoleAssigned, .contactRoleEnded: true
    default: false
    }
  }

  /// Whether the version of what it is about stays what it was.
  public var keepsVersion: Bool {
    switch self {
    case .callLogged, .emailLogged, .messageLogged, .letterLogged, .meetingLogged, .visitLogged, .noteAdded, .factRetracted, .campaignSent, .campaignResponseRecorded, .consentGranted, .consentWithdrawn, .logLossAccepted, .clockReset, .campaignCostRecorded, .workHandedOver, .erasureCompleted: true
    default: false
    }
  }

  /// Whether it says field by field what is otherwise from then on.
  public var changesFields: Bool {
    switch self {
    case .contactDetailsChanged, .contactTagged, .contactUntagged, .dealStageChanged, .dealRevised, .taskReassigned, .taskRescheduled, .taskRevised, .companyConfigured, .dealTransferred, .campaignRevised: true
    default: false
    }
  }

  /// Whether the daemon alone records it.
  public var isOfTheDaemon: Bool {
    switch self {
    case .logLossAccepted, .clockReset, .erasureCompleted: true
    default: false
    }
  }

  /// The types of facts that may name an owner.
  public static let namingOwner: [FactType] = [.contactCreated, .contactDetailsChanged, .taskScheduled, .dealOpened, .dealRevised, .taskReassigned]
}

extension Fact.OneOf_Fact {
  /// The owner that the fact names; empty where it names none.
  public var owner: String {
    switch self {
    case .contactCreated(let fact): fact.owner
    case .contactDetailsChanged(let fact): fact.owner
    case .taskScheduled(let fact): fact.owner
    case .dealOpened(let fact): fact.owner
    case .dealRevised(let fact): fact.owner
    case .taskReassigned(let fact): fact.owner
    default: ""
    }
  }
}

extension Fact {
  /// The type of fact that is set; nil when none is.
  public var type: FactType? {
    switch fact {
    case .contactCreated: .contactCreated
    case .contactDetailsChanged: .contactDetailsChanged
    case .contactTagged: .contactTagged
    case .contactUntagged: .contactUntagged
    case .callLogged: .callLogged
    case .emailLogged: .emailLogged
    case .messageLogged: .messageLogged
    case .letterLogged: .letterLogged
    case .meetingLogged: .meetingLogged
    case .visitLogged: .visitLogged
    case .noteAdded: .noteAdded
    case .factRetracted: .factRetracted
    case .taskScheduled: .taskScheduled
    case .taskCompleted: .taskCompleted
    case .pipelineDefined: .pipelineDefined
    case .dealOpened: .dealOpened
    case .dealStageChanged: .dealStageChanged
    case .dealRevised: .dealRevised
    case .dealWon: .dealWon
    case .dealLost: .dealLost
    case .dealReopened: .dealReopened
    case .campaignCreated: .campaignCreated
    case .campaignSent: .campaignSent
    case .campaignResponseRecorded: .campaignResponseRecorded
    case .consentGranted: .consentGranted
    case .consentWithdrawn: .consentWithdrawn
    case .orderPlaced: .orderPlaced
    case .paymentReceived: .paymentReceived
    case .logLossAccepted: .logLossAccepted
    case .clockReset: .clockReset
    case .taskReassigned: .taskReassigned
    case .taskRescheduled: .taskRescheduled
    case .taskRevised: .taskRevised
    case .taskCancelled: .taskCancelled
    case .companyConfigured: .companyConfigured
    case .consentDefaultSet: .consentDefaultSet
    case .dealTransferred: .dealTransferred
    case .campaignRevised: .campaignRevised
    case .campaignCostRecorded: .campaignCostRecorded
    case .userAdded: .userAdded
    case .userChanged: .userChanged
    case .userDeactivated: .userDeactivated
    case .userReactivated: .userReactivated
    case .teamDefined: .teamDefined
    case .workHandedOver: .workHandedOver
    case .dealContactAdded: .dealContactAdded
    case .dealContactRemoved: .dealContactRemoved
    case .contactsRelated: .contactsRelated
    case .relationshipEnded: .relationshipEnded
    case .suppressionAdded: .suppressionAdded
    case .suppressionLifted: .suppressionLifted
    case .contactArchived: .contactArchived
    case .contactRestored: .contactRestored
    case .contactRoleAssigned: .contactRoleAssigned
    case .contactRoleEnded: .contactRoleEnded
    case .personalDataErased: .personalDataErased
    case .erasureCompleted: .erasureCompleted
    case nil: nil
    }
  }
}

extension Fact.OneOf_Fact {
  /// The fact with that field number in `Fact`, of its encoded message; nil for a number that no fact has.
  static func decode(_ number: UInt32, _ bytes: RawSpan) throws -> Self? {
    switch number {
    case 16: .contactCreated(try ContactCreated(serializedBytes: bytes))
    case 17: .contactDetailsChanged(try ContactDetailsChanged(serializedBytes: bytes))
    case 18: .contactTagged(try ContactTagged(serializedBytes: bytes))
    case 19: .contactUntagged(try ContactUntagged(serializedBytes: bytes))
    case 20: .callLogged(try CallLogged(serializedBytes: bytes))
    case 21: .emailLogged(try EmailLogged(serializedBytes: bytes))
    case 22: .messageLogged(try MessageLogged(serializedBytes: bytes))
    case 23: .letterLogged(try LetterLogged(serializedBytes: bytes))
    case 24: .meetingLogged(try MeetingLogged(serializedBytes: bytes))
    case 25: .visitLogged(try VisitLogged(serializedBytes: bytes))
    case 26: .noteAdded(try NoteAdded(serializedBytes: bytes))
    case 27: .factRetracted(try FactRetracted(serializedBytes: bytes))
    case 28: .taskScheduled(try TaskScheduled(serializedBytes: bytes))
    case 29: .taskCompleted(try TaskCompleted(serializedBytes: bytes))
    case 30: .pipelineDefined(try PipelineDefined(serializedBytes: bytes))
    case 31: .dealOpened(try DealOpened(serializedBytes: bytes))
    case 32: .dealStageChanged(try DealStageChanged(serializedBytes: bytes))
    case 33: .dealRevised(try DealRevised(serializedBytes: bytes))
    case 34: .dealWon(try DealWon(serializedBytes: bytes))
    case 35: .dealLost(try DealLost(serializedBytes: bytes))
    case 36: .dealReopened(try DealReopened(serializedBytes: bytes))
    case 37: .campaignCreated(try CampaignCreated(serializedBytes: bytes))
    case 38: .campaignSent(try CampaignSent(serializedBytes: bytes))
    case 39: .campaignResponseRecorded(try CampaignResponseRecorded(serializedBytes: bytes))
    case 40: .consentGranted(try ConsentGranted(serializedBytes: bytes))
    case 41: .consentWithdrawn(try ConsentWithdrawn(serializedBytes: bytes))
    case 42: .orderPlaced(try OrderPlaced(serializedBytes: bytes))
    case 43: .paymentReceived(try PaymentReceived(serializedBytes: bytes))
    case 44: .logLossAccepted(try LogLossAccepted(serializedBytes: bytes))
    case 45: .clockReset(try ClockReset(serializedBytes: bytes))
    case 46: .taskReassigned(try TaskReassigned(serializedBytes: bytes))
    case 47: .taskRescheduled(try TaskRescheduled(serializedBytes: bytes))
    case 48: .taskRevised(try TaskRevised(serializedBytes: bytes))
    case 49: .taskCancelled(try TaskCancelled(serializedBytes: bytes))
    case 50: .companyConfigured(try CompanyConfigured(serializedBytes: bytes))
    case 51: .consentDefaultSet(try ConsentDefaultSet(serializedBytes: bytes))
    case 52: .dealTransferred(try DealTransferred(serializedBytes: bytes))
    case 53: .campaignRevised(try CampaignRevised(serializedBytes: bytes))
    case 54: .campaignCostRecorded(try CampaignCostRecorded(serializedBytes: bytes))
    case 60: .userAdded(try UserAdded(serializedBytes: bytes))
    case 61: .userChanged(try UserChanged(serializedBytes: bytes))
    case 62: .userDeactivated(try UserDeactivated(serializedBytes: bytes))
    case 63: .userReactivated(try UserReactivated(serializedBytes: bytes))
    case 64: .teamDefined(try TeamDefined(serializedBytes: bytes))
    case 65: .workHandedOver(try WorkHandedOver(serializedBytes: bytes))
    case 76: .dealContactAdded(try DealContactAdded(serializedBytes: bytes))
    case 77: .dealContactRemoved(try DealContactRemoved(serializedBytes: bytes))
    case 78: .contactsRelated(try ContactsRelated(serializedBytes: bytes))
    case 79: .relationshipEnded(try RelationshipEnded(serializedBytes: bytes))
    case 90: .suppressionAdded(try SuppressionAdded(serializedBytes: bytes))
    case 91: .suppressionLifted(try SuppressionLifted(serializedBytes: bytes))
    case 92: .contactArchived(try ContactArchived(serializedBytes: bytes))
    case 93: .contactRestored(try ContactRestored(serializedBytes: bytes))
    case 94: .contactRoleAssigned(try ContactRoleAssigned(serializedBytes: bytes))
    case 95: .contactRoleEnded(try ContactRoleEnded(serializedBytes: bytes))
    case 96: .personalDataErased(try PersonalDataErased(serializedBytes: bytes))
    case 97: .erasureCompleted(try ErasureCompleted(serializedBytes: bytes))
    default: nil
    }
  }

  /// The encoded message of the fact.
  func encoded() throws -> [UInt8] {
    switch self {
    case .contactCreated(let message): try message.serializedBytes()
    case .contactDetailsChanged(let message): try message.serializedBytes()
    case .contactTagged(let message): try message.serializedBytes()
    case .contactUntagged(let message): try message.serializedBytes()
    case .callLogged(let message): try message.serializedBytes()
    case .emailLogged(let message): try message.serializedBytes()
    case .messageLogged(let message): try message.serializedBytes()
    case .letterLogged(let message): try message.serializedBytes()
    case .meetingLogged(let message): try message.serializedBytes()
    case .visitLogged(let message): try message.serializedBytes()
    case .noteAdded(let message): try message.serializedBytes()
    case .factRetracted(let message): try message.serializedBytes()
    case .taskScheduled(let message): try message.serializedBytes()
    case .taskCompleted(let message): try message.serializedBytes()
    case .pipelineDefined(let message): try message.serializedBytes()
    case .dealOpened(let message): try message.serializedBytes()
    case .dealStageChanged(let message): try message.serializedBytes()
    case .dealRevised(let message): try message.serializedBytes()
    case .dealWon(let message): try message.serializedBytes()
    case .dealLost(let message): try message.serializedBytes()
    case .dealReopened(let message): try message.serializedBytes()
    case .campaignCreated(let message): try message.serializedBytes()
    case .campaignSent(let message): try message.serializedBytes()
    case .campaignResponseRecorded(let message): try message.serializedBytes()
    case .consentGranted(let message): try message.serializedBytes()
    case .consentWithdrawn(let message): try message.serializedBytes()
    case .orderPlaced(let message): try message.serializedBytes()
    case .paymentReceived(let message): try message.serializedBytes()
    case .logLossAccepted(let message): try message.serializedBytes()
    case .clockReset(let message): try message.serializedBytes()
    case .taskReassigned(let message): try message.serializedBytes()
    case .taskRescheduled(let message): try message.serializedBytes()
    case .taskRevised(let message): try message.serializedBytes()
    case .taskCancelled(let message): try message.serializedBytes()
    case .companyConfigured(let message): try message.serializedBytes()
    case .consentDefaultSet(let message): try message.serializedBytes()
    case .dealTransferred(let message): try message.serializedBytes()
    case .campaignRevised(let message): try message.serializedBytes()
    case .campaignCostRecorded(let message): try message.serializedBytes()
    case .userAdded(let message): try message.serializedBytes()
    case .userChanged(let message): try message.serializedBytes()
    case .userDeactivated(let message): try message.serializedBytes()
    case .userReactivated(let message): try message.serializedBytes()
    case .teamDefined(let message): try message.serializedBytes()
    case .workHandedOver(let message): try message.serializedBytes()
    case .dealContactAdded(let message): try message.serializedBytes()
    case .dealContactRemoved(let message): try message.serializedBytes()
    case .contactsRelated(let message): try message.serializedBytes()
    case .relationshipEnded(let message): try message.serializedBytes()
    case .suppressionAdded(let message): try message.serializedBytes()
    case .suppressionLifted(let message): try message.serializedBytes()
    case .contactArchived(let message): try message.serializedBytes()
    case .contactRestored(let message): try message.serializedBytes()
    case .contactRoleAssigned(let message): try message.serializedBytes()
    case .contactRoleEnded(let message): try message.serializedBytes()
    case .personalDataErased(let message): try message.serializedBytes()
    case .erasureCompleted(let message): try message.serializedBytes()
    }
  }
}
