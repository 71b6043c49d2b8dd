import Import
import SwiftProtobuf

/// Bounds of time as a person gives them: a time bounds by itself, a date by the whole day in the company's time zone.
///
/// The first of two is included. The second is where a time ends before, and a date after its last moment.
struct TimeBounds {
  /// A bound, and how it was taken.
  struct Bound {
    /// Nil where it is a date.
    let time: Google_Protobuf_Timestamp?
    /// The date, or nil.
    let day: String?
    /// For a person.
    let taken: String
  }

  /// The bound from which on something is asked for.
  static func from(_ text: String, _ option: String) throws -> Bound {
    try isDate(text) ? Bound(time: nil, day: text, taken: fromDay(text)) : time(text, option, "from")
  }

  /// The bound up to which it is asked for.
  static func to(_ text: String, _ option: String) throws -> Bound {
    try isDate(text) ? Bound(time: nil, day: text, taken: toDay(text)) : time(text, option, "to before")
  }

  /// How the daemon takes two bounds that it is given as texts; nil when there are none.
  static func taken(from: String?, to: String?) -> String? {
    let parts = [
      from.map { isDate($0) ? fromDay($0) : "from \($0)" }, to.map { isDate($0) ? toDay($0) : "to before \($0)" },
    ].compactMap { $0 }
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }

  private static func fromDay(_ date: String) -> String { "from the beginning of \(date)" }
  private static func toDay(_ date: String) -> String { "to the end of \(date)" }

  private static func time(_ text: String, _ option: String, _ word: String) throws -> Bound {
    guard let time = TimeText.timestamp(text), let timestamp = try? Google_Protobuf_Timestamp(jsonString: "\"\(time)\"")
    else { throw CommandFailure(.usage, "\(option) takes a date or a time such as 2026-03-01T09:30:00Z") }
    return Bound(time: timestamp, day: nil, taken: "\(word) \(time)")
  }

  /// Whether it is a date alone.
  private static func isDate(_ text: String) -> Bool {
    text.utf8.count == "2026-03-01".utf8.count && TimeText.timestamp("\(text)T00:00:00Z") != nil
  }
}
