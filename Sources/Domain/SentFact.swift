import Bytes
public import FactSchema
import SwiftProtobuf

/// A fact as a request says it, held against the one that was recorded of it, where the record has no digest of its request.
///
/// What is recorded is what was sent, in its normal form and with what was left to the daemon. So both are the same where each
/// field that is sent is recorded so, and where nothing else is recorded but what the daemon fills in. Texts that early
/// releases recorded as they came are the same as their normal form.
public struct SentFact {
  private let type: FactType
  private let message: [UInt8]

  /// A fact of that type with the message that was sent.
  public init(_ type: FactType, _ message: [UInt8]) { (self.type, self.message) = (type, message) }

  /// Whether it is the one with the message that was recorded. `isNamed` says whether an address with which a contact is named
  /// in place of an id was that contact's.
  public func isRecorded(
    as recorded: [UInt8], isNamed: (_ address: String, SubjectID) throws(Refusal) -> Bool
  ) throws(Refusal) -> Bool {
    let fields = type.message.fields
    guard let sent = Self.values(message, fields), let stored = Self.values(recorded, fields) else { return false }
    for (name, values) in stored where sent[name] == nil {
      guard let field = fields.first(where: { $0.jsonName == name }), Self.isFilledIn(field) || values.isEmpty else {
        return false
      }
    }
    for (name, values) in sent where !values.isEmpty {
      guard let field = fields.first(where: { $0.jsonName == name }) else { return false }
      let others = stored[name] ?? []
      if case .id = field.form {
        guard values.count == others.count else { return false }
        for (value, other) in zip(values, others) where value != other {
          guard SubjectID(value) == nil, let id = SubjectID(other), try isNamed(value, id) else { return false }
        }
      } else if name == "dueOn", others.isEmpty {
        // Earlier releases had a day as its noon.
        guard let day = values.first.flatMap({ CalendarDate($0) }),
          stored["dueAt"] == [String(day.start.microseconds + Self.noon)]
        else { return false }
      } else if values != others {
        return false
      }
    }
    return true
  }

  private static let noon = DateMeaning.noon.seconds * 1_000_000

  /// Whether the daemon gives a field a value where it is absent.
  private static func isFilledIn(_ field: FieldTable) -> Bool {
    field.creates || filledIn.contains(field.jsonName)
  }

  private static let filledIn: Set<String> = [
    "kind", "pipeline", "stage", "channel", "basis", "zone", "phoneRegion", "dueAt", "dueOn", "bounce", "scope",
    "addressKey", "addressKeys", "suppressions", "fields",
  ]

  // MARK: - Values

  /// The values of each field that is there, in a form in which the same are equal; nil for what is no such message.
  private static func values(_ message: [UInt8], _ fields: [FieldTable]) -> [String: [String]]? {
    let bytes = message.span
    var reader = ProtobufReader(0..<bytes.count)
    var values: [String: [String]] = [:]
    while let field = reader.field(bytes) {
      guard let table = fields.first(where: { $0.number == Int(field.number) }),
        let value = text(table, field, bytes, fields)
      else { return nil }
      var all = values[table.jsonName] ?? []
      if table.label != .repeated { all = [] }
      // Of a list of texts the same again says nothing.
      if !value.isEmpty, table.kind != .string || !all.contains(value) { all.append(value) }
      values[table.jsonName] = all
    }
    guard reader.isAtEnd else { return nil }
    // The order says nothing of what is emptied, nor of what is handed over.
    for name in ["clear", "of"] { values[name]?.sort() }
    return values.filter { !$0.value.isEmpty }
  }

  private static func text(
    _ table: FieldTable, _ field: ProtobufField, _ bytes: Span<UInt8>, _ siblings: [FieldTable]
  ) -> String? {
    let content = bytes.extracting(field.content)
    switch table.kind {
    case .string: return normal(content.text, table.form, siblings)
    case .message("Money"):
      guard let money = try? Money(serializedBytes: [UInt8](copying: content)) else { return nil }
      guard let amount = Amount(money)?.money else { return "\(money.amount) \(money.currency)" }
      return "\(amount.amount) \(amount.currency)"
    case .timestamp:
      guard let time = try? Google_Protobuf_Timestamp(serializedBytes: [UInt8](copying: content)) else { return nil }
      return Instant(time).map { String($0.microseconds) }
    case .message(let name):
      guard let inner = SchemaTables.factMessages.first(where: { $0.name == name }),
        let values = values([UInt8](copying: content), inner.fields)
      else { return nil }
      return "{\(values.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ";"))}"
    case .int32, .int64: return said(String(Int64(bitPattern: field.value)), table)
    case .double: return [UInt8](copying: bytes.extracting(field.range)).description
    case .bool, .uint32, .uint64, .enumeration: return said(String(field.value), table)
    }
  }

  /// A number; nothing where it has its default and its absence means the same.
  private static func said(_ number: String, _ table: FieldTable) -> String {
    number == "0" && table.label == .singular ? "" : number
  }

  private static func normal(_ text: String, _ form: FieldForm?, _ siblings: [FieldTable]) -> String {
    switch form {
    case .email: EmailAddress.kept(text)
    case .quantity: DecimalQuantity.normalForm(text) ?? text
    case .login: Login(text)?.folded ?? ""
    case .field: siblings.first { $0.protoName == text }?.jsonName ?? text
    default: TextRules.normalForm(text)
    }
  }
}

extension Knowledge {
  /// Whether the contact ever had the address before a position: a text such as `email:ada@example.org`.
  public func had(_ contact: SubjectID, address: String, before end: Position) throws(Refusal) -> Bool {
    guard let colon = address.firstIndex(of: ":") else { return false }
    let text = String(address[address.index(after: colon)...])
    let facts = try facts(
      of: contact, types: [.contactCreated, .contactDetailsChanged], after: .zero, before: end, limit: Bounds.toldFacts)
    for fact in facts where fact.header.subject == contact {
      let said: (emails: [String], phones: [String], region: String, externalID: String)
      switch fact.fact.fact {
      case .contactCreated(let fact): said = (fact.emails, fact.phones, fact.phoneRegion, fact.externalID)
      case .contactDetailsChanged(let fact): said = (fact.emails, fact.phones, fact.phoneRegion, fact.externalID)
      default: continue
      }
      let region = PhoneRegion(said.region)
      let isSaid =
        switch address[..<colon] {
        case "email": said.emails.contains { EmailAddress.normalForm($0) == EmailAddress.normalForm(text) }
        case "phone":
          said.phones.contains {
            PhoneNumber.normalForm($0, region: region) == PhoneNumber.normalForm(text, region: region)
          }
        default:
          !said.externalID.isEmpty && ExternalID(.contact, said.externalID) == ExternalID(.contact, text)
        }
      if isSaid { return true }
    }
    return false
  }
}
