import APISchema
import Bytes
import Domain
import FactSchema
import RowSchema
import RowStore

/// `pipeline.board`: what is open in each stage.
struct PipelineBoardQuery: QueryBody {
  let projections = PipelinesProjection.deals.models
  private let pipeline: String?
  private let bounds: PageBounds
  /// How many deals of a stage are shown.
  static let dealsMax = 20

  init(_ request: PipelineBoardRequest) throws(Refusal) {
    pipeline = request.hasPipeline ? request.pipeline : nil
    bounds = try PageBounds(request, default: PageBounds.limitMax)
  }

  func run(_ context: QueryContext) throws(Refusal) -> [UInt8] {
    let bounds = try self.bounds.of(context)
    let views = try PipelinesProjection.deals.views(context)
    let (id, card) =
      if let pipeline {
        try PipelineCatalogue.pipeline(pipeline, "pipeline", views.own)
      } else {
        try PipelineCatalogue.first(views.own)
      }
    var page = PageFill(bounds, position: views.position)
    page.head(PipelineBoardReply.Field.pipeline, Array(card.id.utf8))
    page.head(PipelineBoardReply.Field.name, Array(card.name.utf8))
    let figures = try StageFigures.of(id, card, views.own)
    var entries = CardEntries(PipelinesProjection.deals, now: context.now)
    var place = try BoardPlace(bounds.place, id, card)
    for stage in figures[try place.index(in: figures)...] {
      guard var encoded = try stage.encoded(id, views.own) else { continue }
      let deals = try views.own.keys(
        PipelinesProjection.byStage.prefix(.stage(id, hash: stage.hash)), after: nil,
        limit: page.isSpent ? 0 : Self.dealsMax)
      for key in deals {
        if let deal = try entries.entry(key.lastSubject(.deal), views) {
          encoded.appendField(PipelineBoardReply.BoardStage.Field.deals, deal)
        }
      }
      guard !page.isSpent, page.add(encoded) else { return try page.ended(at: place.bytes, bounds) }
      place.stage = stage.hash
    }
    return page.reply
  }
}

/// Where a board's page ended: `the pipeline (16) | its version (8) | the stage's hash (8)`. Another definition has other
/// stages, so that one begins anew.
private struct BoardPlace {
  private let pipeline: SubjectID
  private let version: UInt64
  var stage: UInt64?

  init(_ bytes: [UInt8]?, _ pipeline: SubjectID, _ card: PipelineCard) throws(Refusal) {
    self.pipeline = pipeline
    version = card.version
    guard let bytes else { return }
    guard bytes.count == 32 else { throw PageBounds.forged }
    guard SubjectID(.pipeline, bytes.span.bigEndian(at: 0)) == pipeline, bytes.span.bigEndian(at: 16) == version
    else { throw Self.changed }
    stage = bytes.span.bigEndian(at: 24)
  }

  private static var changed: Refusal {
    .invalid("cursor", "belongs to a pipeline that has been defined anew: ask without it")
  }

  /// Of the stage that the page begins with.
  func index(in figures: [StageFigures]) throws(Refusal) -> Int {
    guard let stage else { return 0 }
    // Stages that a definition left out are in the order of their hashes, and go when their last deal does.
    let index = figures.firstIndex { $0.hash == stage } ?? figures.firstIndex { $0.word == nil && $0.hash > stage }
    guard let index else { return figures.count }
    return figures[index].hash == stage ? index + 1 : index
  }

  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.appendBigEndian(pipeline.value)
    bytes.appendBigEndian(version)
    bytes.appendBigEndian(stage ?? 0)
    return bytes
  }
}
