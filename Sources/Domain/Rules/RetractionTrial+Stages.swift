import FactSchema
import RowSchema

/// Where deals would be, had a retraction's fact never been recorded, or never taken back.
///
/// When a definition leaves a stage out, no deal stays in it: the daemon moves each that is open in it by a fact right behind
/// the definition. So it must have been afterwards, with just these facts: none of a deal that was elsewhere, and none missing
/// of one that was there.
extension RetractionTrial {
  /// A deal that was left behind in a stage, or moved from where it was not.
  private struct Stray: Equatable {
    /// Of the definition that left it behind, or of the move.
    let position: Position
    /// Nil of a move.
    var pipeline: SubjectID?
    var stage = ""
    /// What brought it into the stage.
    var entered = Position.zero

    static func == (a: Stray, b: Stray) -> Bool { a.position == b.position && a.stage == b.stage }
  }

  /// The refusal where the deal would have been left in a stage, or moved otherwise; nil where it would not, and where it was so
  /// before.
  ///
  /// What one command takes back of a deal is judged together, by the last of these facts.
  func astray(_ told: RetoldTwice) throws(Refusal) -> Refusal? {
    guard subject.kind == .deal else { return nil }
    let strays = try strays(told.course, \.now)
    guard !strays.isEmpty else { return nil }
    var was = try self.strays(told.course, \.then)
    let joint = try others?.of(subject, knowing: knowledge).filter { $0 != retraction.target } ?? []
    if let others, !joint.isEmpty {
      for target in joint where try knowledge.retraction(of: target) == nil { return nil }
      let whole = try RetoldTwice(of: subject, by: retraction, since: others.begin, knowing: knowledge)
      was = try self.strays(whole.course, \.then)
    }
    // What logs of earlier releases have of the kind is not held against it.
    guard let now = strays.first(where: { !was.contains($0) }) else { return nil }
    guard let pipeline = now.pipeline else { return try stoodOn(now.position, subject) }
    let left =
      "\(subject) would have been left in the stage \(now.stage), which the definition at \(now.position) leaves out"
    return .conflict(
      now.entered == root.position
        ? "\(left): record it anew"
        : "\(left): take back with it, in one command, what brought the deal there, at \(now.entered)",
      field: "position", reason: .stoodOn, subject: pipeline, version: try version(of: pipeline), position: now.position
    )
  }

  /// Each definition that left the deal behind in a stage, and each move that was none, in the order of the log; and the last
  /// definition where the deal is in none of its stages.
  private func strays(
    _ course: [RetoldTwice.Place], _ world: KeyPath<RetoldTwice.Place, RetoldTwice.Place.Known>
  ) throws(Refusal) -> [Stray] {
    var found: [Stray] = []
    var before: SubjectState.DealState?
    var entered = Position.zero
    for (index, place) in course.enumerated() {
      let known = place[keyPath: world]
      if known.stands, let stage = place.movedTo, try !isMoved(before, to: stage, at: place.fact.position) {
        found.append(Stray(position: place.fact.position))
      }
      let deal = known.state?.deal
      if deal?.isOpen != before?.isOpen || deal?.pipeline != before?.pipeline || deal?.stage != before?.stage {
        entered = place.fact.position
      }
      before = deal
      let next = index + 1 < course.count ? course[index + 1] : nil
      guard let deal, deal.isOpen else { continue }
      found += try left(deal, since: place.fact.position, entered, until: next, world)
    }
    if let before, before.isOpen, let pipeline = SubjectID(before.pipeline),
      let last = try pipelines.definitions(of: pipeline).last, !last.has(before.stage),
      found.last?.position != last.position
    {
      found.append(Stray(position: last.position, pipeline: pipeline, stage: before.stage, entered: entered))
    }
    return found
  }

  /// Whether the daemon would move a deal so.
  private func isMoved(
    _ deal: SubjectState.DealState?, to stage: String, at position: Position
  ) throws(Refusal) -> Bool {
    guard let deal, deal.isOpen else { return false }
    return try pipelines.definition(of: deal.pipeline, before: position)?.moves(deal.stage, to: stage) ?? false
  }

  /// The definitions past a position that left the deal behind, up to the next fact about it.
  private func left(
    _ deal: SubjectState.DealState, since position: Position, _ entered: Position, until next: RetoldTwice.Place?,
    _ world: KeyPath<RetoldTwice.Place, RetoldTwice.Place.Known>
  ) throws(Refusal) -> [Stray] {
    guard let pipeline = SubjectID(deal.pipeline) else { return [] }
    let end = next?.fact.position ?? retraction.by
    let definitions = try pipelines.definitions(of: pipeline)
    let last = definitions.last { $0.position < end }?.position
    var found: [Stray] = []
    for (earlier, definition) in zip(definitions, definitions.dropFirst())
    where definition.position > position && definition.position < end {
      guard earlier.has(deal.stage), !definition.has(deal.stage) else { continue }
      // The daemon took it along, where that stands.
      if let next, next[keyPath: world].stands, let stage = next.movedTo, definition.moves(deal.stage, to: stage),
        definition.position == last
      {
        continue
      }
      found.append(
        Stray(position: definition.position, pipeline: pipeline, stage: deal.stage, entered: entered))
    }
    return found
  }
}

extension RetoldTwice.Place {
  /// Where the daemon moved the deal with a definition; nil of anything else.
  fileprivate var movedTo: String? {
    guard fact.header.isExpanded, case .dealStageChanged(let change) = fact.fact.fact else { return nil }
    return change.stage
  }
}
