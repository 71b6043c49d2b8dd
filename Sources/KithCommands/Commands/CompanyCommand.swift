import APISchema
import ArgumentParser
import FactSchema
import RowSchema

/// `kith company [set]`
struct CompanyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "company", abstract: "What holds for the whole company.",
    subcommands: [Show.self, Set.self], defaultSubcommand: Show.self)

  init() {}

  /// `kith company show`
  struct Show: KithAction {
    static let configuration = CommandConfiguration(abstract: "What holds for the whole company.")

    @OptionGroup var query: QueryOptions
    @OptionGroup var options: GlobalOptions

    func act(_ kith: Session) async throws {
      var request = CompanyGetRequest()
      query.apply(to: &request)
      let card = try await kith.call(request).company
      if kith.console.style.isJSON { return try kith.json(card, as: "CompanyCard") }
      var fields = [("phone region", card.phoneRegion.isEmpty ? "none: phones need their +" : card.phoneRegion)]
      fields.append(("consent", card.consentDefaults.isEmpty ? Self.said("*", "*", .granted) : ""))
      for row in card.consentDefaults {
        let text = Self.said(row.purpose, row.channel, row.consent)
        if fields[fields.count - 1].1.isEmpty { fields[fields.count - 1].1 = text } else { fields.append(("", text)) }
      }
      fields.append(("version", String(card.version)))
      kith.console.fields(fields.map { (name: $0.0, value: $0.1) })
    }

    private static func said(_ purpose: String, _ channel: String, _ consent: ConsentDefaultSet.Consent) -> String {
      let word = consent == .granted ? "granted" : "withdrawn"
      let purpose = purpose == "*" ? "any purpose" : purpose
      return "\(word) for \(purpose) by \(channel == "*" ? "any channel" : channel), where a contact never said"
    }
  }

  /// `kith company set`
  struct Set: KithAction {
    static let configuration = CommandConfiguration(
      abstract: "Changes what holds for the whole company, from now on.",
      discussion: """
        Needs the permission `configure`. It is recorded as CompanyConfigured and ConsentDefaultSet, both or neither; what \
        is not named stays as it is.
        """)

    @Option(
      help: ArgumentHelp(
        "The region that completes phones without +, such as GB; none lets them be refused.", valueName: "region"))
    var phoneRegion: String?

    @Option(
      help: ArgumentHelp(
        "What holds for contacts who never said: granted or withdrawn.", valueName: "granted|withdrawn"))
    var consent: Word?

    @Option(help: "The purpose that --consent is about.")
    var purpose = "*"

    @Option(help: "The channel that --consent is about.")
    var channel = "*"

    @OptionGroup var options: GlobalOptions

    /// What holds without a word of the contact.
    enum Word: String, ExpressibleByArgument, CaseIterable {
      case granted, withdrawn
    }

    func validate() throws {
      guard consent != nil || purpose == "*" && channel == "*" else {
        throw ValidationError("--purpose and --channel come with --consent.")
      }
      guard phoneRegion != nil || consent != nil else {
        throw ValidationError("Say what changes: --phone-region or --consent.")
      }
    }

    func act(_ kith: Session) async throws {
      var facts: [Fact.OneOf_Fact] = []
      if let phoneRegion {
        var fact = CompanyConfigured()
        if phoneRegion == "none" { fact.clear = ["phoneRegion"] } else { fact.phoneRegion = phoneRegion }
        facts.append(.companyConfigured(fact))
      }
      if let consent {
        var fact = ConsentDefaultSet()
        fact.purpose = purpose
        fact.channel = channel
        fact.consent = consent == .granted ? .granted : .withdrawn
        facts.append(.consentDefaultSet(fact))
      }
      let reply = try await kith.call(RecordRequest(of: facts))
      if kith.console.style.isJSON { return try kith.json(reply, as: "RecordReply") }
      let version = reply.events.last?.version ?? 0
      kith.console.line(
        "\(kith.console.styled("the company", .bold))  version \(version)  position \(reply.position)")
    }
  }
}
