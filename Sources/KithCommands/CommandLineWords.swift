import ArgumentParser
import Import

/// What stands on the command line, before it is parsed.
enum CommandLineWords {
  private static let flags: Set = ["--json", "--no-color"]
  private static let options: Set = ["--socket", "--config"]

  /// The options that every command takes may also stand before the command: they are moved behind it.
  static func ordered(_ arguments: [String]) -> [String] {
    var index = 0
    while index < arguments.count {
      let word = arguments[index]
      if options.contains(word) {
        index += 2
      } else if flags.contains(word) || options.contains(where: { word.hasPrefix("\($0)=") }) {
        index += 1
      } else {
        break
      }
    }
    guard index > 0, index < arguments.count else { return arguments }
    let rest = arguments[index...]
    let end = rest.firstIndex(of: "--") ?? rest.endIndex
    return Array(rest[..<end]) + arguments[..<index] + rest[end...]
  }

  /// What to say about a word where a command was expected and that is none; nil when all commands are there.
  static func unknownCommand(_ arguments: [String], of root: any ParsableCommand.Type) -> CommandFailure? {
    var command = root
    var path = "kith"
    for word in arguments {
      let subcommands = command.configuration.subcommands
      guard !word.hasPrefix("-"), word != "help", !subcommands.isEmpty,
        command.configuration.defaultSubcommand == nil
      else { return nil }
      guard let next = subcommands.first(where: { $0._commandName == word }) else {
        let names = subcommands.map { $0._commandName }
        let hint = Nearest.match(for: word, among: names).map { "did you mean '\(path) \($0)'?" }
        return CommandFailure(
          .usage, "there is no command '\(path) \(word)'",
          hint: hint ?? "the commands of \(path): \(names.joined(separator: ", "))")
      }
      command = next
      path += " " + word
    }
    return nil
  }
}
