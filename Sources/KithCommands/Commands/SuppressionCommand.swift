import APISchema
import ArgumentParser
import FactSchema
import RowSchema

/// `kith suppression list|add|lift`
struct SuppressionCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "suppression", abstract: "Addresses that are not written to.",
    subcommands: [List.self, Add.self, Lift.self])

  init() {}

  /// What is not sent by it, and why.
  static func words(_ suppression: Suppression) -> (what: String, why: String) {
    let by = suppression.channel.isEmpty ? "" : " by \(suppression.channel)"
    let what = suppression.scope == .allButTransactional ? "all but what is transactional" : "everything"
    let why =
      switch suppression.cause {
      case .hardBounce: "bounced for good"
      case .softBounces: "bounced three times"
      case .complaint: "complained"
      case .erased: "somebody was erased"
      default: KithCommands.Show.personal(suppression.reason, "reason", suppression.denied)
      }
    return (what + by, why)
  }

  /// `kith suppression list`
  struct List: KithAction {
    static let configuration = CommandConfiguration(abstract: "Addresses that are not written to, and why.")

    @Option(help: "This e-mail address or phone alone.") var address: String?
    @OptionGroup var page: PageOptions
    @OptionGroup var query: QueryOptions
    @OptionGroup var options: GlobalOptions

    func act(_ kith: Session) async throws {
      typealias Show = KithCommands.Show
      var request = SuppressionListRequest()
      if let address { request.address = address }
      try await kith.list(
        request, page: page, query: query, as: "Suppression", none: "no address is suppressed",
        [.init("address"), .init("not sent"), .init("why"), .init("since"), .init("position", right: true)]
      ) { suppression in
        let words = SuppressionCommand.words(suppression)
        let address = Show.personal(suppression.address, "address", suppression.denied)
        return [
          .init(address.isEmpty ? suppression.contact : address, .bold), .init(words.what), .init(words.why),
          .init(Show.date(suppression.since)), .init(String(suppression.position)),
        ]
      }
    }
  }

  /// `kith suppression add ADDRESS`
  struct Add: KithAction {
    static let configuration = CommandConfiguration(
      abstract: "Says that an address is not written to.",
      discussion: "Needs the permission `consent`. It is recorded as SuppressionAdded.")

    @Argument(help: "An e-mail address or a phone; no contact need have it.")
    var address: String
    @Option(help: "Not by this channel alone.") var channel: String?
    @Flag(help: "What is transactional is sent all the same.") var butTransactional = false
    @Option(help: "Why.") var reason: String?
    @OptionGroup var options: GlobalOptions

    func act(_ kith: Session) async throws {
      var fact = SuppressionAdded()
      fact.address = address
      if let channel { fact.channel = channel }
      if butTransactional { fact.scope = .allButTransactional }
      if let reason { fact.reason = reason }
      try await kith.record([.suppressionAdded(fact)])
    }
  }

  /// `kith suppression lift ADDRESS`
  struct Lift: KithAction {
    static let configuration = CommandConfiguration(
      abstract: "Says that an address is written to again, whatever suppressed it.",
      discussion: "Needs the permission `consent`. It is recorded as SuppressionLifted.")

    @Argument(help: "An e-mail address or a phone.")
    var address: String
    @Option(help: "Why.") var reason: String?
    @OptionGroup var options: GlobalOptions

    func act(_ kith: Session) async throws {
      var fact = SuppressionLifted()
      fact.address = address
      if let reason { fact.reason = reason }
      try await kith.record([.suppressionLifted(fact)])
    }
  }
}
