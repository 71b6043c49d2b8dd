import APISchema
import Domain
import Engine
import FactSchema
import NIOCore
import Rights
import SwiftProtobuf
import Synchronization
import Wire

extension Session {
  /// Cuts requests from what was read, as many as there is room for.
  func takeRequests() {
    guard phase == .serving else { return }
    isHeldBack = false
    var took = false
    while true {
      guard hasRoom else {
        isHeldBack = framer.unfinishedBytes > 0 || heldItem != nil
        break
      }
      guard let item = heldItem.take() ?? framer.next() else { break }
      // What it will take is asked for before it is decoded.
      guard mayHold(more: Slot.bytes(request: item.byteCount), .request) else {
        heldItem = item
        isHeldBack = true
        break
      }
      took = true
      if encoder == nil, let framing = framer.framing { encoder = newEncoder(framing) }
      switch item {
      case .json(let line): take(decoder.decodeLine(line.readableBytesUInt8Span))
      case .frame(let message): take(.one(decoder.decodeFrame(message.readableBytesUInt8Span)))
      case .tooLarge:
        refuseConnection(WireError(.tooLarge, "A request may have at most \(limits.requestBytes) bytes."))
      case .malformed:
        refuseConnection(WireError(.notJSON, "A binary frame begins with a 0x00 byte and a 4-byte length."))
      }
    }
    noteUnfinished(took: took)
  }

  /// Keeps count of the bytes of a request that is not all here, and since when.
  private func noteUnfinished(took: Bool) {
    guard phase == .serving else { return }
    let bytes = isHeldBack ? 0 : framer.unfinishedBytes
    if bytes == 0 {
      unfinishedSince = nil
    } else if took || unfinishedSince == nil {
      unfinishedSince = home.eventLoop.now
      watchAge()
    }
    if !setUnfinished(bytes) {
      refuseConnection(
        ErrorReply(
          Refusal(.tooMany, "Too many bytes of unfinished requests are here, of this user or of all together.")))
    }
  }

  /// Counts the bytes of the unfinished request; false, and as they were before, where there are too many.
  @discardableResult
  func setUnfinished(_ bytes: Int) -> Bool {
    if bytes == unfinishedBytes { return true }
    guard hub.count(unfinishedBytes: bytes - unfinishedBytes, of: caller) else { return false }
    unfinishedBytes = bytes
    return true
  }

  /// Refuses the connection when a request stays unfinished for too long. One timer at most is under way.
  private func watchAge() {
    guard !isAgeWatched, let since = unfinishedSince else { return }
    isAgeWatched = true
    let end = since + .seconds(Int64(limits.unfinishedSeconds))
    // A connection that ends earlier takes what it has read with it: the timer does not keep it.
    home.eventLoop.assumeIsolated().scheduleTask(deadline: end) { [weak self] in self?.judgeAge() }
  }

  private func judgeAge() {
    isAgeWatched = false
    guard phase == .serving, let since = unfinishedSince else { return }
    guard home.eventLoop.now >= since + .seconds(Int64(limits.unfinishedSeconds)) else { return watchAge() }
    refuseConnection(WireError(.notRequest, "A request was not finished within \(limits.unfinishedSeconds) seconds."))
    turn()
  }

  private func take(_ message: InboundMessage) {
    switch message {
    case .one(let request): take(request, batch: .none)
    case .batch(let requests):
      for (index, request) in requests.enumerated() {
        take(request, batch: index == requests.count - 1 ? .last : .member)
      }
    }
  }

  private func take(_ request: InboundRequest, batch: Slot.Batch) {
    switch request {
    case .refused(let id, let error):
      append(
        Slot(
          id: id, method: .hello, batch: batch, requestBytes: Slot.bytes(request: 0), state: .error(error.reply)))
    case .call(let call):
      var slot = Slot(
        id: call.id, method: call.method, fact: call.fact, batch: batch,
        requestBytes: Slot.bytes(request: call.request.count, entries: call.entries), state: .running)
      do throws(Refusal) {
        slot.state = try call.hasReferences ? toResolve(call) : start(call, as: slots.tail)
      } catch {
        slot.state = .error(errorReply(error))
      }
      append(slot)
    }
  }

  private func append(_ slot: Slot) {
    requestBytes += slot.requestBytes
    slots.append(slot)
  }

  /// What a call begins as. A command joins those that the engine is given at the end of the turn.
  func start(_ call: MethodCall, as number: UInt64) throws(Refusal) -> Slot.State {
    if home.isStopping { throw Refusal(.shuttingDown, "The daemon is stopping.") }
    switch call.method.answeredBy {
    case .writer:
      let command = try command(call.request, as: number)
      if unresolved > 0 { return .held(.command(command)) }
      commands.append(command)
      return .command
    case .readModels:
      return .held(
        .query(try hub.engine.job(call.method, call.request, seesPersonal: seesPersonal, ticket(number))))
    case .engine: return .held(try engineJob(call, as: number))
    case .connection: return .atHead(call.request)
    }
  }

  /// What the engine is asked for beside commands and queries.
  private func engineJob(_ call: MethodCall, as number: UInt64) throws(Refusal) -> Slot.Job {
    switch call.method {
    case .logRead: return .logRead(try decoded(LogReadRequest.self, call.request))
    case .projectionVerify:
      return .verify(try decoded(ProjectionVerifyRequest.self, call.request).projection)
    case .projectionList:
      let request = try decoded(ProjectionListRequest.self, call.request)
      return .standing(try projections(request, ticket(number)))
    case .projectionStatus:
      let request = try decoded(ProjectionStatusRequest.self, call.request)
      return .standing(try projection(request, ticket(number)))
    case .systemStatus: return .standing(try status(ticket(number)))
    default: preconditionFailure("\(call.method.name) is not the engine's to answer")
    }
  }

  /// A command of checked bytes. Its facts take their stored form here, where that is not in the writer's way.
  func command(_ bytes: [UInt8], as number: UInt64) throws(Refusal) -> Command {
    let (request, events) = try recordRequest(bytes)
    return Command(request: request, events: events, uid: peer.uid, role: rights.role, ticket: ticket(number))
  }

  /// A command's request without its events, and these.
  func recordRequest(_ bytes: [UInt8]) throws(Refusal) -> (RecordRequest, [Command.Event]) {
    do {
      guard let read = CheckedRecordRequest(checked: bytes) else { throw FactCodec.Failure.malformed }
      guard read.events.count <= limits.events else {
        throw Refusal(.tooLarge, "events: must be at most \(limits.events)", field: "events")
      }
      try checkPermitted(read.events)
      let events = try read.events.map { event in
        Command.Event(try FactCodec.read(type: event.type, message: event.message), occurredAt: event.occurredAt)
      }
      return (read.request, events)
    } catch let refusal as Refusal {
      throw refusal
    } catch {
      throw .internal("The request could not be read after it was checked.")
    }
  }

  /// Gives the engine every query that the frontier reaches: up to the first command without an outcome. The first few
  /// brief ones are answered at once.
  func advance() {
    var answeredHere = 0
    let answerBytesBefore = answerBytes
    while frontier < slots.tail {
      switch slots.step(of: frontier) {
      case .command, .resolving, .heldCommand: return
      case .running, .atHead, .answered: break
      case .unresolved:
        if canStart, isWithinBudget, case .held(let job) = slots[frontier].state { _ = begin(job) }
        return
      case .held:
        guard canStart, isWithinBudget, case .held(let job) = slots[frontier].state else { return }
        if answeredHere < Limits.answersATurn, case .query(var query) = job {
          query.after = lastPosition
          if answerBytes - answerBytesBefore < Limits.answerBytesATurn, let answer = hub.engine.answer(query) {
            answeredHere += 1
            settle(answer, of: frontier)
            frontier += 1
            continue
          }
        }
        guard begin(job) else { return }
      }
      frontier += 1
    }
  }

  /// Gives the engine the job of the slot at the frontier; false when there is no room for the most that it may answer.
  private func begin(_ job: Slot.Job) -> Bool {
    let bytes = reservation(for: slots[frontier].method)
    guard running == 0 || reservedBytes + bytes <= Limits.reservedReplies * limits.replyBytes,
      mayHold(more: bytes, .answer)
    else { return false }
    running += 1
    reservedBytes += bytes
    slots.setState(.running, of: frontier)
    let ticket = ticket(frontier)
    switch job {
    case .resolve(let resolution): look(up: resolution, of: frontier)
    case .command: preconditionFailure("a command is not the query threads' to answer")
    case .query(var query):
      query.after = lastPosition
      queries.append(query)
    case .logRead(let request): hub.engine.submit([LogReadJob(request: request, ticket: ticket)])
    case .standing(let job): hub.engine.submit(job)
    case .verify(let name): hub.engine.submit(VerifyJob(projection: name, ticket: ticket))
    }
    return true
  }

  /// Whether the engine may be given another query: what it may answer is bounded by the client's reading. One always
  /// may where later replies are what fills the room, for they wait for it.
  private var canStart: Bool {
    running < Limits.queriesAtOnce && unsentBytes + out.count < limits.replyBytes
      && (running == 0 || answerBytes < limits.replyBytes)
  }

  /// Hands over what this turn found, in one piece each.
  func submit() {
    if !commands.isEmpty {
      hub.engine.submit(commands)
      commands.removeAll(keepingCapacity: true)
    }
    if !queries.isEmpty {
      hub.engine.submit(queries)
      queries.removeAll(keepingCapacity: true)
    }
  }

  func ticket(_ slot: UInt64) -> Ticket {
    Ticket(caller: caller, number: UInt64(number) << 32 | UInt64(UInt32(truncatingIfNeeded: slot)))
  }

  /// Refuses the first fact that needs more than the caller is permitted.
  private func checkPermitted(_ events: [CheckedRecordRequest.Event]) throws(Refusal) {
    guard !rights.recordsEverything else { return }
    for (index, event) in events.enumerated() {
      guard let type = FactType(rawValue: event.type), !rights.allow(type.needs) else { continue }
      throw .forbidden(
        rights.refusal(of: "record \(type.name)", type.needs), field: "events[\(index)].type", role: rights.role,
        permission: rights.lacks(type.needs)
      ).inEvent(index)
    }
  }
}
