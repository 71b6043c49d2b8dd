import Engine
import NIOCore

/// The sessions of one event loop, and where the engine delivers for all of them at once.
///
/// Everything but `deliver` is called on the loop.
final class SessionLoop: OutcomeReceiver, SubscriptionReceiver, BudgetReceiver {
  let eventLoop: any EventLoop
  private let state: NIOLoopBoundBox<State>

  private struct State {
    var sessions: [UInt32: Session] = [:]
    var lastNumber: UInt32 = 0
    var turns = ReadingTurns()
    var isStopping = false
    var whenEmpty: EventLoopPromise<Void>?
  }

  init(_ eventLoop: any EventLoop) {
    self.eventLoop = eventLoop
    state = .makeBoxSendingValue(State(), eventLoop: eventLoop)
  }

  var isStopping: Bool { state.value.isStopping }

  /// A number that no open session has.
  func nextNumber() -> UInt32 {
    repeat { state.value.lastNumber &+= 1 } while state.value.sessions[state.value.lastNumber] != nil
    return state.value.lastNumber
  }

  func add(_ session: Session) {
    state.value.sessions[session.number] = session
    state.value.turns.enter(session.caller.uid)
  }

  func remove(_ number: UInt32) {
    guard let session = state.value.sessions.removeValue(forKey: number) else { return }
    state.value.turns.leave(session.caller.uid)
    if state.value.sessions.isEmpty { state.value.whenEmpty?.succeed() }
  }

  /// Lets a session read: at once, or where it has just read much and others are here, when its user's turn has come.
  func readOn(_ session: Session) {
    guard session.readBytes >= Limits.readMuch, state.value.turns.users > 1 else { return session.read() }
    if state.value.turns.wait(session.number, uid: session.caller.uid) { giveTurns() }
  }

  /// A moment later, so that whoever has little to say is heard between two turns.
  private func giveTurns() {
    eventLoop.assumeIsolated().scheduleTask(in: .microseconds(Limits.readingTurnMicroseconds)) {
      for number in self.state.value.turns.next() { self.state.value.sessions[number]?.read() }
      if self.state.value.turns.isAny { self.giveTurns() }
    }
  }

  /// Does something with every session that is open now.
  func forEach(_ body: (Session) -> Void) {
    for session in Array(state.value.sessions.values) { body(session) }
  }

  /// Lets every session answer what it has and close; succeeds when none is left. What cannot be answered within the
  /// time is given up: queries that wait soon, clients that do not read at its end.
  func stop(within limit: TimeAmount) -> EventLoopFuture<Void> {
    let promise = eventLoop.makePromise(of: Void.self)
    state.value.isStopping = true
    state.value.whenEmpty = promise
    let queries = eventLoop.assumeIsolated().scheduleTask(in: .milliseconds(Limits.stopQueryMilliseconds)) {
      self.forEach { $0.giveUpQueries() }
    }
    let rest = eventLoop.assumeIsolated().scheduleTask(in: limit) { self.forEach { $0.close() } }
    promise.futureResult.assumeIsolated().whenComplete { _ in
      queries.cancel()
      rest.cancel()
    }
    forEach { $0.stop() }
    if state.value.sessions.isEmpty { promise.succeed() }
    return promise.futureResult
  }

  func deliver(_ outcomes: [Outcome]) {
    eventLoop.execute { self.take(outcomes) }
  }

  func deliver(_ deliveries: [SubscriptionDelivery]) {
    eventLoop.execute { self.take(deliveries) }
  }

  /// Gives a session the bytes that it asked for; those of one that is gone go back.
  func granted(_ claim: ClientBudget.Claim) {
    eventLoop.execute {
      guard let session = self.state.value.sessions[UInt32(truncatingIfNeeded: claim.number)] else {
        return claim.account.give(claim.bytes)
      }
      session.granted(claim)
    }
  }

  /// Gives each session its outcomes and then one turn. An outcome of a connection that is gone is dropped.
  private func take(_ outcomes: [Outcome]) {
    var touched: [Session] = []
    var current: Session?
    for outcome in outcomes {
      let number = UInt32(truncatingIfNeeded: outcome.number >> 32)
      if current?.number != number { current = state.value.sessions[number] }
      guard let session = current else { continue }
      session.accept(outcome)
      if !session.isTouched {
        session.isTouched = true
        touched.append(session)
      }
    }
    for session in touched {
      session.isTouched = false
      session.turn()
    }
  }

  private func take(_ deliveries: [SubscriptionDelivery]) {
    var touched: [Session] = []
    for delivery in deliveries {
      guard let session = state.value.sessions[UInt32(truncatingIfNeeded: delivery.number >> 32)] else { continue }
      session.accept(delivery)
      if !session.isTouched {
        session.isTouched = true
        touched.append(session)
      }
    }
    for session in touched {
      session.isTouched = false
      session.turn()
    }
  }
}
