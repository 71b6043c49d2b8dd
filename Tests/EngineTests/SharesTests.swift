import Engine
import TestSupport
import Testing

@Suite struct `Shares of a limit` {
  @Test func `are a quarter for a user, next to nothing for strangers, and all but twice what is kept for an operator`()
  {
    let rule = Shares.Rule(total: 1_024, percent: 25)
    #expect(rule.each(.user) == 256 && rule.all(.user) == 922)
    #expect(rule.each(.stranger) == 4 && rule.all(.stranger) == 16)
    #expect(rule.each(.operator) == 820 && rule.all(.operator) == 1_024)
  }

  @Test(arguments: 1...40) func `are never nothing, whatever the limit`(total: Int) {
    for percent in [1, 25, 100] {
      let rule = Shares.Rule(total: total, percent: percent)
      for standing in [Standing.stranger, .user, .operator] { #expect((1...total).contains(rule.each(standing))) }
    }
  }

  @Test(arguments: [Standing.stranger, .user, .operator])
  func `leave something to a user and to an operator whoever takes all that it may get`(taker: Standing) {
    for total in [10, 16, 100, 1_024] {
      var shares = Shares(Shares.Rule(total: total, percent: 25))
      while shares.take(uid: 1, taker) {}
      let (user, root) = (shares.take(uid: 2, .user), shares.take(uid: 0, .operator))
      #expect(user && root, "of \(total)")
    }
  }

  @Test func `leave something to an operator when all users take what they may get`() {
    var shares = Shares(Shares.Rule(total: 1_024, percent: 25))
    for uid in 1...100 as ClosedRange<UInt32> { while shares.take(uid: uid, uid % 3 == 0 ? .stranger : .user) {} }
    #expect(shares.total == 922)
    let taken = shares.take(102, uid: 0, .operator)
    #expect(taken)
  }

  /// Whatever is taken and given back: the sums are those of a list of what everybody holds, and none is over its bound.
  @Test(arguments: [1, 2, 3] as [UInt64]) func `are kept to at every moment`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let rule = Shares.Rule(total: 300, percent: 20)
    var shares = Shares(rule)
    var held: [(uid: UInt32, standing: Standing, amount: Int)] = []
    let standings: [Standing] = [.operator, .user, .user, .user, .user, .user, .stranger, .stranger]
    var refusals = 0
    for _ in 0..<5_000 {
      let uid = UInt32(random.below(standings.count))
      let standing = standings[Int(uid)]
      if random.below(3) > 0 {
        let amount = 1 + random.below(12)
        let own = held.filter { $0.uid == uid }.reduce(0) { $0 + $1.amount }
        let alike = held.filter { $0.standing == standing }.reduce(0) { $0 + $1.amount }
        let others = held.filter { $0.standing != .operator }.reduce(0) { $0 + $1.amount }
        let all = held.reduce(0) { $0 + $1.amount }
        let fits =
          switch standing {
          case .operator: own + amount <= 240 && all + amount <= 300
          case .user: own + amount <= 60 && others + amount <= 270 && all + amount <= 300
          case .stranger: own + amount <= 1 && alike + amount <= 4 && others + amount <= 270 && all + amount <= 300
          }
        let isTaken = shares.take(amount, uid: uid, standing)
        #expect(isTaken == fits)
        if isTaken { held.append((uid, standing, amount)) } else { refusals += 1 }
      } else if !held.isEmpty {
        let back = held.remove(at: random.below(held.count))
        shares.give(back.amount, uid: back.uid, back.standing)
      }
      #expect(shares.total == held.reduce(0) { $0 + $1.amount })
    }
    #expect(refusals > 100)
  }
}
