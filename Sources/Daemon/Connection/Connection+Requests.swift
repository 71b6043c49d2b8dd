import APISchema
import Domain
import Engine
import FactSchema
import NIOCore
import Rights
import Wire

extension Connection {
  /// Whether another request may be taken.
  var hasRoom: Bool {
    pending.count + unsentRequests + outRequests < limits.inFlight && requestBytes < 4 * limits.requestBytes
      && unsentBytes + outBytes + answerBytes < limits.replyBytes
  }

  // MARK: Bytes

  /// Bytes were read.
  mutating func received(_ bytes: ByteBuffer) {
    hasRead = true
    guard phase == .serving else { return }
    framer.feed(bytes)
  }

  /// What was asked for is read.
  mutating func readCompleted() {
    isReading = false
    // At the end of the stream this comes without bytes, and then the event of that end: a turn here might meet a client
    // that is gone and close the channel under NIO, which is about to close its input.
    guard hasRead else { return readOn() }
    hasRead = false
    turn()
  }

  /// The client sends nothing more.
  mutating func inputClosed() {
    isInputClosed = true
    // A last line needs no line end.
    if phase == .serving, framer.framing == .json { framer.feed(ByteBuffer(bytes: [UInt8(ascii: "\n")])) }
    turn()
  }

  /// Asks for more bytes when there is room for what they may hold.
  mutating func read() -> Action? {
    guard !isReading, !isInputClosed, !isHeldBack, phase == .serving || phase == .discarding, hasRoom else {
      return nil
    }
    isReading = true
    return .read
  }

  // MARK: Requests

  /// Cuts requests from what was read, as many as there is room for, and has their commands made.
  mutating func nextRequest() -> Action? {
    if let action = nextCommand() { return action }
    if phase == .serving, let action = cut() { return action }
    return noteUnfinished()
  }

  private mutating func cut() -> Action? {
    guard hasRoom else {
      isHeldBack = framer.unfinishedBytes > 0 || heldItem != nil
      return nil
    }
    isHeldBack = false
    guard let item = heldItem.take() ?? framer.next() else { return nil }
    // What it will take is asked for before it is decoded.
    switch room(for: PendingRequest.bytes(request: item.byteCount), .request) {
    case .enough: break
    case .needs(let need):
      heldItem = item
      return .hold(need)
    case .claimed:
      heldItem = item
      isHeldBack = true
      return nil
    }
    tookRequest = true
    if framing == nil { framing = framer.framing }
    switch item {
    case .json, .frame: return .decode(item)
    case .tooLarge: refuse(WireError(.tooLarge, "A request may have at most \(limits.requestBytes) bytes.").reply)
    case .malformed:
      refuse(WireError(.notJSON, "A binary frame begins with a 0x00 byte and a 4-byte length.").reply)
    }
    return nil
  }

  /// Takes what was decoded.
  mutating func take(_ message: InboundMessage) {
    switch message {
    case .one(let request): take(request, .none)
    case .batch(let requests):
      for (index, request) in requests.enumerated() {
        take(request, index == requests.count - 1 ? .last : .member)
      }
    }
  }

  private mutating func take(_ request: InboundRequest, _ batch: PendingRequest.BatchPlace) {
    switch request {
    case .refused(let id, let error):
      append(
        PendingRequest(
          id: id, method: .hello, batch: batch, bytes: PendingRequest.bytes(request: 0),
          state: .answered(.error(error.reply))))
    case .call(let call):
      append(
        PendingRequest(
          id: call.id, method: call.method, fact: call.fact, batch: batch,
          bytes: PendingRequest.bytes(request: call.request.count, entries: call.entries), state: state(of: call)))
    }
  }

  private mutating func append(_ request: PendingRequest) {
    requestBytes += request.bytes
    pending.append(request)
  }

  /// What a call begins as.
  private func state(of call: MethodCall) -> PendingRequest.State {
    if isStopping { return .answered(.refused(Self.stopping)) }
    guard call.hasReferences else { return Self.state(of: call.method, call.request) }
    let resolution = ContactResolution(call)
    // Whoever may not find contacts by what is personal may not name them so either: the answer would say who has it.
    let needs = Method.contactFind.needs.union(.personal)
    guard rights.allow(needs) else {
      let path = resolution.firstPath
      let refusal = Refusal.forbidden(
        rights.refusal(of: "name contacts otherwise than by their ids", needs), field: path, role: rights.role,
        permission: rights.lacks(needs))
      return .answered(.refused(ContactResolution.inEvent(refusal, path)))
    }
    return .unresolved(resolution)
  }

  private static func state(of method: Method, _ request: [UInt8]) -> PendingRequest.State {
    switch method.answeredBy {
    case .writer: .newCommand(request)
    case .readModels, .engine: .waiting(request)
    case .connection: .atHead(request)
    }
  }

  static let stopping = Refusal(.shuttingDown, "The daemon is stopping.")

  // MARK: Commands

  /// The next command for the engine; those behind a call whose contacts are not known yet wait for it.
  mutating func nextCommand() -> Action? {
    while commandFrontier < pending.tail {
      let number = commandFrontier
      switch pending.step(of: number) {
      case .unresolved, .resolving: return nil
      case .command, .waiting, .running, .atHead, .answered: commandFrontier += 1
      case .newCommand:
        commandFrontier += 1
        isHandOverDue = true
        switch pending.set(.command, of: number) {
        case .newCommand(let request): return .record(number, PendingRequest.Command(request: request))
        case .resolvedCommand(let command): return .record(number, command)
        case .command, .waiting, .running, .unresolved, .resolving, .atHead, .answered:
          preconditionFailure("a command is given to the engine twice")
        }
      }
    }
    return nil
  }

  /// What becomes of a call now that its contacts are known, or one of them cannot be.
  func state(after resolution: ContactResolution) -> PendingRequest.State {
    let call = resolution.call
    if call.method.answeredBy == .writer {
      return .resolvedCommand(PendingRequest.Command(request: call.request, contacts: resolution.outcome))
    }
    switch resolution.outcome {
    case .byID: return Self.state(of: call.method, call.request)
    case .unknown(let refusal): return .answered(.refused(refusal))
    case .resolved(let request):
      return isStopping ? .answered(.refused(Self.stopping)) : Self.state(of: call.method, request)
    }
  }

  // MARK: What is not all here

  /// Keeps count of the bytes of a request that is not all here, and since when.
  private mutating func noteUnfinished() -> Action? {
    if phase == .serving {
      let bytes = isHeldBack ? 0 : framer.unfinishedBytes
      if bytes == 0 {
        unfinishedSince = nil
      } else if tookRequest || unfinishedSince == nil {
        return .askTime
      }
      unfinishedBytes = bytes
    }
    guard unfinishedBytes != countedBytes else { return nil }
    defer { countedBytes = unfinishedBytes }
    return .countUnfinished(unfinishedBytes - countedBytes)
  }

  /// The request that is not all here began about now; when its age is to be looked at, where nobody waits for that yet.
  mutating func unfinished(at now: NIODeadline) -> NIODeadline? {
    tookRequest = false
    unfinishedSince = now
    // One timer at most is under way.
    guard !isAgeWatched else { return nil }
    isAgeWatched = true
    return now + .seconds(Int64(limits.unfinishedSeconds))
  }

  /// Refuses the connection when a request stays unfinished for too long; when to look again, where it is too early.
  mutating func judgeAge(at now: NIODeadline) -> NIODeadline? {
    isAgeWatched = false
    guard phase == .serving, let since = unfinishedSince else { return nil }
    let end = since + .seconds(Int64(limits.unfinishedSeconds))
    guard now >= end else {
      isAgeWatched = true
      return end
    }
    refuse(WireError(.notRequest, "A request was not finished within \(limits.unfinishedSeconds) seconds.").reply)
    turn()
    return nil
  }

  /// What was to be counted was not: there are too many.
  mutating func tooManyUnfinished(_ bytes: Int) {
    countedBytes -= bytes
    unfinishedBytes = countedBytes
    let refusal = Refusal(.tooMany, "Too many bytes of unfinished requests are here, of this user or of all together.")
    refuse(ErrorReply(refusal))
  }

  /// Nothing more is read: what was begun does not count any more.
  mutating func forgetUnfinished() {
    unfinishedBytes = 0
    unfinishedSince = nil
  }
}

extension InboundItem {
  /// The bytes that it holds.
  var byteCount: Int {
    switch self {
    case .json(let bytes), .frame(let bytes): bytes.readableBytes
    case .tooLarge, .malformed: 0
    }
  }
}
