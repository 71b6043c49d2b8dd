import APISchema
import Domain
import FactSchema
import RowSchema
import SwiftProtobuf
import TestSupport
import Testing

@testable import ReadModels
@testable import RowStore

@Suite struct `A collection of cards` {
  private typealias List = CardList<TaskListRequest, TaskCard>
  private typealias Cards = CardCollection<TaskListRequest, TaskCard>

  private static let all = List.all(table: 2, isFixed: true)
  private static let byOwner = List.by(.owner, table: 3)
  private static let byContact = List.by(.contact, table: 4)
  private static let byState = List.by(.state, table: 5)
  private static let cards = Cards("cards", table: 1, beside: [7], lists: [byContact, byOwner, byState, all])
  private static let byTime = Cards("cards", table: 1, lists: [byOwner], order: { .time($0.dueAt) })

  private let scratch: ScratchFolder
  private let view: View

  init() throws {
    scratch = try ScratchFolder("cards")
    view = try View.open(
      folder: scratch.path("cards"),
      identity: ViewIdentity(origin: "log", projection: "cards", version: 1, generation: 1),
      options: ViewOptions(bootID: "boot", initialBytes: 64 << 10))
  }

  private func header(_ task: Int, version: UInt64) -> EventHeader {
    EventHeader(
      position: Position(1), type: FactType.taskScheduled.rawValue, recordedAt: Instant(microseconds: 0),
      occurredAt: Instant(microseconds: 0), subject: SubjectID(.task, UInt128(task)), version: Version(version), uid: 1,
      role: .agent)
  }

  private static func random(_ random: inout SeededGenerator) -> TaskCard {
    var card = TaskCard()
    card.owner = ["", "ada", "eve"][Int(random.below(3))]
    card.contact = random.below(3) == 0 ? "" : SubjectID(.contact, UInt128(random.below(3))).description
    card.state = random.below(2) == 0 ? .open : .done
    card.dueAt = Instant(microseconds: Int64(random.below(4)) * 1_000_000).timestamp
    return card
  }

  /// The tasks that a list gives, by the numbers of their ids.
  private func listed(_ prefix: RowKey) throws -> [Int] {
    try RowReader(view).keys(prefix, after: nil, limit: 1_000).map { Int($0.lastSubject(.task).value) }
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `keeps each card in the lists that it belongs to, through changes and flushes`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var model: [Int: TaskCard] = [:]
    var writer = view.writer()
    for step in 0..<600 {
      let task = Int(random.below(40))
      let card = Self.random(&random)
      if model[task] == nil {
        try Self.cards.create(card, header(task, version: 1), &writer)
      } else {
        try Self.cards.change(header(task, version: UInt64(step)), &writer) { changed in
          (changed.owner, changed.contact, changed.state) = (card.owner, card.contact, card.state)
        }
      }
      model[task] = card
      if step % 50 == 49 { try writer.flush(leaf: .zero) }
    }
    try writer.flush(leaf: .zero)
    let tasks = model.sorted { $0.key < $1.key }
    #expect(try listed(Self.all.prefix()) == tasks.map(\.key))
    for owner in ["ada", "eve"] {
      #expect(try listed(Self.byOwner.prefix(.word(owner))) == tasks.filter { $0.value.owner == owner }.map(\.key))
    }
    for contact in (0..<3).map({ SubjectID(.contact, $0) }) {
      let expected = tasks.filter { $0.value.contact == contact.description }.map(\.key)
      #expect(try listed(Self.byContact.prefix(.subject(contact))) == expected)
    }
    for state in [TaskCard.State.open, .done] {
      let expected = tasks.filter { $0.value.state == state }.map(\.key)
      #expect(try listed(Self.byState.prefix(.state(state.rawValue))) == expected)
    }
    // A card, and one row in each list that it is in.
    let rows = tasks.reduce(0) { $0 + 3 + ($1.value.owner.isEmpty ? 0 : 1) + ($1.value.contact.isEmpty ? 0 : 1) }
    #expect(view.state.rows == UInt64(rows))
  }

  @Test func `gives its lists in the order that it declares, and cards their id and version`() throws {
    var writer = view.writer()
    for (task, second) in [(1, 30), (2, 10), (3, 20)] as [(Int, Int64)] {
      let card = TaskCard.with {
        $0.owner = "ada"
        $0.dueAt = Instant(microseconds: second * 1_000_000).timestamp
      }
      try Self.byTime.create(card, header(task, version: 1), &writer)
    }
    try Self.byTime.change(header(2, version: 5), &writer) { $0.dueAt = Instant(microseconds: 99_000_000).timestamp }
    try writer.flush(leaf: .zero)
    #expect(try listed(Self.byOwner.prefix(.word("ada"))) == [3, 1, 2])
    let row = try #require(try Self.byTime.row(SubjectID(.task, 2), RowReader(view)))
    let card = try Self.byTime.row(of: row)
    #expect(card.id == SubjectID(.task, 2).description && card.version == 5)
  }

  @Test func `goes through the first of its lists that a request asks for, and looks for what that does not tell`() {
    let contact = SubjectID(.contact, 5)
    func selected(_ body: (inout TaskListRequest) -> Void) -> (RowKey, [TaskListRequest.Condition]) {
      let (prefix, rest) = Self.cards.selection(.with(body))
      return (prefix, rest.map(\.condition))
    }
    #expect(selected { _ in } == (Self.all.prefix(), []))
    #expect(selected { $0.state = .done } == (Self.byState.prefix(.state(2)), []))
    // Other owners may have the same keys, which hold a hash.
    let byOwner = Self.byOwner.prefix(.word("ada"))
    #expect(selected { ($0.owner, $0.state) = ("ada", .done) } == (byOwner, [.owner, .state]))
    let byContact = Self.byContact.prefix(.subject(contact))
    #expect(selected { ($0.contact, $0.owner) = (contact.description, "ada") } == (byContact, [.owner]))
    // No list is by the deal, so that it comes last.
    let deal = SubjectID(.deal, 6).description
    #expect(selected { ($0.deal, $0.owner) = (deal, "ada") } == (byOwner, [.owner, .deal]))
  }

  @Test func `says whose row a key is, of its own tables alone`() {
    let task = SubjectID(.task, 77)
    let keys = [
      Self.cards.key(task), Self.byOwner.prefix(.word("ada")).with(task), Self.all.prefix().with(task),
      RowKey(table: 7).with(task).appending(3 as UInt32) { $0.append($1) },
    ]
    for key in keys { #expect(Self.cards.subject(ofRow: key.bytes) == task) }
    #expect(Self.cards.subject(ofRow: RowKey(table: 9).with(task).bytes) == nil)
    #expect(Self.cards.subject(ofRow: []) == nil && Self.cards.subject(ofRow: [1, 2]) == nil)
  }

  @Test func `refuses to change what is not known`() throws {
    var writer = view.writer()
    #expect(throws: ProjectionFailure.self) { try Self.cards.change(header(1, version: 2), &writer) { $0.owner = "x" } }
  }
}
