import Domain
import Schema
import SwiftProtobuf

/// `contact.find`: contacts that meet all of the given conditions, or all contacts by name.
struct ContactFindQuery: QueryBody {
  let projections = ["contacts"]
  private let request: ContactFindRequest
  private let bounds: PageBounds
  /// The folded words of `text`, the longest first.
  private let words: [String]
  private let email: String?
  private let phone: String?
  private let region: PhoneRegion?

  init(_ request: ContactFindRequest, _ settings: ReadModelSettings) throws(Refusal) {
    region = settings.phoneRegion.flatMap(PhoneRegion.init)
    var conditions = request
    conditions.clearLimit()
    conditions.clearCursor()
    conditions.clearAtLeast()
    conditions.clearTimeoutMs()
    self.request = conditions
    bounds = try PageBounds(
      method: 31, limit: request.hasLimit ? request.limit : nil, cursor: request.hasCursor ? request.cursor : nil,
      of: conditions)
    words = request.hasText ? SearchText.words(request.text).sorted { ($1.utf8.count, $0) < ($0.utf8.count, $1) } : []
    if request.hasText, words.isEmpty { throw .invalid("text", "must have a letter or a digit") }
    email = request.hasEmail ? EmailAddress.normalForm(request.email) : nil
    if request.hasEmail, email == nil { throw .invalid("email", "must be an e-mail address") }
    phone = request.hasPhone ? PhoneNumber.normalForm(request.phone, region: region) : nil
    if request.hasPhone, phone == nil {
      throw .invalid("phone", "must be a phone number, with `+` unless a region is configured")
    }
    _ = try QueryCheck.optionalText(request.hasTag, request.tag, "tag")
    _ = try QueryCheck.optionalText(request.hasOwner, request.owner, "owner")
    _ = try QueryCheck.optionalText(request.hasExternalID, request.externalID, "externalId")
  }

  func run(_ context: QueryContext) throws(Refusal) -> [UInt8] {
    let snapshot = try context.snapshot()
    var reply: [UInt8] = []
    reply.appendField(1, snapshot.position.value)
    let next = try snapshot.page(prefix, bounds) { (key) throws(Refusal) in
      let contact = key.lastSubject(.contact)
      guard let row = try snapshot.get(ContactsTable.identity(contact)), meetsAll(row, key) else { return false }
      reply.appendField(2, ContactListRow.item(row))
      return true
    }
    if let next { reply.appendField(3, try bounds.cursor(past: next.bytes)) }
    return reply
  }

  /// The narrowest of the look-ups that the conditions name.
  private var prefix: RowKey {
    if request.hasExternalID { return ContactsTable.externalID(request.externalID) }
    if let email { return ContactsTable.email(email) }
    if let phone { return ContactsTable.phone(phone) }
    if let word = words.first { return ContactsTable.words(startingWith: word) }
    if request.hasTag { return ContactsTable.tag(SearchText.folded(request.tag)) }
    if request.hasOwner { return ContactsTable.owner(request.owner) }
    return ContactsTable.names
  }

  private func meetsAll(_ row: [UInt8], _ key: RowKey) -> Bool {
    // The whole card is decoded only where more than its name is looked at.
    if isByTextAlone { return hasWords(ContactListRow.name(row), key) }
    guard let card = Row.decode(ContactCard.self, row) else { return false }
    if request.hasExternalID, card.externalID != request.externalID { return false }
    if request.hasOwner, card.owner != request.owner { return false }
    if request.hasTag {
      let tag = SearchText.folded(request.tag)
      guard card.tags.contains(where: { SearchText.folded($0) == tag }) else { return false }
    }
    if let email, !card.emails.contains(where: { EmailAddress.normalForm($0) == email }) { return false }
    if let phone, !card.phones.contains(where: { PhoneNumber.normalForm($0, region: region) == phone }) {
      return false
    }
    return words.isEmpty || hasWords(card.name, key)
  }

  private var isByTextAlone: Bool {
    !words.isEmpty && email == nil && phone == nil && !request.hasExternalID && !request.hasOwner && !request.hasTag
  }

  /// Whether the name has all the words. A contact that has several with the beginning stands in the look-up several
  /// times; only the first counts.
  private func hasWords(_ name: String, _ key: RowKey) -> Bool {
    let names = SearchText.words(name)
    guard words.allSatisfy({ word in names.contains { $0.utf8.starts(with: word.utf8) } }) else { return false }
    guard key.table == 9 else { return true }
    let matches = names.filter { $0.utf8.starts(with: words[0].utf8) }
    guard matches.count > 1 else { return true }
    let contact = key.lastSubject(.contact)
    return matches.lazy.map { ContactsTable.word($0).with(contact) }.min() == key
  }
}

/// A contact's identity as a row of a list.
enum ContactListRow {
  /// The field number in ``ContactListItem`` of one in ``ContactCard``; nil for those that a list leaves out.
  private static func number(_ field: UInt64) -> UInt64? {
    switch field {
    case 1...4: field
    case 8...10: field - 3
    case 12: 8
    default: nil
    }
  }

  /// The name in an identity.
  static func name(_ identity: [UInt8]) -> String {
    var reader = FieldReader(identity)
    while let field = reader.next() {
      if field.number == 4 { return reader.text(field) }
    }
    return ""
  }

  /// The encoded item, made of the same bytes.
  static func item(_ identity: [UInt8]) -> [UInt8] {
    var item: [UInt8] = []
    var reader = FieldReader(identity)
    while let field = reader.next() {
      guard let number = number(field.number) else { continue }
      if field.content.isEmpty, field.value != 0 {
        item.appendField(number, field.value)
      } else if field.range.count > 1 {
        item.appendHead(number, count: field.content.count)
        item.append(contentsOf: identity[field.content])
      }
    }
    return item
  }
}
