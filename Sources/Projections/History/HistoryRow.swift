import Domain
import Schema

/// A stored entry: what a page needs to know of it, then what makes a ``HistoryEntry`` but for actor and retraction.
///
/// `uid (4) | role (1) | flags (1) | type (2) | occurredAt (8) | line's count (2) | quote's start (2) | quote's count (1) |
/// recordedAt (8), if out of order | line | the fact's message`, all big-endian. The position is the key's. A summary quotes
/// what stands in the message anyway: the quote is a range of it.
enum HistoryRow {
  private static let headBytes = 21

  /// Bits of the flags.
  private static let outOfOrder: UInt8 = 1
  private static let quoting: UInt8 = 2
  private static let cut: UInt8 = 4

  /// `isInOrder` says that by position it stands in the order of times, and occurred when it was recorded.
  static func append(_ event: RecordedEvent, isInOrder: Bool, to row: inout [UInt8]) {
    let header = event.header
    let start = row.count
    var head = ShortBytes()
    head.appendBigEndian(
      UInt64(header.uid) << 32 | UInt64(header.role.rawValue) << 24 | UInt64(header.type & 0xFFFF))
    head.appendBigEndian(UInt64(bitPattern: header.occurredAt.microseconds))
    for _ in 16..<headBytes { head.append(0) }
    if !isInOrder { head.appendBigEndian(UInt64(bitPattern: header.recordedAt.microseconds)) }
    head.append(to: &row)
    let lineStart = row.count
    let quote = HistorySummary.append(event, to: &row)
    let lineCount = row.count - lineStart
    var flags = isInOrder ? 0 : outOfOrder
    if let quote {
      flags |= quoting | (quote.isCut ? cut : 0)
      row[start + 18] = UInt8(truncatingIfNeeded: quote.start >> 8)
      row[start + 19] = UInt8(truncatingIfNeeded: quote.start)
      row[start + 20] = UInt8(truncatingIfNeeded: quote.count)
    }
    row[start + 5] = flags
    row[start + 16] = UInt8(truncatingIfNeeded: lineCount >> 8)
    row[start + 17] = UInt8(truncatingIfNeeded: lineCount)
    row.append(contentsOf: event.message)
  }

  static func uid(_ row: Span<UInt8>) -> UInt32 { UInt32(truncatingIfNeeded: row.bigEndian(at: 0) >> 32) }
  static func role(_ row: Span<UInt8>) -> Role { Role(rawValue: row[4]) ?? .none }
  static func isInOrder(_ row: Span<UInt8>) -> Bool { row[5] & outOfOrder == 0 }
  static func type(_ row: Span<UInt8>) -> UInt32 { UInt32(short(row, at: 6)) }
  static func occurredAt(_ row: Span<UInt8>) -> Instant {
    Instant(microseconds: Int64(bitPattern: row.bigEndian(at: 8)))
  }
  static func recordedAt(_ row: Span<UInt8>) -> Instant {
    isInOrder(row) ? occurredAt(row) : Instant(microseconds: Int64(bitPattern: row.bigEndian(at: headBytes)))
  }

  /// Appends the encoded fields of the ``HistoryEntry`` but for actor and retraction.
  static func appendEntry(_ row: Span<UInt8>, at position: Position, to bytes: inout [UInt8]) {
    let lineStart = headBytes + (isInOrder(row) ? 0 : 8)
    let lineEnd = lineStart + short(row, at: 16)
    let line = row.extracting(lineStart..<lineEnd)
    let message = row.extracting(lineEnd...)
    let type = UInt64(type(row))
    var head = ShortBytes()
    head.appendField(HistoryEntry.Field.position, position.value)
    // The fact as it is stored, as the field of its type in a `Fact`.
    let factHead = varintCount(type << 3 | 2) + varintCount(UInt64(message.count))
    head.appendHead(HistoryEntry.Field.fact, count: factHead + message.count)
    head.appendHead(type, count: message.count)
    head.append(to: &bytes)
    bytes.append(message)
    var tail = ShortBytes()
    let occurredAt = occurredAt(row)
    tail.appendField(HistoryEntry.Field.occurredAt, occurredAt)
    tail.appendField(HistoryEntry.Field.recordedAt, recordedAt(row))
    guard row[5] & quoting != 0 else {
      tail.appendHead(HistoryEntry.Field.summary, count: line.count)
      tail.append(to: &bytes)
      return bytes.append(line)
    }
    let quoteStart = short(row, at: 18)
    let quote = message.extracting(quoteStart..<quoteStart + Int(row[20]))
    let end = row[5] & cut != 0 ? HistorySummary.cutMark : ""
    tail.appendHead(
      HistoryEntry.Field.summary, count: line.count + HistorySummary.quoteMark.utf8.count + quote.count + end.utf8.count
    )
    tail.append(to: &bytes)
    bytes.append(line)
    bytes.append(HistorySummary.quoteMark.utf8.span)
    bytes.append(quote)
    bytes.append(end.utf8.span)
  }

  private static func short(_ row: Span<UInt8>, at index: Int) -> Int { Int(row[index]) << 8 | Int(row[index + 1]) }
}
