import Import
import SwiftProtobuf

/// Bounds of time as a person gives them: a time bounds by itself, a date by the whole day.
///
/// The first of two is included. The second is where a time ends before, and a date after its last moment.
struct TimeBounds {
  /// A bound, and how it was taken.
  struct Bound {
    let timestamp: Google_Protobuf_Timestamp
    /// For a person.
    let taken: String
  }

  /// The bound from which on something is asked for.
  static func from(_ text: String, _ option: String) throws -> Bound {
    if let midnight = midnight(text) {
      return Bound(timestamp: midnight, taken: "from the beginning of \(text) (UTC)")
    }
    return try time(text, option, "from")
  }

  /// The bound up to which it is asked for.
  static func to(_ text: String, _ option: String) throws -> Bound {
    if var midnight = midnight(text) {
      // The last day that can be written has no next one.
      if text == "9999-12-31" {
        (midnight.seconds, midnight.nanos) = (midnight.seconds + 86_399, 999_999_999)
      } else {
        midnight.seconds += 86_400
      }
      return Bound(timestamp: midnight, taken: "to the end of \(text) (UTC)")
    }
    return try time(text, option, "to before")
  }

  /// How the daemon takes two bounds that it is given as texts; nil when there are none.
  static func taken(from: String?, to: String?) -> String? {
    let parts = [
      from.map { midnight($0) == nil ? "from \($0)" : "from the beginning of \($0) (UTC)" },
      to.map { midnight($0) == nil ? "to before \($0)" : "to the end of \($0) (UTC)" },
    ].compactMap { $0 }
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }

  private static func time(_ text: String, _ option: String, _ word: String) throws -> Bound {
    guard let time = TimeText.timestamp(text), let timestamp = try? Google_Protobuf_Timestamp(jsonString: "\"\(time)\"")
    else { throw CommandFailure(.usage, "\(option) takes a date or a time such as 2026-03-01T09:30:00Z") }
    return Bound(timestamp: timestamp, taken: "\(word) \(time)")
  }

  /// The first moment of a date in UTC; nil of what is no date alone.
  private static func midnight(_ text: String) -> Google_Protobuf_Timestamp? {
    guard text.utf8.count == "2026-03-01".utf8.count, let time = TimeText.timestamp("\(text)T00:00:00Z") else {
      return nil
    }
    return try? Google_Protobuf_Timestamp(jsonString: "\"\(time)\"")
  }
}
