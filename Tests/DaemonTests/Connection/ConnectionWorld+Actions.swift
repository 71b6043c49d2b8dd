import Domain
import Engine
import NIOCore
import APISchema
import FactSchema
import RowSchema
import Rights
import SwiftProtobuf
import TestSupport
import Testing
import Wire

@testable import Daemon

/// What the connection asks for, done and judged.
extension ConnectionWorld {
  /// Does what the connection says until it says nothing more.
  mutating func run() {
    var count = 0
    while let action = connection.next() {
      perform(action)
      count += 1
      if count > 100_000 {
        Issue.record("a turn does not end")
        return
      }
    }
    guard connection.phase != .closed else { return }
    #expect(connection.grantedBytes == Self.budgetOfConnection + taken)
    #expect(connection.heldBytes <= connection.grantedBytes, "what is held is on the account when a turn is over")
    #expect(out.isEmpty, "all that was written is sent when a turn is over")
    let inFlight = connection.pending.count + connection.unsentRequests
    #expect(inFlight < limits.inFlight + 6, "no more is taken than may be in flight, and the rest of a batch")
  }

  mutating func perform(_ action: Connection.Action) {
    switch action {
    case .decode(let item): connection.take(decoded(item))
    case .record(let number, let command): record(Int(number), command)
    case .answerHere(let call): answerHere(call)
    case .begin(let call): begin(call)
    case .lookUp(let number, let request): lookUp(Int(number), request)
    case .handOver:
      commands += made.commands
      asked += made.queries
      made = ([], [])
    case .perform(let call): answer(call)
    case .reply(let reply): write(reply)
    case .events(let number, let content): write(content, of: number)
    case .ended: write("ended\n")
    case .drop: break
    case .send(let write):
      #expect(write.bytes == out.utf8.count)
      writes.append((write, out))
      out = ""
    case .read:
      #expect(!isReading && !isInputClosed)
      isReading = true
    case .close: isCloseAsked = true
    case .closeLater: isCloseLater = true
    case .hold(let need): hold(need)
    case .holdAnyway(let bytes): taken += bytes
    case .giveBack(let bytes):
      #expect(bytes > 0 && bytes <= taken)
      taken -= bytes
    case .askBudget: connection.sees(isBudgetFull: writes.isEmpty ? false : dice.oneIn(2))
    case .countUnfinished(let bytes):
      unfinished += bytes
      #expect(unfinished >= 0)
    case .askTime: _ = connection.unfinished(at: now)
    case .watchUnread: break
    }
  }

  private func decoded(_ item: InboundItem) -> InboundMessage {
    guard case .json(let bytes) = item else { return .batch([]) }
    let words = String(buffer: bytes).split(separator: " ")
    let line = lines[Int(words[1]) ?? 0]
    let requests = line.requests.map { number -> InboundRequest in
      let one = planned[number]
      guard one.kind != .refused else { return .refused(one.id, WireError(.notRequest, "no")) }
      let isNaming = one.kind == .namingCommand || one.kind == .namingQuery
      return .call(
        MethodCall(id: one.id, method: method(of: number), request: request(of: number), hasReferences: isNaming))
    }
    return line.isBatch ? .batch(requests) : .one(requests[0])
  }

  // MARK: Order

  /// A command may be given when whoever the calls before it name is known, and each once, in order.
  private mutating func record(_ number: Int, _ command: PendingRequest.Command) {
    #expect(recorded.insert(number).inserted && number == recorded.max(), "commands are given once, in order")
    for before in 0..<number where [.namingCommand, .namingQuery].contains(planned[before].kind) {
      #expect(lookedUp.contains(before) || answers[before] != nil, "\(number) waits for who \(before) names")
    }
    #expect(command.request == request(of: number), "a command is known again by what was sent")
    switch (planned[number].kind, command.contacts) {
    case (.command, .byID): break
    case (.namingCommand, .unknown(let refusal)):
      #expect(refusal.code == (planned[number].contacts == 0 ? .notFound : .conflict) && refusal.event == 0)
    case (.namingCommand, .resolved(let bytes)):
      let contact = (try? RecordRequest(serializedBytes: bytes))?.events.first?.fact.noteAdded.contact
      #expect(contact == "contact_\(number)_0" && planned[number].contacts == 1)
    default: Issue.record("\(number) is no such command")
    }
    if dice.oneIn(10) {
      answers[number] = .refused(.invalid)
      return connection.refuse(UInt64(number), Refusal(.invalid, "no"))
    }
    made.commands.append(number)
  }

  /// A query may be begun when the outcomes of all commands before it are known, and sees what they recorded.
  private func judgeBeginning(_ number: Int, after position: Position) {
    for before in 0..<number where [.command, .namingCommand].contains(planned[before].kind) {
      #expect(answers[before] != nil, "\(number) waits for command \(before)")
      if let recorded = positions[before] { #expect(position >= Position(recorded)) }
    }
  }

  private func judge(_ call: Connection.Call) {
    let number = Int(call.number)
    judgeBeginning(number, after: call.after)
    #expect(!begun.contains(number) && answers[number] == nil, "\(number) is begun once")
    if planned[number].kind == .namingQuery {
      let contact = (try? ContactGetRequest(serializedBytes: call.request))?.contact
      #expect(contact == "contact_\(number)_0" && lookedUp.contains(number))
    } else {
      #expect(call.request == request(of: number))
    }
  }

  private mutating func answerHere(_ call: Connection.Call) {
    judge(call)
    let number = Int(call.number)
    switch dice.below(4) {
    case 0:
      let reply = bytes(of: number)
      answers[number] = given(reply, number)
      connection.answeredHere(call.number, .success(reply))
    case 1:
      answers[number] = .refused(.invalid)
      connection.refuse(call.number, Refusal(.invalid, "no"))
    default: break
    }
  }

  private mutating func begin(_ call: Connection.Call) {
    judge(call)
    let number = Int(call.number)
    begun.insert(number)
    if dice.oneIn(8) {
      answers[number] = .refused(.invalid)
      return connection.refuse(call.number, Refusal(.invalid, "no"))
    }
    made.queries.append(Asked(number: number, isLookUp: false))
    #expect(made.queries.count + asked.count <= Self.queriesAtOnce)
  }

  private mutating func lookUp(_ number: Int, _ request: ContactFindRequest) {
    judgeBeginning(number, after: Position(request.atLeast))
    #expect(lookedUp.insert(number).inserted && request.email == "n\(number)@x.org")
    if planned[number].kind == .namingQuery, planned[number].contacts != 1 {
      answers[number] = .refused(planned[number].contacts == 0 ? .notFound : .conflict)
    }
    made.queries.append(Asked(number: number, isLookUp: true))
  }

  /// What concerns the connection is done when everything before it is answered.
  private mutating func answer(_ call: Connection.Call) {
    let number = Int(call.number)
    #expect(number == replied, "what concerns the connection is done in its turn")
    let reply = bytes(of: number)
    answers[number] = given(reply, number)
    if planned[number].kind == .subscribe {
      let subscription = connection.nextSubscription()
      connection.begun(
        subscription,
        Connection.Subscription(id: SubscriptionID(subscription), credits: 1_000_000, position: .zero))
      if !isInputClosed { subscriptions[subscription] = (0, 0) } else { _ = try? connection.unsubscribe(subscription) }
    }
    connection.answer(call.number, .success(reply))
  }

  // MARK: Replies

  private mutating func write(_ reply: Connection.Reply) {
    // Beside those of requests there is one to what cannot be read, at the end.
    let number = replied
    replied += 1
    if planned.indices.contains(number), reply.id == planned[number].id {
      let given: Given =
        switch reply.answer {
        case .result(let bytes):
          .result(String(decoding: bytes.prefix { $0 != UInt8(ascii: ":") }, as: UTF8.self), bytes.count)
        case .refused(let refusal): .refused(refusal.code)
        case .error: .error
        }
      if planned[number].kind == .refused {
        #expect(given == .error)
      } else if given == .refused(.shuttingDown), isStopped {
        #expect(!recorded.contains(number), "a command that the engine has is not given up")
      } else {
        #expect(answers[number] == given, "\(number), \(planned[number])")
      }
    } else {
      #expect(reply.id == .null && connection.phase == .discarding)
    }
    if let mark = reply.mark { write(String(UnicodeScalar(mark))) }
    if case .number(let id) = reply.id { write("\(id)\(reply.batch == .none ? "\n" : "")") }
    if reply.endsLine { write("]\n") }
  }

  private mutating func write(_ text: String) {
    out += text
    connection.wrote(text.utf8.count)
  }

  private mutating func write(_ content: SubscriptionDelivery.Content, of number: UInt64) {
    guard case .events(let events) = content else { return }
    for event in events {
      subscriptions[number]?.written += 1
      let position = (try? Event(serializedBytes: event))?.position
      if let state = subscriptions[number] {
        #expect(position == UInt64(state.written), "events come once, in order")
      }
      let text = "event\n"
      out += text
      connection.wrote(text.utf8.count, events: true)
    }
  }

  // MARK: Memory

  private mutating func hold(_ need: Connection.Need) {
    if dice.oneIn(2) {
      taken += need.bytes
      return connection.granted(need.bytes)
    }
    let (givenBack, claimed) = connection.claim(need)
    #expect(givenBack >= 0 && givenBack <= taken && claimed > 0)
    taken -= givenBack
    #expect(!claims.contains { $0.use == need.use }, "it waits for one thing of a kind")
    claims.append((claimed, need.use))
  }

  // MARK: The end

  /// The lines that the client must read but those of subscriptions: of the first so many requests.
  var expectedLines: [String] {
    lines.compactMap { line in
      let ids = line.requests.compactMap { number -> String? in
        if case .number(let id) = planned[number].id { "\(id)" } else { nil }
      }
      guard !ids.isEmpty else { return nil }
      return line.isBatch ? "[\(ids.joined(separator: ","))]" : ids[0]
    }
  }

  var readLines: [String] {
    transcript.split(separator: "\n").map(String.init).filter { $0 != "event" && $0 != "ended" }
  }
}
