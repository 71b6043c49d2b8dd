import Bytes
import Domain
import FactSchema
import SwiftProtobuf

/// A summary that is being put together.
struct SummaryLine {
  private(set) var bytes: [UInt8] = []

  mutating func say(_ text: String) { bytes.append(text.utf8.span) }
  mutating func say(_ text: Span<UInt8>) { bytes.append(text) }

  /// A number that is not negative.
  mutating func say(_ number: Int64) {
    var digits = InlineArray<19, UInt8>(repeating: UInt8(ascii: "0"))
    var rest = number.magnitude
    var start = 19
    repeat {
      start -= 1
      digits[start] += UInt8(rest % 10)
      rest /= 10
    } while rest > 0
    bytes.append(digits.span.extracting(start...))
  }

  mutating func word(_ word: String) {
    guard !word.isEmpty else { return }
    say(", ")
    say(word)
  }

  mutating func duration(_ seconds: Int64) {
    guard seconds > 0 else { return }
    say(", ")
    if seconds < 60 {
      say(seconds)
      return say(" s")
    }
    if seconds >= 3_600 {
      say(seconds / 3_600)
      say(" h ")
    }
    say(seconds % 3_600 / 60)
    say(" min")
  }

  /// The first line of a text, cut off between characters; nothing of an empty one.
  mutating func quote(_ text: String) { quote(text.utf8.span) }

  mutating func quote(_ text: Span<UInt8>) {
    guard text.count > 0 else { return }
    var count = text.endOfLine(within: HistorySummary.textBytesMax)
    let isCut = count == HistorySummary.textBytesMax && count < text.count
    while isCut, count > 0, text[count] & 0xC0 == 0x80 { count -= 1 }
    say(HistorySummary.quoteMark)
    say(text.extracting(first: count))
    if isCut { say(HistorySummary.cutMark) }
  }

  /// A time, as a client is told it.
  mutating func time(_ time: Google_Protobuf_Timestamp) {
    if let instant = Instant(time) { say(instant.rfc3339) }
  }
}

extension Span where Element == UInt8 {
  /// The index of the first line feed or carriage return among the first `limit` bytes; where those end if there is none.
  fileprivate func endOfLine(within limit: Int) -> Int {
    let end = Swift.min(count, limit)
    var index = 0
    // Eight bytes at a time while none of them can be one: both are less than the space, which few others are.
    while index + 8 <= end {
      let word: UInt64 = bigEndian(at: index)
      guard (word | (word &- 0x2020_2020_2020_2020)) & 0x8080_8080_8080_8080 == 0 else { break }
      index += 8
    }
    while index < end, self[index] != UInt8(ascii: "\n"), self[index] != UInt8(ascii: "\r") { index += 1 }
    return index
  }
}
