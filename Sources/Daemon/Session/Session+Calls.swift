import APISchema
import Domain
import Engine
import FactSchema
import Rights
import SwiftProtobuf
import Wire

/// What requests ask of the engine.
extension Session {
  // MARK: Commands

  /// Makes a command for the next hand-over. Its facts take their stored form here, where that is not in the writer's way.
  func record(_ number: UInt64, _ command: PendingRequest.Command) {
    do throws(Refusal) {
      commands.append(try made(number, command))
    } catch {
      connection.refuse(number, error)
    }
  }

  private func made(_ number: UInt64, _ command: PendingRequest.Command) throws(Refusal) -> Command {
    let (request, events) = try recordRequest(command.request, namedBy: command.contacts)
    let sent = Command(
      request: request, events: events, uid: peer.uid, role: connection.rights.role,
      roleName: connection.rights.roleName, ticket: ticket(number))
    // What was recorded before is answered so again, whoever has the address now.
    switch command.contacts {
    case .byID: return sent
    case .unknown(let obstacle): return Command(sent, obstacle: obstacle)
    case .resolved(let resolved):
      let (request, events) = try recordRequest(resolved)
      return Command(sent, request: request, events: events)
    }
  }

  /// A command's request without its events, and these.
  func recordRequest(
    _ bytes: [UInt8], namedBy contacts: PendingRequest.Contacts = .byID
  ) throws(Refusal) -> (RecordRequest, [Command.Event]) {
    do {
      guard let read = CheckedRecordRequest(checked: bytes) else { throw FactCodec.Failure.malformed }
      guard read.events.count <= connection.limits.events else {
        throw Refusal(.tooLarge, "events: must be at most \(connection.limits.events)", field: "events")
      }
      try checkPermitted(read.events)
      let byAddress: Set<Int> = if case .byID = contacts { [] } else { NamedContacts.events(in: bytes) }
      var events: [Command.Event] = []
      events.reserveCapacity(read.events.count)
      for (index, event) in read.events.enumerated() {
        let fact = try FactCodec.read(type: event.type, message: event.message)
        try checkPermitted(fact, event: index)
        let day = try CommandRules.day(event.occurredOn, isAlone: !event.isTimeGivenTwice, event: index)
        events.append(
          Command.Event(
            fact, occurredAt: day ?? event.occurredAt, isOfDay: day != nil, namesByAddress: byAddress.contains(index)))
      }
      return (read.request, events)
    } catch let refusal as Refusal {
      throw refusal
    } catch {
      throw .internal("The request could not be read after it was checked.")
    }
  }

  /// Refuses the first fact that needs more than the caller is permitted.
  private func checkPermitted(_ events: [CheckedRecordRequest.Event]) throws(Refusal) {
    guard !connection.rights.recordsEverything else { return }
    let rights = connection.rights
    for (index, event) in events.enumerated() {
      guard let type = FactType(rawValue: event.type), !rights.allow(type.needs) else { continue }
      throw .forbidden(
        rights.refusal(of: "record \(type.name)", type.needs), field: "events[\(index)].type", role: rights.role,
        permission: rights.lacks(type.needs)
      ).inEvent(index)
    }
  }

  /// Who restores consent must be permitted to record it.
  private func checkPermitted(_ fact: EncodedFact, event index: Int) throws(Refusal) {
    let rights = connection.rights
    let needs = Permissions(.consent)
    guard fact.type == .factRetracted, fact.fact.factRetracted.confirmConsent, !rights.allow(needs) else { return }
    throw .forbidden(
      rights.refusal(of: "restore consent", needs), field: "events[\(index)].data.confirmConsent", role: rights.role,
      permission: rights.lacks(needs)
    ).inEvent(index)
  }

  // MARK: Queries

  /// Answers a query on the event loop, where its read model has come far enough and it reads a handful of rows.
  func answerHere(_ call: Connection.Call) {
    do throws(Refusal) {
      let job = try queryJob(call)
      if let answer = hub.engine.answer(job) { connection.answeredHere(call.number, answer) } else { tried = job }
    } catch {
      connection.refuse(call.number, error)
    }
  }

  /// Gives a call to the engine, or to the next hand-over.
  func begin(_ call: Connection.Call) {
    do throws(Refusal) {
      switch call.method {
      case .logRead:
        let request = try decoded(LogReadRequest.self, call.request)
        hub.engine.submit([LogReadJob(request: request, ticket: ticket(call.number))])
      case .commandGet:
        let request = try decoded(CommandGetRequest.self, call.request)
        hub.engine.submit(CommandGetJob(request: request, ticket: ticket(call.number)))
      case .contactDisclose:
        let request = try decoded(ContactDiscloseRequest.self, call.request)
        hub.engine.submit(DisclosureJob(request: request, ticket: ticket(call.number)))
      case .logIdentify:
        let request = try decoded(LogIdentifyRequest.self, call.request)
        hub.engine.submit(LogIdentifyJob(request: request, ticket: ticket(call.number)))
      case .projectionVerify:
        let request = try decoded(ProjectionVerifyRequest.self, call.request)
        hub.engine.submit(VerifyJob(projection: request.projection, ticket: ticket(call.number)))
      case .projectionList:
        let request = try decoded(ProjectionListRequest.self, call.request)
        hub.engine.submit(try projections(request, ticket(call.number)))
      case .projectionStatus:
        let request = try decoded(ProjectionStatusRequest.self, call.request)
        hub.engine.submit(try projection(request, ticket(call.number)))
      case .whatif: hub.engine.submit(try whatIf(call))
      case .systemStatus: hub.engine.submit(try status(ticket(call.number)))
      default: queries.append(try queryJob(call))
      }
    } catch {
      connection.refuse(call.number, error)
    }
  }

  private func queryJob(_ call: Connection.Call) throws(Refusal) -> QueryJob {
    let ticket = ticket(call.number)
    // Read once, though it may have had to wait for room since it was tried.
    var job: QueryJob
    if let tried, tried.ticket.number == ticket.number {
      job = tried
      self.tried = nil
    } else {
      job = try hub.engine.job(call.method, call.request, seesPersonal: connection.seesPersonal, ticket)
    }
    job.after = call.after
    return job
  }

  /// Looks up a contact that a call names.
  func lookUp(_ number: UInt64, _ request: ContactFindRequest) {
    do throws(Refusal) {
      let encoded = try Self.encoded(request)
      queries.append(try hub.engine.job(.contactFind, encoded, seesPersonal: true, ticket(number)))
    } catch {
      connection.accept(Outcome(number: number, result: .failure(error)))
    }
  }

  /// Hands over what this turn found, in one piece each.
  func handOver() {
    if !commands.isEmpty {
      hub.engine.submit(commands)
      commands.removeAll(keepingCapacity: true)
    }
    if !queries.isEmpty {
      hub.engine.submit(queries)
      queries.removeAll(keepingCapacity: true)
    }
  }

  func ticket(_ request: UInt64) -> Ticket {
    Ticket(caller: caller, number: UInt64(number) << 32 | UInt64(UInt32(truncatingIfNeeded: request)))
  }

  /// A request message that the codec has checked.
  func decoded<Request: Message>(_ type: Request.Type, _ bytes: [UInt8]) throws(Refusal) -> Request {
    do {
      return try Request(serializedBytes: bytes)
    } catch {
      throw .internal("The request could not be read after it was checked.")
    }
  }

  static func encoded(_ message: some Message) throws(Refusal) -> [UInt8] {
    do {
      return try message.serializedBytes()
    } catch {
      throw .internal("The reply could not be written.")
    }
  }
}
