import Domain
import Engine
import NIOCore
import APISchema
import FactSchema
import Rights
import TestSupport
import Testing
import Wire

@testable import Daemon

/// Another action than the one that must come.
private struct Unexpected: Error {}

@Suite struct `A connection, as a machine without a socket` {
  @Test(arguments: 1...40 as ClosedRange<UInt64>)
  func `answers everything once and in order, whatever comes when`(seed: UInt64) {
    var world = ConnectionWorld(seed: seed, requests: 150, inFlight: [5, 50, 500][Int(seed % 3)])
    while world.step() {}
    #expect(world.replied == world.planned.count)
    #expect(world.readLines == world.expectedLines)
    #expect(world.isCloseAsked && !world.isCloseLater)
    #expect(world.connection.heldBytes == 0 && world.taken == 0 && world.unfinished == 0 && world.claims.isEmpty)
    #expect(world.connection.running == 0 && world.connection.reservedBytes == 0)
  }

  @Test(arguments: 1...40 as ClosedRange<UInt64>)
  func `that is to stop answers what it has read and asks to be closed`(seed: UInt64) {
    var world = ConnectionWorld(seed: seed, requests: 100)
    for _ in 0..<world.dice.below(150) { _ = world.step() }
    world.isStopped = true
    let ended = world.connection.stop()
    #expect(ended.count == world.subscriptions.count)
    world.subscriptions = [:]
    world.run()
    for _ in 0..<world.dice.below(50) where !world.isCloseAsked { _ = world.step() }
    world.connection.giveUpQueries()
    world.run()
    #expect(world.connection.running == 0 && world.connection.reservedBytes == 0)
    while !world.isCloseAsked, world.step() {}
    #expect(world.isCloseAsked && world.connection.isDone)
    let lines = world.readLines
    #expect(lines == Array(world.expectedLines.prefix(lines.count)))
    #expect(world.connection.running == 0 && world.connection.reservedBytes == 0 && world.connection.requestBytes == 0)
  }

  @Test(arguments: 1...40 as ClosedRange<UInt64>)
  func `that has ended gives everything back and asks for nothing`(seed: UInt64) {
    var world = ConnectionWorld(seed: seed, requests: 100)
    for _ in 0..<world.dice.below(300) { _ = world.step() }
    let rest = world.connection.closed()
    #expect(rest.grantedBytes == world.taken && rest.unfinishedBytes == world.unfinished)
    #expect(rest.hasClaims == !world.claims.isEmpty)
    #expect(rest.subscriptions.count >= world.subscriptions.count)
    // Whatever comes late is about nobody.
    for number in world.commands + world.asked.map(\.number) {
      world.connection.accept(Outcome(number: UInt64(number), result: .success([])))
    }
    for (write, _) in world.writes { world.connection.sent(write) }
    world.connection.turn()
    if let action = world.connection.next() { Issue.record("\(action) is asked for when it is over") }
    #expect(world.connection.heldBytes == 0)
  }

  // MARK: One thing at a time

  /// All that a connection says, until it says nothing more.
  private static func actions(_ connection: inout Connection) -> [Connection.Action] {
    var actions: [Connection.Action] = []
    while let action = connection.next() { actions.append(action) }
    return actions
  }

  private static func connection(_ role: Role = .operator) -> Connection {
    var connection = Connection(limits: Settings().limits, rights: Rights(role), after: Position(7))
    connection.readOn()
    _ = actions(&connection)
    return connection
  }

  @Test func `refuses a request that stays unfinished for its time, and no sooner`() throws {
    var connection = Self.connection()
    let start = NIODeadline.uptimeNanoseconds(0)
    let limit = TimeAmount.seconds(Int64(connection.limits.unfinishedSeconds))
    connection.received(ByteBuffer(string: "{"))
    connection.readCompleted()
    guard case .askTime = connection.next() else { throw Unexpected() }
    #expect(connection.unfinished(at: start) == start + limit)
    guard case .countUnfinished(1) = connection.next() else { throw Unexpected() }
    _ = Self.actions(&connection)
    // More of the same request does not make it younger.
    connection.received(ByteBuffer(string: " "))
    connection.readCompleted()
    _ = Self.actions(&connection)
    #expect(connection.judgeAge(at: start + limit - .nanoseconds(1)) == start + limit)
    #expect(connection.phase == .serving)
    #expect(connection.judgeAge(at: start + limit) == nil)
    #expect(connection.phase == .discarding)
    var refusals = 0
    var counted = 0
    for action in Self.actions(&connection) {
      if case .reply(let reply) = action, case .error(let error) = reply.answer, reply.id == .null {
        refusals += 1
        #expect(error.number == -32600)
      }
      if case .countUnfinished(let bytes) = action { counted += bytes }
    }
    #expect(refusals == 1 && counted == -2)
  }

  @Test func `has no more queries at the engine than may be`() {
    var connection = Self.connection()
    let calls = (0..<100).map { number in
      InboundRequest.call(MethodCall(id: .number(number), method: .contactGet, request: []))
    }
    connection.take(.batch(calls))
    connection.turn()
    /// The queries that are begun, where there is room for everything.
    func begun() -> [UInt64] {
      var begun: [UInt64] = []
      while let action = connection.next() {
        if case .begin(let call) = action { begun.append(call.number) }
        if case .hold(let need) = action { connection.granted(need.bytes) }
      }
      return begun
    }
    let most = ConnectionWorld.queriesAtOnce
    #expect(begun() == Array(0..<UInt64(most)))
    for number in [5, 7] as [UInt64] { connection.accept(Outcome(number: number, result: .success([]))) }
    connection.turn()
    #expect(begun() == [UInt64(most), UInt64(most) + 1])
  }

  @Test func `that lost a permission reads nothing more and is closed soon`() {
    var connection = Self.connection()
    connection.begun(1, Connection.Subscription(id: SubscriptionID(3), credits: 1, position: Position(5)))
    #expect(connection.set(limits: Settings().limits, rights: Rights(.operator)) == [])
    #expect(Self.actions(&connection).isEmpty)
    #expect(connection.set(limits: Settings().limits, rights: Rights(.reader)) == [SubscriptionID(3)])
    connection.wrote(1)
    let actions = Self.actions(&connection)
    #expect(actions.contains { if case .ended(let ended) = $0 { ended.position == 5 } else { false } })
    #expect(actions.contains { if case .closeLater = $0 { true } else { false } })
    #expect(!actions.contains { if case .read = $0 { true } else { false } })
    connection.readCompleted()
    #expect(!Self.actions(&connection).contains { if case .read = $0 { true } else { false } })
  }

  @Test func `whose client takes nothing is closed when others want the memory`() {
    var connection = Self.connection()
    connection.wrote(ConnectionWorld.budgetOfConnection + 1)
    connection.turn()
    let actions = Self.actions(&connection)
    let writes = actions.compactMap { if case .send(let write) = $0 { write } else { nil } }
    #expect(actions.contains { if case .watchUnread = $0 { true } else { false } })
    func isClose(_ action: Connection.Action?) -> Bool { if case .close = action { true } else { false } }
    func isWatch(_ action: Connection.Action?) -> Bool { if case .watchUnread = action { true } else { false } }
    #expect(isWatch(connection.judgeUnread { false }))
    // Of a client that took something nobody asks whether others wait.
    var other = connection
    other.wrote(1)
    other.turn()
    for action in Self.actions(&other) { if case .send(let write) = action { other.sent(write) } }
    #expect(isWatch(other.judgeUnread { true }))
    #expect(isClose(connection.judgeUnread { true }))
    for write in writes { other.sent(write) }
    #expect(!isWatch(other.judgeUnread { true }) && other.unsentBytes == 0)
  }
}
