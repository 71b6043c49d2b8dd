import Domain
import EventLog
import FactSchema

/// The commands that will share the next commit, and the facts accepted so far.
struct OpenBatch {
  /// What was decided about one command.
  enum Verdict {
    case refused(Refusal)
    /// Recorded at these positions, by this commit or an earlier one.
    case recorded(CommandEntry, isReplay: Bool)
    /// Judged and not recorded: its answer.
    case rehearsed([UInt8])
  }

  /// What deciding takes from outside; its time is the facts'.
  let context: DecisionContext
  var tickets: [Ticket] = []
  var verdicts: [Verdict] = []
  var records: [PendingRecord] = []
  var events: [RecordedEvent] = []
  /// The keys that its facts need and that the log is to give.
  var newKeys = NewKeys()
  var bytes = 0

  init(_ context: DecisionContext) { self.context = context }

  /// Makes room for so many commands of one fact each.
  mutating func reserve(_ commands: Int) {
    tickets.reserveCapacity(commands)
    verdicts.reserveCapacity(commands)
    records.reserveCapacity(commands)
    events.reserveCapacity(commands)
  }

  /// When its facts are recorded.
  var now: Instant { context.now }

  /// Where the facts stand, to go back to.
  struct Mark {
    var facts: Int
    var newKeys: Int
    var bytes: Int
  }

  var mark: Mark { Mark(facts: records.count, newKeys: newKeys.subjects.count, bytes: bytes) }

  mutating func rollBack(to mark: Mark) {
    records.removeSubrange(mark.facts...)
    events.removeSubrange(mark.facts...)
    newKeys.rollBack(to: mark.newKeys)
    bytes = mark.bytes
  }
}

/// The subjects of a batch that seal for the first time, in the order in which the log gives them slots.
struct NewKeys {
  private(set) var subjects: [SubjectID] = []
  private var numbers: [SubjectID: Int] = [:]

  /// The subject's key; the same for each of its facts.
  mutating func key(for subject: SubjectID) -> SealKey {
    if let number = numbers[subject] { return .new(number) }
    numbers[subject] = subjects.count
    subjects.append(subject)
    return .new(subjects.count - 1)
  }

  /// Forgets all but the first so many.
  mutating func rollBack(to count: Int) {
    while subjects.count > count, let last = subjects.popLast() { numbers[last] = nil }
  }
}
