import Bytes
import Cryptography
import Domain
import FactSchema
import RowStore

/// The keys of the contacts view. Docs of each row beside its key.
enum ContactsTable {
  /// All contacts by id.
  static let identities = RowKey(table: 1)
  /// A ``ContactCard`` without what is counted, and what is found when it is asked for.
  static func identity(_ contact: SubjectID) -> RowKey { key(1, contact) }
  /// ``ContactCounters``: fields 16 to 20 of a ``ContactCard``.
  static func counters(_ contact: SubjectID) -> RowKey { key(countersTable, contact) }
  static let countersTable: UInt8 = 2

  // Empty rows that end with the contact's id.
  static func email(_ normalForm: String, _ key: LinkKey) -> RowKey { keyed(3, normalForm, key) }
  static func phone(_ normalForm: String, _ key: LinkKey) -> RowKey { keyed(4, normalForm, key) }
  static func tag(_ tag: String) -> RowKey { hashed(5, tag) }
  static func owner(_ owner: String) -> RowKey { hashed(6, TextRules.normalForm(owner)) }
  static func externalID(_ id: ExternalID, _ key: LinkKey) -> RowKey { keyed(7, id.text, key) }

  /// All contacts by name; see ``NameOrder``.
  static let names = RowKey(table: 8)
  /// A word of the folded name's beginning, a 0 and the contact.
  static func word(_ word: String) -> RowKey { text(9, word).appending(UInt8(0)) { $0.append($1) } }
  /// All words with this beginning.
  static func words(startingWith prefix: String) -> RowKey { text(9, prefix) }

  /// A campaign's purpose and channel, for what a response withdraws.
  static func campaign(_ campaign: SubjectID) -> RowKey { key(11, campaign) }

  /// The ``DealPlace`` of a deal.
  static func deal(_ deal: SubjectID) -> RowKey { key(18, deal) }

  /// ``ContactCounters`` of the interactions that name a deal, with each contact: deal, contact.
  static func interactions(of deal: SubjectID, with contact: SubjectID) -> RowKey {
    interactions(of: deal).with(contact)
  }
  static func interactions(of deal: SubjectID) -> RowKey { key(19, deal) }

  // Empty rows for each change of what a contact's name is found by, for pages that began before it.
  /// Position, contact.
  static let renamings = RowKey(table: 12)
  static func renaming(_ position: Position, _ contact: SubjectID) -> RowKey {
    renamings.appending(position) { $0.append($1) }.with(contact)
  }
  /// Contact, position.
  static func renamings(of contact: SubjectID) -> RowKey { key(13, contact) }
  static func renaming(of contact: SubjectID, _ position: Position) -> RowKey {
    renamings(of: contact).appending(position) { $0.append($1) }
  }

  // The ``RowCount`` of what filters may name; see ``Known``.
  static func knownOwner(_ owner: String) -> RowKey { hashed(15, TextRules.normalForm(owner)) }
  static func knownTag(_ folded: String) -> RowKey { hashed(16, folded) }
  static func knownRole(_ role: String) -> RowKey { hashed(27, role) }
  static func isOfKnown(_ table: UInt8) -> Bool { table == 15 || table == 16 || table == 27 }

  /// The ``CompanyCard``.
  static let company = RowKey(table: 17)

  /// A row for each interaction of another contact's in which this one took part: contact, time, position; that contact, and
  /// those who are named before this one, 16 bytes each, and 1 where it names a deal, else 0.
  static func participation(_ contact: SubjectID, _ time: Instant, _ position: Position) -> RowKey {
    var key = participations(of: contact)
    key.append(time)
    key.append(position)
    return key
  }
  static func participations(of contact: SubjectID) -> RowKey { key(23, contact) }

  /// The ``Belonging`` of a contact of which more was said than the organization that it was made with.
  static func belonging(_ contact: SubjectID) -> RowKey { key(20, contact) }

  /// When a contact belonged to an organization: organization, contact; each from (8) and until (8).
  static func member(_ contact: SubjectID, of organization: SubjectID) -> RowKey {
    members(of: organization).with(contact)
  }
  static func members(of organization: SubjectID) -> RowKey { key(21, organization) }

  // Empty rows that end with the contact's id.
  static func role(_ role: String) -> RowKey { hashed(26, role) }
  /// Whom another contact is something to, or is said to be referred by, but for memberships.
  static func related(_ contact: SubjectID, to other: SubjectID) -> RowKey { related(to: other).with(contact) }
  static func related(to other: SubjectID) -> RowKey { key(25, other) }

  /// When a deal was opened (8) that is open and counts for a contact: contact, deal.
  static func openDeal(_ deal: SubjectID, of contact: SubjectID) -> RowKey { openDeals(of: contact).with(deal) }
  static func openDeals(of contact: SubjectID) -> RowKey { key(22, contact) }

  /// How much of a word stands in a key; what is equal so far is told apart by the row of the contact.
  static let textBytesMax = 30

  /// The contact of a row, or the campaign.
  static func subject(ofRow key: [UInt8]) -> SubjectID? {
    switch key.first ?? 0 {
    case 1, 2, 13, 20, 23: return SubjectID(.contact, beginning: key)
    case 3...9, 12, 21, 25, 26: return SubjectID(.contact, ending: key)
    case 11: return SubjectID(.campaign, beginning: key)
    case 22: return SubjectID(.deal, ending: key)
    case 24: return SuppressionRows.subject(ofRow: key)
    case 18: return SubjectID(.deal, beginning: key)
    case 19: return SubjectID(.contact, ending: key)
    default: return nil
    }
  }

  private static func key(_ table: UInt8, _ subject: SubjectID) -> RowKey {
    var key = RowKey(table: table)
    key.append(subject.value)
    return key
  }

  /// Under the log's secret: what is looked up may name a person.
  private static func keyed(_ table: UInt8, _ text: String, _ linkKey: LinkKey) -> RowKey {
    var key = RowKey(table: table)
    key.append(linkKey.lookup(text))
    return key
  }

  private static func hashed(_ table: UInt8, _ text: String) -> RowKey {
    var key = RowKey(table: table)
    key.append(KeyHash.of(text))
    return key
  }

  private static func text(_ table: UInt8, _ text: String) -> RowKey {
    var key = RowKey(table: table)
    key.append(text: text.utf8, limit: textBytesMax)
    return key
  }
}

extension RowKey {
  /// The same key with a subject's id at its end.
  func with(_ subject: SubjectID) -> RowKey {
    var key = self
    key.append(subject.value)
    return key
  }

  /// The number in 8 bytes; traps past the end.
  func uint64(at index: Int) -> UInt64 { withSpan { $0.bigEndian(at: index) } }

  /// The time that was appended there.
  func instant(at index: Int) -> Instant { Instant(microseconds: Int64(bitPattern: uint64(at: index) ^ 1 << 63)) }

  /// The id of 16 bytes.
  func subject(_ kind: SubjectKind, at index: Int) -> SubjectID {
    SubjectID(kind, withSpan { $0.bigEndian(at: index) })
  }

  /// The id in the last 16 bytes.
  func lastSubject(_ kind: SubjectKind) -> SubjectID { subject(kind, at: count - 16) }
}
