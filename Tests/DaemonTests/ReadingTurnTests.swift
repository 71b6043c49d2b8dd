import TestSupport
import Testing

@testable import Daemon

@Suite struct `Turns at reading` {
  /// However many connections the others have: who comes has its turn with the next.
  @Test(arguments: [1, 2, 3] as [UInt64]) func `come to each user, and to its connections in order`(seed: UInt64) {
    var dice = SeededGenerator(seed: seed)
    var turns = ReadingTurns()
    var lines = [UInt32: [UInt32]]()
    for session in 0..<300 as Range<UInt32> {
      let uid = UInt32(dice.below(5))
      turns.enter(uid)
      let isFirst = turns.wait(session, uid: uid)
      #expect(isFirst == lines.isEmpty)
      lines[uid, default: []].append(session)
      guard dice.below(3) == 0 else { continue }
      #expect(Set(turns.next()) == Set(lines.values.compactMap(\.first)))
      lines = lines.compactMapValues { $0.count > 1 ? Array($0.dropFirst()) : nil }
      #expect(turns.isAny == !lines.isEmpty)
    }
    #expect(turns.users == 5)
  }

  @Test func `count users, not connections`() {
    var turns = ReadingTurns()
    for _ in 0..<3 { turns.enter(1) }
    turns.enter(2)
    turns.leave(2)
    #expect(turns.users == 1)
    for _ in 0..<3 { turns.leave(1) }
    #expect(turns.users == 0)
  }
}
