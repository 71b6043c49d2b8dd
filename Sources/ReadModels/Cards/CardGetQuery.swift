import Bytes
import Domain
import FactSchema

/// What a stored card becomes in a reply: most as they are, some with what depends on now.
typealias CardEntry<Card> = @Sendable (_ card: Card, _ row: [UInt8], _ now: Instant) -> [UInt8]

/// `noun.get`: the card of a subject.
struct CardGetQuery<Card: CardRow>: QueryBody {
  let projections: [String]
  let isBrief = true
  private let collection: CardCollection<Card>
  private let subject: SubjectID
  private let field: String
  private let number: UInt64
  private let entry: CardEntry<Card>?

  init(
    _ collection: CardCollection<Card>, of model: String, _ subject: SubjectID, _ field: String, _ number: UInt64,
    _ entry: CardEntry<Card>?
  ) {
    projections = [model]
    self.collection = collection
    self.subject = subject
    self.field = field
    self.number = number
    self.entry = entry
  }

  func run(_ context: QueryContext) throws(Refusal) -> [UInt8] {
    let snapshot = try context.snapshot()
    guard let row = try collection.row(subject, snapshot) else { throw .missing(field, subject) }
    var reply: [UInt8] = []
    reply.appendField(QueryReply.position, snapshot.position.value)
    reply.appendField(
      number,
      try entry.map { (entry) throws(Refusal) in
        entry(try collection.card(row), row, context.now)
      } ?? row)
    return reply
  }
}

extension CardCollection {
  /// The query for one card of this collection of a read model: `field` names the subject in the request, and the reply
  /// has the card in its field of that number.
  func get<Request: QueryRequest>(
    of model: String, _ field: String, answeredAs number: UInt64, entry: CardEntry<Card>? = nil,
    _ id: @escaping @Sendable (Request) -> String
  ) -> QueryKind {
    QueryKind { (request: Request) throws(Refusal) in
      let subject = try QueryCheck.read(SubjectID(id(request)))
      return CardGetQuery(self, of: model, subject, field, number, entry)
    }
  }
}
