import APISchema
import Domain
import Engine
import FactSchema
import Wire

extension Connection {
  /// A turn's queries begin.
  mutating func beginQueries() {
    stage = .queries
    answeredHere = 0
    answerBytesBefore = answerBytes
    triedHere = nil
  }

  /// Has every query begun that the frontier reaches: up to the first command without an outcome. The first few brief ones
  /// are answered at once.
  mutating func nextQuery() -> Action? {
    if let action = nextCommand() { return action }
    while frontier < pending.tail {
      switch pending.step(of: frontier) {
      case .newCommand, .command, .resolving: return nil
      case .running, .atHead, .answered: frontier += 1
      case .unresolved: return lookUp()
      case .waiting: return begin()
      }
    }
    return nil
  }

  /// Has the query at the frontier answered, at once or by the engine; nil when there is no room for that.
  private mutating func begin() -> Action? {
    if let obstacle = obstacleToBeginning { return obstacle.action }
    let number = frontier
    let request = pending[number]
    guard case .waiting(let bytes) = request.state else { return nil }
    let call = Call(number: number, method: request.method, request: bytes, after: lastPosition)
    if request.method.answeredBy == .readModels, triedHere != number, answeredHere < Limits.answersATurn,
      answerBytes - answerBytesBefore < Limits.answerBytesATurn
    {
      triedHere = number
      return .answerHere(call)
    }
    if let obstacle = obstacleToReserving(request.method) { return obstacle.action }
    reserve(request.method)
    pending.set(.running, of: number)
    frontier += 1
    isHandOverDue = true
    return .begin(call)
  }

  /// Has the next contact looked up that the call at the frontier names; nil when there is no room for that.
  private mutating func lookUp() -> Action? {
    guard case .unresolved(var resolution) = pending[frontier].state else { return nil }
    let method = resolution.call.method
    if !resolution.isBegun {
      if let obstacle = obstacleToBeginning ?? obstacleToReserving(method) { return obstacle.action }
      reserve(method)
      resolution.isBegun = true
    }
    guard let request = resolution.lookUp(after: lastPosition) else {
      unreserve(method)
      pending.set(state(after: resolution), of: frontier)
      return nextQuery()
    }
    pending.set(.resolving(resolution), of: frontier)
    isHandOverDue = true
    return .lookUp(frontier, request)
  }

  // MARK: Room

  /// Why a query cannot be begun: it waits, or is to be begun again after an action.
  private enum Obstacle {
    case waits
    case needs(Need)

    var action: Action? {
      switch self {
      case .waits: nil
      case .needs(let need): .hold(need)
      }
    }
  }

  /// What the engine may answer is bounded by the client's reading. One query always may be begun where later replies are
  /// what fills the room, for they wait for it.
  private var obstacleToBeginning: Obstacle? {
    guard running < Limits.queriesAtOnce, unsentBytes + outBytes < limits.replyBytes,
      running == 0 || answerBytes < limits.replyBytes
    else { return .waits }
    // What is held already is to be the connection's own.
    return obstacle(room(for: 0, .answer))
  }

  /// What keeps room from being set aside for the most that the answer may take.
  private func obstacleToReserving(_ method: Method) -> Obstacle? {
    let bytes = reservation(for: method)
    guard running == 0 || reservedBytes + bytes <= Limits.reservedReplies * limits.replyBytes else { return .waits }
    return obstacle(room(for: bytes, .answer))
  }

  private func obstacle(_ room: Room) -> Obstacle? {
    switch room {
    case .enough: nil
    case .needs(let need): .needs(need)
    case .claimed: .waits
    }
  }

  private mutating func reserve(_ method: Method) {
    running += 1
    reservedBytes += reservation(for: method)
  }

  private mutating func unreserve(_ method: Method) {
    running -= 1
    reservedBytes -= reservation(for: method)
  }

  // MARK: Outcomes

  /// Takes the outcome of a command or query; a turn is to follow. The method of what it is about; nil where nobody waits
  /// for it any more.
  @discardableResult
  mutating func accept(_ outcome: Outcome) -> Method? {
    guard phase != .closed, let number = pending.number(endingIn: UInt32(truncatingIfNeeded: outcome.number)) else {
      return nil
    }
    let method = pending.method(of: number)
    switch pending.step(of: number) {
    case .running: unreserve(method)
    case .resolving:
      guard case .resolving(var resolution) = pending[number].state else { return nil }
      resolution.take(outcome.result)
      pending.set(.unresolved(resolution), of: number)
      return method
    case .command: break
    case .newCommand, .waiting, .unresolved, .atHead, .answered: return nil
    }
    if let position = outcome.position { lastPosition = max(lastPosition, position) }
    answer(number, outcome.result)
    return method
  }

  /// Takes the answer of a query that was answered at once.
  mutating func answeredHere(_ number: UInt64, _ result: Result<[UInt8], Refusal>) {
    answeredHere += 1
    answer(number, result)
  }

  /// Takes the answer to a request that was asked for in this turn.
  mutating func answer(_ number: UInt64, _ result: Result<[UInt8], Refusal>) {
    guard phase != .closed else { return }
    let method = pending.method(of: number)
    switch result {
    case .success(let reply):
      guard reply.count <= method.replyBytes else {
        let refusal = Refusal(
          .tooLarge, "the answer has more than \(method.replyBytes) bytes: ask for less of it at a time")
        pending.set(.answered(.refused(refusal)), of: number)
        return
      }
      answerBytes += cost(ofAnswer: reply.count)
      pending.set(.answered(.result(reply)), of: number)
    case .failure(let refusal): pending.set(.answered(.refused(refusal)), of: number)
    }
  }

  /// What was to be begun cannot be: it is answered at once.
  mutating func refuse(_ number: UInt64, _ refusal: Refusal) {
    guard phase != .closed else { return }
    if pending.step(of: number) == .running { unreserve(pending.method(of: number)) }
    answer(number, .failure(refusal))
  }

  /// Answers queries that are still waiting with `shuttingDown`. Commands that the engine has are never given up.
  mutating func giveUpQueries() {
    guard phase != .closed else { return }
    for number in pending.head..<pending.tail {
      switch pending.step(of: number) {
      case .running, .resolving: unreserve(pending.method(of: number))
      case .unresolved:
        if case .unresolved(let resolution) = pending[number].state, resolution.isBegun {
          unreserve(resolution.call.method)
        }
      case .newCommand, .waiting: break
      case .command, .atHead, .answered: continue
      }
      pending.set(.answered(.refused(Self.stopping)), of: number)
    }
    turn()
  }
}
