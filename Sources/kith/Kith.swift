import ArgumentParser
import KithCommands

/// The executable: the command line and nothing else.
@main
struct Kith {
  static func main() async {
    await KithCommand.main()
  }
}
