// Made by config/schema from the .proto files. Do not edit.
// swift-format-ignore-file

import APISchema
import Bytes
import Domain
import FactSchema
import RowSchema

extension DealCard: CardMessage, CardRow {
  typealias Card = DealCard
  static var kind: SubjectKind { .deal }
  static let facts = FactKinds(open: [.dealStageChanged, .dealWon, .dealLost, .dealReopened, .dealTransferred, .dealContactAdded, .dealContactRemoved], whole: [.dealOpened, .dealRevised])
  static var flagField: UInt64? { Field.rotting }
  var flag: Bool {
    get { rotting }
    set { rotting = newValue }
  }
  static let erasable = ["title"]
}

extension PipelineCard: CardMessage, CardRow {
  typealias Card = PipelineCard
  static var kind: SubjectKind { .pipeline }
  static let facts = FactKinds(open: [.pipelineDefined], whole: [])
}

extension CampaignCard: CardMessage, CardRow {
  typealias Card = CampaignCard
  static var kind: SubjectKind { .campaign }
  static let facts = FactKinds(open: [.campaignCreated, .campaignRevised, .campaignCostRecorded], whole: [])
}

extension OrderCard: CardMessage, CardRow {
  typealias Card = OrderCard
  static var kind: SubjectKind { .order }
  static let facts = FactKinds(open: [], whole: [.orderPlaced])
  static let erasable = ["externalId"]
}

extension UserCard: CardMessage, CardRow {
  typealias Card = UserCard
  static var kind: SubjectKind { .user }
  static let facts = FactKinds(open: [.userDeactivated, .userReactivated], whole: [.userAdded, .userChanged])
}

extension TeamCard: CardMessage, CardRow {
  typealias Card = TeamCard
  static var kind: SubjectKind { .team }
  static let facts = FactKinds(open: [.teamDefined], whole: [])
}

extension TaskCard: CardMessage, CardRow {
  typealias Card = TaskCard
  static var kind: SubjectKind { .task }
  static let facts = FactKinds(open: [.taskCompleted, .taskReassigned, .taskRescheduled, .taskCancelled], whole: [.taskScheduled, .taskRevised])
  static var flagField: UInt64? { Field.overdue }
  var flag: Bool {
    get { overdue }
    set { overdue = newValue }
  }
  static let erasable = ["title"]
}

extension DealGetRequest: CardGetRequest {
  typealias Card = DealCard
  var card: String { deal }
  static var cardName: String { "deal" }
  static var cardField: UInt64 { Answer.Field.deal }
}

extension DealListRequest: CardListRequest {
  typealias Card = DealCard
  enum Condition: CaseIterable {
    case contact, pipeline, stage, owner, state, rotting
  }
  func wanted(_ condition: Condition) -> ListKey? {
    switch condition {
    case .contact: hasContact ? .subject(contact) : nil
    case .pipeline: hasPipeline ? .word(pipeline) : nil
    case .stage: hasStage ? .word(stage) : nil
    case .owner: hasOwner ? .word(owner) : nil
    case .state: hasState ? .state(state.rawValue) : nil
    case .rotting: hasRotting ? .flag(rotting) : nil
    }
  }
  static func value(_ condition: Condition, of card: DealCard) -> ListKey? {
    switch condition {
    case .contact: .subject(card.contact)
    case .pipeline: .present(card.pipeline)
    case .stage: .present(card.stage)
    case .owner: .present(card.owner)
    case .state: .state(card.state.rawValue)
    case .rotting: .flag(card.rotting)
    }
  }
  static func knower(_ condition: Condition) -> CardKnower? {
    switch condition {
    case .contact: .contact
    case .pipeline: nil
    case .stage: nil
    case .owner: .owner
    case .state: nil
    case .rotting: nil
    }
  }
}

extension PipelineListRequest: CardListRequest {
  typealias Card = PipelineCard
  typealias Condition = NoCondition
}

extension CampaignGetRequest: CardGetRequest {
  typealias Card = CampaignCard
  var card: String { campaign }
  static var cardName: String { "campaign" }
  static var cardField: UInt64 { Answer.Field.campaign }
}

extension CampaignListRequest: CardListRequest {
  typealias Card = CampaignCard
  typealias Condition = NoCondition
}

extension CampaignReportRequest: CardGetRequest {
  typealias Card = CampaignCard
  var card: String { campaign }
  static var cardName: String { "campaign" }
  static var cardField: UInt64 { Answer.Field.campaign }
}

extension TaskGetRequest: CardGetRequest {
  typealias Card = TaskCard
  var card: String { task }
  static var cardName: String { "task" }
  static var cardField: UInt64 { Answer.Field.task }
}

extension TaskListRequest: CardListRequest {
  typealias Card = TaskCard
  enum Condition: CaseIterable {
    case contact, deal, owner, state
  }
  func wanted(_ condition: Condition) -> ListKey? {
    switch condition {
    case .contact: hasContact ? .subject(contact) : nil
    case .deal: hasDeal ? .subject(deal) : nil
    case .owner: hasOwner ? .word(owner) : nil
    case .state: hasState ? .state(state.rawValue) : nil
    }
  }
  static func value(_ condition: Condition, of card: TaskCard) -> ListKey? {
    switch condition {
    case .contact: .subject(card.contact)
    case .deal: .subject(card.deal)
    case .owner: .present(card.owner)
    case .state: .state(card.state.rawValue)
    }
  }
  static func knower(_ condition: Condition) -> CardKnower? {
    switch condition {
    case .contact: .contact
    case .deal: .deal
    case .owner: .owner
    case .state: nil
    }
  }
  func times() throws(Refusal) -> TimeRange { try TimeRange(("dueFrom", hasDueFrom ? dueFrom : nil, hasDueFromOn ? dueFromOn : nil), ("dueTo", hasDueTo ? dueTo : nil, hasDueToOn ? dueToOn : nil)) }
  static func day(of card: TaskCard) -> CalendarDate? { CalendarDate(card.dueOn) }
}

extension OrderListRequest: CardListRequest {
  typealias Card = OrderCard
  enum Condition: CaseIterable {
    case contact
  }
  func wanted(_ condition: Condition) -> ListKey? {
    switch condition {
    case .contact: hasContact ? .subject(contact) : nil
    }
  }
  static func value(_ condition: Condition, of card: OrderCard) -> ListKey? {
    switch condition {
    case .contact: .subject(card.contact)
    }
  }
  static func knower(_ condition: Condition) -> CardKnower? {
    switch condition {
    case .contact: .contact
    }
  }
}

extension UserGetRequest: CardGetRequest {
  typealias Card = UserCard
  var card: String { user }
  static var cardName: String { "user" }
  static var cardField: UInt64 { Answer.Field.user }
}

extension UserListRequest: CardListRequest {
  typealias Card = UserCard
  enum Condition: CaseIterable {
    case team, state, manager, login
  }
  func wanted(_ condition: Condition) -> ListKey? {
    switch condition {
    case .team: hasTeam ? .subject(team) : nil
    case .state: hasState ? .state(state.rawValue) : nil
    case .manager: hasManager ? .subject(manager) : nil
    case .login: hasLogin ? .word(login) : nil
    }
  }
  static func value(_ condition: Condition, of card: UserCard) -> ListKey? {
    switch condition {
    case .team: .subject(card.team)
    case .state: .state(card.state.rawValue)
    case .manager: .subject(card.manager)
    case .login: .present(card.login)
    }
  }
  static func knower(_ condition: Condition) -> CardKnower? {
    switch condition {
    case .team: .team
    case .state: nil
    case .manager: .user(as: "manager")
    case .login: nil
    }
  }
}

extension TeamListRequest: CardListRequest {
  typealias Card = TeamCard
  enum Condition: CaseIterable {
    case lead
  }
  func wanted(_ condition: Condition) -> ListKey? {
    switch condition {
    case .lead: hasLead ? .subject(lead) : nil
    }
  }
  static func value(_ condition: Condition, of card: TeamCard) -> ListKey? {
    switch condition {
    case .lead: .subject(card.lead)
    }
  }
  static func knower(_ condition: Condition) -> CardKnower? {
    switch condition {
    case .lead: .user(as: "lead")
    }
  }
}
