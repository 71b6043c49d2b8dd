package import ArgumentParser
import Foundation

/// The command line `kith`.
package struct KithCommand: AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "kith", abstract: "Records what happened with customers, and asks about it.",
    discussion: """
      On a terminal results are tables; piped, or with --json, they are JSON lines. Only results go to standard output.

      Exit status: 0 done, 1 refused, 2 usage (also: a name that fits several), 3 not found, 4 conflict, 5 behind or \
      rebuilding, 6 forbidden, 7 no daemon.

      Where an id is wanted, an e-mail address, a phone number, an external id or a name will do if it fits one only.
      """,
    version: "kith 1.0.0",
    subcommands: [
      RecordCommand.self, ContactCommand.self, DealCommand.self, PipelineCommand.self, CampaignCommand.self,
      SuppressionCommand.self,
      TaskCommand.self, OrderCommand.self, CompanyCommand.self, UserCommand.self, TeamCommand.self,
      HandoverCommand.self, UndoCommand.self, MetricsCommand.self, WhatIfCommand.self, ImportCommand.self,
      LogCommand.self, ProjectionCommand.self, StatusCommand.self, CallCommand.self, DiscoverCommand.self,
      ProtosCommand.self,
    ])

  package init() {}

  /// Runs the command line; gives the exit status.
  package static func start(_ arguments: [String]) async -> Int32 {
    let arguments = CommandLineWords.ordered(arguments)
    do {
      var command = try KithCommand.parseAsRoot(arguments)
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
      return 0
    } catch let failure as CommandFailure {
      report(failure)
      return failure.status.rawValue
    } catch {
      let code = KithCommand.exitCode(for: error)
      if code == .validationFailure,
        let failure = CommandLineWords.unknownCommand(arguments, of: KithCommand.self)
      {
        report(failure)
        return failure.status.rawValue
      }
      let text = CompletionScript.adapted(KithCommand.fullMessage(for: error))
      // Help and versions that were asked for are results.
      Terminal.write(text.isEmpty ? "" : text + "\n", to: code == .success ? 1 : 2)
      return code == .validationFailure ? ExitStatus.usage.rawValue : code.rawValue
    }
  }

  private static func report(_ failure: CommandFailure) {
    let environment = ProcessInfo.processInfo.environment
    let hasColor = Terminal.isTerminal(2) && (environment["NO_COLOR"] ?? "").isEmpty
    let head = hasColor ? "\u{1B}[31mkith:\u{1B}[0m " : "kith: "
    let hint = failure.hint.map { "\n      \($0)" } ?? ""
    Terminal.write("\(head)\(DisplayText.safe(failure.message))\(hint)\n", to: 2)
  }
}
