import Bytes
import Domain
import FactSchema
import RowSchema

/// A stored entry: what a page needs to know of it, then the fact as it is stored, from which its summary is made.
///
/// `uid (4) | role (1) | flags (1) | type (2) | occurredAt (8) | recordedAt (8), if out of order | if fields of it were erased,
/// how many bytes their names take (2), and these as fields of a ``HistoryEntry`` | the fact's message`, all big-endian. The
/// position is the key's.
enum HistoryRow {
  private static let headBytes = 16

  /// The bits of the flags.
  private static let outOfOrder: UInt8 = 1
  private static let hasErased: UInt8 = 2

  /// `isInOrder` says that by position it stands in the order of times, and occurred when it was recorded.
  static func append(_ event: RecordedEvent, isInOrder: Bool, to row: inout [UInt8]) {
    let header = event.header
    let flags = UInt64((isInOrder ? 0 : outOfOrder) | (event.erasedFields.isEmpty ? 0 : hasErased))
    var head = StackBytes<96>()
    head.appendBigEndian(
      UInt64(header.uid) << 32 | UInt64(header.role.rawValue) << 24 | flags << 16 | UInt64(header.type & 0xFFFF))
    head.appendBigEndian(header.occurredAt.microseconds)
    if !isInOrder { head.appendBigEndian(UInt64(bitPattern: header.recordedAt.microseconds)) }
    head.append(to: &row)
    if !event.erasedFields.isEmpty {
      var names: [UInt8] = []
      for field in event.erasedFields { names.appendPresentField(HistoryEntry.Field.erased, field) }
      row.appendBigEndian(UInt16(names.count))
      row.append(contentsOf: names)
    }
    row.append(contentsOf: event.message)
  }

  static func uid(_ row: Span<UInt8>) -> UInt32 { row.bigEndian(at: 0) }
  static func role(_ row: Span<UInt8>) -> Role { Role(rawValue: row[4]) ?? .none }
  static func isInOrder(_ row: Span<UInt8>) -> Bool { row[5] & outOfOrder == 0 }
  static func type(_ row: Span<UInt8>) -> UInt32 { UInt32(row.bigEndian(at: 6, as: UInt16.self)) }
  static func occurredAt(_ row: Span<UInt8>) -> Instant {
    Instant(microseconds: row.bigEndian(at: 8))
  }
  static func recordedAt(_ row: Span<UInt8>) -> Instant {
    isInOrder(row) ? occurredAt(row) : Instant(microseconds: row.bigEndian(at: headBytes))
  }

  /// The fact's message.
  static func message(_ row: Span<UInt8>) -> [UInt8] { Array(copying: row.extracting(erased(row).upperBound...)) }

  /// Where the names of erased fields stand, before the message.
  private static func erased(_ row: Span<UInt8>) -> Range<Int> {
    let start = headBytes + (isInOrder(row) ? 0 : 8)
    guard row[5] & hasErased != 0 else { return start..<start }
    return start + 2..<start + 2 + Int(row.bigEndian(at: start, as: UInt16.self))
  }

  /// Appends the encoded fields of the ``HistoryEntry`` but for actor, retraction and changes.
  static func appendEntry(_ row: Span<UInt8>, at position: Position, to bytes: inout [UInt8]) {
    let erased = erased(row)
    let message = row.extracting(erased.upperBound...)
    let type = type(row)
    var head = StackBytes<96>()
    head.appendField(HistoryEntry.Field.position, position.value)
    // The fact as it is stored, as the field of its type in a `Fact`.
    let number = UInt64(type)
    let factHead = varintCount(number << 3 | 2) + varintCount(UInt64(message.count))
    head.appendHead(HistoryEntry.Field.fact, count: factHead + message.count)
    head.appendHead(number, count: message.count)
    head.append(to: &bytes)
    bytes.append(message)
    let summary = HistorySummary.line(type, Array(copying: message))
    var tail = StackBytes<96>()
    tail.appendField(HistoryEntry.Field.occurredAt, occurredAt(row))
    tail.appendField(HistoryEntry.Field.recordedAt, recordedAt(row))
    tail.appendHead(HistoryEntry.Field.summary, count: summary.count)
    tail.append(to: &bytes)
    bytes.append(contentsOf: summary)
    bytes.append(row.extracting(erased))
  }
}
