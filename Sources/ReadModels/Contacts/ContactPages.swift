import Bytes
import Domain
import FactSchema
import RowStore

/// The pages of `contact.find`.
///
/// A contact keeps its place between two pages unless its name changes. So those that were renamed since the first page
/// are left out where the list has them now, and given at its end, each once: after the last of the others come the
/// contacts of the renamings from the first page to then. Who was given before being renamed is given twice; nobody is
/// skipped.
///
/// Who may not see names is not given their order, nor a cursor that holds one: without a look-up contacts come in the
/// order of their ids then, which nothing changes.
struct ContactPages {
  private let conditions: ContactConditions
  private let isByName: Bool

  init(_ conditions: ContactConditions, isByName: Bool = true) {
    self.conditions = conditions
    self.isByName = isByName
  }

  /// Fills the page from a place on; the place to go on after, or nil when nothing is left.
  func fill(
    _ page: inout PageFill, _ snapshot: borrowing RowReader, from start: [UInt8]?
  ) throws(Refusal) -> [UInt8]? {
    var place = try start.map { (bytes) throws(Refusal) in try ContactPlace(bytes) } ?? ContactPlace(snapshot.position)
    guard isByName || conditions.lookup != nil else {
      return try identified(&page, snapshot, &place) ? nil : place.bytes
    }
    let isDone: Bool
    switch place.at {
    case .renamed: isDone = true
    case .identified: throw PageBounds.forged
    case .found, .named, .start:
      if let lookup = conditions.lookup {
        isDone = try found(lookup, &page, snapshot, &place)
      } else {
        isDone = try named(&page, snapshot, &place)
      }
    }
    guard isDone else { return place.bytes }
    return try renamed(&page, snapshot, &place) ? nil : place.bytes
  }

  // MARK: - In the order of ids

  /// Whether nothing is left.
  private func identified(
    _ page: inout PageFill, _ snapshot: borrowing RowReader, _ place: inout ContactPlace
  ) throws(Refusal) -> Bool {
    var after: RowKey?
    switch place.at {
    case .start: break
    case .identified(let contact): after = ContactsTable.identity(contact)
    case .found, .named, .renamed: throw PageBounds.forged
    }
    let next = try snapshot.page(ContactsTable.identities, after: after, into: &page) { (key) throws(Refusal) in
      guard let row = try snapshot.get(key) else { return .passed(0) }
      return conditions.areMet(by: row, foundBy: nil) ? .entry(ContactListRow.item(row)) : .passed(row.count)
    }
    guard let next else { return true }
    place.at = .identified(next.lastSubject(.contact))
    return false
  }

  // MARK: - In the order of a look-up

  /// Whether nothing is left.
  private func found(
    _ lookup: RowKey, _ page: inout PageFill, _ snapshot: borrowing RowReader, _ place: inout ContactPlace
  ) throws(Refusal) -> Bool {
    var after: RowKey?
    if case .found(let key) = place.at {
      guard key.hasPrefix(lookup) else { throw PageBounds.forged }
      after = key
    }
    let hasRenamed = try hasRenamed(since: place.begun, snapshot)
    let begun = place.begun
    let next = try snapshot.page(lookup, after: after, into: &page) { (key) throws(Refusal) in
      let contact = key.lastSubject(.contact)
      guard let row = try snapshot.get(ContactsTable.identity(contact)) else { return .passed(0) }
      guard conditions.areMet(by: row, foundBy: key) else { return .passed(row.count) }
      if hasRenamed, try wasRenamed(contact, since: begun, snapshot) != nil { return .passed(row.count) }
      return .entry(ContactListRow.item(row))
    }
    guard let next else { return true }
    place.at = .found(next)
    return false
  }

  /// Whether nothing is left.
  private func named(
    _ page: inout PageFill, _ snapshot: borrowing RowReader, _ place: inout ContactPlace
  ) throws(Refusal) -> Bool {
    var walk = if case .named(let entry) = place.at { NameWalk(after: entry) } else { NameWalk() }
    let hasRenamed = try hasRenamed(since: place.begun, snapshot)
    while !page.isSpent {
      let looked = walk.looked
      guard let entry = try walk.next(snapshot, wanted: page.room + 1) else { return true }
      for _ in looked..<walk.looked { page.pass() }
      if page.isFull { return false }
      if let item = try item(entry, snapshot, since: hasRenamed ? place.begun : nil) {
        guard page.add(item) else { return false }
      }
      place.at = .named(entry)
    }
    return false
  }

  /// The item of a contact that stands here; nil where it stood under another name whose hash is the same, or was renamed
  /// since.
  private func item(
    _ entry: NameWalk.Entry, _ snapshot: borrowing RowReader, since begun: Position?
  ) throws(Refusal) -> [UInt8]? {
    guard let row = try snapshot.get(ContactsTable.identity(entry.contact)) else { return nil }
    if entry.name.count >= NameOrder.firstBytes {
      guard NameOrder.bytes(of: SearchText.foldedName(ContactListRow.name(row))) == entry.name else { return nil }
    }
    if let begun, try wasRenamed(entry.contact, since: begun, snapshot) != nil { return nil }
    return conditions.areMet(by: row, foundBy: nil) ? ContactListRow.item(row) : nil
  }

  // MARK: - Those that were renamed

  /// What is only added to a branch stands behind the position of its rows: of that the list is the first.
  private func hasRenamed(since begun: Position, _ snapshot: borrowing RowReader) throws(Refusal) -> Bool {
    let after = ContactsTable.renaming(begun, .last)
    let key = try snapshot.keys(ContactsTable.renamings, after: after, limit: 1).first
    return key.map { Position($0.uint64(at: 1)) <= snapshot.position } ?? false
  }

  /// When the contact was renamed first after a position.
  private func wasRenamed(
    _ contact: SubjectID, since begun: Position, _ snapshot: borrowing RowReader
  ) throws(Refusal) -> Position? {
    let prefix = ContactsTable.renamings(of: contact)
    let key = try snapshot.keys(prefix, after: ContactsTable.renaming(of: contact, begun), limit: 1).first
    return key.map { Position($0.uint64(at: $0.count - 8)) }.flatMap { $0 <= snapshot.position ? $0 : nil }
  }

  /// Whether nothing is left.
  private func renamed(
    _ page: inout PageFill, _ snapshot: borrowing RowReader, _ place: inout ContactPlace
  ) throws(Refusal) -> Bool {
    let begun = place.begun
    var until = snapshot.position
    var after = ContactsTable.renaming(begun, .last)
    if case .renamed(let position, let key) = place.at {
      guard key.hasPrefix(ContactsTable.renamings) else { throw PageBounds.forged }
      (until, after) = (position, key)
    }
    guard until > begun else { return true }
    let next = try snapshot.page(ContactsTable.renamings, after: after, into: &page) { (key) throws(Refusal) in
      let position = Position(key.uint64(at: 1))
      guard position <= until else { return .end }
      let contact = key.lastSubject(.contact)
      guard try wasRenamed(contact, since: begun, snapshot) == position,
        let row = try snapshot.get(ContactsTable.identity(contact))
      else { return .passed(0) }
      guard conditions.areMet(by: row, foundBy: nil) else { return .passed(row.count) }
      return .entry(ContactListRow.item(row))
    }
    guard let next else { return true }
    place.at = .renamed(until: until, next)
    return false
  }
}

extension SubjectID {
  /// Behind all contacts in keys.
  fileprivate static let last = SubjectID(.contact, .max)
}

/// Where a page of `contact.find` ended, and the position of the first: `way (1) | begun (8)`, then as the way has it.
private struct ContactPlace {
  enum At {
    case start
    /// The key in a look-up.
    case found(RowKey)
    /// Contact (16), name.
    case named(NameWalk.Entry)
    /// The last position that is gone through (8), key.
    case renamed(until: Position, RowKey)
    /// Contact (16).
    case identified(SubjectID)
  }

  let begun: Position
  var at: At = .start

  init(_ begun: Position) { self.begun = begun }

  init(_ bytes: [UInt8]) throws(Refusal) {
    guard bytes.count >= 25 else { throw PageBounds.forged }
    begun = Position(bytes.span.bigEndian(at: 1))
    switch bytes[0] {
    case 1:
      guard let key = RowKey(bytes[9...]) else { throw PageBounds.forged }
      at = .found(key)
    case 2 where bytes.count > 25:
      let contact = SubjectID(.contact, bytes.span.bigEndian(at: 9))
      let name = Array(bytes[25...])
      guard name.count <= NameOrder.nameBytesMax, !name.contains(0) else { throw PageBounds.forged }
      at = .named(NameWalk.Entry(contact: contact, name: name))
    case 3:
      guard let key = RowKey(bytes[17...]), key.count == ContactsTable.renaming(.zero, .last).count else {
        throw PageBounds.forged
      }
      at = .renamed(until: Position(bytes.span.bigEndian(at: 9)), key)
    case 4 where bytes.count == 25: at = .identified(SubjectID(.contact, bytes.span.bigEndian(at: 9)))
    default: throw PageBounds.forged
    }
  }

  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    func begin(_ way: UInt8) {
      bytes.append(way)
      bytes.appendBigEndian(begun.value)
    }
    func append(_ contact: SubjectID) {
      bytes.appendBigEndian(contact.value)
    }
    switch at {
    case .start: break
    case .found(let key):
      begin(1)
      bytes.append(contentsOf: key.bytes)
    case .named(let entry):
      begin(2)
      append(entry.contact)
      bytes.append(contentsOf: entry.name)
    case .renamed(let until, let key):
      begin(3)
      bytes.appendBigEndian(until.value)
      bytes.append(contentsOf: key.bytes)
    case .identified(let contact):
      begin(4)
      append(contact)
    }
    return bytes
  }
}
