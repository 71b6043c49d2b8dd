import Domain
import FactSchema
import SwiftProtobuf

extension Writer {
  /// Moves the open deals out of the stages that a command's definitions of pipelines leave out, by a fact for each: before
  /// the command's own facts, so that these stand together, and in the same commit.
  ///
  /// What such a definition says wrongly is left to its own rule, which refuses it.
  func moveDeals(
    for command: Command, in context: DecisionContext, accept: (EventHeader, DecidedEvent) throws(Refusal) -> Void
  ) throws(Refusal) {
    var room = Bounds.movedDeals
    for index in command.events.indices where command.events[index].fact.type == .pipelineDefined {
      let event = command.events[index]
      guard case .pipelineDefined(let definition) = event.fact.fact.fact, let pipeline = SubjectID(definition.pipeline)
      else { continue }
      let stages = definition.stages.map(\.stage)
      var coming = context
      coming.stagesToCome = definition.stages
      do throws(Refusal) {
        for move in definition.move where stages.contains(move.to) && !stages.contains(move.stage) {
          let deals = try registry.openDeals(in: pipeline, stage: move.stage, limit: room + 1)
          guard deals.count <= room else { throw Self.tooManyMoves }
          room -= deals.count
          let facts = deals.map { deal in
            Fact.OneOf_Fact.dealStageChanged(.with { ($0.deal, $0.stage) = (deal.description, move.to) })
          }
          let occurredAt = try event.occurredAt.map { (time) throws(Refusal) in
            try CommandRules.instant(time, event: index)
          }
          try bring(
            facts, because: "\(FactType.pipelineDefined.name) \(pipeline)", occurredAt: occurredAt,
            isOfDay: event.isOfDay, in: coming, accept: accept)
        }
      } catch {
        var refusal = error
        // The client said no stage and no deal, but where deals go.
        if refusal.field == "stage" || refusal.field == "deal" { refusal.field = "move" }
        throw CommandRules.refusal(refusal, inEvent: index)
      }
    }
  }

  private static let tooManyMoves = Refusal(
    .tooLarge, "move: more than \(Bounds.movedDeals) deals are open in the stages that are left out: move some before",
    field: "move")
}
