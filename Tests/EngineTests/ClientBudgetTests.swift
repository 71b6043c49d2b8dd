import Engine
import Synchronization
import TestSupport
import Testing

/// What all clients together may make the daemon hold.
@Suite struct `The clients' budget` {
  let budget = ClientBudget(bytes: 64 << 20)

  @Test func `gives one user a quarter, and half of that for requests`() {
    let account = budget.account(uid: 1000, isOperator: false)
    #expect(account.take(8 << 20, .request))
    #expect(!account.take(1, .request))
    #expect(account.take(8 << 20, .answer))
    #expect(!account.take(1, .answer))
    #expect(budget.heldBytes == 16 << 20)
    #expect(budget.account(uid: 1001, isOperator: false).take(1, .request))
  }

  @Test func `keeps an eighth for operators, and gives a quarter to nobody in advance`() {
    for uid in 1...2 as ClosedRange<UInt32> {
      #expect(budget.account(uid: uid, isOperator: false).take(16 << 20, .answer))
    }
    #expect(budget.account(uid: 3, isOperator: false).take(8 << 20, .answer))
    #expect(!budget.account(uid: 4, isOperator: false).take(1, .answer))
    let operators = budget.account(uid: 0, isOperator: true)
    #expect(operators.take(8 << 20, .answer))
    #expect(!operators.take(1, .answer))
    operators.takeAnyway(16 << 20)
    #expect(budget.heldBytes == 64 << 20)
  }

  @Test func `grants claims in their order when bytes are given back, and no later one overtakes them`() {
    let account = budget.account(uid: 1000, isOperator: false)
    let receiver = Receiver()
    #expect(account.take(16 << 20, .answer))
    account.claim(10 << 20, .answer, receiver: receiver, number: 1)
    account.claim(1 << 20, .answer, receiver: receiver, number: 2)
    account.give(4 << 20)
    #expect(receiver.numbers == [])
    #expect(!account.take(1, .answer))
    account.give(6 << 20)
    #expect(receiver.numbers == [1])
    account.give(1 << 20)
    #expect(receiver.numbers == [1, 2])
    account.give(16 << 20)
    #expect(budget.heldBytes == 0)
  }

  @Test func `leaves room for requests beside what a user has it keep`() {
    for isOperator in [false, true] {
      let account = budget.account(uid: 1000, isOperator: isOperator)
      var kept = 0
      while account.takeForLong(64 << 10) { kept += 64 << 10 }
      #expect(kept > 0)
      #expect(account.take(kept, .request))
      account.give(2 * kept)
    }
    #expect(budget.heldBytes == 0)
  }

  @Test func `a claim that is taken back holds nobody up`() {
    let account = budget.account(uid: 1000, isOperator: false)
    let receiver = Receiver()
    #expect(account.take(10 << 20, .answer))
    account.claim(16 << 20, .answer, receiver: receiver, number: 1)
    account.claim(1 << 20, .answer, receiver: receiver, number: 2)
    #expect(account.isWanted)
    account.withdraw(number: 1, of: receiver)
    #expect(receiver.numbers == [2])
    #expect(!account.isWanted)
  }

  @Test func `what is larger than a share is granted to who holds nothing`() {
    let account = budget.account(uid: 1000, isOperator: false)
    let receiver = Receiver()
    #expect(account.take(1, .answer))
    account.claim(100 << 20, .answer, receiver: receiver, number: 7)
    #expect(receiver.numbers == [])
    account.give(1)
    #expect(receiver.numbers == [7])
    #expect(account.isFull)
  }

  /// Whatever is taken, claimed and given back: nothing is lost, nothing is left waiting that fits.
  @Test(arguments: [1, 2, 3, 4] as [UInt64]) func `holds at every moment what its users hold`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let receiver = Receiver()
    let accounts = (0..<5 as Range<UInt32>).map { budget.account(uid: $0, isOperator: $0 == 0) }
    var held = [Int](repeating: 0, count: accounts.count)
    var claimed: [UInt64: (account: Int, bytes: Int)] = [:]
    for number in 0..<2_000 as Range<UInt64> {
      let index = random.below(accounts.count)
      let bytes = 1 + random.below(6 << 20)
      let use: ClientBudget.Use = random.below(2) == 0 ? .request : .answer
      switch random.below(3) {
      case 0:
        if accounts[index].take(bytes, use) {
          held[index] += bytes
        } else {
          claimed[number] = (index, bytes)
          accounts[index].claim(bytes, use, receiver: receiver, number: number)
        }
      default:
        let back = min(held[index], bytes)
        held[index] -= back
        accounts[index].give(back)
      }
      for number in receiver.takeNumbers() {
        guard let claim = claimed.removeValue(forKey: number) else {
          Issue.record("\(number) was granted twice, or never asked for")
          continue
        }
        held[claim.account] += claim.bytes
      }
      #expect(budget.heldBytes == held.reduce(0, +))
      #expect(held.allSatisfy { $0 <= 16 << 20 })
      #expect(budget.heldBytes <= 48 << 20)
    }
    while held.contains(where: { $0 > 0 }) {
      for index in held.indices {
        accounts[index].give(held[index])
        held[index] = 0
      }
      for number in receiver.takeNumbers() {
        if let claim = claimed.removeValue(forKey: number) { held[claim.account] += claim.bytes }
      }
    }
    #expect(claimed.isEmpty)
    #expect(budget.heldBytes == 0)
  }

  private final class Receiver: BudgetReceiver {
    private let granted = Mutex<[UInt64]>([])

    var numbers: [UInt64] { granted.withLock { $0 } }

    func takeNumbers() -> [UInt64] {
      granted.withLock { numbers in
        defer { numbers = [] }
        return numbers
      }
    }

    func granted(_ claim: ClientBudget.Claim) { granted.withLock { $0.append(claim.number) } }
  }
}
