import Testing

@testable import Engine

@Suite struct `Fair turns` {
  let collector = Collector()

  /// Takes and does everything that waits, each for so long; the jobs in their order.
  private func drain(_ turns: inout Turns<String>, nanoseconds: (String) -> UInt64, callers: [Caller]) -> [String] {
    var order: [String] = []
    while let job = turns.next(runningMax: 1) {
      order.append(job)
      guard let caller = callers.first(where: { job.hasPrefix(Self.name($0, callers)) }) else { continue }
      turns.done(caller, nanoseconds: nanoseconds(job))
    }
    return order
  }

  private static func name(_ caller: Caller, _ callers: [Caller]) -> String {
    "c\(callers.firstIndex { $0 === caller } ?? -1)"
  }

  @Test func `of one connection keep its order`() {
    let caller = collector.caller()
    var turns = Turns<String>()
    for number in 0..<200 { turns.add("c0 \(number)", of: caller) }
    let order = drain(&turns, nanoseconds: { _ in 1 }, callers: [caller])
    #expect(order == (0..<200).map { "c0 \($0)" })
    #expect(turns.count == 0)
  }

  @Test func `are one after the other of uids that take as long`() {
    let callers = (0..<3 as Range<UInt32>).map { collector.caller(uid: $0) }
    var turns = Turns<String>()
    for (index, caller) in callers.enumerated() { for job in 0..<10 { turns.add("c\(index) \(job)", of: caller) } }
    let order = drain(&turns, nanoseconds: { _ in 1_000 }, callers: callers)
    for round in 0..<10 {
      let served = Set(order[round * 3..<round * 3 + 3].map { $0.prefix(2) })
      #expect(served.count == 3, "round \(round): \(order)")
    }
  }

  @Test func `are next for who comes while others have many long ones waiting`() {
    let hogs = (0..<4 as Range<UInt32>).map { collector.caller(uid: $0) }
    let late = collector.caller(uid: 9)
    var turns = Turns<String>()
    for (index, caller) in hogs.enumerated() { for job in 0..<64 { turns.add("c\(index) \(job)", of: caller) } }
    for _ in 0..<20 {
      guard let job = turns.next(runningMax: 1), let hog = hogs.first(where: { job.hasPrefix(Self.name($0, hogs)) })
      else { continue }
      turns.done(hog, nanoseconds: 8_000_000)
    }
    turns.add("late", of: late)
    // At most one of each other uid is before it.
    let next = (0..<5).compactMap { _ in turns.next(runningMax: 1) }
    #expect(next.contains("late"), "\(next)")
  }

  @Test func `take the connections of a uid in turns too`() {
    let callers = (0..<2).map { _ in collector.caller(uid: 5) }
    var turns = Turns<String>()
    for job in 0..<50 { turns.add("c0 \(job)", of: callers[0]) }
    turns.add("c1 0", of: callers[1])
    let order = drain(&turns, nanoseconds: { _ in 1_000 }, callers: callers)
    #expect((order.firstIndex(of: "c1 0") ?? 99) <= 2, "\(order)")
  }

  @Test func `give a uid no more threads than it may have`() {
    let (one, other) = (collector.caller(uid: 1), collector.caller(uid: 2))
    var turns = Turns<String>()
    for job in 0..<5 { turns.add("one \(job)", of: one) }
    turns.add("other", of: other)
    let first = [turns.next(runningMax: 1), turns.next(runningMax: 1)].compactMap(\.self)
    #expect(Set(first) == ["one 0", "other"])
    let none = turns.next(runningMax: 1)
    #expect(none == nil)
    let second = turns.next(runningMax: 2)
    #expect(second == "one 1")
    turns.done(one, nanoseconds: 1)
    turns.done(one, nanoseconds: 1)
    let third = turns.next(runningMax: 1)
    #expect(third == "one 2")
  }

  @Test func `of who has left are given up, and the others go on`() {
    let (one, other) = (collector.caller(uid: 1), collector.caller(uid: 1))
    var turns = Turns<String>()
    for job in 0..<5 { turns.add("one \(job)", of: one) }
    turns.add("other", of: other)
    let first = turns.next(runningMax: 2)
    let left = turns.remove(one)
    var rest: [String] = []
    while let job = turns.next(runningMax: 9) { rest.append(job) }
    // Either connection may have been first.
    #expect(first == "other" ? left.count == 5 && rest.isEmpty : left.count == 4 && rest == ["other"])
    #expect(turns.count == 0)
  }
}
