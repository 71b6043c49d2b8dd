import APISchema
import ArgumentParser
import Client
import FactSchema
import Import

/// `kith log read|tail|repair|upgrade`
struct LogCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "log", abstract: "The facts as they were recorded.",
    subcommands: [Read.self, Tail.self, LogRepairCommand.self, LogUpgradeCommand.self])

  init() {}

  static let columns: [TextTable.Column] = [
    .init("position", right: true), .init("recorded (UTC)"), .init("fact"), .init("subject", whole: true),
    .init("version", right: true), .init("by"),
  ]

  static func row(_ event: Event) -> [TextTable.Cell] {
    [
      .init(String(event.position)), .init(Show.time(event.recordedAt), .dim),
      event.hasDamaged
        ? .init((event.subjects.isEmpty ? "" : event.fact.typeName + ": ") + event.damaged, .red)
        : .init(event.fact.typeName + (event.hasRetractedBy ? " (taken back)" : ""), .bold),
      .init(event.subjects.first ?? ""), .init(String(event.version)), .init(event.actor.name),
    ]
  }

  /// `kith log read`
  struct Read: KithAction {
    static let configuration = CommandConfiguration(abstract: "Facts from a position on.")

    @Option(help: "After this position.") var after: UInt64?
    @Option(help: "Before this position.") var before: UInt64?
    @Option(help: "How many at most; 50 by default.") var limit: UInt32?
    @Option(
      name: .customLong("type"), help: "Only this kind of fact; may be given again.",
      completion: .list(FactCatalogue.names))
    var types: [String] = []
    @Option(name: .customLong("subject"), help: "Only about this id; may be given again.")
    var subjects: [String] = []
    @Option(help: "The last loss of facts that --after takes into account.") var knownLoss: UInt64?
    @Flag(help: "The newest first.") var backward = false
    @Flag(help: "Everything, page after page.") var all = false
    @OptionGroup var options: GlobalOptions

    func act(_ kith: Session) async throws {
      var request = LogReadRequest()
      if let after { request.after = after }
      if let before { request.before = before }
      request.types = try FactNames.checked(types)
      request.subjects = subjects
      request.backward = backward
      if let knownLoss { request.knownLoss = knownLoss }
      request.limit = limit ?? (all ? 1000 : 50)
      var table = TextTable(LogCommand.columns)
      var damaged: [UInt64] = []
      while true {
        let page: LogReadReply
        do {
          page = try await kith.call(request)
        } catch let error as KithError {
          guard all, error.code == .damaged, let position = error.position else { throw error }
          kith.console.note(error.message)
          damaged.append(position)
          if backward { request.before = position } else { request.after = position }
          continue
        }
        if kith.console.style.isJSON {
          for event in page.events { try kith.json(event, as: "Event") }
        } else {
          table.rows += page.events.map(LogCommand.row)
        }
        guard page.more, all else {
          if !kith.console.style.isJSON, !table.rows.isEmpty { kith.console.table(table) }
          if page.more {
            kith.console.note("there is more: --all, or \(backward ? "--before" : "--after") \(page.next)")
          }
          guard damaged.isEmpty else {
            throw CommandFailure(
              .refused, "\(Figures.count(damaged.count, "damaged record")) could not be shown",
              hint: "an operator's kith status names what is known to be damaged")
          }
          return
        }
        if page.hasLastLoss { request.knownLoss = page.lastLoss }
        if backward { request.before = page.next } else { request.after = page.next }
      }
    }
  }

  /// `kith log tail`
  struct Tail: KithAction {
    static let configuration = CommandConfiguration(
      abstract: "Facts as they come, until Ctrl-C.",
      discussion: "Begins with what is recorded from now on; --after 0 begins with the first fact.")

    @Option(help: "After this position.") var after: UInt64?
    @Option(
      name: .customLong("type"), help: "Only this kind of fact; may be given again.",
      completion: .list(FactCatalogue.names))
    var types: [String] = []
    @Option(name: .customLong("subject"), help: "Only about this id; may be given again.")
    var subjects: [String] = []
    @Option(help: "The last loss of facts that --after takes into account.") var knownLoss: UInt64?
    @Option(help: "End after so many facts.") var count: Int?
    @OptionGroup var options: GlobalOptions

    func act(_ kith: Session) async throws {
      let types = try FactNames.checked(types)
      let client = try await kith.client()
      let start: UInt64
      // What is recorded from now on is behind every loss.
      var known = UInt64.max
      if let after {
        start = after
        known = knownLoss ?? 0
      } else {
        start = try await client.call(HelloRequest()).log.head
      }
      let subscription = try await client.subscribe(after: start, types: types, subjects: subjects, knownLoss: known)
      var left = count ?? Int.max
      for try await event in subscription {
        if kith.console.style.isJSON {
          try kith.json(event, as: "Event")
        } else {
          kith.console.line(LogCommand.row(event).map(\.text).joined(separator: "  "))
        }
        kith.console.flush()
        left -= 1
        if left <= 0 { break }
      }
    }
  }
}

extension Fact {
  /// The fact's name.
  var typeName: String {
    guard let fact else { return "" }
    let name = String(describing: fact).prefix { $0 != "(" }
    return name.prefix(1).uppercased() + name.dropFirst()
  }
}
