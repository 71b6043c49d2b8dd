import APISchema
import Domain
import EventLog
import FactSchema
import Synchronization

/// Serves subscriptions on a thread of its own: the past in pages from the log, then durable batches from memory.
///
/// A connection is given a page when it has taken what it was given before, whatever the number of its subscriptions and
/// their credits; they have their turns. So one that never reads costs a page or two.
final class SubscriptionService: Sendable {
  /// One subscription and where it goes.
  struct Entry: Sendable {
    let id: SubscriptionID
    let filter: LogFilter
    let number: UInt64
    let caller: Caller
    let receiver: any SubscriptionReceiver
    var machine: SubscriptionMachine
    /// The round in which it was last given something.
    var servedIn: UInt64 = 0
  }

  struct State {
    var entries: [SubscriptionID: Entry] = [:]
    var batches: [DurableBatch] = []
    /// Whether some were dropped, which those that are live must read from the log.
    var hasDropped = false
    var eventCount = 0
    var bytes = 0
    var handedTo: Position
    var idLast: UInt64 = 0
    var shares: Shares
    var round: UInt64 = 0
    var isSleeping = false
    var isStopping = false
  }

  let state: Mutex<State>
  let reader: LogReader
  let encoder: EventEncoder
  let limits: EngineLimits
  private let eventReader: EventReader
  private let wakeup = Wakeup()

  init(eventReader: EventReader, reader: LogReader, encoder: EventEncoder, limits: EngineLimits) {
    let rule = Shares.Rule(total: limits.subscriptions, percent: limits.sharePercent)
    state = Mutex(State(handedTo: eventReader.head, shares: Shares(rule)))
    self.reader = reader
    self.encoder = encoder
    self.limits = limits
    self.eventReader = eventReader
  }

  // MARK: Any thread's side

  func subscribe(
    _ request: LogSubscribeRequest, number: UInt64, caller: Caller, receiver: any SubscriptionReceiver
  ) throws(Refusal) -> SubscriptionID {
    let filter = try LogFilter(types: request.types, subjects: request.subjects)
    try eventReader.losses.check(
      after: Position(request.after), known: request.hasKnownLoss ? request.knownLoss : nil,
      epoch: request.hasEpoch ? request.epoch : nil, of: eventReader.status.epoch)
    try reader.checkBound(request.after)
    let credits = request.hasCredits ? UInt64(request.credits) : UInt64(limits.creditsDefault)
    let machine = SubscriptionMachine(
      after: Position(request.after), credits: min(credits, UInt64(limits.creditsMax)))
    return try update { (state) throws(Refusal) in
      guard !state.isStopping else { throw Refusal(.shuttingDown, "the daemon is shutting down") }
      guard state.shares.take(uid: caller.uid, caller.standing) else {
        throw Refusal(.tooMany, "too many subscriptions")
      }
      state.idLast += 1
      let id = SubscriptionID(state.idLast)
      state.entries[id] = Entry(
        id: id, filter: filter, number: number, caller: caller, receiver: receiver, machine: machine)
      return id
    }
  }

  func credit(_ id: SubscriptionID, _ credits: UInt32) throws(Refusal) -> UInt64 {
    try update { (state) throws(Refusal) in
      guard state.entries[id] != nil else {
        throw Refusal(.notFound, "subscription: there is none of that number", field: "subscription")
      }
      state.entries[id]?.machine.credit(credits, max: UInt64(limits.creditsMax))
      return state.entries[id]?.machine.credits ?? 0
    }
  }

  func unsubscribe(_ id: SubscriptionID) { _ = state.withLock { $0.remove(id) } }

  /// A connection has taken so many bytes of what it was given; a negative number is what they grew by on the way.
  func took(_ bytes: Int, _ caller: Caller) {
    if caller.note(taken: bytes, few: limits.subscriptionUntakenBytes / 2) { update { _ in } }
  }

  /// How many bytes a connection may be given now. One that has taken everything may have a little in any case, though
  /// its user, or all together, hold as much as they may.
  func room(of caller: Caller) -> Int {
    let untaken = caller.untakenBytes
    guard untaken < limits.subscriptionUntakenBytes else { return 0 }
    guard caller.account?.isFull ?? false else { return limits.subscriptionPageBytes }
    return untaken <= 0 ? limits.subscriptionPageBytesMin : 0
  }

  var count: Int { state.withLock { $0.entries.count } }

  /// Hands on a durable batch; when too much waits, or facts of it are missing, it is dropped, and read from the log instead.
  func hand(_ batch: DurableBatch) {
    let wakes = state.withLock { state in
      state.handedTo = batch.positions.upperBound
      guard !state.entries.isEmpty else { return false }
      if !batch.isWhole || state.eventCount + batch.events.count > limits.handedOverEvents
        || state.bytes + batch.bytes > limits.handedOverBytes
      {
        state.batches.removeAll()
        state.hasDropped = true
        state.eventCount = 0
        state.bytes = 0
      } else {
        state.batches.append(batch)
        state.eventCount += batch.events.count
        state.bytes += batch.bytes
      }
      defer { state.isSleeping = false }
      return state.isSleeping
    }
    if wakes { wakeup.signal() }
  }

  /// Serves what is left in reach and ends every subscription.
  func stop() { update { $0.isStopping = true } }

  private func update<Value, Failure: Error>(
    _ body: (inout State) throws(Failure) -> Value
  ) throws(Failure) -> Value {
    let (value, wakes) = try state.withLock { (state) throws(Failure) in
      let value = try body(&state)
      defer { state.isSleeping = false }
      return (value, state.isSleeping)
    }
    if wakes { wakeup.signal() }
    return value
  }

  // MARK: The service's own thread

  func run() {
    while true {
      let (batches, handedTo, isStopping) = state.withLock { state in
        if state.hasDropped { state.leaveOut() }
        defer {
          state.batches.removeAll(keepingCapacity: true)
          state.eventCount = 0
          state.bytes = 0
        }
        return (state.batches, state.handedTo, state.isStopping)
      }
      var deliveries = Deliveries()
      giveLive(batches, &deliveries)
      let isBusy = givePast(upTo: handedTo, &deliveries)
      if isStopping { end(&deliveries) }
      deliveries.deliver()
      if isStopping { return }
      if isBusy { continue }
      let isQuiet = state.withLock { state in
        let hasWork =
          !state.batches.isEmpty || state.hasDropped || state.isStopping
          || state.entries.values.contains { entry in
            guard entry.machine.phase == .catchingUp, entry.machine.room > 0 else { return false }
            entry.caller.holdBack()
            return room(of: entry.caller) > 0
          }
        state.isSleeping = !hasWork
        return !hasWork
      }
      if isQuiet { wakeup.wait() }
    }
  }

  private func end(_ deliveries: inout Deliveries) {
    state.withLock { state in
      for entry in state.entries.values {
        deliveries.add(entry, .ended(position: entry.machine.cursor, code: .shuttingDown))
        state.remove(entry.id)
      }
    }
  }
}

extension SubscriptionService.State {
  /// Lets those that are live look into the log for what was dropped.
  mutating func leaveOut() {
    hasDropped = false
    for id in entries.keys { entries[id]?.machine.leaveOut() }
  }

  /// Forgets a subscription; false where there is none.
  @discardableResult
  mutating func remove(_ id: SubscriptionID) -> Bool {
    guard let entry = entries.removeValue(forKey: id) else { return false }
    shares.give(uid: entry.caller.uid, entry.caller.standing)
    return true
  }
}

/// Gathers deliveries by receiver.
struct Deliveries {
  private var groups: [(receiver: any SubscriptionReceiver, deliveries: [SubscriptionDelivery])] = []
  private var byteCount = 0

  /// Whether they are to be handed over before more are gathered.
  var isFull: Bool { byteCount >= Self.bytesMax }

  mutating func add(_ entry: SubscriptionService.Entry, _ content: SubscriptionDelivery.Content) {
    byteCount += content.byteCount
    let delivery = SubscriptionDelivery(number: entry.number, content: content)
    for index in groups.indices where groups[index].receiver === entry.receiver {
      groups[index].deliveries.append(delivery)
      return
    }
    groups.append((entry.receiver, [delivery]))
  }

  /// Hands everything over.
  mutating func deliver() {
    for group in groups { group.receiver.deliver(group.deliveries) }
    groups = []
    byteCount = 0
  }

  private static let bytesMax = 1 << 20
}
