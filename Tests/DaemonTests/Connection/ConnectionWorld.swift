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

/// A connection and all that it knows nothing of: a client, a kernel, an engine and a budget, each of which does its next
/// thing when the dice say so. What the connection asks for is held against what it must know by then.
struct ConnectionWorld {
  /// What a request is; its number is its place among all that the client sends.
  enum Kind: CaseIterable {
    case command, namingCommand, query, namingQuery, page, own, subscribe, refused
  }

  struct Planned {
    var kind: Kind
    var id: RequestID
    /// What a contact's look-up finds.
    var contacts = 1
  }

  /// A line of the client's: one request, or a batch.
  struct Line {
    var requests: Range<Int>
    var isBatch: Bool
  }

  /// A query at the engine, or a look-up.
  struct Asked {
    var number: Int
    var isLookUp: Bool
  }

  var dice: SeededGenerator
  var connection: Connection
  /// Few may be in flight, and little waits to be taken.
  private(set) var limits = Settings().limits
  static let budgetOfConnection = type(of: Settings().limits).budgetOfConnection
  static let queriesAtOnce = type(of: Settings().limits).queriesAtOnce
  var planned: [Planned] = []
  var lines: [Line] = []

  // The client.
  var unsent: [UInt8] = []
  var isReading = false
  var isInputClosed = false

  // The engine.
  var made: (commands: [Int], queries: [Asked]) = ([], [])
  var commands: [Int] = []
  var asked: [Asked] = []
  var position: UInt64 = 0
  /// Where the commands that were obeyed are, by their numbers.
  var positions: [Int: UInt64] = [:]
  var recorded: Set<Int> = []
  var begun: Set<Int> = []
  var lookedUp: Set<Int> = []
  /// What every request must be answered.
  var answers: [Int: Given] = [:]
  enum Given: Equatable {
    /// Bytes of that number, and how many.
    case result(String, Int)
    case refused(Refusal.Code)
    case error
  }
  var subscriptions: [UInt64: (given: Int, written: Int)] = [:]

  // The kernel.
  var out = ""
  var writes: [(write: Connection.Write, text: String)] = []
  var transcript = ""
  var replied = 0

  // Memory and time.
  var taken = 0
  var claims: [(bytes: Int, use: ClientBudget.Use)] = []
  var unfinished = 0
  var now = NIODeadline.uptimeNanoseconds(1)
  var isStopped = false
  var isCloseAsked = false
  var isCloseLater = false

  init(seed: UInt64, requests: Int, inFlight: Int = 50) {
    dice = SeededGenerator(seed: seed)
    limits.inFlight = inFlight
    limits.requestBytes = 4 << 10
    limits.replyBytes = 64 << 10
    connection = Connection(limits: limits, rights: Rights(.operator), after: .zero)
    plan(requests)
    connection.readOn()
    run()
  }

  /// What the client sends.
  private mutating func plan(_ count: Int) {
    while planned.count < count {
      let isBatch = dice.oneIn(4)
      let start = planned.count
      for _ in 0..<(isBatch ? 1 + dice.below(6) : 1) {
        let kind = Kind.allCases[dice.below(Kind.allCases.count)]
        // Of the line's first request, whatever it is, and of some others nothing is to be said.
        let id: RequestID = dice.oneIn(8) ? .none : .number(UInt64(planned.count))
        planned.append(Planned(kind: kind, id: id, contacts: dice.oneIn(5) ? [0, 2][dice.below(2)] : 1))
      }
      let line = Line(requests: start..<planned.count, isBatch: isBatch)
      let padding = String(repeating: "x", count: dice.oneIn(10) ? dice.below(3_000) : dice.below(40))
      unsent += Array("\(isBatch ? "b" : "s") \(lines.count) \(padding)\n".utf8)
      lines.append(line)
    }
  }

  // MARK: What each does next

  /// Lets somebody do something; false when nobody has anything left to do.
  mutating func step() -> Bool {
    now = now + .milliseconds(Int64(dice.below(5)))
    var steps: [(inout ConnectionWorld) -> Void] = []
    if isReading, !unsent.isEmpty { steps += [{ $0.sendSome() }, { $0.sendSome() }] }
    if unsent.isEmpty, !isInputClosed { steps.append { $0.closeInput() } }
    if !commands.isEmpty { steps.append { $0.obeySome() } }
    if !asked.isEmpty { steps.append { $0.answerSome() } }
    if !writes.isEmpty { steps += [{ $0.takeWrite() }, { $0.takeWrite() }] }
    if !claims.isEmpty { steps.append { $0.grantClaim() } }
    if !subscriptions.isEmpty, !steps.isEmpty, !isInputClosed { steps.append { $0.deliverSome() } }
    guard !steps.isEmpty else { return false }
    steps[dice.below(steps.count)](&self)
    run()
    return true
  }

  private mutating func sendSome() {
    isReading = false
    let count = min(unsent.count, dice.oneIn(3) ? 1 + dice.below(8) : 1 + dice.below(2_000))
    connection.received(ByteBuffer(bytes: unsent[..<count]))
    unsent.removeFirst(count)
    connection.readCompleted()
  }

  private mutating func closeInput() {
    // The end is told whether it is read for or not.
    if isReading { connection.readCompleted() }
    isReading = false
    isInputClosed = true
    connection.inputClosed()
    // A client that sends nothing more may still be told of a subscription, and stays for that.
    for number in subscriptions.keys.sorted() {
      let ended = SubscriptionDelivery(
        number: number, content: .ended(position: .zero, code: .internal))
      if let action = connection.accept(ended) { perform(action) }
    }
    subscriptions = [:]
    connection.turn()
  }

  private mutating func obeySome() {
    for _ in 0...dice.below(3) where !commands.isEmpty {
      let number = commands.removeFirst()
      if dice.oneIn(6) {
        answers[number] = .refused(.conflict)
        connection.accept(Outcome(number: UInt64(number), result: .failure(Refusal(.conflict, "no"))))
      } else {
        position += 1
        positions[number] = position
        let reply = bytes(of: number)
        answers[number] = given(reply, number)
        connection.accept(Outcome(number: UInt64(number), result: .success(reply), position: Position(position)))
      }
    }
    connection.turn()
  }

  private mutating func answerSome() {
    for _ in 0...dice.below(3) where !asked.isEmpty {
      let query = asked.remove(at: dice.below(asked.count))
      let number = UInt64(query.number)
      if query.isLookUp {
        connection.accept(Outcome(number: number, result: .success(found(planned[query.number].contacts, number))))
      } else {
        let reply = bytes(of: query.number)
        if answers[query.number] == nil { answers[query.number] = given(reply, query.number) }
        connection.accept(Outcome(number: number, result: .success(reply)))
      }
    }
    connection.turn()
  }

  private mutating func takeWrite() {
    let (write, text) = writes.removeFirst()
    transcript += text
    connection.sent(write)
  }

  private mutating func grantClaim() {
    let claim = claims.removeFirst()
    taken += claim.bytes
    connection.granted(claim.bytes, claimedFor: claim.use)
  }

  private mutating func deliverSome() {
    for _ in 0...dice.below(3) {
      let numbers = subscriptions.keys.sorted()
      let number = numbers[dice.below(numbers.count)]
      subscriptions[number]?.given += 1
      let event = Event.with { $0.position = UInt64(subscriptions[number]?.given ?? 0) }
      let encoded: [UInt8] = (try? event.serializedBytes()) ?? []
      let delivery = SubscriptionDelivery(number: number, content: .events([encoded]))
      if let action = connection.accept(delivery) { perform(action) }
    }
    connection.turn()
  }

  // MARK: What is asked and answered

  /// The request of a call, from which its number can be read again.
  func request(of number: Int) -> [UInt8] {
    let contact = "email:n\(number)@x.org"
    let bytes: [UInt8]? =
      switch planned[number].kind {
      case .namingCommand:
        try? RecordRequest.with { request in
          request.events = [.with { $0.fact.noteAdded = .with { ($0.contact, $0.text) = (contact, "t") } }]
        }.serializedBytes()
      case .namingQuery: try? ContactGetRequest.with { $0.contact = contact }.serializedBytes()
      case .command, .query, .page, .own, .subscribe, .refused: Array("\(number)".utf8)
      }
    return bytes ?? []
  }

  /// Some bytes that are an answer, now and then many.
  mutating func bytes(of number: Int) -> [UInt8] {
    let count = dice.oneIn(8) ? dice.below(100 << 10) : dice.below(300)
    return Array("\(number):".utf8) + [UInt8](repeating: 1, count: count)
  }

  /// What must be answered where such bytes are given for a request.
  func given(_ bytes: [UInt8], _ number: Int) -> Given {
    guard bytes.count <= method(of: number).replyBytes else { return .refused(.tooLarge) }
    return .result(String(decoding: bytes.prefix { $0 != UInt8(ascii: ":") }, as: UTF8.self), bytes.count)
  }

  func method(of number: Int) -> APISchema.Method {
    switch planned[number].kind {
    case .command, .namingCommand: .record
    case .query, .namingQuery: .contactGet
    case .page: .logRead
    case .own, .refused: .hello
    case .subscribe: .logSubscribe
    }
  }

  private func found(_ count: Int, _ number: UInt64) -> [UInt8] {
    let reply = ContactFindReply.with { reply in
      reply.contacts = (0..<count).map { index in .with { $0.id = "contact_\(number)_\(index)" } }
    }
    return (try? reply.serializedBytes()) ?? []
  }
}
