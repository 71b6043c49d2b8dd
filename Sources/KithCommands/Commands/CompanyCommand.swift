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
      fields.append(("time zone", card.timeZone.isEmpty ? "UTC" : card.timeZone))
      if !card.currency.isEmpty { fields.append(("currency", card.currency)) }
      if !card.locale.isEmpty { fields.append(("locale", card.locale)) }
      fields.append(("weeks begin", card.hasWeekStart ? "\(card.weekStart)" : "monday"))
      fields.append(("fiscal year", "from \(card.fiscalYearStart.isEmpty ? "01-01" : card.fiscalYearStart)"))
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
        "The time zone by whose days figures are told, such as Europe/Berlin; none is UTC.", valueName: "zone"))
    var timeZone: String?

    @Option(help: ArgumentHelp("For clients: the currency of amounts that say none, such as EUR.", valueName: "code"))
    var currency: String?

    @Option(help: ArgumentHelp("For clients: how numbers and dates are shown, such as en-GB.", valueName: "locale"))
    var locale: String?

    @Option(help: ArgumentHelp("The day with which weeks begin, such as sunday; none is monday.", valueName: "day"))
    var weekStart: String?

    @Option(
      help: ArgumentHelp("The day with which the fiscal year begins, such as 04-01; none is 01-01.", valueName: "MM-DD")
    )
    var fiscalYearStart: String?

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
      guard consent != nil || configured() != nil else {
        throw ValidationError(
          "Say what changes: --time-zone, --phone-region, --week-start, --fiscal-year-start, --currency, --locale or "
            + "--consent.")
      }
      if let weekStart, weekStart != "none", Self.weekday(weekStart) == nil {
        throw ValidationError("--week-start must be a day, such as monday, or none.")
      }
    }

    /// What is said of the company; nil for nothing. The word none empties a field.
    private func configured() -> CompanyConfigured? {
      var fact = CompanyConfigured()
      func take(_ text: String?, _ name: String, _ set: (inout CompanyConfigured, String) -> Void) {
        guard let text else { return }
        if text == "none" { fact.clear.append(name) } else { set(&fact, text) }
      }
      take(timeZone, "timeZone") { $0.timeZone = $1 }
      take(currency, "currency") { $0.currency = $1 }
      take(locale, "locale") { $0.locale = $1 }
      take(weekStart, "weekStart") { $0.weekStart = Self.weekday($1) ?? .unspecified }
      take(fiscalYearStart, "fiscalYearStart") { $0.fiscalYearStart = $1 }
      take(phoneRegion, "phoneRegion") { $0.phoneRegion = $1 }
      return fact == CompanyConfigured() ? nil : fact
    }

    private static func weekday(_ word: String) -> Weekday? {
      Weekday.allCases.first { $0 != .unspecified && "\($0)" == word.lowercased() }
    }

    func act(_ kith: Session) async throws {
      var facts: [Fact.OneOf_Fact] = []
      if let fact = configured() { facts.append(.companyConfigured(fact)) }
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
