import Bytes
import Domain
import FactSchema

/// What answers a query about cards.
///
/// A closure and not the query itself, whose type has parameters: as the conformance of such a type it would be compiled once
/// for all of them, and what it does for every row be slower for that.
struct CardAnswer: QueryBody {
  let projections: [String]
  let isBrief: Bool
  let answer: @Sendable (QueryContext) throws(Refusal) -> [UInt8]

  func run(_ context: QueryContext) throws(Refusal) -> [UInt8] { try answer(context) }
}

/// `noun.get`: the card of a subject.
struct CardGetQuery<Request: CardGetRequest, List: CardListRequest, Row: CardRow>: Sendable
where Request.Card == Row.Card, List.Card == Row.Card {
  private let cards: CardCollection<List, Row>
  private let subject: SubjectID

  init(_ cards: CardCollection<List, Row>, _ request: Request) throws(Refusal) {
    self.cards = cards
    subject = try request.subject()
  }

  func run(_ context: QueryContext) throws(Refusal) -> [UInt8] {
    let views = try cards.views(context)
    var entries = CardEntries(cards, now: context.now)
    guard let entry = try entries.entry(subject, views) else { throw Request.missing(subject) }
    var reply: [UInt8] = []
    reply.appendField(QueryReply.position, views.position.value)
    reply.appendField(Request.cardField, entry)
    return reply
  }
}

extension CardCollection {
  /// The query for one of its cards.
  func get<Get: CardGetRequest>(_ request: Get.Type) -> QueryKind where Get.Card == Row.Card {
    QueryKind { (request: Get) throws(Refusal) in
      let query = try CardGetQuery(self, request)
      return CardAnswer(projections: models, isBrief: true) { (context) throws(Refusal) in try query.run(context) }
    }
  }
}
