import Bytes
import Testing

@Suite struct `Dates` {
  @Test(arguments: [
    ("1970-01-01", 0), ("1970-01-02", 1), ("1969-12-31", -1), ("2000-02-29", 11_016), ("2026-11-21", 20_778),
    ("0001-01-01", -719_162), ("9999-12-31", 2_932_896), ("1900-03-01", -25_508),
  ])
  func `are days of the calendar`(_ text: String, _ day: Int32) throws {
    let date = try #require(CalendarDate(text))
    #expect(date.day == day)
    #expect(date.description == text)
  }

  @Test(arguments: [
    "", "2026-1-1", "2026-02-29", "1900-02-29", "2026-13-01", "2026-00-01", "2026-04-31", "2026-04-00", "20260401",
    "2026-04-01 ", "0000-01-01", "-001-01-01", "2026/04/01", "२०२६-01-01",
  ])
  func `are not what the calendar does not have`(_ text: String) { #expect(CalendarDate(text) == nil) }

  @Test(arguments: [
    ("2026-11-21", "2026-11-16", "2026-11-01", "2026-01-01"), ("2026-11-16", "2026-11-16", "2026-11-01", "2026-01-01"),
    ("1969-12-28", "1969-12-22", "1969-12-01", "1969-01-01"), ("1970-01-01", "1969-12-29", "1970-01-01", "1970-01-01"),
  ])
  func `have a Monday, a first of the month and a first of the year`(
    _ text: String, _ monday: String, _ month: String, _ year: String
  ) throws {
    let date = try #require(CalendarDate(text))
    #expect(date.weekStart.description == monday)
    #expect(date.monthStart.description == month)
    #expect(date.yearStart.description == year)
  }
}
