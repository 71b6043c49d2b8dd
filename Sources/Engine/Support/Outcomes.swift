import Domain
import FactSchema

/// Gathers outcomes by receiver, so that each receiver is called once per batch.
struct Outcomes {
  private var groups: [(receiver: any OutcomeReceiver, outcomes: [Outcome])] = []

  mutating func add(_ ticket: Ticket, _ result: Result<[UInt8], Refusal>, position: Position? = nil) {
    let outcome = Outcome(number: ticket.number, result: result, position: position)
    // Receivers are event loops: a few, so that looking through them beats hashing.
    for index in groups.indices where groups[index].receiver === ticket.receiver {
      groups[index].outcomes.append(outcome)
      return
    }
    groups.append((ticket.receiver, [outcome]))
  }

  /// Hands everything over.
  mutating func deliver() {
    for group in groups { group.receiver.deliver(group.outcomes) }
    groups.removeAll(keepingCapacity: true)
  }
}
