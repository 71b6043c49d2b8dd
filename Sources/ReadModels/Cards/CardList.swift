import Domain
import FactSchema
import RowStore
import SwiftProtobuf

/// What a list of cards is by, and what it may be asked for: a part of its rows' keys.
enum ListKey: Hashable {
  /// Every card.
  case all
  case subject(SubjectID)
  /// A word, in keys found whatever its form.
  case word(String)
  case state(Int)
  case flag(Bool)
  /// A pipeline and the hash of one of its stages.
  case stage(SubjectID, hash: UInt64)
  case time(Instant)
  case position(Position)

  /// The subject of that id in a field; nil where it names none.
  static func subject(_ text: String) -> ListKey? { SubjectID(text).map { .subject($0) } }

  /// The word in a card's field; nil where there is none.
  static func present(_ word: String) -> ListKey? { word.isEmpty ? nil : .word(word) }

  /// A stage of the pipeline of that id; nil where it is none.
  static func stage(_ stage: String, of pipeline: String) -> ListKey? {
    SubjectID(pipeline).map { .stage($0, hash: KeyHash.short(stage)) }
  }

  /// The time in a card's field.
  static func time(_ time: Google_Protobuf_Timestamp) -> ListKey { .time(Instant(time) ?? Instant(microseconds: 0)) }

  /// Whether others may have the same keys, which hold its hash.
  var isHashed: Bool {
    switch self {
    case .word, .stage: true
    case .all, .subject, .state, .flag, .time, .position: false
    }
  }

  func append(to key: inout RowKey) {
    switch self {
    case .all: break
    case .subject(let id): key.append(id.value)
    case .word(let word): key.append(KeyHash.of(TextRules.normalForm(word)))
    case .state(let state): key.append(UInt8(truncatingIfNeeded: state))
    case .flag(let flag): key.append(flag ? 1 as UInt8 : 0)
    case .stage(let pipeline, let hash):
      key.append(pipeline.value)
      key.append(hash)
    case .time(let time): key.append(time)
    case .position(let position): key.append(position)
    }
  }
}

/// A list that a collection keeps its cards in: an empty row for each, whose key is what the list is by, the collection's
/// order, and the subject.
struct CardList<Request: CardListRequest, Row: CardRow>: Sendable where Request.Card == Row.Card {
  /// The first byte of its rows' keys.
  let table: UInt8
  /// Whether a card stays where it was first put, so that its row is the cheapest to write.
  let isFixed: Bool
  /// The condition that it serves; nil for none.
  let condition: Request.Condition?
  /// Where a card stands in it; nil where it does not.
  let key: @Sendable (Row) -> ListKey?
  /// Where else it stands; nil of a list in which cards stand once.
  let others: (@Sendable (Row) -> [ListKey])?
  /// Where those stand that a request asks for; nil where it asks for others too.
  let wanted: @Sendable (Request) -> ListKey?

  /// A list that no request asks for, but where more is said: then for that condition.
  init(
    table: UInt8, isFixed: Bool = false, for condition: Request.Condition? = nil,
    wanted: @escaping @Sendable (Request) -> ListKey? = { _ in nil },
    others: (@Sendable (Row) -> [ListKey])? = nil, by key: @escaping @Sendable (Row) -> ListKey?
  ) {
    self.table = table
    self.isFixed = isFixed
    self.condition = condition
    self.key = key
    self.others = others
    self.wanted = wanted
  }

  /// All cards.
  static func all(table: UInt8, isFixed: Bool = false) -> CardList {
    CardList(table: table, isFixed: isFixed, wanted: { _ in .all }, by: { _ in .all })
  }

  /// The cards by a field that a request may name, those without it left out; `others` gives what else a card is asked for by.
  static func by(
    _ condition: Request.Condition, table: UInt8, isFixed: Bool = false,
    others: (@Sendable (Row) -> [ListKey])? = nil
  ) -> CardList {
    CardList(
      table: table, isFixed: isFixed, for: condition, wanted: { $0.wanted(condition) }, others: others,
      by: { Request.value(condition, of: $0.card) })
  }

  /// What the keys of its rows by `key` begin with.
  func prefix(_ key: ListKey = .all) -> RowKey {
    var prefix = RowKey(table: table)
    key.append(to: &prefix)
    return prefix
  }
}
