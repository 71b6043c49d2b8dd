import APISchema
import ArgumentParser
import Client
import FactSchema
import Foundation
import Import
import SwiftProtobuf

/// `kith whatif --without POSITION --with FILE QUERY`
struct WhatIfCommand: KithAction {
  static let configuration = CommandConfiguration(
    commandName: "whatif", abstract: "What would be, without some facts or with others. Nothing is recorded.",
    discussion: """
      QUERY is another command of kith that asks what is stored, with its words. Its answer is written as it is and as it \
      would be, and then in what the two differ; with --json both answers and the differences are one object.

      What does not stand without a fact is left out with it.

      Example: kith whatif --without 17 contact show ada@example.com

      Example: kith whatif --with orders.jsonl metrics orders.revenue --by month
      """)

  @Option(
    name: .customLong("without"),
    help: ArgumentHelp("Leave out the fact at this position; several with commas between.", valueName: "position"))
  var positions: [String] = []

  @Option(
    name: .customLong("with"),
    help: ArgumentHelp(
      "Add these facts: lines of JSON, each {\"type\": ..., \"data\": ...}; - for standard input.", valueName: "file"),
    completion: .file())
  var files: [String] = []

  @Argument(
    parsing: .captureForPassthrough,
    help: ArgumentHelp("The words of a command that asks what is stored.", valueName: "query"))
  var query: [String] = []

  @OptionGroup var given: GlobalOptions

  init() {}

  /// Those that were given, before the query or behind it.
  var options: GlobalOptions {
    guard let asked = (try? Self.action(query))?.options else { return given }
    var options = asked
    options.socket = options.socket ?? given.socket
    options.config = options.config ?? given.config
    options.json = options.json || given.json
    options.noColor = options.noColor || given.noColor
    return options
  }

  /// The commands that ask what is stored.
  private static let asking: [any ParsableCommand.Type] = [
    ContactCommand.self, DealCommand.self, PipelineCommand.self, CampaignCommand.self, TaskCommand.self,
    OrderCommand.self, CompanyCommand.self, UserCommand.self, TeamCommand.self, MetricsCommand.self,
  ]

  func act(_ kith: Session) async throws {
    let action = try Self.action(query)
    var request = WhatIfRequest()
    request.without = try Self.positions(positions)
    for file in files { request.with += try Self.facts(file) }
    guard !request.without.isEmpty || !request.with.isEmpty else {
      throw CommandFailure(.usage, "kith whatif needs facts to leave out or to add", hint: "--without 17, --with FILE")
    }
    let run = WhatIfRun(request)
    let isJSON = kith.console.style.isJSON
    let asking = try await kith.asking(run, isSilent: isJSON)
    for title in ["as it is", "as it would be"] {
      if title != "as it is" { run.turn() }
      if !isJSON { kith.console.line(kith.console.styled(title, .cyan)) }
      do {
        try await action.act(asking)
        asking.console.flush()
      } catch is WhatIfRun.NotThere {
        asking.console.flush()
        if !isJSON { kith.console.line("nothing") }
      }
      if !isJSON { kith.console.line("") }
    }
    if isJSON { return try run.shown.forEach { try kith.json($0, as: "WhatIfReply") } }
    tell(run.shown, kith, named: Set(request.without))
  }

  /// Writes what was left out beside what was named, and the differences.
  private func tell(_ replies: [WhatIfReply], _ kith: Session, named: Set<UInt64>) {
    let others = Set(replies.flatMap(\.leftOut)).subtracting(named).sorted()
    if !others.isEmpty {
      kith.console.note(
        "left out as well, for they do not stand without: \(others.map(String.init).joined(separator: ", "))")
    }
    var table = TextTable([.init("what"), .init("as it is"), .init("as it would be")])
    for difference in replies.flatMap(\.differences) {
      table.rows.append([
        .init(difference.path), .init(difference.hasAsItIs ? difference.asItIs : "nothing"),
        .init(difference.hasAsItWouldBe ? difference.asItWouldBe : "nothing", .bold),
      ])
    }
    if table.rows.isEmpty { return kith.console.line("no difference") }
    kith.console.table(table)
    if replies.contains(where: \.more) { kith.console.note("there are more differences than are told") }
  }

  /// The command that these words are.
  private static func action(_ words: [String]) throws -> any KithAction {
    let names = asking.map { $0._commandName }
    guard let first = words.first(where: { $0 != "--" }) else {
      throw CommandFailure(.usage, "kith whatif needs a query", hint: "one of: \(names.joined(separator: ", "))")
    }
    guard names.contains(first) else {
      if ["--help", "-h"].contains(first) {
        Terminal.write(KithCommand.helpMessage(for: WhatIfCommand.self) + "\n", to: 1)
        throw ExitCode.success
      }
      throw CommandFailure(
        .usage, "kith whatif does not ask '\(first)'", hint: "one of: \(names.joined(separator: ", "))")
    }
    guard !words.contains("--all") else {
      throw CommandFailure(.usage, "kith whatif compares one page: leave out --all, or ask for more with --limit")
    }
    let parsed: any ParsableCommand
    do {
      parsed = try KithCommand.parseAsRoot(words.filter { $0 != "--" })
    } catch {
      throw CommandFailure(.usage, KithCommand.message(for: error), hint: "see: kith \(first) --help")
    }
    guard let action = parsed as? any KithAction else {
      throw CommandFailure(.usage, "kith \(first) needs a command of its own", hint: "see: kith \(first) --help")
    }
    return action
  }

  private static func positions(_ texts: [String]) throws -> [UInt64] {
    try texts.flatMap { $0.split(separator: ",") }.map { text in
      guard let position = UInt64(text.filter { $0 != " " }), position > 0 else {
        throw CommandFailure(.usage, "--without takes positions, such as 17 or 17,18: \(text)")
      }
      return position
    }
  }

  /// The facts of a file, as they are sent.
  private static func facts(_ file: String) throws -> [ProposedEvent] {
    let text =
      file == "-"
      ? String(decoding: FileHandle.standardInput.readDataToEndOfFile(), as: UTF8.self)
      : try? String(contentsOfFile: file, encoding: .utf8)
    guard let text else { throw CommandFailure(.usage, "the file \(file) cannot be read") }
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated()
    return try lines.filter { !$0.element.allSatisfy(\.isWhitespace) }.map { number, line in
      do {
        let (_, encoded) = try KithClient.request(named: "record", params: "{\"events\":[\(line)]}")
        return try RecordRequest(serializedBytes: encoded).events[0]
      } catch let error as KithError {
        let message = error.message.replacing("events[0].", with: "")
        throw CommandFailure(.usage, "line \(number + 1) of \(file) is not a fact: \(message)")
      }
    }
  }
}
