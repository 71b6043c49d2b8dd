import Bytes
import FactSchema

/// Whose a contact was when: `when (8) | length of the login (2) | the login`, for each time that it was said, in the order of
/// those times. Empty where it was nobody's.
enum OwnerTimes {
  /// No more are known than the latest so many: what occurred before the first of them counts for that one's owner.
  static let countMax = 64

  /// The owner at that time, in UTF-8; before the first time that was said, the first one's.
  static func owner(at time: Instant, in row: [UInt8]?) -> ArraySlice<UInt8> {
    guard let row else { return [] }
    var found: Range<Int>?
    var index = 0
    while let (from, login, next) = entry(row, index) {
      if found != nil, from > time { break }
      found = login
      index = next
    }
    return found.map { row[$0] } ?? []
  }

  /// The row from then on: nil where nobody ever was the owner.
  static func row(_ row: [UInt8]?, saying owner: String, at time: Instant) -> [UInt8]? {
    let row = row ?? []
    var starts: [Int] = []
    var place = 0
    var index = 0
    while let (from, _, next) = entry(row, index) {
      starts.append(index)
      // Of what was said of the same time the last.
      if from <= time { place = next }
      index = next
    }
    var new = Array(row[..<place])
    new.appendBigEndian(time.microseconds)
    new.appendBigEndian(UInt16(truncatingIfNeeded: owner.utf8.count))
    new.append(contentsOf: owner.utf8)
    new += row[place..<index]
    if starts.count >= countMax, let (_, _, next) = entry(new, 0) { new.removeFirst(next) }
    return starts.isEmpty && owner.isEmpty ? nil : new
  }

  private static func entry(_ row: [UInt8], _ index: Int) -> (from: Instant, login: Range<Int>, next: Int)? {
    guard row.count - index >= 10 else { return nil }
    let count = Int(row.span.bigEndian(at: index + 8, as: UInt16.self))
    let next = index + 10 + count
    guard next <= row.count else { return nil }
    return (Instant(microseconds: row.span.bigEndian(at: index)), index + 10..<next, next)
  }
}

/// Who did what figures count, as a word of their rows.
///
/// A uid stands behind a space, which no login name has: what it is called is known only when it is asked for, and rows
/// are the same on every machine.
enum ActorWord {
  /// Of who recorded it.
  static func of(_ header: EventHeader) -> String { " \(header.uid)" }

  /// Adds that word to a hash without making it: most facts are counted where others were.
  static func add(_ header: EventHeader, to hash: inout WordsHash) {
    var digits = InlineArray<11, UInt8>(repeating: UInt8(ascii: " "))
    var rest = header.uid
    var start = digits.count
    repeat {
      start -= 1
      digits[start] = UInt8(ascii: "0") + UInt8(rest % 10)
      rest /= 10
    } while rest > 0
    hash.add(digits.span.extracting((start - 1)...))
  }

  /// The uid of a word; nil of a login name, for whom it was recorded.
  static func uid(_ word: String) -> UInt32? { word.hasPrefix(" ") ? UInt32(word.dropFirst()) : nil }
}
