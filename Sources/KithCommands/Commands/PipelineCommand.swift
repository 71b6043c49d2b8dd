import APISchema
import ArgumentParser
import FactSchema
import RowSchema

/// `kith pipeline [PIPELINE]`
struct PipelineCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pipeline", abstract: "The board of a pipeline; the pipelines.",
    subcommands: [Board.self, List.self], defaultSubcommand: Board.self)

  init() {}

  /// `kith pipeline board [PIPELINE]`
  struct Board: KithAction {
    static let configuration = CommandConfiguration(abstract: "What is open in each stage.")

    @Argument(help: "An id or a name; the first pipeline when absent.")
    var pipeline: String?
    @OptionGroup var query: QueryOptions
    @OptionGroup var options: GlobalOptions

    func act(_ kith: Session) async throws {
      typealias Show = KithCommands.Show
      var request = PipelineBoardRequest()
      if let pipeline { request.pipeline = pipeline }
      query.apply(to: &request)
      var reply = try await kith.call(request)
      while reply.hasCursor {
        request.cursor = reply.cursor
        let next = try await kith.call(request)
        reply.stages += next.stages
        if next.hasCursor { reply.cursor = next.cursor } else { reply.clearCursor() }
      }
      if kith.console.style.isJSON { return try kith.json(reply, as: "PipelineBoardReply") }
      kith.console.line(kith.console.styled(DisplayText.safe(reply.name), .bold))
      var table = TextTable([
        .init("stage"), .init("chance", right: true), .init("deals", right: true), .init("total", right: true),
        .init("weighted", right: true), .init("titles"),
      ])
      for stage in reply.stages {
        let deals = stage.deals.map { deal in
          Show.personal(deal.title, "title", deal.denied, deal.erased) + (deal.rotting ? " (rotting)" : "")
        }
        table.rows.append([
          .init(stage.stage, .cyan), .init("\(stage.probability) %"), .init(Figures.grouped(Int64(stage.count))),
          .init(Show.money(stage.totals)), .init(Show.money(stage.weighted)),
          .init(Show.list(deals)),
        ])
      }
      kith.console.table(table)
    }
  }

  /// `kith pipeline list`
  struct List: KithAction {
    static let configuration = CommandConfiguration(abstract: "The pipelines and their stages.")

    @OptionGroup var page: PageOptions
    @OptionGroup var query: QueryOptions
    @OptionGroup var options: GlobalOptions

    func act(_ kith: Session) async throws {
      try await kith.list(
        PipelineListRequest(), page: page, query: query, as: "PipelineCard", none: "there is no pipeline",
        [.init("name"), .init("stages"), .init("id", whole: true)]
      ) { pipeline in
        let stages = pipeline.stages.map { "\($0.stage) \($0.probability) %" }.joined(separator: ", ")
        return [.init(pipeline.name, .bold), .init(stages), .init(pipeline.id, .dim)]
      }
    }
  }
}
