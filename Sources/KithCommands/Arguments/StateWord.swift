import ArgumentParser
import SwiftProtobuf

/// The states of a card, as `--state` takes them.
enum StateWord<State: Enum & CaseIterable> {
  /// The words, in the order of the schema.
  static var words: [String] { State.allCases.filter { $0.rawValue != 0 }.map { Show.word($0) } }

  /// What the option's help says.
  static var help: ArgumentHelp { "\(list)." }

  /// The state of that word, in capitals or not.
  static func state(_ word: String) throws -> State {
    guard let state = State.allCases.first(where: { $0.rawValue != 0 && Show.word($0) == word.lowercased() }) else {
      throw CommandFailure(.usage, "--state takes \(list)")
    }
    return state
  }

  private static var list: String {
    words.dropLast().joined(separator: ", ") + (words.count > 1 ? " or " : "") + (words.last ?? "")
  }
}
