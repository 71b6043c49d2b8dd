import Bytes
import Domain
import FactSchema
import RowSchema

/// A task as stored: what its rule goes by, then its card without `overdue`.
///
/// The head is `when the rule began (8) | the day that is due by it (4) | whether it is of days (1)`, zeros where there is no
/// rule.
struct TaskRow: HeadedCardRow {
  static let headBytes = 13
  private var firstAt = Instant(microseconds: 0)
  private var day: Int32 = 0
  private var comesOnDays = false
  var card: TaskCard

  init() { card = TaskCard() }

  init(head: Span<UInt8>, card: TaskCard) {
    firstAt = Instant(microseconds: head.bigEndian(at: 0))
    day = head.bigEndian(at: 8)
    comesOnDays = head[12] != 0
    self.card = card
  }

  func appendHead(to row: inout [UInt8]) {
    row.appendBigEndian(firstAt.microseconds)
    row.appendBigEndian(day)
    row.append(comesOnDays ? 1 : 0)
  }

  var isOpen: Bool { card.state == .open }

  /// When it is due, and by what rule it comes again.
  private(set) var terms: TaskTerms {
    get {
      var terms = TaskTerms()
      terms.dueAt = Instant(card.dueAt) ?? Instant(microseconds: 0)
      (terms.dueOn, terms.zone, terms.recurrence) = (card.dueOn, card.zone, card.recurrence)
      (terms.firstAt, terms.day, terms.comesOnDays) = (firstAt, day, comesOnDays)
      terms.occurrence = card.occurrence
      return terms
    }
    set {
      card.dueAt = newValue.dueAt.timestamp
      (card.dueOn, card.zone, card.recurrence) = (newValue.dueOn, newValue.zone, newValue.recurrence)
      card.occurrence = newValue.occurrence
      (firstAt, day, comesOnDays) = (newValue.firstAt, newValue.day, newValue.comesOnDays)
    }
  }

  /// When to remind of it; of what is not open nobody is reminded.
  var reminders: Set<Instant> { isOpen ? terms.reminders(card.reminders) : [] }

  /// Takes over what a fact about the task says. One that comes again is not done by being completed, but due anew.
  mutating func take(_ event: RecordedEvent) {
    var terms = terms
    card.take(event)
    if let fact = event.fact.fact { terms.take(fact) }
    if event.type == FactType.taskCompleted.rawValue, terms.complete() {
      card.state = .open
      card.clearCompletedAt()
      card.outcome = ""
    }
    self.terms = terms
  }
}
