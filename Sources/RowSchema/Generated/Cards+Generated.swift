// Made by config/schema from the .proto files. Do not edit.
// swift-format-ignore-file

public import FactSchema
public import SwiftProtobuf

extension DealCard {
  /// Takes over what a fact about its subject says, and what becomes of it by that; what the fact leaves out stays, and
  /// what it clears goes.
  public mutating func take(_ fact: Fact.OneOf_Fact, at time: Google_Protobuf_Timestamp) {
    switch fact {
    case .dealOpened(let fact):
      if !fact.contact.isEmpty { contact = fact.contact }
      if !fact.title.isEmpty { title = fact.title }
      if !fact.pipeline.isEmpty { pipeline = fact.pipeline }
      if !fact.stage.isEmpty { stage = fact.stage }
      if fact.hasValue { value = fact.value }
      if !fact.expectedClose.isEmpty { expectedClose = fact.expectedClose }
      if !fact.owner.isEmpty { owner = fact.owner }
      state = .open
      openedAt = time
    case .dealStageChanged(let fact):
      if !fact.stage.isEmpty { stage = fact.stage }
    case .dealRevised(let fact):
      if fact.hasTitle { title = fact.title }
      if fact.hasValue { value = fact.value }
      if fact.hasExpectedClose { expectedClose = fact.expectedClose }
      if fact.hasOwner { owner = fact.owner }
      for field in fact.clear {
        switch field {
        case "title": title = ""
        case "value": clearValue()
        case "expectedClose": expectedClose = ""
        case "owner": owner = ""
        default: break
        }
      }
    case .dealWon(let fact):
      if fact.hasValue { value = fact.value }
      state = .won
      closedAt = time
    case .dealLost(let fact):
      if !fact.reason.isEmpty { reason = fact.reason }
      if !fact.competitor.isEmpty { competitor = fact.competitor }
      state = .lost
      closedAt = time
    case .dealReopened(let fact):
      if !fact.stage.isEmpty { stage = fact.stage }
      state = .open
      clearClosedAt()
      reason = ""
      competitor = ""
    case .dealTransferred(let fact):
      if !fact.contact.isEmpty { contact = fact.contact }
      if !fact.pipeline.isEmpty { pipeline = fact.pipeline }
      if !fact.stage.isEmpty { stage = fact.stage }
    default: break
    }
  }
}

extension PipelineCard {
  /// Takes over what a fact about its subject says, and what becomes of it by that; what the fact leaves out stays, and
  /// what it clears goes.
  public mutating func take(_ fact: Fact.OneOf_Fact, at time: Google_Protobuf_Timestamp) {
    switch fact {
    case .pipelineDefined(let fact):
      if !fact.name.isEmpty { name = fact.name }
      if !fact.stages.isEmpty { stages = fact.stages }
    default: break
    }
  }
}

extension CampaignCard {
  /// Takes over what a fact about its subject says, and what becomes of it by that; what the fact leaves out stays, and
  /// what it clears goes.
  public mutating func take(_ fact: Fact.OneOf_Fact, at time: Google_Protobuf_Timestamp) {
    switch fact {
    case .campaignCreated(let fact):
      if !fact.name.isEmpty { name = fact.name }
      if !fact.channel.isEmpty { channel = fact.channel }
      if !fact.purpose.isEmpty { purpose = fact.purpose }
      if fact.hasCost { cost = fact.cost }
      createdAt = time
    case .campaignRevised(let fact):
      if fact.hasName { name = fact.name }
      if fact.hasCost { cost = fact.cost }
      for field in fact.clear {
        switch field {
        case "name": name = ""
        case "cost": clearCost()
        default: break
        }
      }
    default: break
    }
  }
}

extension OrderCard {
  /// Takes over what a fact about its subject says, and what becomes of it by that; what the fact leaves out stays, and
  /// what it clears goes.
  public mutating func take(_ fact: Fact.OneOf_Fact, at time: Google_Protobuf_Timestamp) {
    switch fact {
    case .orderPlaced(let fact):
      if !fact.contact.isEmpty { contact = fact.contact }
      if fact.hasTotal { total = fact.total }
      if fact.itemCount != 0 { itemCount = fact.itemCount }
      if !fact.lines.isEmpty { lines = fact.lines }
      if !fact.externalID.isEmpty { externalID = fact.externalID }
      placedAt = time
    default: break
    }
  }
}

extension UserCard {
  /// Takes over what a fact about its subject says, and what becomes of it by that; what the fact leaves out stays, and
  /// what it clears goes.
  public mutating func take(_ fact: Fact.OneOf_Fact, at time: Google_Protobuf_Timestamp) {
    switch fact {
    case .userAdded(let fact):
      if !fact.login.isEmpty { login = fact.login }
      if !fact.name.isEmpty { name = fact.name }
      if !fact.team.isEmpty { team = fact.team }
      if !fact.manager.isEmpty { manager = fact.manager }
      if fact.hasUid { uid = fact.uid }
      state = .active
      addedAt = time
    case .userChanged(let fact):
      if fact.hasName { name = fact.name }
      if fact.hasTeam { team = fact.team }
      if fact.hasManager { manager = fact.manager }
      if fact.hasUid { uid = fact.uid }
      for field in fact.clear {
        switch field {
        case "name": name = ""
        case "team": team = ""
        case "manager": manager = ""
        case "uid": clearUid()
        default: break
        }
      }
    case .userDeactivated:
      state = .deactivated
      deactivatedAt = time
      clearUid()
    case .userReactivated:
      state = .active
      clearDeactivatedAt()
    default: break
    }
  }
}

extension TeamCard {
  /// Takes over what a fact about its subject says, and what becomes of it by that; what the fact leaves out stays, and
  /// what it clears goes.
  public mutating func take(_ fact: Fact.OneOf_Fact, at time: Google_Protobuf_Timestamp) {
    switch fact {
    case .teamDefined(let fact):
      if !fact.name.isEmpty { name = fact.name }
      if !fact.lead.isEmpty { lead = fact.lead }
    default: break
    }
  }
}

extension TaskCard {
  /// Takes over what a fact about its subject says, and what becomes of it by that; what the fact leaves out stays, and
  /// what it clears goes.
  public mutating func take(_ fact: Fact.OneOf_Fact, at time: Google_Protobuf_Timestamp) {
    switch fact {
    case .taskScheduled(let fact):
      if !fact.contact.isEmpty { contact = fact.contact }
      if !fact.deal.isEmpty { deal = fact.deal }
      if !fact.title.isEmpty { title = fact.title }
      if fact.hasDueAt { dueAt = fact.dueAt }
      if !fact.owner.isEmpty { owner = fact.owner }
      if !fact.dueOn.isEmpty { dueOn = fact.dueOn }
      if !fact.recurrence.isEmpty { recurrence = fact.recurrence }
      if !fact.zone.isEmpty { zone = fact.zone }
      if !fact.reminders.isEmpty { reminders = fact.reminders }
      state = .open
    case .taskCompleted(let fact):
      if !fact.outcome.isEmpty { outcome = fact.outcome }
      if fact.occurrence != 0 { occurrence = fact.occurrence }
      state = .done
      completedAt = time
    case .taskReassigned(let fact):
      if !fact.owner.isEmpty { owner = fact.owner }
    case .taskRescheduled(let fact):
      if fact.hasDueAt { dueAt = fact.dueAt }
      if !fact.dueOn.isEmpty { dueOn = fact.dueOn }
    case .taskRevised(let fact):
      if fact.hasTitle { title = fact.title }
      if fact.hasRecurrence { recurrence = fact.recurrence }
      if fact.hasZone { zone = fact.zone }
      if !fact.reminders.isEmpty { reminders = fact.reminders }
      for field in fact.clear {
        switch field {
        case "title": title = ""
        case "recurrence": recurrence = ""
        case "zone": zone = ""
        case "reminders": reminders = []
        default: break
        }
      }
    case .taskCancelled(let fact):
      if !fact.reason.isEmpty { reason = fact.reason }
      state = .cancelled
      cancelledAt = time
    default: break
    }
  }
}
