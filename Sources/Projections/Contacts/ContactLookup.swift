import Domain
import Schema

/// The rows that a contact is found by.
enum ContactLookup {
  /// The keys of all of them, each once.
  static func keys(of card: some ContactDetails, _ contact: SubjectID, region: PhoneRegion?) -> [RowKey] {
    var keys: [RowKey] = []
    func add(_ key: RowKey) {
      let key = key.with(contact)
      if !keys.contains(key) { keys.append(key) }
    }
    let folded = SearchText.folded(card.name)
    if !folded.isEmpty { add(ContactsTable.name(folded)) }
    for word in SearchText.words(card.name) { add(ContactsTable.word(word)) }
    for email in card.emails { EmailAddress.normalForm(email).map { add(ContactsTable.email($0)) } }
    for phone in card.phones { PhoneNumber.normalForm(phone, region: region).map { add(ContactsTable.phone($0)) } }
    for tag in card.tags { add(ContactsTable.tag(SearchText.folded(tag))) }
    if !card.owner.isEmpty { add(ContactsTable.owner(card.owner)) }
    if !card.externalID.isEmpty { add(ContactsTable.externalID(card.externalID)) }
    return keys
  }
}

/// What a contact is found by, in its creation and on its card.
protocol ContactDetails {
  var name: String { get }
  var emails: [String] { get }
  var phones: [String] { get }
  var tags: [String] { get }
  var owner: String { get }
  var externalID: String { get }
}

extension ContactCreated: ContactDetails {}
extension ContactCard: ContactDetails {}
