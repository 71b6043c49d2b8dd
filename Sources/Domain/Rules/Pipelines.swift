import FactSchema
import RowSchema
import SwiftProtobuf

extension Decider {
  /// A pipeline may be defined again under its id. No deal stays in a stage that vanishes: where some are open in it,
  /// the definition says where they go. In logs of earlier releases some stayed; they can be won and lost there, but nothing
  /// moves into it any more.
  mutating func pipelineDefined(_ fact: inout PipelineDefined) throws(Refusal) -> Draft {
    var version = Version(1)
    let pipeline: SubjectID
    if fact.pipeline.isEmpty {
      pipeline = context.makeID(.pipeline)
      fact.pipeline = pipeline.description
    } else {
      pipeline = try id(fact.pipeline, .pipeline, "pipeline")
      if let state = try knowledge.state(of: pipeline) { version = state.raised }
      // It holds from the beginning: what was defined since then stands over it, and its versions are counted without it.
      if context.isInitial { version = try knowledge.version(of: pipeline) ?? .zero }
    }
    if version == Version(1) { try checkRoom() }
    var seen: Set<String> = []
    for (index, stage) in fact.stages.enumerated() {
      guard seen.insert(stage.stage).inserted else { throw .invalid("stages[\(index)].stage", "must stand only once") }
    }
    if !context.isInitial { try checkMoves(fact, of: pipeline) }
    return Draft(.pipelineDefined(fact), about: pipeline, version: version)
  }

  /// Whether every stage that is left out is empty or named by `move`: its deals are moved by facts behind the definition,
  /// see ``expansion(of:knowing:limit:)``.
  private func checkMoves(_ fact: PipelineDefined, of pipeline: SubjectID) throws(Refusal) {
    let state = try knowledge.state(of: pipeline)
    let stages = Set(fact.stages.map(\.stage))
    let leftOut = (state?.pipeline.stages ?? []).map(\.stage).filter { !stages.contains($0) }
    var seen: Set<String> = []
    for (index, move) in fact.move.enumerated() {
      let field = "move[\(index)]"
      guard leftOut.contains(move.stage) else {
        throw .invalid("\(field).stage", "must be a stage that the pipeline has and this definition leaves out")
      }
      guard seen.insert(move.stage).inserted else { throw .invalid("\(field).stage", "must stand only once") }
      guard stages.contains(move.to) else { throw .invalid("\(field).to", "must be a stage of this definition") }
    }
    for stage in leftOut where !seen.contains(stage) {
      guard let deal = try knowledge.openDeals(in: pipeline, stage: stage, limit: 1).first else { continue }
      throw .conflict(
        "deals are open in the stage \(stage), such as \(deal): say in move where they go", field: "move",
        reason: .stageInUse, subject: pipeline, version: state?.unchanged)
    }
  }

  /// Whether one more pipeline may be.
  private func checkRoom() throws(Refusal) {
    guard let first = try knowledge.firstPipeline(), let state = try knowledge.state(of: first),
      state.pipeline.count >= Bounds.pipelines
    else { return }
    throw .conflict(
      "there are \(state.pipeline.count) pipelines and there may be \(Bounds.pipelines); define one of them anew",
      field: "pipeline", reason: .tooManyPipelines, subject: first, version: state.unchanged)
  }

  /// The stages of a pipeline.
  func stages(of pipeline: SubjectID) throws(Refusal) -> [PipelineDefined.Stage]? {
    try knowledge.state(of: pipeline)?.pipeline.stages
  }

  /// The pipeline that a deal is opened in: the one named, else the first. The one that the daemon brought is there only
  /// until the company defines one.
  func pipelineToEnter(_ text: String) throws(Refusal) -> (id: SubjectID, stages: [PipelineDefined.Stage]) {
    let first = try knowledge.firstPipeline()
    let pipeline = text.isEmpty ? first ?? BuiltInPipeline.id : try id(text, .pipeline, "pipeline")
    guard let state = try knowledge.state(of: pipeline), state.pipeline.definedAt > 0 || first == nil else {
      throw .notFound("pipeline", pipeline)
    }
    return (pipeline, state.pipeline.stages)
  }

  /// Checks that a stage is one of its pipeline.
  func checkStage(_ stage: String, in stages: [PipelineDefined.Stage]) throws(Refusal) {
    guard stages.contains(where: { $0.stage == stage }) else {
      let some = stages.prefix(8).map(\.stage).joined(separator: ", ")
      throw .invalid("stage", "must be one of its pipeline: \(some)\(stages.count > 8 ? ", ..." : "")")
    }
  }
}

/// The facts that move the open deals out of the stages that a definition leaves out. Throws `.tooLarge` for more than
/// `limit`.
func moved(
  by fact: PipelineDefined, knowing knowledge: any Knowledge, limit: Int
) throws(Refusal) -> [Fact.OneOf_Fact] {
  guard let pipeline = SubjectID(fact.pipeline) else { return [] }
  var facts: [Fact.OneOf_Fact] = []
  for move in fact.move {
    for deal in try knowledge.openDeals(in: pipeline, stage: move.stage, limit: limit - facts.count + 1) {
      facts.append(.dealStageChanged(.with { ($0.deal, $0.stage) = (deal.description, move.to) }))
    }
    guard facts.count <= limit else {
      throw Refusal(
        .tooLarge,
        "move: more than \(limit) deals are open in the stages that are left out, which is the most that one command "
          + "moves: move some before", field: "move")
    }
  }
  return facts
}

// MARK: - What is known afterwards

extension Evolution {
  func pipeline(_ content: Fact.OneOf_Fact) throws(Refusal) -> [RegistryChange] {
    guard case .pipelineDefined(let fact) = content else { return [] }
    if isInitial {
      guard try knowledge.state(of: subject) == nil else { return [] }
      var pipeline = SubjectState.PipelineState()
      pipeline.name = fact.name
      pipeline.stages = fact.stages
      return [state(.pipeline(pipeline))]
    }
    var pipeline = try before().pipeline
    let isNew = pipeline.definedAt == 0
    if isNew { pipeline.definedAt = position.value }
    pipeline.name = fact.name
    pipeline.stages = fact.stages
    guard isNew else { return [state(.pipeline(pipeline))] }
    var changes: [RegistryChange] = [.pipeline(subject, definedAt: position)]
    if let first = try knowledge.firstPipeline(), first != subject, var counting = try knowledge.state(of: first) {
      counting.pipeline.count += 1
      changes.append(.state(first, counting))
    } else {
      pipeline.count = 1
    }
    return [state(.pipeline(pipeline))] + changes
  }
}
