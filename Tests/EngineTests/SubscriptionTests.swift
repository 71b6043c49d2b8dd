import APISchema
import Domain
import Engine
import FactSchema
import Foundation
import SwiftProtobuf
import TestSupport
import Synchronization
import Testing

/// Takes what a subscription gets, gives credits back, and lets a test await so many facts.
final class Listener: SubscriptionReceiver {
  private struct State {
    var events: [Event] = []
    var byteCount = 0
    var ended: Refusal.Code?
    var waiting: (count: Int, continuation: CheckedContinuation<Void, Never>)?
  }

  private let state = Mutex(State())
  private let onEvents: Mutex<(@Sendable (Int) -> Void)?> = Mutex(nil)
  private let onBytes: Mutex<(@Sendable (Int) -> Void)?> = Mutex(nil)

  func deliver(_ deliveries: [SubscriptionDelivery]) {
    for delivery in deliveries {
      switch delivery.content {
      case .ended(_, let code): state.withLock { $0.ended = code }
      case .events(let encoded):
        let events = encoded.compactMap { try? Event(serializedBytes: $0) }
        let ready = state.withLock { state -> CheckedContinuation<Void, Never>? in
          state.events.append(contentsOf: events)
          state.byteCount += delivery.content.byteCount
          guard let waiting = state.waiting, state.events.count >= waiting.count else { return nil }
          state.waiting = nil
          return waiting.continuation
        }
        ready?.resume()
        onEvents.withLock { $0 }?(events.count)
        onBytes.withLock { $0 }?(delivery.content.byteCount)
      }
    }
  }

  func whenGiven(_ body: @escaping @Sendable (Int) -> Void) { onEvents.withLock { $0 = body } }

  /// Called with the bytes that it was given.
  func whenTaken(_ body: @escaping @Sendable (Int) -> Void) { onBytes.withLock { $0 = body } }

  func events(_ count: Int) async -> [Event] {
    await withCheckedContinuation { continuation in
      let isReady = state.withLock { state in
        if state.events.count >= count { return true }
        state.waiting = (count, continuation)
        return false
      }
      if isReady { continuation.resume() }
    }
    return state.withLock { $0.events }
  }

  var ended: Refusal.Code? { state.withLock { $0.ended } }
  var count: Int { state.withLock { $0.events.count } }
  var byteCount: Int { state.withLock { $0.byteCount } }
}

extension Engine {
  /// A subscription of a connection of its own.
  func subscribe(
    _ request: LogSubscribeRequest, number: UInt64, receiver: any SubscriptionReceiver
  ) throws -> SubscriptionID {
    try subscribe(request, number: number, caller: Collector().caller(), receiver: receiver)
  }
}

@Suite struct `A subscription` {
  @Test func `goes from the past to the live without a gap, with few credits`() async throws {
    let kith = try TestEngine { $0.limits.subscriptionPage = 16 }
    let ada = try await kith.record(created("Ada")).events[0].subject
    for _ in 0..<100 { _ = try await kith.record(called(ada)) }
    let listener = Listener()
    let engine = kith.engine
    let id = try engine.subscribe(
      LogSubscribeRequest.with { $0.credits = 3 }, number: 5, receiver: listener)
    listener.whenGiven { count in _ = try? engine.credit(id, UInt32(count)) }
    _ = try engine.credit(id, 1)
    for _ in 0..<400 { _ = try await kith.record(called(ada)) }
    let events = await listener.events(503)
    #expect(events.map(\.position) == Array(1...place(501)))
    kith.engine.stop()
    #expect(listener.ended == .shuttingDown)
  }

  @Test func `gives no more than its credits`() async throws {
    let kith = try TestEngine()
    for number in 0..<20 { _ = try await kith.record(created("Contact \(number)")) }
    let listener = Listener()
    let id = try kith.engine.subscribe(LogSubscribeRequest.with { $0.credits = 5 }, number: 1, receiver: listener)
    _ = await listener.events(5)
    for number in 0..<20 { _ = try await kith.record(created("Other \(number)")) }
    #expect(listener.count == 5)
    #expect(try kith.engine.credit(id, 30) == 30)
    #expect(await listener.events(35).map(\.position) == Array(1...35))
    kith.engine.stop()
  }

  /// It would wait for the next fact before it looked at what it missed.
  @Test func `gives a batch that is too large to be handed on, though nothing follows it`() async throws {
    let kith = try TestEngine { $0.limits.handedOverEvents = 4 }
    let ada = try await kith.record(created("Ada")).events[0].subject
    let listener = Listener()
    _ = try kith.engine.subscribe(LogSubscribeRequest(), number: 1, receiver: listener)
    _ = await listener.events(1)
    _ = try await kith.record(called(ada))
    _ = await listener.events(2)
    _ = try await kith.record(request(Array(repeating: called(ada), count: 10)))
    #expect(await listener.events(14).map(\.position) == Array(1...place(12)))
    kith.engine.stop()
  }

  @Test func `gives only what it asked for`() async throws {
    let kith = try TestEngine { $0.limits.derivedChanges = 8 }
    let ada = try await kith.record(created("Ada", id: contactID(1))).events[0].subject
    _ = try await kith.record(created("Eve", id: contactID(2)))
    let listener = Listener()
    _ = try kith.engine.subscribe(
      LogSubscribeRequest.with { ($0.types, $0.subjects) = (["CallLogged"], [ada]) }, number: 1, receiver: listener)
    for _ in 0..<20 {
      _ = try await kith.record(called(contactID(1)))
      _ = try await kith.record(called(contactID(2)))
    }
    let events = await listener.events(20)
    let expected = (0..<20).map { place(UInt64(3 + 2 * $0)) }
    #expect(events.map(\.position) == expected)
    kith.engine.stop()
  }

  @Test func `gives the whole past as pages of the log show it`() async throws {
    let kith = try TestEngine()
    try await Self.fill(kith)
    // One in each half of the first large page, and one at its middle.
    for position in [100, 256, 257, 400] as [UInt64] { _ = try await kith.record(retracted(position)) }
    let listener = Listener()
    _ = try kith.engine.subscribe(LogSubscribeRequest.with { $0.credits = 2_000 }, number: 1, receiver: listener)
    let events = await listener.events(907)
    #expect(events == (try await kith.read(LogReadRequest.with { $0.limit = 1_000 })).events)
    #expect(events.filter(\.hasRetractedBy).map(\.position) == [100, 256, 257, 400])
    kith.engine.stop()
  }

  @Test(arguments: [4, 256, 257, 258, 512, 513, 700, 903])
  func `says of a damaged record wherever it is that it is damaged, and gives all others`(position: Int) async throws {
    let kith = try TestEngine()
    try await Self.fill(kith)
    try kith.restart { folder in
      let log = URL(fileURLWithPath: folder + "/log/data.mdb")
      var bytes = try Data(contentsOf: log)
      let place = try #require(bytes.range(of: Data("place-\(position)-".utf8)))
      bytes[place.lowerBound] = UInt8(ascii: "P")
      try bytes.write(to: log)
    }
    let listener = Listener()
    _ = try kith.engine.subscribe(LogSubscribeRequest.with { $0.credits = 2_000 }, number: 1, receiver: listener)
    let events = await listener.events(903)
    #expect(events.map(\.position) == Array(1...903))
    #expect(events.filter(\.hasDamaged).map(\.position) == [UInt64(position)])
    #expect(events[position - 1].fact == Fact())
    #expect(listener.ended == nil)
    kith.engine.stop()
  }

  /// Records a contact, and 900 calls that say where they are.
  private static func fill(_ kith: TestEngine) async throws {
    let ada = try await kith.record(created("Ada", id: contactID(1))).events[0].subject
    let calls = (place(2)...place(901)).map { position in
      Fact.OneOf_Fact.callLogged(
        CallLogged.with { ($0.contact, $0.direction, $0.outcome) = (ada, .outbound, "place-\(position)-") })
    }
    _ = try await kith.record(request(calls))
  }

  @Test func `is given more when its client has taken what it was given, with all others of its connection`()
    async throws
  {
    let kith = try TestEngine { engine in
      engine.limits.subscriptionPageBytes = 8 << 10
      engine.limits.subscriptionUntakenBytes = 16 << 10
    }
    try await Self.fill(kith)
    let collector = Collector()
    let slow = collector.caller(uid: 1)
    let listeners = (0..<50).map { _ in Listener() }
    for listener in listeners {
      _ = try kith.engine.subscribe(
        LogSubscribeRequest.with { $0.credits = 1_000_000 }, number: 1, caller: slow, receiver: listener)
    }
    // Another one's reading goes on meanwhile, and what is recorded live reaches it.
    let quick = Listener()
    let reading = collector.caller(uid: 2)
    let engine = kith.engine
    quick.whenTaken { bytes in engine.took(bytes, reading) }
    _ = try kith.engine.subscribe(
      LogSubscribeRequest.with { $0.credits = 1_000_000 }, number: 1, caller: reading, receiver: quick)
    for _ in 0..<20 { _ = try await kith.record(called(contactID(1))) }
    #expect(await quick.events(923).map(\.position) == Array(1...923))
    // At most the bound and a page past it, whatever their number and credits.
    #expect(listeners.reduce(0) { $0 + $1.byteCount } <= 24 << 10)
    #expect(listeners.contains { $0.count > 0 })
    for listener in listeners { listener.whenTaken { bytes in engine.took(bytes, slow) } }
    engine.took(listeners.reduce(0) { $0 + $1.byteCount }, slow)
    for listener in listeners { #expect(await listener.events(923).map(\.position) == Array(1...923)) }
    kith.engine.stop()
  }

  @Test func `can be had though another uid has as many as it may`() async throws {
    let kith = try TestEngine { $0.limits.subscriptions = 40 }
    let collector = Collector()
    let (greedy, modest) = (collector.caller(uid: 1), collector.caller(uid: 2))
    let listener = Listener()
    var subscriptions: [SubscriptionID] = []
    let error = #expect(throws: Refusal.self) {
      while subscriptions.count < 100 {
        subscriptions.append(
          try kith.engine.subscribe(LogSubscribeRequest(), number: 1, caller: greedy, receiver: listener))
      }
    }
    #expect(error?.code == .tooMany && subscriptions.count == 10)
    _ = try kith.engine.subscribe(LogSubscribeRequest(), number: 1, caller: modest, receiver: listener)
    kith.engine.unsubscribe(subscriptions[0])
    _ = try kith.engine.subscribe(LogSubscribeRequest(), number: 1, caller: greedy, receiver: listener)
    kith.engine.stop()
  }

  @Test(arguments: [place(4), .max]) func `from past the head is refused with the head`(after: UInt64) async throws {
    let kith = try TestEngine()
    for number in 0..<3 { _ = try await kith.record(created("Contact \(number)")) }
    let listener = Listener()
    let refusal = #expect(throws: Refusal.self) {
      try kith.engine.subscribe(LogSubscribeRequest.with { $0.after = after }, number: 1, receiver: listener)
    }
    #expect(refusal?.code == .invalid && refusal?.field == "after" && refusal?.position == Position(place(3)))
    // The head itself is where a follower goes on.
    _ = try kith.engine.subscribe(LogSubscribeRequest.with { $0.after = place(3) }, number: 2, receiver: listener)
    _ = try await kith.record(created("The fourth"))
    #expect(await listener.events(1).map(\.position) == [place(4)])
    kith.engine.stop()
  }
}

@Suite struct `The log` {
  @Test func `is read in pages both ways`() async throws {
    let kith = try TestEngine { $0.limits.derivedChanges = 16 }
    let ada = try await kith.record(created("Ada", id: contactID(1))).events[0].subject
    _ = try await kith.record(created("Eve", id: contactID(2)))
    for number in 0..<60 { _ = try await kith.record(called(number % 3 == 0 ? ada : contactID(2))) }
    for filter in [([], []), (["CallLogged"], []), ([], [ada]), (["CallLogged"], [ada])] as [([String], [String])] {
      for backward in [false, true] {
        var found: [UInt64] = []
        var next: UInt64?
        var more = true
        while more {
          let page = try await kith.read(
            LogReadRequest.with {
              ($0.types, $0.subjects, $0.backward, $0.limit) = (filter.0, filter.1, backward, 7)
              if let next { if backward { $0.before = next } else { $0.after = next } }
            })
          found += page.events.map(\.position)
          (next, more) = (page.next, page.more)
        }
        let all = (1...place(62) as ClosedRange<UInt64>).filter { position in
          let isCall = position > place(2)
          let isAda = position == place(1) || isCall && (position - place(3)) % 3 == 0
          return (filter.0.isEmpty || isCall) && (filter.1.isEmpty || isAda)
        }
        #expect(found == (backward ? all.reversed() : all))
      }
    }
    kith.engine.stop()
  }

  @Test func `is not read on from past its head`() async throws {
    let kith = try TestEngine()
    for name in ["Ada", "Eve"] { _ = try await kith.record(created(name)) }
    for after in [place(3), .max] as [UInt64] {
      let refusal = await #expect(throws: Refusal.self) {
        try await kith.read(LogReadRequest.with { $0.after = after })
      }
      #expect(refusal?.code == .invalid && refusal?.field == "after" && refusal?.position == Position(place(2)))
    }
    let page = try await kith.read(LogReadRequest.with { $0.after = place(2) })
    #expect(page.events.isEmpty && page.next == place(2) && !page.more && page.head == place(2))
    kith.engine.stop()
  }

  @Test func `shows who recorded a fact, and what retracted it`() async throws {
    let kith = try TestEngine()
    let ada = try await kith.record(created("Ada")).events[0].subject
    _ = try await kith.record(called(ada, notes: "hello"), commandID: "two")
    _ = try await kith.record(retracted(place(2)))
    let events = try await kith.read(LogReadRequest.with { $0.after = place(0) }).events
    #expect(events[1].fact.callLogged.notes == "hello")
    #expect(events[1].retractedBy == place(3))
    #expect(!events[0].hasRetractedBy)
    #expect(events[1].actor.name == "user1000")
    #expect(events[1].actor.role == "agent")
    #expect(events[1].commandID == "two")
    #expect(events[1].subjects == [ada])
    kith.engine.stop()
  }
}
