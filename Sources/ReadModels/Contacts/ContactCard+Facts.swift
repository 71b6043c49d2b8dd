import Bytes
import Domain
import FactSchema
import RowSchema
import SwiftProtobuf

extension ContactCard {
  /// The card of a contact that is made so, but for what it belongs to and what is counted; written without the message:
  /// contacts are many.
  static func encoded(_ fact: ContactCreated, _ header: EventHeader, phoneRegion: String) -> [UInt8] {
    var card: [UInt8] = []
    card.reserveCapacity(128 + fact.name.utf8.count)
    card.appendField(Field.id, fact.contact)
    card.appendField(Field.version, header.version.value)
    card.appendField(Field.kind, UInt64(fact.kind.rawValue))
    card.appendField(Field.name, fact.name)
    card.appendField(Field.givenName, fact.givenName)
    card.appendField(Field.familyName, fact.familyName)
    card.appendField(Field.organization, fact.organization)
    for email in fact.emails { card.appendPresentField(Field.emails, email) }
    for phone in fact.phones { card.appendPresentField(Field.phones, phone) }
    for tag in fact.tags { card.appendPresentField(Field.tags, tag) }
    card.appendField(Field.source, fact.source)
    card.appendField(Field.owner, fact.owner)
    card.appendField(Field.externalID, fact.externalID)
    card.appendField(Field.createdAt, header.occurredAt)
    card.appendField(Field.phoneRegion, phoneRegion)
    card.appendField(Field.title, fact.title)
    card.appendField(Field.jobTitle, fact.jobTitle)
    card.appendField(Field.nickname, fact.nickname)
    card.appendField(Field.birthday, fact.birthday)
    card.appendField(Field.anniversary, fact.anniversary)
    for address in fact.addresses { card.append(message: address, Field.addresses) }
    for website in fact.websites { card.appendPresentField(Field.websites, website) }
    for handle in fact.handles { card.append(message: handle, Field.handles) }
    card.appendField(Field.language, fact.language)
    for id in fact.sourceIds { card.append(message: id, Field.sourceIds) }
    for label in fact.emailLabels { card.appendPresentField(Field.emailLabels, label) }
    for label in fact.phoneLabels { card.appendPresentField(Field.phoneLabels, label) }
    card.appendField(Field.referrer, fact.referrer)
    return card
  }

  /// Takes what the fact says of the contact itself, but for what it belongs to and the region of its phones.
  mutating func take(_ fact: ContactDetailsChanged) {
    if fact.hasKind { kind = fact.kind }
    if fact.hasName { name = fact.name }
    if fact.hasGivenName { givenName = fact.givenName }
    if fact.hasFamilyName { familyName = fact.familyName }
    if !fact.emails.isEmpty { (emails, emailLabels) = (fact.emails, fact.emailLabels) }
    if !fact.phones.isEmpty { (phones, phoneLabels) = (fact.phones, fact.phoneLabels) }
    if !fact.tags.isEmpty { tags = fact.tags }
    if fact.hasSource { source = fact.source }
    if fact.hasOwner { owner = fact.owner }
    if fact.hasExternalID { externalID = fact.externalID }
    if fact.hasTitle { title = fact.title }
    if fact.hasJobTitle { jobTitle = fact.jobTitle }
    if fact.hasNickname { nickname = fact.nickname }
    if fact.hasBirthday { birthday = fact.birthday }
    if fact.hasAnniversary { anniversary = fact.anniversary }
    if !fact.addresses.isEmpty { addresses = fact.addresses }
    if !fact.websites.isEmpty { websites = fact.websites }
    if !fact.handles.isEmpty { handles = fact.handles }
    if fact.hasLanguage { language = fact.language }
    if !fact.sourceIds.isEmpty { sourceIds = fact.sourceIds }
    for field in fact.clear { clear(field) }
  }

  private mutating func clear(_ field: String) {
    switch field {
    case "givenName": givenName = ""
    case "familyName": familyName = ""
    case "emails": (emails, emailLabels) = ([], [])
    case "phones": (phones, phoneLabels, phoneRegion) = ([], [], "")
    case "emailLabels": emailLabels = []
    case "phoneLabels": phoneLabels = []
    case "tags": tags = []
    case "source": source = ""
    case "owner": owner = ""
    case "externalId": externalID = ""
    case "title": title = ""
    case "jobTitle": jobTitle = ""
    case "nickname": nickname = ""
    case "birthday": birthday = ""
    case "anniversary": anniversary = ""
    case "addresses": addresses = []
    case "websites": websites = []
    case "handles": handles = []
    case "language": language = ""
    case "sourceIds": sourceIds = []
    default: break
    }
  }

  /// Its roles, as the rules have them.
  var rolesHeld: [ContactRole] {
    get {
      roles.map { role in
        .with {
          $0.role = role.role
          $0.since = Instant(role.since)?.microseconds ?? 0
          if role.hasUntil, let until = Instant(role.until) { $0.until = until.microseconds }
        }
      }
    }
    set {
      roles = newValue.map { role in
        .with {
          ($0.role, $0.since) = (role.role, Instant(microseconds: role.since).timestamp)
          if role.hasUntil { $0.until = Instant(microseconds: role.until).timestamp }
        }
      }
    }
  }

  /// Whether it has the role at that time.
  func hasRole(_ role: String, at time: Instant) -> Bool {
    rolesHeld.contains {
      $0.role == role && $0.since <= time.microseconds && (!$0.hasUntil || time.microseconds < $0.until)
    }
  }
}

extension [UInt8] {
  /// Adds a message as a field.
  fileprivate mutating func append(message: some Message, _ number: UInt64) {
    // Encoding fails only for required fields, which proto3 has not.
    if let bytes: [UInt8] = try? message.serializedBytes() { appendField(number, bytes) }
  }
}
