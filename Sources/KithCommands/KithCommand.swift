package import ArgumentParser

/// The command line `kith`.
package struct KithCommand: AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "kith", abstract: "Records what happened with customers, and asks about it.")

  package init() {}
}
