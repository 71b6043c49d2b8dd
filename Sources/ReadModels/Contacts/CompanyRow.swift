import APISchema
import Bytes
import Domain
import FactSchema
import RowSchema
import RowStore

/// The company's card. Among the rows of contacts, because what is found by a phone depends on it.
enum CompanyRow {
  /// The card; nil while nothing is recorded.
  static func card(_ snapshot: borrowing RowReader) throws(Refusal) -> CompanyCard? {
    guard let row = try snapshot.get(ContactsTable.company) else { return nil }
    guard let card = Row.decode(CompanyCard.self, row) else { throw .internal("the company's row cannot be read") }
    return card
  }

  /// Takes over what a fact about the company says. One that holds from the beginning was taken over before the first fact,
  /// and its version says so where it stands.
  static func change(by event: RecordedEvent, _ view: inout ViewWriter) throws(ProjectionFailure) {
    var card = try view.message(ContactsTable.company, CompanyCard.self) ?? CompanyCard()
    if event.isInitial, event.header.version.value <= card.version { return }
    card.id = event.header.subject.description
    card.version = event.header.version.value
    switch event.fact.fact {
    case .companyConfigured(let fact):
      if fact.hasPhoneRegion { card.phoneRegion = fact.phoneRegion }
      if fact.hasTimeZone { card.timeZone = fact.timeZone }
      if fact.hasCurrency { card.currency = fact.currency }
      if fact.hasLocale { card.locale = fact.locale }
      if fact.hasWeekStart { card.weekStart = fact.weekStart }
      if fact.hasFiscalYearStart { card.fiscalYearStart = fact.fiscalYearStart }
      for field in fact.clear {
        switch field {
        case "phoneRegion": card.phoneRegion = ""
        case "timeZone": card.timeZone = ""
        case "currency": card.currency = ""
        case "locale": card.locale = ""
        case "weekStart": card.clearWeekStart()
        case "fiscalYearStart": card.fiscalYearStart = ""
        default: break
        }
      }
    case .consentDefaultSet(let fact):
      var row = CompanyCard.ConsentDefault()
      row.purpose = fact.purpose
      row.channel = fact.channel
      row.consent = fact.consent
      Consents.record(default: row, in: &card.consentDefaults)
    default: return
    }
    view.put(ContactsTable.company, try view.encoded(card))
  }
}

/// `company.get`: what holds for the whole company.
struct CompanyGetQuery: QueryBody {
  let projections = [ReadModelName.contacts]
  let isBrief = true

  init(_ request: CompanyGetRequest) {}

  func run(_ context: QueryContext) throws(Refusal) -> [UInt8] {
    let snapshot = try context.snapshot()
    var reply: [UInt8] = []
    reply.appendField(CompanyGetReply.Field.position, snapshot.position.value)
    if let card = try snapshot.get(ContactsTable.company) { reply.appendField(CompanyGetReply.Field.company, card) }
    return reply
  }
}
