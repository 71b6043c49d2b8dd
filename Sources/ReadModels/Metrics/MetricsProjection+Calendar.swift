import Bytes
public import Domain
import FactSchema
import RowSchema
public import RowStore

/// The days of figures are those of the company's time zone where the rows end, from the first fact on.
extension MetricsProjection {
  /// Rows are by the days of that zone from now on.
  public func begin(in zone: ZoneStatement, _ view: inout ViewWriter) throws(ProjectionFailure) {
    guard zone.position > .zero else { return }
    var calendar = MetricsCalendar()
    (calendar.timeZone, calendar.zonePosition) = (zone.timeZone, zone.position.value)
    view.put(MetricsTable.calendar, try view.encoded(calendar))
    if !zone.timeZone.isEmpty { view.put(MetricsTable.zone, Array(zone.timeZone.utf8)) }
  }

  /// With what days weeks and fiscal years begin is looked at when it is asked. Another zone makes all rows others: they are
  /// made again.
  func configure(
    _ fact: CompanyConfigured, _ header: EventHeader, _ view: inout ViewWriter
  ) throws(ProjectionFailure) {
    let stored = try view.message(MetricsTable.calendar, MetricsCalendar.self)
    var calendar = stored ?? MetricsCalendar()
    if let zone = fact.zoneSaid, header.position.value > calendar.zonePosition {
      guard zone == calendar.timeZone else {
        throw .outdated("the company is in the time zone \(zone.isEmpty ? Zone.utc.name : zone) from here on")
      }
      calendar.zonePosition = header.position.value
    }
    if fact.hasWeekStart { calendar.weekStart = fact.weekStart }
    if fact.hasFiscalYearStart { calendar.fiscalYearStart = fact.fiscalYearStart }
    if fact.clear.contains("weekStart") { calendar.weekStart = .unspecified }
    if fact.clear.contains("fiscalYearStart") { calendar.fiscalYearStart = "" }
    guard calendar != stored ?? MetricsCalendar() else { return }
    view.put(MetricsTable.calendar, try view.encoded(calendar))
  }

  /// The day in the company's zone. What was told as a date is of that day in every zone.
  func day(of header: EventHeader, _ view: inout ViewWriter) throws(ProjectionFailure) -> Int32 {
    guard !header.isOfDay, let name = try view.row(MetricsTable.zone) else { return header.occurredAt.day }
    guard let zone = Zone(String(decoding: name, as: UTF8.self)) else {
      throw .cannotApply("this release does not know the company's time zone")
    }
    return zone.day(of: header.occurredAt)
  }
}
