import Dispatch
import Foundation
import Glibc
import Synchronization
import TestSupport

/// Writers, readers and subscribers, each on a thread and a connection of its own.
final class SoakLoad: Sendable {
  private struct State {
    var acknowledged = 0
    var queries = 0
    var refusedQueries = 0
    var failures: [String] = []
    var contacts: [String] = []
    /// The connections of subscribers that never read.
    var deaf: [Int32] = []
  }

  private let plan: SoakPlan
  private let socket: String
  private let state: Mutex<State>
  private let isEnding = Atomic(false)
  private let mayGo = DispatchSemaphore(value: 0)
  private let ready = DispatchGroup()
  private let working = DispatchGroup()
  private let listening = DispatchGroup()

  /// Makes the contacts.
  init(_ plan: SoakPlan, socket: String) throws {
    self.plan = plan
    self.socket = socket
    let client = try LineClient(path: socket)
    let contacts = try Company.contacts(plan.writers * 4, through: client)
    state = Mutex(State(acknowledged: contacts.count, contacts: contacts))
  }

  var failures: [String] { state.withLock { $0.failures } }
  var queries: Int { state.withLock { $0.queries } }
  var refusedQueries: Int { state.withLock { $0.refusedQueries } }

  /// Connects everyone; returns when all are.
  func begin() {
    for number in 0..<plan.deafSubscribers {
      attempt("deaf subscriber \(number)") {
        let client = try LineClient(path: socket)
        try client.call("log.subscribe", ["credits": 1_000_000])
        let descriptor = dup(client.descriptor)
        state.withLock { $0.deaf.append(descriptor) }
      }
    }
    for number in 0..<plan.subscribers { start("subscriber \(number)", listening) { try self.listen($0) } }
    for number in 0..<plan.writers { start("writer \(number)", working) { try self.write(number, $0) } }
    for number in 0..<plan.readers { start("reader \(number)", working) { try self.read(number, $0) } }
    ready.wait()
  }

  /// Lets writers and readers begin.
  func release() { for _ in 0..<(plan.writers + plan.readers) { mayGo.signal() } }

  /// Ends writers and readers, and then the subscribers by a last fact; how many facts were acknowledged.
  func end() -> Int {
    isEnding.store(true, ordering: .releasing)
    working.wait()
    attempt("the last command") {
      let contact = state.withLock { $0.contacts[0] }
      try LineClient(path: socket).call("NoteAdded", ["contact": contact, "text": "over", "commandId": Self.last])
      state.withLock { $0.acknowledged += 1 }
    }
    listening.wait()
    return state.withLock { $0.acknowledged }
  }

  /// Closes what never read.
  func close() {
    let deaf = state.withLock { $0.deaf }
    for descriptor in deaf { Glibc.close(descriptor) }
  }

  private static let last = "the-last-command"

  /// Runs the body on a thread of its own, with a client; it is to say when it is ready.
  private func start(
    _ name: String, _ group: DispatchGroup, _ body: @escaping @Sendable (SoakClient) throws -> Void
  ) {
    group.enter()
    ready.enter()
    Thread.detachNewThread {
      self.attempt(name) {
        let client: LineClient
        do {
          client = try LineClient(path: self.socket)
        } catch {
          self.ready.leave()
          throw error
        }
        try body(SoakClient(client, self.ready))
      }
      group.leave()
    }
  }

  private func attempt(_ name: String, _ body: () throws -> Void) {
    do { try body() } catch { state.withLock { $0.failures.append("\(name): \(error)") } }
  }

  // MARK: What each does

  private func write(_ number: Int, _ member: SoakClient) throws {
    let client = member.client
    var dice = SeededGenerator(seed: Company.seed &+ UInt64(number))
    let contacts = state.withLock { $0.contacts }
    var deals: [String] = []
    var lastPosition = 0
    member.isReady()
    mayGo.wait()
    var pace = Pace(perSecond: plan.rate)
    var count = 0
    while !isEnding.load(ordering: .acquiring) {
      pace.wait()
      count += 1
      let contact = contacts[dice.below(contacts.count)]
      let value = ["currency": "EUR", "amount": "\(dice.below(1_000)).50"]
      var params: [String: Any] = ["contact": contact, "commandId": "soak-\(number)-\(count)"]
      let method: String
      switch dice.below(6) {
      case 0:
        method = "DealOpened"
        params.merge(["title": "A chance", "value": value]) { $1 }
      case 1 where !deals.isEmpty:
        method = "DealWon"
        params["contact"] = nil
        params["deal"] = deals.removeFirst()
      case 2:
        method = "OrderPlaced"
        params.merge(["total": value, "itemCount": 2]) { $1 }
      case 3:
        method = "NoteAdded"
        params["text"] = "note \(count)"
      default:
        method = "CallLogged"
        params.merge(["direction": "OUTBOUND", "durationSeconds": 60]) { $1 }
      }
      let result = try client.call(method, params)
      guard let position = result["position"] as? Int, position > lastPosition else {
        throw Unexpected("position \(result["position"] ?? "nil") after \(lastPosition)")
      }
      lastPosition = position
      if method == "DealOpened" { deals.append(try Company.subject(result)) }
      state.withLock { $0.acknowledged += 1 }
    }
  }

  private func read(_ number: Int, _ member: SoakClient) throws {
    let client = member.client
    var dice = SeededGenerator(seed: Company.seed &+ 1_000 &+ UInt64(number))
    let contacts = state.withLock { $0.contacts }
    member.isReady()
    mayGo.wait()
    var pace = Pace(perSecond: plan.rate)
    while !isEnding.load(ordering: .acquiring) {
      pace.wait()
      let contact = contacts[dice.below(contacts.count)]
      var isRefused = false
      do {
        switch dice.below(5) {
        case 0: try client.call("contact.history", ["contact": contact, "limit": 20])
        case 1: try client.call("metrics.query", ["metric": "calls.logged"])
        case 2: try client.call("log.read", ["subjects": [contact], "limit": 20])
        case 3: try client.call("deal.list", ["contact": contact])
        default:
          let card = try client.call("contact.get", ["contact": contact])["contact"] as? [String: Any]
          guard card?["id"] as? String == contact else { throw Unexpected("another contact: \(card ?? [:])") }
        }
      } catch let refused as LineClient.Refused where refused.code == "behind" {
        isRefused = true
      }
      state.withLock { state in
        state.queries += 1
        if isRefused { state.refusedQueries += 1 }
      }
    }
  }

  /// Hears every fact from now to the last, each once and in order.
  private func listen(_ member: SoakClient) throws {
    let client = member.client
    let head = try client.call("hello")["log"] as? [String: Any]
    guard let start = head?["head"] as? Int else { throw Unexpected("no head: \(head ?? [:])") }
    try client.call("log.subscribe", ["after": start, "credits": 1_000_000])
    member.isReady()
    var ear = SoakEar(client: client, expected: start + 1, last: Self.last)
    while try ear.hear() {}
  }
}

/// A connection that says once that it is ready: when it is, or when it ends before.
private final class SoakClient {
  let client: LineClient
  private var group: DispatchGroup?

  init(_ client: LineClient, _ group: DispatchGroup) {
    self.client = client
    self.group = group
  }

  deinit { isReady() }

  func isReady() {
    group?.leave()
    group = nil
  }
}

/// Reads events as bytes: forty subscribers that parse every event would be the load themselves.
private struct SoakEar {
  let client: LineClient
  var expected: Int
  /// The command id of the last event.
  let last: String
  private var buffer = Data()

  init(client: LineClient, expected: Int, last: String) {
    self.client = client
    self.expected = expected
    self.last = last
  }

  /// Takes what has come; false when the last event was among it.
  mutating func hear() throws -> Bool {
    var chunk = [UInt8](repeating: 0, count: 1 << 18)
    let count = recv(client.descriptor, &chunk, chunk.count, 0)
    if count < 0, errno == EINTR { return true }
    guard count > 0 else { throw Unexpected("the connection ended before position \(expected)") }
    buffer.append(contentsOf: chunk[..<count])
    while let end = buffer.firstIndex(of: UInt8(ascii: "\n")) {
      let line = buffer[buffer.startIndex..<end]
      defer { buffer = buffer[(end + 1)...] }
      let text = Data("\"event\":{\"position\":\(expected),".utf8)
      guard line.range(of: text) != nil else {
        throw Unexpected("instead of position \(expected): \(String(decoding: line.prefix(300), as: UTF8.self))")
      }
      expected += 1
      if line.range(of: Data(last.utf8)) != nil { return false }
    }
    buffer = Data(buffer)
    return true
  }
}
