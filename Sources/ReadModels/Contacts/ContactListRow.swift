import Bytes
import Domain
import RowSchema

/// A contact's identity as a row of a list.
enum ContactListRow {
  /// The field number in ``ContactListItem`` of one in ``ContactCard``; nil for those that a list leaves out.
  private static func number(_ field: UInt64) -> UInt64? {
    switch field {
    case ContactCard.Field.id: ContactListItem.Field.id
    case ContactCard.Field.version: ContactListItem.Field.version
    case ContactCard.Field.kind: ContactListItem.Field.kind
    case ContactCard.Field.name: ContactListItem.Field.name
    case ContactCard.Field.emails: ContactListItem.Field.emails
    case ContactCard.Field.phones: ContactListItem.Field.phones
    case ContactCard.Field.tags: ContactListItem.Field.tags
    case ContactCard.Field.owner: ContactListItem.Field.owner
    case ContactCard.Field.jobTitle: ContactListItem.Field.jobTitle
    case ContactCard.Field.organization: ContactListItem.Field.organization
    case ContactCard.Field.erased: ContactListItem.Field.erased
    case ContactCard.Field.archivedAt: ContactListItem.Field.archivedAt
    default: nil
    }
  }

  /// The name in an identity.
  static func name(_ identity: [UInt8]) -> String {
    let bytes = identity.span
    var reader = ProtobufReader(0..<bytes.count)
    while let field = reader.field(bytes) {
      if field.number == ContactCard.Field.name { return bytes.extracting(field.content).text }
    }
    return ""
  }

  /// Whether the contact is archived.
  static func isArchived(_ identity: [UInt8]) -> Bool {
    let bytes = identity.span
    var reader = ProtobufReader(0..<bytes.count)
    while let field = reader.field(bytes) { if field.number == ContactCard.Field.archivedAt { return true } }
    return false
  }

  /// The encoded item, made of the same bytes.
  static func item(_ identity: [UInt8]) -> [UInt8] {
    var item: [UInt8] = []
    let bytes = identity.span
    var reader = ProtobufReader(0..<bytes.count)
    while let field = reader.field(bytes) {
      guard let number = number(field.number) else { continue }
      if field.content.isEmpty, field.value != 0 {
        item.appendField(number, field.value)
      } else if field.range.count > 1 {
        item.appendField(number, bytes.extracting(field.content))
      }
    }
    return item
  }
}
