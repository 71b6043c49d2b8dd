import ArgumentParser
import FactSchema

/// `kith handover FROM TO`
struct HandoverCommand: KithAction {
  static let configuration = CommandConfiguration(
    commandName: "handover", abstract: "Hands over what is one owner's to another: contacts, open deals, open tasks.",
    discussion: """
      It is recorded as WorkHandedOver with one change of owner for each, in one command: all or nothing, at most 65,535       facts.
      """)

  @Argument(help: "The login of who gives.") var from: String
  @Argument(help: "The login of who takes.") var to: String
  @Option(help: "What: contacts, deals, tasks; may be given several times. All when absent.") var of: [String] = []
  @Flag(name: .customLong("check"), help: "Say what would be handed over, and record nothing.") var isCheck = false
  @OptionGroup var options: GlobalOptions

  func act(_ kith: Session) async throws {
    var fact = WorkHandedOver()
    (fact.from, fact.to, fact.of) = (from, to, of)
    try await kith.record([.workHandedOver(fact)], isRehearsal: isCheck)
  }
}
