import Bytes
import Domain
import FactSchema

/// A page that is being filled: the reply so far, and what bounds it.
///
/// A page ends at its limit, before the entry that would take it past ``bytesMax``, or when it has cost as much as a page
/// may: whichever comes first. Its first entry is taken whatever its size, so that pages lead on.
struct PageFill {
  /// About the most bytes of a page.
  static let bytesMax = 1 << 20
  /// What a page may cost: a row that is looked at costs one, and one more for each KiB of it.
  static let costMax = 20_000
  private(set) var reply: [UInt8] = []
  private(set) var count = 0
  private let limit: Int
  /// The number of the field of the reply that holds its entries.
  private let entries: UInt64
  private var cost = 0

  init(_ bounds: PageBounds, position: Position) {
    limit = bounds.limit
    entries = bounds.entriesField
    reply.appendField(QueryReply.position, position.value)
  }

  /// Puts a field before the entries.
  mutating func head(_ number: UInt64, _ message: [UInt8]) { reply.appendField(number, message) }

  /// How many more entries the limit allows.
  var room: Int { limit - count }
  var isFull: Bool { count >= limit }
  /// Whether no more rows are to be looked at.
  var isSpent: Bool { cost >= Self.costMax }

  /// Takes an entry; false when the page ends before it.
  mutating func add(_ entry: [UInt8]) -> Bool {
    guard count < limit, count == 0 || reply.count + entry.count <= Self.bytesMax else { return false }
    reply.appendField(entries, entry)
    count += 1
    pass(entry.count)
    return true
  }

  /// Passes over a row of so many bytes.
  mutating func pass(_ bytes: Int = 0) { cost += 1 + bytes >> 10 }

  /// The encoded reply, with the cursor where there is more.
  func ended(at place: [UInt8]?, _ bounds: PageBounds) throws(Refusal) -> [UInt8] {
    guard let place else { return reply }
    var ended = reply
    ended.appendField(bounds.cursorField, try bounds.cursor(past: place))
    return ended
  }
}

/// What a list makes of one of the keys that it goes through.
enum PageStep {
  case entry([UInt8])
  /// Not asked for; so many bytes had to be looked at to know.
  case passed(Int)
  /// There are no more.
  case end
}
