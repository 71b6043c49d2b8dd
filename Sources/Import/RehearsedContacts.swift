import Domain

/// What a `contact.find` of an import looks by; all of it must fit.
package struct ContactSearch: Sendable, Equatable {
  var email = ""
  var phone = ""
  var externalID = ""
  var name = ""

  var isEmpty: Bool { email.isEmpty && phone.isEmpty && externalID.isEmpty && name.isEmpty }

  mutating func set(_ field: String, to text: String) {
    switch field {
    case "email": email = text
    case "phone": phone = text
    case "externalId": externalID = text
    default: name = text
    }
  }

  /// The parameters of the `contact.find`, as JSON. A handful is enough to tell that one is not the only one.
  package var params: String {
    let conditions = [("email", email), ("phone", phone), ("externalId", externalID), ("name", name)]
    let given = conditions.filter { !$0.1.isEmpty }.map { "\"\($0.0)\":\(JSONText.quoted($0.1))" }
    return "{\(given.joined(separator: ",")),\"archived\":true,\"limit\":5}"
  }
}

/// What can be found of a contact that is to be created.
package struct ContactDraft: Sendable, Equatable {
  /// The place of the fact that creates it in its command.
  var event: Int
  var name = ""
  var emails: [String] = []
  var phones: [String] = []
  var externalID = ""

  init(_ fields: [DraftValue.Field], event: Int) {
    self.event = event
    for field in fields {
      let texts = Self.texts(field.value)
      switch field.name {
      case "name": name = texts.first ?? ""
      case "emails": emails = texts
      case "phones": phones = texts
      case "externalId": externalID = texts.first ?? ""
      default: break
      }
    }
  }

  private static func texts(_ value: DraftValue) -> [String] {
    switch value {
    case .text(let text): [text.trimmed]
    case .list(let values): values.flatMap(texts)
    case .json, .fields: []
    }
  }
}

/// The contacts that a dry run would have created, for its searches: read models know nothing of a rehearsal.
///
/// What its rows would change of contacts afterwards is not looked at. A phone number that has no `+` fits one with the
/// same digits.
struct RehearsedContacts {
  private enum Key: Hashable {
    case email(String), phone(String), externalID(String), name(String)
  }

  private var ids: [Key: Set<String>] = [:]

  mutating func add(_ id: String, _ contact: ContactDraft) {
    for email in contact.emails { ids[Self.email(email), default: []].insert(id) }
    for phone in contact.phones { ids[Self.phone(phone), default: []].insert(id) }
    if !contact.externalID.isEmpty { ids[.externalID(contact.externalID), default: []].insert(id) }
    if !contact.name.isEmpty { ids[Self.name(contact.name), default: []].insert(id) }
  }

  /// Those that the search fits.
  func found(_ search: ContactSearch) -> Set<String> {
    var keys: [Key] = []
    if !search.email.isEmpty { keys.append(Self.email(search.email)) }
    if !search.phone.isEmpty { keys.append(Self.phone(search.phone)) }
    if !search.externalID.isEmpty { keys.append(.externalID(search.externalID)) }
    if !search.name.isEmpty { keys.append(Self.name(search.name)) }
    guard let first = keys.first, var found = ids[first] else { return [] }
    for key in keys.dropFirst() { found.formIntersection(ids[key] ?? []) }
    return found
  }

  private static func email(_ text: String) -> Key { .email(EmailAddress.normalForm(text) ?? text) }
  private static func name(_ text: String) -> Key { .name(SearchText.foldedName(text)) }

  private static func phone(_ text: String) -> Key {
    if let normal = PhoneNumber.normalForm(text, region: nil) { return .phone(normal) }
    return .phone(text.filter { $0.isWholeNumber })
  }
}
