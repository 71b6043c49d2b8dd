import Domain
import FactSchema

/// The facts of a rehearsal so far, which the log does not have: what is retracted in it is judged by them too.
///
/// They stand behind everything that the log will ever have, so that what others record meanwhile moves none of them.
struct RehearsedFacts: Sendable {
  /// Where the first one stands.
  static let begin = Position(1 << 62)

  private(set) var events: [RecordedEvent] = []
  private var places: [SubjectID: [Int]] = [:]
  /// Whether they have their contents; else what changes nothing is known by the subjects that it names alone.
  private(set) var hasContents = true
  /// What the contents take that no rule asks for.
  private(set) var contentBytes = 0

  /// Where the next one stands.
  var next: Position { Position(Self.begin.value + UInt64(events.count)) }

  /// A refusal of what is rehearsed, in which a fact that the log does not have is named by its place in the rehearsal.
  static func named(_ refusal: Refusal) -> Refusal {
    guard let position = refusal.position, position >= begin else { return refusal }
    var refusal = refusal
    refusal.position = nil
    let place = "place \(position.value - begin.value + 1) of the rehearsal"
    refusal.message = refusal.message.replacing(position.description, with: place)
    return refusal
  }

  /// Takes the next fact.
  mutating func append(_ header: EventHeader, _ fact: SharedFact) {
    for subject in [header.subject] + header.otherSubjects { places[subject, default: []].append(events.count) }
    let isUnknown = fact.type.changesNothing
    if isUnknown, hasContents { contentBytes += fact.message.count }
    events.append(RecordedEvent(header: header, fact: isUnknown && !hasContents ? fact.withoutMessage : fact))
  }

  /// Lets go of the contents that no rule asks for where there are more facts than that, or they take more than 4 MiB: so that
  /// trying out much is not ended sooner because it could be asked about.
  mutating func keepContents(ofAtMost limit: Int) {
    guard hasContents, events.count > limit || contentBytes > Self.contentBytesMax else { return }
    (hasContents, contentBytes) = (false, 0)
    for index in events.indices where events[index].shared.type.changesNothing {
      let event = events[index]
      events[index] = RecordedEvent(header: event.header, fact: event.shared.withoutMessage)
    }
  }

  private static let contentBytesMax = 4 << 20

  /// Those that name the subject, in order.
  func naming(_ subject: SubjectID) -> [RecordedEvent] { (places[subject] ?? []).map { events[$0] } }

  /// The one at a position.
  subscript(position: Position) -> RecordedEvent? {
    guard position >= Self.begin, position < next else { return nil }
    return events[Int(position.value - Self.begin.value)]
  }
}
