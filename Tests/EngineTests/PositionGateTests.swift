import APISchema
import Domain
import FactSchema
import TestSupport
import Testing

@testable import Engine

@Suite struct `Waiting for a position` {
  private typealias Gate = PositionGate<Int>

  /// Read models and those that wait for them, as plain lists: what the gate must say is looked up anew each time.
  private struct Plain {
    struct Waiter {
      var number: Int
      var need: Gate.Need
      var caller: Caller
      var deadline: ContinuousClock.Instant
    }

    var positions: [UInt64] = [0, 0, 0]
    /// 0 follows, 1 is stalled, 2 has stopped, 3 is absent.
    var states = [0, 0, 0]
    var waiters: [Waiter] = []

    func standing(_ place: Int) -> Gate.Standing {
      switch states[place] {
      case 0: .follows
      case 1: .isStalled("full")
      case 2: .hasStopped("stopped")
      default: .isAbsent(Refusal(.rebuilding, "not yet"))
      }
    }

    /// What is said to who needs this: a word for each way that it may end.
    func word(_ need: Gate.Need) -> String {
      let behind = need.places.filter { positions[$0] < need.position.value }
      // The first read model that says no decides.
      for place in need.places {
        if states[place] == 3 { return "rebuilding" }
        if states[place] == 2, behind.contains(place), positions[place] < need.atLeast.value { return "behind" }
      }
      let isHeld = { (place: Int) in states[place] != 0 && positions[place] >= need.atLeast.value }
      if !behind.allSatisfy(isHeld) { return "waits" }
      return behind.isEmpty ? "passes" : "passes \(states[behind.last ?? 0] == 1 ? "full" : "stopped")"
    }
  }

  private static func word(_ admission: Gate.Admission) -> String {
    switch admission {
    case .passes(nil): "passes"
    case .passes(let word?): "passes \(word)"
    case .refused(let refusal): refusal.code.rawValue
    case .waits: "waits"
    }
  }

  @Test(arguments: 1...30 as ClosedRange<UInt64>)
  func `ends once for everybody, and as plain lists say`(seed: UInt64) {
    var dice = SeededGenerator(seed: seed)
    let collector = Collector()
    let callers = (0..<4 as Range<UInt32>).map { collector.caller(uid: $0 / 2) }
    let begun = ContinuousClock.now
    var now = begun
    var gate = Gate(count: 3)
    gate.set(Shares.Rule(total: 40, percent: 50))
    var plain = Plain()
    var number = 0
    for _ in 0..<600 {
      switch dice.below(8) {
      case 0...2:
        number += 1
        let position = plain.positions[dice.below(3)] + UInt64(dice.below(6))
        let places = Array((0..<3).shuffled(using: &dice).prefix(1 + dice.below(2)))
        let need = Gate.Need(
          places: places, position: Position(position), atLeast: Position(UInt64(dice.below(Int(position) + 1))))
        #expect(Self.word(gate.admission(of: need, plain.standing)) == plain.word(need))
        guard plain.word(need) == "waits" else { continue }
        let caller = callers[dice.below(4)]
        let deadline = now.advanced(by: .milliseconds(dice.below(50)))
        // Of forty a uid may have a half, and four are for operators.
        let mayWait = plain.waiters.count < 36 && plain.waiters.count { $0.caller.uid == caller.uid } < 20
        let isIn = gate.wait(number, for: need, of: caller, until: deadline)
        #expect(isIn == mayWait)
        if mayWait {
          plain.waiters.append(Plain.Waiter(number: number, need: need, caller: caller, deadline: deadline))
        }
      case 3...4:
        let place = dice.below(3)
        plain.positions[place] += UInt64(dice.below(4))
        gate.set(Position(plain.positions[place]), of: place)
        Self.release(&gate, &plain)
      case 5:
        plain.states[dice.below(3)] = dice.oneIn(2) ? 0 : dice.below(4)
        Self.release(&gate, &plain)
      case 6:
        now = now.advanced(by: .milliseconds(dice.below(20)))
        let (expired, next) = gate.expire(at: now)
        #expect(expired.map(\.waiter) == plain.waiters.filter { $0.deadline <= now }.map(\.number))
        #expect(expired.allSatisfy { $0.refusal.code == .behind })
        plain.waiters.removeAll { $0.deadline <= now }
        #expect(next == plain.waiters.map(\.deadline).min())
      default:
        guard dice.oneIn(4) else { continue }
        let caller = callers[dice.below(4)]
        gate.drop(caller)
        plain.waiters.removeAll { $0.caller === caller }
      }
      #expect(gate.count == plain.waiters.count)
      for place in 0..<3 {
        let most = plain.waiters.filter { $0.need.places.contains(place) }.map(\.need.position.value).max() ?? 0
        #expect(gate.stillAwaited[place]?.value == (most > plain.positions[place] ? most : nil))
      }
    }
    let left = gate.close()
    #expect(left == plain.waiters.map(\.number))
    #expect(gate.isClosed && gate.count == 0 && gate.stillAwaited == [nil, nil, nil])
  }

  private static func release(_ gate: inout Gate, _ plain: inout Plain) {
    let released = gate.release(plain.standing)
    let due = plain.waiters.filter { plain.word($0.need) != "waits" }
    #expect(released.map(\.waiter) == due.map(\.number))
    #expect(released.map { word($0.admission) } == due.map { plain.word($0.need) })
    plain.waiters = plain.waiters.filter { plain.word($0.need) == "waits" }
  }

  @Test func `wakes who watches the deadlines only for one that comes before it looks`() {
    let caller = Collector().caller()
    let need = Gate.Need(places: [0], position: Position(1), atLeast: .zero)
    let now = ContinuousClock.now
    func at(_ milliseconds: Int) -> ContinuousClock.Instant { now.advanced(by: .milliseconds(milliseconds)) }
    var gate = Gate(count: 1)
    func waits(_ number: Int, _ need: Gate.Need, until deadline: ContinuousClock.Instant) -> Bool {
      let isIn = gate.wait(number, for: need, of: caller, until: deadline)
      #expect(isIn)
      return gate.mustWake(for: deadline)
    }
    var next = gate.expire(at: now).next
    #expect(next == nil)
    #expect(waits(1, need, until: at(50)))
    #expect(!waits(2, need, until: at(60)))
    #expect(waits(3, need, until: at(10)))
    next = gate.expire(at: at(10)).next
    #expect(next == at(50))
    // What went before its time is over leaves the watch as it is.
    gate.set(Position(1), of: 0)
    let released = gate.release { _ in .follows }.map(\.waiter)
    #expect(released == [1, 2])
    #expect(!waits(4, Gate.Need(places: [0], position: Position(2), atLeast: .zero), until: at(70)))
    next = gate.expire(at: at(50)).next
    #expect(next == at(70))
  }
}
