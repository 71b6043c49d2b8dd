import APISchema
import Bytes
import Domain
import FactSchema

/// `contact.get`: the card, spliced from its two rows.
struct ContactGetQuery: QueryBody {
  let projections = [ReadModelName.contacts]
  let isBrief = true
  private let contact: SubjectID

  init(_ request: ContactGetRequest) throws(Refusal) {
    contact = try QueryCheck.read(SubjectID(request.contact))
  }

  func run(_ context: QueryContext) throws(Refusal) -> [UInt8] {
    let snapshot = try context.snapshot()
    guard let identity = try snapshot.get(ContactsTable.identity(contact)) else { throw .missing("contact", contact) }
    let counters = ContactCounters(try snapshot.get(ContactsTable.counters(contact))).cardFields
    var reply: [UInt8] = []
    reply.reserveCapacity(identity.count + counters.count + 16)
    reply.appendField(ContactGetReply.Field.position, snapshot.position.value)
    reply.appendHead(ContactGetReply.Field.contact, count: identity.count + counters.count)
    reply.append(contentsOf: identity)
    reply.append(contentsOf: counters)
    return reply
  }
}
