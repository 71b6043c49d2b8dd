import Foundation
import KithCommands

/// The executable: the command line and nothing else.
@main
struct Kith {
  static func main() async {
    exit(await KithCommand.start(Array(CommandLine.arguments.dropFirst())))
  }
}
