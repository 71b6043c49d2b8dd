import Bytes
import FactSchema
import SwiftProtobuf
import TestSupport
import Testing

@testable import Domain

@Suite struct `A rule by which a task comes again` {
  /// The days on which a task comes again that is due first on `start`.
  private static func days(_ rule: String, from start: String, _ count: Int) -> [String] {
    var terms = TaskTerms()
    terms.take(scheduled(rule, on: start))
    var days: [String] = []
    while days.count < count, terms.complete() { days.append(terms.dueOn) }
    return days
  }

  private static func scheduled(_ rule: String, on day: String, zone: String = "") -> Fact.OneOf_Fact {
    .taskScheduled(
      .with {
        ($0.dueOn, $0.recurrence, $0.zone) = (day, rule, zone)
        if let date = CalendarDate(day) { $0.dueAt.seconds = Int64(date.day) * 86_400 + 43_200 }
      })
  }

  private static func scheduled(_ rule: String, at time: String, zone: String = "") -> Fact.OneOf_Fact {
    .taskScheduled(
      .with {
        ($0.recurrence, $0.zone) = (rule, zone)
        if let due = Instant(rfc3339: time) { $0.dueAt = due.timestamp }
      })
  }

  /// Examples of RFC 5545 (section 3.8.5.3), as far as its rules are understood, and what calendars show for others.
  @Test(arguments: [
    ("FREQ=DAILY", "1997-09-02", ["1997-09-03", "1997-09-04", "1997-09-05"]),
    ("FREQ=DAILY;INTERVAL=2", "1997-09-02", ["1997-09-04", "1997-09-06", "1997-09-08"]),
    ("FREQ=DAILY;INTERVAL=10;COUNT=3", "1997-09-02", ["1997-09-12", "1997-09-22"]),
    ("FREQ=WEEKLY;COUNT=3", "1997-09-02", ["1997-09-09", "1997-09-16"]),
    ("FREQ=WEEKLY;UNTIL=19970917;BYDAY=TU,TH", "1997-09-02", ["1997-09-04", "1997-09-09", "1997-09-11", "1997-09-16"]),
    ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE,FR", "1997-09-01", ["1997-09-03", "1997-09-05", "1997-09-15", "1997-09-17"]),
    ("FREQ=MONTHLY;COUNT=4;BYDAY=1FR", "1997-09-05", ["1997-10-03", "1997-11-07", "1997-12-05"]),
    ("FREQ=MONTHLY;INTERVAL=2;COUNT=4;BYDAY=1SU,-1SU", "1997-09-07", ["1997-09-28", "1997-11-02", "1997-11-30"]),
    ("FREQ=MONTHLY;BYDAY=-2MO;COUNT=3", "1997-09-22", ["1997-10-20", "1997-11-17"]),
    ("FREQ=MONTHLY;BYMONTHDAY=-3;COUNT=3", "1997-09-28", ["1997-10-29", "1997-11-28"]),
    ("FREQ=MONTHLY;BYMONTHDAY=2,15;COUNT=4", "1997-09-02", ["1997-09-15", "1997-10-02", "1997-10-15"]),
    ("FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "1998-02-13", ["1998-03-13", "1998-11-13", "1999-08-13", "2000-10-13"]),
    ("FREQ=YEARLY;INTERVAL=2;COUNT=3", "1997-06-10", ["1999-06-10", "2001-06-10"]),
    ("FREQ=YEARLY;BYDAY=20MO;COUNT=3", "1997-05-19", ["1998-05-18", "1999-05-17"]),
    ("FREQ=MONTHLY", "2026-01-31", ["2026-03-31", "2026-05-31", "2026-07-31"]),
    ("FREQ=YEARLY", "2024-02-29", ["2028-02-29", "2032-02-29"]),
    ("FREQ=MONTHLY;BYDAY=5MO", "2026-03-30", ["2026-06-29", "2026-08-31"]),
    ("FREQ=WEEKLY;BYDAY=SU", "2026-11-30", ["2026-12-06", "2026-12-13"]),
  ])
  func `has these days`(rule: String, start: String, expected: [String]) {
    #expect(Self.days(rule, from: start, expected.count) == expected)
  }

  @Test(arguments: [
    ("FREQ=DAILY;COUNT=1", 0), ("FREQ=DAILY;COUNT=4", 3), ("FREQ=DAILY;UNTIL=20261203", 2),
    ("FREQ=DAILY;UNTIL=20261203T115959Z", 1), ("FREQ=DAILY;UNTIL=20261203T120000Z", 2),
    ("FREQ=DAILY;UNTIL=20200101", 0), ("FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=31", 174),
    ("FREQ=YEARLY;INTERVAL=100", 1),
  ])
  func `ends with its last day`(rule: String, times: Int) {
    #expect(Self.days(rule, from: "2026-12-01", 1_000).count == times)
  }

  @Test func `counts its days in the zone that it knows`() {
    var east = TaskTerms()
    east.take(Self.scheduled("FREQ=WEEKLY;BYDAY=MO,TU", at: "2026-12-07T23:30:00Z", zone: "+01:00"))
    // There it is half past midnight on Tuesday.
    #expect(east.complete() && east.dueAt.rfc3339 == "2026-12-13T23:30:00.000Z")
    #expect(east.complete() && east.dueAt.rfc3339 == "2026-12-14T23:30:00.000Z")
    var utc = TaskTerms()
    utc.take(Self.scheduled("FREQ=WEEKLY;BYDAY=MO,TU", at: "2026-12-07T23:30:00Z"))
    #expect(utc.complete() && utc.dueAt.rfc3339 == "2026-12-08T23:30:00.000Z")
    // A day is the same in every zone.
    var day = TaskTerms()
    day.take(Self.scheduled("FREQ=MONTHLY;BYMONTHDAY=1", on: "2026-12-01", zone: "+14:00"))
    #expect(day.complete() && day.dueOn == "2027-01-01" && day.dueAt.rfc3339 == "2027-01-01T12:00:00.000Z")
  }

  @Test func `stays where it was when one time is moved`() {
    var terms = TaskTerms()
    terms.take(Self.scheduled("FREQ=WEEKLY", at: "2026-12-07T09:00:00Z"))
    terms.take(.taskRescheduled(.with { $0.dueAt.seconds = 1_796_947_200 }))
    #expect(terms.dueAt.rfc3339 == "2026-12-11T00:00:00.000Z" && terms.occurrence == 1)
    #expect(terms.complete() && terms.dueAt.rfc3339 == "2026-12-14T09:00:00.000Z" && terms.occurrence == 2)
    // Also where the time was moved to a day.
    terms.take(.taskRescheduled(.with { ($0.dueOn, $0.dueAt.seconds) = ("2026-12-15", 1_797_336_000) }))
    #expect(terms.isOfDay && terms.complete() && terms.dueAt.rfc3339 == "2026-12-21T09:00:00.000Z" && !terms.isOfDay)
    // Another rule begins with when it is due, and without one it comes no more.
    terms.take(.taskRevised(.with { $0.recurrence = "FREQ=DAILY;COUNT=2" }))
    #expect(terms.occurrence == 1 && terms.complete() && terms.dueAt.rfc3339 == "2026-12-22T09:00:00.000Z")
    terms.take(.taskRevised(.with { $0.clear = ["recurrence"] }))
    #expect(terms.occurrence == 0 && !terms.complete())
  }

  @Test(arguments: [
    ("FREQ=HOURLY", "HOURLY"), ("FREQ=WEEKLY;BYSETPOS=1", "BYSETPOS"), ("FREQ=YEARLY;BYMONTH=3", "BYMONTH"),
    ("FREQ=WEEKLY;WKST=SU", "WKST"), ("FREQ=YEARLY;BYYEARDAY=100", "BYYEARDAY"),
    ("FREQ=YEARLY;BYWEEKNO=20", "BYWEEKNO"),
    ("INTERVAL=2", "FREQ"), ("FREQ=DAILY;FREQ=DAILY", "only once"), ("FREQ=DAILY;INTERVAL=0", "INTERVAL"),
    ("FREQ=DAILY;COUNT=2;UNTIL=20270101", "COUNT and UNTIL"), ("FREQ=DAILY;UNTIL=2027-01-01", "UNTIL"),
    ("FREQ=DAILY;UNTIL=20270101T250000Z", "UNTIL"), ("FREQ=WEEKLY;BYDAY=1MO", "number"),
    ("FREQ=DAILY;BYDAY=MX", "BYDAY"),
    ("FREQ=MONTHLY;BYDAY=6MO", "beyond"), ("FREQ=MONTHLY;BYMONTHDAY=32", "BYMONTHDAY"),
    ("FREQ=MONTHLY;BYMONTHDAY=0", "BYMONTHDAY"), ("FREQ=WEEKLY;BYMONTHDAY=1", "BYMONTHDAY"), ("weekly", "RFC 5545"),
    ("FREQ=DAILY;", "RFC 5545"), ("FREQ=DAILY;X-OWN=1", "RFC 5545"), ("FREQ=DAILY;COUNT=-1", "COUNT"),
    ("FREQ", "RFC 5545"),
  ])
  func `is refused by the name of what is wrong`(rule: String, name: String) {
    let world = World()
    let fact = Fact.OneOf_Fact.taskScheduled(
      .with { ($0.title, $0.dueAt, $0.recurrence) = ("Report", world.now.timestamp, rule) })
    let refusal = #expect(throws: Refusal.self) { try world.decided(fact) }
    #expect(refusal?.code == .invalid && refusal?.field == "recurrence")
    #expect(refusal?.message.contains(name) == true, "\(refusal?.message ?? "")")
  }

  @Test(
    arguments: [
      ("-PT15M", -900), ("PT0S", 0), ("-P1D", -86_400), ("P1W", 604_800), ("+PT1H30M", 5_400), ("-P1DT2H", -93_600),
      ("PT90S", 90), ("-P366D", -31_622_400),
    ] as [(String, Int64)])
  func `reminds at that distance`(trigger: String, seconds: Int64) {
    #expect(ReminderTrigger.microseconds(trigger) == seconds * 1_000_000)
  }

  @Test(arguments: [
    "", "P", "PT", "15M", "-PT15", "P1H", "PT1D", "P1WT1H", "P1D1W", "PT1M1H", "P367D", "P1M", "P1.5D", "PTT1H",
  ])
  func `reminds at no other`(trigger: String) { #expect(ReminderTrigger.microseconds(trigger) == nil) }

  @Test func `is late at its time, or when its day is over in its zone`() {
    var terms = TaskTerms()
    terms.take(Self.scheduled("", at: "2026-12-07T09:00:00Z", zone: "+01:00"))
    #expect(terms.lateAt.rfc3339 == "2026-12-07T09:00:00.000Z")
    terms.take(Self.scheduled("", on: "2026-12-07", zone: "+01:00"))
    #expect(terms.lateAt.rfc3339 == "2026-12-07T23:00:00.000Z")
    terms.take(Self.scheduled("", on: "2026-12-07"))
    #expect(terms.lateAt.rfc3339 == "2026-12-08T00:00:00.000Z")
  }
}
