import Cryptography
import Domain
import FactSchema
import RowSchema
import RowStore

/// The rows that a contact is found by.
enum ContactLookup {
  /// What of a contact gives rows; those of each are of tables of their own.
  struct Parts: OptionSet {
    let rawValue: UInt8
    static let name = Parts(rawValue: 1)
    static let emails = Parts(rawValue: 2)
    static let phones = Parts(rawValue: 4)
    static let tags = Parts(rawValue: 8)
    static let owner = Parts(rawValue: 16)
    static let externalID = Parts(rawValue: 32)
    static let roles = Parts(rawValue: 64)
    static let all: Parts = [.name, .emails, .phones, .tags, .owner, .externalID, .roles]
  }

  /// The parts that are not the same on both cards, byte by byte: equal texts of different bytes have different hashes.
  static func differing(_ a: ContactCard, _ b: ContactCard) -> Parts {
    func isSame(_ a: String, _ b: String) -> Bool { a.utf8.elementsEqual(b.utf8) }
    func isSame(_ a: [String], _ b: [String]) -> Bool { a.elementsEqual(b, by: isSame) }
    var parts: Parts = []
    if !isSame(a.name, b.name) { parts.insert(.name) }
    if !isSame(a.emails, b.emails) { parts.insert(.emails) }
    if !isSame(a.phones, b.phones) || a.phoneRegion != b.phoneRegion { parts.insert(.phones) }
    if !isSame(a.tags, b.tags) { parts.insert(.tags) }
    if !isSame(a.owner, b.owner) { parts.insert(.owner) }
    if !isSame(a.externalID, b.externalID) || a.sourceIds != b.sourceIds { parts.insert(.externalID) }
    if a.roles != b.roles { parts.insert(.roles) }
    return parts
  }

  /// Whether a change of the name gives the contact another place in what is read by names and their words.
  static func isPlacedAnew(_ old: ContactCard, _ new: ContactCard) -> Bool {
    !SearchText.foldedName(old.name).utf8.elementsEqual(SearchText.foldedName(new.name).utf8)
  }

  /// The keys of the parts' rows, each once; `region` completes the phones that lack their calling code.
  static func keys(
    of card: some ContactDetails, _ contact: SubjectID, region: PhoneRegion?, _ linkKey: LinkKey, parts: Parts = .all
  ) -> [RowKey] {
    var keys: [RowKey] = []
    keys.reserveCapacity(8)
    // Most contacts have few keys, among which looking is quicker than hashing; some have hundreds of tags.
    var seen: Set<RowKey> = []
    func add(_ key: RowKey) {
      let key = key.with(contact)
      if keys.count < Self.fewKeys {
        if !keys.contains(key) { keys.append(key) }
        return
      }
      if seen.isEmpty { seen.formUnion(keys) }
      if seen.insert(key).inserted { keys.append(key) }
    }
    if parts.contains(.name) {
      for key in NameOrder.keys(of: SearchText.foldedName(card.name)) { add(key) }
      for word in SearchText.words(card.name) { add(ContactsTable.word(word)) }
    }
    if parts.contains(.emails) {
      for email in card.emails { EmailAddress.normalForm(email).map { add(ContactsTable.email($0, linkKey)) } }
    }
    if parts.contains(.phones) {
      for phone in card.phones {
        PhoneNumber.normalForm(phone, region: region).map { add(ContactsTable.phone($0, linkKey)) }
      }
    }
    if parts.contains(.tags) { for tag in card.tags { add(ContactsTable.tag(SearchText.folded(tag))) } }
    if parts.contains(.owner), !card.owner.isEmpty { add(ContactsTable.owner(card.owner)) }
    if parts.contains(.externalID) {
      if !card.externalID.isEmpty {
        add(ContactsTable.externalID(ExternalID(.contact, card.externalID), linkKey))
      }
      for id in card.sourceIds {
        add(ContactsTable.externalID(ExternalID(.contact, source: id.source, id.id), linkKey))
      }
    }
    if parts.contains(.roles) { for role in card.roleWords { add(ContactsTable.role(role)) } }
    return keys
  }

  private static let fewKeys = 16
}

/// What a contact is found by, in its creation and on its card.
protocol ContactDetails {
  var name: String { get }
  var emails: [String] { get }
  var phones: [String] { get }
  var tags: [String] { get }
  var owner: String { get }
  var externalID: String { get }
  var sourceIds: [SourceID] { get }
  /// The roles that it has or had.
  var roleWords: [String] { get }
}

extension ContactCreated: ContactDetails {
  var roleWords: [String] { [] }
}
extension ContactCard: ContactDetails {
  var roleWords: [String] { roles.map(\.role) }
}
