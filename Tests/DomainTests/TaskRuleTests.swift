import Domain
import FactSchema
import SwiftProtobuf
import TestSupport
import Testing

@Suite struct `A task` {
  let company: Company
  var world: World { company.world }

  init() throws { company = try Company() }

  func scheduled(_ change: (inout TaskScheduled) -> Void) -> Fact.OneOf_Fact {
    var fact = TaskScheduled.with {
      $0.title = "Call"; $0.dueAt = World().now.timestamp
    }
    change(&fact)
    return .taskScheduled(fact)
  }

  @Test func `of a deal is its contact's`() throws {
    let event = try world.decided(scheduled { $0.deal = company.deal.description })
    #expect(event.fact.taskScheduled.contact == company.ada.description)
    #expect(event.otherSubjects == [company.ada, company.deal])
    #expect(event.sealSubject == company.ada)
    world.expectRefusal(
      .invalid, "deal",
      of: scheduled {
        $0.deal = company.deal.description; $0.contact = company.bob.description
      })
  }

  @Test func `may be of a contact, or of nobody and then sealed for itself`() throws {
    let bobs = try world.decided(scheduled { $0.contact = company.bob.description })
    #expect(bobs.sealSubject == company.bob)
    #expect(bobs.otherSubjects == [company.bob])
    let nobodys = try world.decided(scheduled { _ in })
    #expect(nobodys.sealSubject == nobodys.subject)
    #expect(nobodys.otherSubjects == [])
  }

  @Test func `has the company's time zone where it names none`() throws {
    var world = world
    #expect(try world.decided(scheduled { _ in }).fact.taskScheduled.zone.isEmpty)
    try world.record(.companyConfigured(.with { $0.timeZone = "Europe/Berlin" }))
    #expect(try world.decided(scheduled { _ in }).fact.taskScheduled.zone == "Europe/Berlin")
    #expect(try world.decided(scheduled { $0.zone = "-03:00" }).fact.taskScheduled.zone == "-03:00")
    try world.record(.companyConfigured(.with { $0.clear = ["timeZone"] }))
    #expect(try world.decided(scheduled { _ in }).fact.taskScheduled.zone.isEmpty)
  }

  @Test func `comes at the same time of the day when the clocks have changed, and is late when its day is over`() throws
  {
    var terms = TaskTerms()
    // Nine in the morning in Berlin, on the Monday before summer.
    let first = try #require(Instant(rfc3339: "2026-03-23T08:00:00Z"))
    terms.take(
      .taskScheduled(
        .with { ($0.dueAt, $0.zone, $0.recurrence) = (first.timestamp, "Europe/Berlin", "FREQ=WEEKLY") }))
    #expect(terms.complete() && terms.dueAt.rfc3339 == "2026-03-30T07:00:00.000Z")
    // Half past two is left out on the last Sunday of March: it is half past three then.
    let night = try #require(Instant(rfc3339: "2026-03-28T01:30:00Z"))
    terms.take(
      .taskScheduled(.with { ($0.dueAt, $0.zone, $0.recurrence) = (night.timestamp, "Europe/Berlin", "FREQ=DAILY") }))
    #expect(terms.complete() && terms.dueAt.rfc3339 == "2026-03-29T01:30:00.000Z")
    #expect(terms.complete() && terms.dueAt.rfc3339 == "2026-03-30T00:30:00.000Z")
    terms.take(.taskScheduled(.with { ($0.dueOn, $0.zone) = ("2026-03-29", "America/New_York") }))
    terms.take(
      .taskRescheduled(
        .with {
          $0.dueOn = "2026-03-29"
          $0.dueAt = .with { $0.seconds = 1_774_785_600 }
        }))
    #expect(terms.lateAt.rfc3339 == "2026-03-30T04:00:00.000Z")
  }

  @Test func `refuses a zone that there is not, and says which may be meant`() {
    for (zone, meant) in [("europe/berlin", "Europe/Berlin"), ("Berlin", "Europe/Berlin"), ("Mars/Base", "")] {
      do throws(Refusal) {
        _ = try world.decided(scheduled { $0.zone = zone })
        Issue.record("\(zone) was accepted")
      } catch {
        #expect(error.code == .invalid && error.field == "zone")
        #expect(meant.isEmpty != error.message.contains("did you mean \(meant)"), "\(error.message)")
      }
    }
  }

  @Test func `is due from 1900 to 2199`() throws {
    _ = try world.decided(scheduled { $0.dueAt = .with { $0.seconds = 7_258_118_399 } })
    for seconds: Int64 in [7_258_118_400, -2_208_988_801, .max, .min] {
      world.expectRefusal(.invalid, "dueAt", of: scheduled { $0.dueAt = .with { $0.seconds = seconds } })
    }
    world.expectRefusal(.invalid, "dueAt", of: scheduled { $0.dueAt = .with { $0.nanos = -1 } })
    world.expectRefusal(.invalid, "owner", of: scheduled { $0.owner = " " })
    world.expectRefusal(.invalid, "title", of: scheduled { $0.title = String(repeating: "x", count: 201) })
  }

  @Test func `is completed once, at version 2, with a word for how`() throws {
    var world = world
    let task = company.task
    world.expectRefusal(
      .invalid, "outcome",
      of: .taskCompleted(
        .with {
          $0.task = task.description; $0.outcome = "Yes!"
        }))
    let event = try world.record(
      .taskCompleted(
        .with {
          $0.task = task.description; $0.outcome = "done"
        }))
    #expect(event.version == Version(2))
    #expect(event.otherSubjects == [company.ada, company.deal])
    world.expectRefusal(.conflict, "task", reason: "done", of: .taskCompleted(.with { $0.task = task.description }))
  }

  @Test func `is given to somebody else while it is open, and to nobody not at all`() throws {
    var world = world
    let id = company.task.description
    world.expectRefusal(.invalid, "owner", of: .taskReassigned(.with { $0.task = id }))
    world.expectRefusal(.invalid, "owner", of: .taskReassigned(.with { ($0.task, $0.owner) = (id, "\u{1}") }))
    let event = try world.record(.taskReassigned(.with { ($0.task, $0.owner) = (id, " eve ") }))
    #expect(event.version == Version(2) && event.otherSubjects == [company.ada, company.deal])
    #expect(event.fact.taskReassigned.owner == "eve")
    try world.record(.taskCompleted(.with { $0.task = id }))
    world.expectRefusal(
      .conflict, "task", reason: "done", of: .taskReassigned(.with { ($0.task, $0.owner) = (id, "ada") }))
  }

  @Test func `is put to another time while it is open`() throws {
    var world = world
    let id = company.task.description
    world.expectRefusal(.invalid, "dueAt", of: .taskRescheduled(.with { $0.task = id }))
    world.expectRefusal(
      .invalid, "dueAt", of: .taskRescheduled(.with { ($0.task, $0.dueAt) = (id, .with { $0.seconds = .max }) }))
    let due = World().now.timestamp
    let event = try world.record(.taskRescheduled(.with { ($0.task, $0.dueAt) = (id, due) }))
    #expect(event.version == Version(2) && event.fact.taskRescheduled.dueAt == due)
  }

  @Test func `is put otherwise, sealed for whom it was sealed before`() throws {
    var world = world
    let id = company.task.description
    world.expectRefusal(.invalid, "title", of: .taskRevised(.with { ($0.task, $0.title) = (id, " ") }))
    let event = try world.record(.taskRevised(.with { ($0.task, $0.title) = (id, "Write") }))
    #expect(event.version == Version(2) && event.sealSubject == company.ada)
    let own = try world.record(scheduled { _ in })
    let revised = try world.record(
      .taskRevised(.with { ($0.task, $0.title) = (own.subject.description, "Write") }))
    #expect(revised.sealSubject == own.subject)
  }

  @Test func `is due on a day or at a time, and not at both`() throws {
    let noon = Instant(rfc3339: "2026-12-01T12:00:00Z")?.timestamp ?? .init()
    let event = try world.decided(
      scheduled {
        $0.dueOn = "2026-12-01"; $0.clearDueAt()
      })
    #expect(event.fact.taskScheduled.dueAt == noon && event.fact.taskScheduled.dueOn == "2026-12-01")
    // As it is told.
    _ = try world.decided(scheduled { ($0.dueOn, $0.dueAt) = ("2026-12-01", noon) })
    world.expectRefusal(.invalid, "dueOn", of: scheduled { $0.dueOn = "2026-12-01" })
    world.expectRefusal(
      .invalid, "dueOn",
      of: scheduled {
        $0.dueOn = "2026-02-30"; $0.clearDueAt()
      })
    world.expectRefusal(.invalid, "dueAt", of: scheduled { $0.clearDueAt() })
    let moved = try world.decided(
      .taskRescheduled(.with { ($0.task, $0.dueOn) = (company.task.description, "2026-12-01") }))
    #expect(moved.fact.taskRescheduled.dueAt == noon)
  }

  @Test func `that comes again is open after it was completed, until its rule ends`() throws {
    var world = world
    let task = try world.record(scheduled { $0.recurrence = "FREQ=DAILY;COUNT=3" }).subject
    func completed(_ occurrence: UInt32 = 0) -> Fact.OneOf_Fact {
      .taskCompleted(.with { ($0.task, $0.occurrence) = (task.description, occurrence) })
    }
    try world.record(completed(1))
    // Somebody else completes the same one.
    world.expectRefusal(.conflict, "occurrence", reason: "otherOccurrence", of: completed(1))
    world.expectRefusal(.conflict, "occurrence", reason: "otherOccurrence", of: completed(3))
    try world.record(completed())
    #expect(try world.record(completed(3)).version == Version(4))
    world.expectRefusal(.conflict, "task", reason: "done", of: completed())
    // One that does not come again has no number.
    world.expectRefusal(
      .conflict, "occurrence", reason: "otherOccurrence",
      of: .taskCompleted(.with { ($0.task, $0.occurrence) = (company.task.description, 1) }))
    // And one that is cancelled comes no more.
    let other = try world.record(scheduled { $0.recurrence = "FREQ=DAILY" }).subject
    try world.record(.taskCancelled(.with { $0.task = other.description }))
    world.expectRefusal(
      .conflict, "task", reason: "cancelled", of: .taskCompleted(.with { $0.task = other.description }))
  }

  @Test func `reminds at most eight times, each once`() throws {
    let event = try world.decided(scheduled { $0.reminders = ["-P1D", "-PT24H", "PT0S"] })
    #expect(event.fact.taskScheduled.reminders == ["-P1D", "PT0S"])
    world.expectRefusal(.invalid, "reminders[1]", of: scheduled { $0.reminders = ["-P1D", "tomorrow"] })
    world.expectRefusal(.invalid, "reminders", of: scheduled { $0.reminders = (1...9).map { "-P\($0)D" } })
    let id = company.task.description
    world.expectRefusal(.invalid, "clear[0]", of: .taskRevised(.with { ($0.task, $0.clear) = (id, ["title"]) }))
    world.expectRefusal(.invalid, "zone", of: .taskRevised(.with { ($0.task, $0.zone) = (id, "Europe/Nowhere") }))
    world.expectRefusal(.invalid, "clear", of: .taskRevised(.with { $0.task = id }))
  }

  @Test func `is cancelled or done, and either once`() throws {
    var world = world
    let id = company.task.description
    world.expectRefusal(.invalid, "reason", of: .taskCancelled(.with { ($0.task, $0.reason) = (id, "No!") }))
    try world.record(.taskCancelled(.with { ($0.task, $0.reason) = (id, "obsolete") }))
    for fact in [
      .taskCancelled(.with { $0.task = id }), .taskCompleted(.with { $0.task = id }),
      .taskRevised(.with { ($0.task, $0.title) = (id, "Write") }),
    ] as [Fact.OneOf_Fact] {
      world.expectRefusal(.conflict, "task", reason: "cancelled", of: fact)
    }
  }
}
