import APISchema
import ArgumentParser

/// What every query takes.
struct QueryOptions: ParsableArguments {
  @Option(
    name: .customLong("at-least"),
    help: ArgumentHelp("Answer from read models that have reached this position.", valueName: "position"))
  var atLeast: UInt64?

  @Option(
    name: .customLong("timeout-ms"),
    help: ArgumentHelp("How long to wait for that; 5000 by default, at most 60000.", valueName: "ms"))
  var timeoutMilliseconds: UInt32?

  init() {}

  func apply(to query: inout some ReadModelRequest) {
    if let atLeast { query.atLeast = atLeast }
    if let timeoutMilliseconds { query.timeoutMs = timeoutMilliseconds }
  }
}

/// How much of a list is wanted.
struct PageOptions: ParsableArguments {
  @Option(help: "How many at most; 50 by default.")
  var limit: UInt32?

  @Option(help: "Where an earlier list ended.")
  var cursor: String?

  @Flag(help: "Everything, page after page.")
  var all = false

  init() {}

  func validate() throws {
    if limit == 0 { throw ValidationError("--limit must be at least 1.") }
    if all && (limit != nil || cursor != nil) {
      throw ValidationError("--all takes neither --limit nor --cursor.")
    }
  }
}
