import FactSchema
import SwiftProtobuf
import TestSupport

/// Random facts about users, teams and what they have.
extension RandomFacts {
  mutating func user(_ model: PlainModel) -> Fact.OneOf_Fact {
    let known = model.state.made["user"] ?? []
    let login = random.pick(Self.owners + ["Finn", "Gina"])
    switch random.below(known.isEmpty ? 3 : 8) {
    case 0, 1:
      return .userAdded(
        .with {
          $0.user = freshID(.user, model)
          $0.login = random.oneIn(20) ? "" : random.oneIn(3) ? login.uppercased() : login
          $0.name = maybe("Somebody")
          if random.oneIn(2) { $0.team = id(.team, model) }
          if random.oneIn(2), !known.isEmpty { $0.manager = id(.user, model) }
          if random.oneIn(3) { $0.uid = UInt32(50_000 + random.below(3)) }
        })
    case 2:
      return .teamDefined(
        .with {
          $0.team = random.oneIn(2) ? id(.team, model) : ""
          $0.name = random.oneIn(20) ? "" : random.pick(["North", "South", "NORTH", "East"])
          if random.oneIn(3), !known.isEmpty { $0.lead = id(.user, model) }
        })
    case 3, 4:
      return .userChanged(
        .with {
          $0.user = id(.user, model)
          if random.oneIn(3) { $0.name = "Changed" }
          if random.oneIn(3) { $0.team = id(.team, model) }
          if random.oneIn(3) { $0.manager = id(.user, model) }
          if random.oneIn(3) { $0.uid = UInt32(50_000 + random.below(3)) }
          if random.oneIn(4) { $0.clear = [random.pick(["name", "team", "manager", "uid", "login"])] }
        })
    case 5, 6: return .userDeactivated(.with { $0.user = id(.user, model) })
    default: return .userReactivated(.with { $0.user = id(.user, model) })
    }
  }

  mutating func handover() -> Fact.OneOf_Fact {
    let (from, to) = (random.pick(Self.owners), random.pick(Self.owners + ["Finn"]))
    return .workHandedOver(
      .with {
        $0.from = random.oneIn(20) ? "" : random.oneIn(3) ? from.uppercased() : from
        $0.to = random.oneIn(3) ? to.lowercased() : to
        if random.oneIn(2) {
          $0.of = random.pick([["contacts"], ["deals", "tasks"], ["tasks", "contacts"], ["orders"]])
        }
      })
  }
}
