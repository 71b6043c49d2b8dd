import APISchema
import Cryptography
import Domain
import FactSchema
import RowSchema
import RowStore

/// What `contact.find` asks for, in the forms in which it is compared.
struct ContactConditions: Sendable {
  private let request: ContactFindRequest
  /// The folded words of `text`, the longest first, none the beginning of another.
  private let words: [String]
  /// The folded whole name.
  private let name: String?
  private let email: String?
  /// Nil until ``completePhone(_:)``, where one is asked for.
  private var phone: String?
  private let tag: String?
  private let externalID: ExternalID?
  private let owner: String?
  private let role: String?
  /// When somebody must have the role. Nil where none is said until ``takeNow(_:)``.
  private var roleAt: Instant?
  private let linkKey: LinkKey

  /// Throws `.invalid` for a text of too many words, and for what stands without what it belongs to.
  init(_ request: ContactFindRequest, _ linkKey: LinkKey) throws(Refusal) {
    self.request = request
    self.linkKey = linkKey
    words = request.hasText ? try Self.words(request.text) : []
    name = request.hasName ? SearchText.foldedName(request.name) : nil
    email = request.hasEmail ? try QueryCheck.read(EmailAddress.normalForm(request.email)) : nil
    tag = request.hasTag ? SearchText.folded(request.tag) : nil
    if request.hasSource, !request.hasExternalID { throw .invalid("source", "must stand with externalId") }
    if request.hasRoleAt, !request.hasRole { throw .invalid("roleAt", "must stand with role") }
    externalID =
      request.hasExternalID
      ? request.hasSource
        ? ExternalID(.contact, source: request.source, request.externalID)
        : ExternalID(.contact, request.externalID) : nil
    role = request.hasRole ? request.role : nil
    roleAt = request.hasRoleAt ? Instant(request.roleAt) : nil
    owner = request.hasOwner ? TextRules.normalForm(request.owner) : nil
  }

  /// A name has to have words that begin so; a word that another one begins with asks for nothing more.
  private static func words(_ text: String) throws(Refusal) -> [String] {
    let sorted = SearchText.words(text).sorted { ($1.utf8.count, $0) < ($0.utf8.count, $1) }
    var words: [String] = []
    for word in sorted where !words.contains(where: { $0.utf8.starts(with: word.utf8) }) { words.append(word) }
    guard words.count <= QueryBounds.words else {
      throw .invalid("text", "must have at most \(QueryBounds.words) different words")
    }
    return words
  }

  /// Completes the phone that is asked for with the region that the company has; refuses one that cannot be.
  mutating func completePhone(_ snapshot: borrowing RowReader) throws(Refusal) {
    guard request.hasPhone else { return }
    let region = try CompanyRow.card(snapshot).flatMap { PhoneRegion($0.phoneRegion) }
    guard let complete = PhoneNumber.normalForm(request.phone, region: region) else {
      throw .invalid(
        "phone",
        region == nil
          ? "must be a phone number with + and its calling code, because the company has no phone region"
          : "must be a phone number of 7 to 15 digits with its calling code")
    }
    phone = complete
  }

  /// Takes the time of the answer for what asks for no other.
  mutating func takeNow(_ now: Instant) { roleAt = roleAt ?? now }

  /// Refuses an owner, a tag and a role that were never used.
  func checkKnown(_ snapshot: borrowing RowReader) throws(Refusal) {
    if let owner { try Known.owner(owner, snapshot) }
    if request.hasTag { try Known.tag(request.tag, snapshot) }
    if let role { try Known.role(role, snapshot) }
  }

  /// The narrowest of the look-ups that the conditions name; nil where all contacts are gone through by name.
  var lookup: RowKey? {
    if let externalID { return ContactsTable.externalID(externalID, linkKey) }
    if let email { return ContactsTable.email(email, linkKey) }
    if let phone { return ContactsTable.phone(phone, linkKey) }
    if let name { return NameOrder.keys(of: name).last }
    if let word = words.first { return ContactsTable.words(startingWith: word) }
    if let role { return ContactsTable.role(role) }
    if let tag { return ContactsTable.tag(tag) }
    if let owner { return ContactsTable.owner(owner) }
    return nil
  }

  /// Whether the look-up is by words, where a contact may stand several times.
  private var isByWord: Bool {
    externalID == nil && email == nil && phone == nil && name == nil && !words.isEmpty
  }

  /// Whether the contact of this identity is asked for; `key` is the row of the look-up that led to it, if any.
  func areMet(by identity: [UInt8], foundBy key: RowKey?) -> Bool {
    if !request.archived, ContactListRow.isArchived(identity) { return false }
    // The whole card is decoded only where more than its name is looked at.
    if isByTextAlone { return hasWords(ContactListRow.name(identity), key) }
    guard !isEmpty else { return true }
    guard let card = Row.decode(ContactCard.self, identity) else { return false }
    if let name, SearchText.foldedName(card.name) != name { return false }
    if let externalID, !Self.ids(card).contains(externalID) { return false }
    if let role, !(roleAt.map { card.hasRole(role, at: $0) } ?? false) { return false }
    if let owner, TextRules.normalForm(card.owner) != owner { return false }
    if let tag, !card.tags.contains(where: { SearchText.folded($0) == tag }) { return false }
    if let email, !card.emails.contains(where: { EmailAddress.normalForm($0) == email }) { return false }
    if let phone {
      let region = PhoneRegion(card.phoneRegion)
      guard card.phones.contains(where: { PhoneNumber.normalForm($0, region: region) == phone }) else { return false }
    }
    return words.isEmpty || hasWords(card.name, key)
  }

  private static func ids(_ card: ContactCard) -> [ExternalID] {
    let sourced = card.sourceIds.map { ExternalID(.contact, source: $0.source, $0.id) }
    return card.externalID.isEmpty ? sourced : sourced + [ExternalID(.contact, card.externalID)]
  }

  private var isEmpty: Bool { words.isEmpty && hasNoOther }
  private var isByTextAlone: Bool { !words.isEmpty && hasNoOther }
  private var hasNoOther: Bool {
    name == nil && email == nil && phone == nil && tag == nil && externalID == nil && owner == nil
      && role == nil
  }

  /// Whether the name has all the words. A contact that has several with the beginning stands in the look-up several
  /// times; only the first counts.
  private func hasWords(_ name: String, _ key: RowKey?) -> Bool {
    let names = SearchText.words(name)
    guard words.allSatisfy({ word in names.contains { $0.utf8.starts(with: word.utf8) } }) else { return false }
    guard let key, isByWord else { return true }
    let matches = names.filter { $0.utf8.starts(with: words[0].utf8) }
    guard matches.count > 1 else { return true }
    let contact = key.lastSubject(.contact)
    return matches.lazy.map { ContactsTable.word($0).with(contact) }.min() == key
  }
}
