import Bytes
public import FactSchema

/// When a task is due, and by what rule it comes again.
///
/// What is known of tasks, their cards and their histories go by this alone, so that they all say the same.
public struct TaskTerms: Sendable, Equatable {
  /// The time by which it is to be done, or the noon in UTC of the day.
  public var dueAt = Instant(microseconds: 0)
  /// The day, where it is due on a day; else empty.
  public var dueOn = ""
  /// The zone by which its days are counted, see ``/Bytes/Zone``; empty is UTC.
  public var zone = ""
  /// See ``Recurrence``; empty where it does not come again.
  public var recurrence = ""
  /// When it was due first by its rule.
  public var firstAt = Instant(microseconds: 0)
  /// The day in its zone on which it is due by its rule, wherever it was moved to.
  public var day: Int32 = 0
  /// Which time of its rule that is, from 1 on; 0 where it does not come again.
  public var occurrence: UInt32 = 0
  /// Whether by its rule it is due on days and not at times.
  public var comesOnDays = false

  /// Of a task of which nothing was said.
  public init() {}

  /// Whether it is due on a day and not at a time.
  public var isOfDay: Bool { !dueOn.isEmpty }

  /// When it is late: from then on, or from the end of its day.
  public var lateAt: Instant {
    guard isOfDay else { return dueAt }
    return place.start(of: CalendarDate(day: dueAt.day + 1))
  }

  /// When to remind of it by these triggers; each time once.
  public func reminders(_ triggers: [String]) -> Set<Instant> {
    Set(
      triggers.compactMap { ReminderTrigger.microseconds($0) }.map { Instant(microseconds: dueAt.microseconds + $0) })
  }

  // MARK: - What facts do

  /// Takes over what a fact about the task says. A completion may leave it open: see ``complete()``.
  public mutating func take(_ fact: Fact.OneOf_Fact) {
    switch fact {
    case .taskScheduled(let fact):
      (zone, recurrence) = (fact.zone, fact.recurrence)
      setDue(Instant(fact.dueAt), fact.dueOn)
      begin()
    case .taskRescheduled(let fact): setDue(Instant(fact.dueAt), fact.dueOn)
    case .taskRevised(let fact):
      if fact.hasZone { zone = fact.zone }
      if fact.hasRecurrence { recurrence = fact.recurrence }
      for field in fact.clear {
        if field == "zone" { zone = "" }
        if field == "recurrence" { recurrence = "" }
      }
      if fact.hasRecurrence || fact.hasZone || !fact.clear.isEmpty && !fact.clear.allSatisfy({ $0 == "reminders" }) {
        begin()
      }
    default: break
    }
  }

  /// Moves it to the next time of its rule; false where there is none, so that it is done.
  public mutating func complete() -> Bool {
    guard let (day, due) = next() else { return false }
    (self.day, occurrence) = (day.day, occurrence + 1)
    setDue(due, comesOnDays ? CalendarDate(due).description : "")
    return true
  }

  private mutating func setDue(_ time: Instant?, _ day: String) { (dueAt, dueOn) = (time ?? dueAt, day) }

  /// Its rule begins with when it is due now.
  private mutating func begin() {
    guard !recurrence.isEmpty else {
      (firstAt, day, occurrence, comesOnDays) = (Instant(microseconds: 0), 0, 0, false)
      return
    }
    (firstAt, occurrence, comesOnDays) = (dueAt, 1, isOfDay)
    day = firstDay
  }

  // MARK: - The next time

  private var place: Zone { Zone(zone) ?? .utc }

  /// The day in its zone on which its rule begins. What is told as a day needs no zone: it is that day in every one.
  private var firstDay: Int32 { comesOnDays ? firstAt.day : place.day(of: firstAt) }

  private func next() -> (day: CalendarDate, due: Instant)? {
    guard !recurrence.isEmpty, let rule = try? Recurrence.read(recurrence, "recurrence") else { return nil }
    if case .count(let count) = rule.end, occurrence >= count { return nil }
    let first = firstDay
    guard let day = rule.day(after: CalendarDate(day: self.day), from: CalendarDate(day: first)) else { return nil }
    // The time of the day stays as it was at first, by the clocks of its zone.
    let zone = comesOnDays ? .utc : place
    let due = zone.time(day, zone.timeOfDay(firstAt))
    switch rule.end {
    case .day(let last) where day > last: return nil
    case .time(let last) where due > last: return nil
    case .never, .count, .day, .time: return due < Bounds.latest ? (day, due) : nil
    }
  }
}
