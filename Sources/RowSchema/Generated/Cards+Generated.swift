// Made by config/schema from the .proto files. Do not edit.
// swift-format-ignore-file

public import FactSchema

// What facts say is taken over into cards, field by field of the same name.

extension DealCard {
  /// Takes over what the fact says; what it leaves out stays, and what it clears goes.
  public mutating func take(_ fact: DealOpened) {
    if !fact.contact.isEmpty { contact = fact.contact }
    if !fact.title.isEmpty { title = fact.title }
    if !fact.pipeline.isEmpty { pipeline = fact.pipeline }
    if !fact.stage.isEmpty { stage = fact.stage }
    if fact.hasValue { value = fact.value }
    if !fact.expectedClose.isEmpty { expectedClose = fact.expectedClose }
    if !fact.owner.isEmpty { owner = fact.owner }
  }
  /// Takes over what the fact says; what it leaves out stays, and what it clears goes.
  public mutating func take(_ fact: DealStageChanged) {
    if !fact.stage.isEmpty { stage = fact.stage }
  }
  /// Takes over what the fact says; what it leaves out stays, and what it clears goes.
  public mutating func take(_ fact: DealRevised) {
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
  }
  /// Takes over what the fact says; what it leaves out stays, and what it clears goes.
  public mutating func take(_ fact: DealWon) {
    if fact.hasValue { value = fact.value }
  }
  /// Takes over what the fact says; what it leaves out stays, and what it clears goes.
  public mutating func take(_ fact: DealLost) {
    if !fact.reason.isEmpty { reason = fact.reason }
    if !fact.competitor.isEmpty { competitor = fact.competitor }
  }
  /// Takes over what the fact says; what it leaves out stays, and what it clears goes.
  public mutating func take(_ fact: DealReopened) {
    if !fact.stage.isEmpty { stage = fact.stage }
  }
}

extension PipelineCard {
  /// Takes over what the fact says; what it leaves out stays, and what it clears goes.
  public mutating func take(_ fact: PipelineDefined) {
    if !fact.name.isEmpty { name = fact.name }
    if !fact.stages.isEmpty { stages = fact.stages }
  }
}

extension CampaignCard {
  /// Takes over what the fact says; what it leaves out stays, and what it clears goes.
  public mutating func take(_ fact: CampaignCreated) {
    if !fact.name.isEmpty { name = fact.name }
    if !fact.channel.isEmpty { channel = fact.channel }
    if !fact.purpose.isEmpty { purpose = fact.purpose }
    if fact.hasCost { cost = fact.cost }
  }
}

extension TaskCard {
  /// Takes over what the fact says; what it leaves out stays, and what it clears goes.
  public mutating func take(_ fact: TaskScheduled) {
    if !fact.contact.isEmpty { contact = fact.contact }
    if !fact.deal.isEmpty { deal = fact.deal }
    if !fact.title.isEmpty { title = fact.title }
    if fact.hasDueAt { dueAt = fact.dueAt }
    if !fact.owner.isEmpty { owner = fact.owner }
  }
  /// Takes over what the fact says; what it leaves out stays, and what it clears goes.
  public mutating func take(_ fact: TaskCompleted) {
    if !fact.outcome.isEmpty { outcome = fact.outcome }
  }
  /// Takes over what the fact says; what it leaves out stays, and what it clears goes.
  public mutating func take(_ fact: TaskReassigned) {
    if !fact.owner.isEmpty { owner = fact.owner }
  }
  /// Takes over what the fact says; what it leaves out stays, and what it clears goes.
  public mutating func take(_ fact: TaskRescheduled) {
    if fact.hasDueAt { dueAt = fact.dueAt }
  }
  /// Takes over what the fact says; what it leaves out stays, and what it clears goes.
  public mutating func take(_ fact: TaskRevised) {
    if !fact.title.isEmpty { title = fact.title }
  }
  /// Takes over what the fact says; what it leaves out stays, and what it clears goes.
  public mutating func take(_ fact: TaskCancelled) {
    if !fact.reason.isEmpty { reason = fact.reason }
  }
}

extension OrderCard {
  /// Takes over what the fact says; what it leaves out stays, and what it clears goes.
  public mutating func take(_ fact: OrderPlaced) {
    if !fact.contact.isEmpty { contact = fact.contact }
    if fact.hasTotal { total = fact.total }
    if fact.itemCount != 0 { itemCount = fact.itemCount }
    if !fact.lines.isEmpty { lines = fact.lines }
    if !fact.externalID.isEmpty { externalID = fact.externalID }
  }
}
