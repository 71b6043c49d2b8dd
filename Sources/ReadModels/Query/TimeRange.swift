import Bytes
import Domain
import FactSchema
import RowSchema
import RowStore
import SwiftProtobuf

/// From the first, which is included, to the last, which is not; nil: without end. A bound that was given as a day is one of the
/// company's time zone, and included.
struct TimeRange: Sendable {
  private(set) var from: Instant?
  private(set) var to: Instant?
  private var firstDay: Int32?
  private var lastDay: Int32?

  init() {}

  /// A field of a request for a time, and for a day in its place; of which those that are named are there.
  typealias Bound = (name: String, time: Google_Protobuf_Timestamp?, day: String?)

  init(_ from: Bound, _ to: Bound) throws(Refusal) {
    for bound in [from, to] where bound.time != nil && bound.day != nil {
      throw .invalid("\(bound.name)On", "must not be given beside \(bound.name)")
    }
    self.from = from.time.flatMap(Instant.init)
    self.to = to.time.flatMap(Instant.init)
    firstDay = from.day.flatMap { CalendarDate($0) }?.day
    lastDay = to.day.flatMap { CalendarDate($0) }?.day
    if let first = self.from, let end = self.to, end < first {
      throw .invalid(to.name, "must not be before \(from.name)")
    }
    if let firstDay, let lastDay, lastDay < firstDay {
      throw .invalid("\(to.name)On", "must not be before \(from.name)On")
    }
  }

  /// Whether it goes by the company's days.
  var hasDays: Bool { firstDay != nil || lastDay != nil }

  /// The read model that says in what zone the company is.
  static let zoneModel = ReadModelName.contacts

  /// With the moments at which those days begin and end in the company's zone.
  func resolved(_ contacts: borrowing RowReader) throws(Refusal) -> TimeRange {
    let name = try CompanyRow.card(contacts)?.timeZone ?? ""
    guard let zone = name.isEmpty ? Zone.utc : Zone(name) else {
      throw .internal("this release does not know the company's time zone")
    }
    var range = self
    if let firstDay { range.from = zone.start(of: CalendarDate(day: firstDay)) }
    if let lastDay { range.to = zone.start(of: CalendarDate(day: lastDay + 1)) }
    return range
  }

  /// Whether what is at that time, or on that day, whose noon in UTC the time is then, is in the range.
  func includes(_ time: Instant, of day: CalendarDate?) -> Bool {
    if let firstDay, let day {
      if day.day < firstDay { return false }
    } else if let from, time < from {
      return false
    }
    if let lastDay, let day { return day.day <= lastDay }
    return to.map { time < $0 } ?? true
  }

  /// From when on nothing is in the range, be it at a time or on a day.
  var end: Instant? {
    guard let to, let lastDay else { return to }
    // The noon of the last day may be later than that day's end far in the east.
    return max(to, Instant(microseconds: CalendarDate(day: lastDay).start.microseconds + 43_200_000_001))
  }

  /// From when on there may be something: the noon of a day is later than its beginning everywhere.
  var start: Instant? { from }
}
