import Domain
import FactSchema
import RowStore

/// Whether what a filter names has ever been recorded: a list of what nobody knows would say "nothing" as if that were
/// true.
///
/// Kept in the contacts' view for all lists: an owner may be a contact's, a deal's or a task's, and stays known when he
/// has nothing left. It is counted by how many facts something is known, so that it is forgotten when none stands any more.
enum Known {
  /// Refuses a contact that does not exist.
  static func contact(_ contact: SubjectID, _ contacts: borrowing RowReader) throws(Refusal) {
    let row = try contacts.withRow(ContactsTable.identity(contact)) { _ in true }
    guard row != nil else { throw .missing("contact", contact) }
  }

  /// Refuses an owner that nothing has ever had.
  static func owner(_ owner: String, _ contacts: borrowing RowReader) throws(Refusal) {
    let row = try contacts.withRow(ContactsTable.knownOwner(owner)) { _ in true }
    guard row != nil else {
      throw .unknownWord("owner", "a login name that no contact, deal or task has had as its owner")
    }
  }

  /// Refuses a tag that no contact has ever had.
  static func tag(_ tag: String, _ contacts: borrowing RowReader) throws(Refusal) {
    let row = try contacts.withRow(ContactsTable.knownTag(SearchText.folded(tag))) { _ in true }
    guard row != nil else { throw .unknownWord("tag", "a tag that no contact has had") }
  }

  /// Refuses a role that no contact has ever had.
  static func role(_ role: String, _ contacts: borrowing RowReader) throws(Refusal) {
    let row = try contacts.withRow(ContactsTable.knownRole(role)) { _ in true }
    guard row != nil else { throw .unknownWord("role", "a role that no contact was assigned") }
  }

  /// Notes that a role was assigned.
  static func note(role: String, _ view: inout ViewWriter) throws(ProjectionFailure) {
    try note(ContactsTable.knownRole(role), &view)
  }

  /// Notes the owner of something, and that tags were used.
  static func note(
    owner: String = "", tags: [String] = [], _ view: inout ViewWriter
  ) throws(ProjectionFailure) {
    if !owner.isEmpty { try note(ContactsTable.knownOwner(owner), &view) }
    for tag in tags { try note(ContactsTable.knownTag(SearchText.folded(tag)), &view) }
  }

  private static func note(_ key: RowKey, _ view: inout ViewWriter) throws(ProjectionFailure) {
    try RowCount.add(1, to: key, &view)
  }
}
