import APISchema
import FactSchema

/// Fills a log with a company of a given size: a fifth of the facts create contacts, the others are about them, the
/// early ones far more often.
///
/// Each connection has contacts of its own, so that a contact is there before anything is said about it.
struct Company: RequestSource {
  /// Contacts of a company with that many facts.
  static func contacts(facts: Int) -> Int { facts / 5 }

  let framing = Framing.binary
  private let connections: Int
  private let factsPerRequest: Int
  private var workers: [Worker]

  private struct Worker {
    var dice: Dice
    var left: Int
    var facts = 0
    var contacts = 0
    /// The stage that each deal of this worker is in.
    var stages: [UInt8] = []
  }

  private static let stages = ["lead", "qualified", "proposal", "negotiation"]

  init(facts: Int, connections: Int, factsPerRequest: Int = 50, seed: UInt64 = 1) {
    self.connections = connections
    self.factsPerRequest = factsPerRequest
    workers = (0..<connections).map { number in
      Worker(
        dice: Dice(seed: seed &+ UInt64(number) << 32),
        left: facts / connections + (number < facts % connections ? 1 : 0))
    }
  }

  mutating func appendRequest(of connection: Int, to bytes: inout [UInt8]) -> Bool {
    let count = min(factsPerRequest, workers[connection].left)
    guard count > 0 else { return false }
    let connections = connections
    bytes.appendFrame(method: Method.record) { record in
      for _ in 0..<count {
        Self.append(to: &record, worker: &workers[connection], number: connection, of: connections)
      }
    }
    workers[connection].left -= count
    return true
  }

  private static func append(to record: inout MessageWriter, worker: inout Worker, number: Int, of connections: Int) {
    defer { worker.facts += 1 }
    guard worker.facts % 5 != 0 else {
      let contact = worker.contacts * connections + number
      worker.contacts += 1
      return record.contactCreated(contact, id: People.id(.contact, contact), &worker.dice)
    }
    let contact = worker.dice.rollHeavyTailed(below: worker.contacts) * connections + number
    let id = People.id(.contact, contact)
    switch worker.dice.roll(below: 80) {
    case 0..<20: record.callLogged(id, &worker.dice)
    case 20..<40: record.emailLogged(id, &worker.dice)
    case 40..<56: record.noteAdded(id, &worker.dice)
    case 56..<62 where !worker.stages.isEmpty:
      let deal = worker.dice.roll(below: worker.stages.count)
      let stage = (Int(worker.stages[deal]) + 1 + worker.dice.roll(below: 3)) % 4
      worker.stages[deal] = UInt8(stage)
      record.stageChanged(People.id(.deal, deal * connections + number), stage: stages[stage])
    case 56..<68:
      let deal = worker.stages.count * connections + number
      worker.stages.append(0)
      record.dealOpened(People.id(.deal, deal), contact: id, stage: stages[0], &worker.dice)
    case 68..<76: record.detailsChanged(contact, id: id, &worker.dice)
    default: record.tagged(id, &worker.dice)
    }
  }
}
