import Domain
import FactSchema
import RowSchema
import SwiftProtobuf
import TestSupport

extension RandomFacts {
  /// One of the few that contacts have, mostly; else one that lacks something.
  mutating func address() -> String {
    if random.oneIn(20) { return random.pick(["nowhere", "1234567", "ada@"]) }
    return random.oneIn(3) ? random.pick(Self.phones) : random.pick(Self.emails + ["ADA@example.com"])
  }

  mutating func suppression(_ model: PlainModel) -> Fact.OneOf_Fact {
    if random.oneIn(2) {
      return .suppressionLifted(
        .with {
          ($0.suppression, $0.address) = (freshID(.suppression, model), address())
          $0.reason = maybe("Asked for it")
        })
    }
    return .suppressionAdded(
      .with {
        ($0.suppression, $0.address) = (freshID(.suppression, model), address())
        $0.scope = random.pick([.unspecified, .everything, .allButTransactional])
        $0.channel = random.oneIn(30) ? "No Word" : random.pick(["", "", "email", "sms"])
        $0.reason = maybe("Moved away")
      })
  }
}
