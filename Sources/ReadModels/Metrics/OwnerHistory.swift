import Bytes
import FactSchema
import RowStore

/// Who looks after a contact, and who did from which position on.
///
/// The contact's row has the present owner, which every interaction asks for: `since (8) | earlier owners (4) | owner`. The
/// earlier ones stand in rows of 32, `since (8) | length (2) | owner` repeated, so that a change writes no more than one
/// of them, however many there were. Only a retraction looks there, by halving.
enum OwnerHistory {
  /// A row's bytes, and where in them an owner stands.
  struct Place {
    var row: [UInt8] = []
    var owner = 0..<0

    var text: String { String(decoding: row[owner], as: UTF8.self) }
  }

  private static let headBytes = 12
  private static let rowCount: UInt32 = 32

  /// The owner of a contact when the fact at the position was recorded.
  static func owner(
    of contact: SubjectID, at position: Position, _ view: inout ViewWriter
  ) throws(ProjectionFailure) -> Place {
    guard let row = try view.row(MetricsTable.owner(contact)), row.count >= headBytes else { return Place() }
    guard since(row.span, at: 0) > position else { return Place(row: row, owner: headBytes..<row.count) }
    return try earlierOwner(of: contact, at: position, count: count(row.span), &view)
  }

  /// The owner from that position on, which is past all before.
  static func change(
    of contact: SubjectID, to owner: String, at position: Position, _ view: inout ViewWriter
  ) throws(ProjectionFailure) {
    let key = MetricsTable.owner(contact)
    var earlier: UInt32 = 0
    if let row = try view.row(key), row.count >= headBytes {
      earlier = count(row.span)
      let earlierKey = MetricsTable.earlierOwners(contact, earlier / rowCount)
      var owners = earlier % rowCount == 0 ? [] : try view.row(earlierKey) ?? []
      owners.append(contentsOf: row[..<8])
      owners.appendBigEndian(UInt16(truncatingIfNeeded: row.count - headBytes))
      owners.append(contentsOf: row[headBytes...])
      view.put(earlierKey, owners)
      earlier += 1
    }
    var row: [UInt8] = []
    row.appendBigEndian(position.value)
    row.appendBigEndian(earlier)
    row.append(contentsOf: owner.utf8)
    view.put(key, row)
  }

  private static func earlierOwner(
    of contact: SubjectID, at position: Position, count: UInt32, _ view: inout ViewWriter
  ) throws(ProjectionFailure) -> Place {
    // The last row that does not begin past the position is in low..<high.
    var low: UInt32 = 0
    var high = (count + rowCount - 1) / rowCount
    var found: [UInt8] = []
    while low < high {
      let middle = (low + high) / 2
      let row = try view.row(MetricsTable.earlierOwners(contact, middle)) ?? []
      guard row.count >= 10, since(row.span, at: 0) <= position else {
        high = middle
        continue
      }
      found = row
      low = middle + 1
    }
    var owner = 0..<0
    var index = 0
    while found.count - index >= 10, since(found.span, at: index) <= position {
      let start = index + 10
      index = start + Int(found.span.bigEndian(at: index + 8, as: UInt16.self))
      guard index <= found.count else { break }
      owner = start..<index
    }
    return Place(row: found, owner: owner)
  }

  private static func since(_ row: Span<UInt8>, at index: Int) -> Position { Position(row.bigEndian(at: index)) }

  /// How many earlier owners there are.
  private static func count(_ row: Span<UInt8>) -> UInt32 { row.bigEndian(at: 8) }
}
