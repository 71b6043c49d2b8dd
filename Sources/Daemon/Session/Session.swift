import APISchema
import Domain
import Engine
import FactSchema
import Logging
import NIOCore
import Rights
import Wire

/// Runs one ``Connection``: tells it what happens on its channel, in the engine and in time, and does what it says.
///
/// Everything runs on the connection's event loop.
final class Session: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  let number: UInt32
  let home: SessionLoop
  let hub: SessionHub
  let peer: PeerCredentials
  /// The connection as the engine knows it.
  let caller: Caller
  /// The user's account with the budget of all clients.
  let account: ClientAccount
  private(set) var context: ChannelHandlerContext?

  var connection: Connection
  private var decoder: RequestDecoder
  /// What writes answers for this client; nil until its framing is known.
  private(set) var encoder: ReplyEncoder?
  /// Made for the next hand-over.
  var commands: [Command] = []
  var queries: [QueryJob] = []
  /// The query that was last tried to be answered at once.
  var tried: QueryJob?
  /// Written and not yet sent.
  var out: [UInt8] = []

  private var isRunning = false
  /// The bytes that were read at the last time.
  private(set) var readBytes = 0
  /// Whether it is to have a turn when all outcomes are taken that came together.
  var isTouched = false

  init(
    number: UInt32, home: SessionLoop, hub: SessionHub, peer: PeerCredentials, rights: Rights, caller: Caller,
    account: ClientAccount
  ) {
    self.number = number
    self.home = home
    self.hub = hub
    self.peer = peer
    self.caller = caller
    self.account = account
    let limits = hub.limits.seen(by: caller.standing)
    connection = Connection(limits: limits, rights: rights, after: hub.engine.head)
    decoder = RequestDecoder(rights: rights, batchMax: limits.batch)
  }

  // MARK: The channel

  func handlerAdded(context: ChannelHandlerContext) { self.context = context }

  func channelActive(context: ChannelHandlerContext) {
    if caller.standing == .stranger { after(.seconds(Int64(connection.limits.strangerSeconds))) { $0.close() } }
    connection.readOn()
    run()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let bytes = Self.unwrapInboundIn(data)
    readBytes = bytes.readableBytes
    connection.received(bytes)
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    connection.readCompleted()
    run()
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    guard let event = event as? ChannelEvent, event == .inputClosed else { return }
    connection.inputClosed()
    run()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

  func channelInactive(context: ChannelHandlerContext) { leave() }

  /// Also of a channel that was closed before it ever became active: nothing else tells of its end.
  func handlerRemoved(context: ChannelHandlerContext) { leave() }

  private func leave() {
    guard context != nil else { return }
    context = nil
    let rest = connection.closed()
    _ = hub.count(unfinishedBytes: -rest.unfinishedBytes, of: caller)
    for subscription in rest.subscriptions { hub.engine.unsubscribe(subscription) }
    if rest.hasClaims { account.withdraw(number: UInt64(number), of: home) }
    account.give(rest.grantedBytes)
    home.remove(number)
    hub.leave(caller)
  }

  /// Asks for the bytes, now that it is its turn.
  func read() { context?.read() }

  func close() { context?.close(promise: nil) }

  // MARK: The daemon

  /// Takes the outcome of a command or query; a turn is to follow.
  func accept(_ outcome: Outcome) {
    let method = connection.accept(outcome)
    if let method, case .failure(let refusal) = outcome.result, refusal.code == .internal {
      hub.logger.error("\(method.name) failed: \(refusal.message)")
    }
  }

  /// Takes what a subscription got; a turn is to follow.
  func accept(_ delivery: SubscriptionDelivery) {
    if let action = connection.accept(delivery) { perform(action) }
  }

  /// Does all there is to do now that outcomes or deliveries were taken.
  func turn() {
    connection.turn()
    run()
  }

  /// Takes over what was claimed of the budget.
  func granted(_ claim: ClientBudget.Claim) {
    connection.granted(claim.bytes, claimedFor: claim.use)
    run()
  }

  /// Looks at the roles and limits again.
  func settingsChanged() {
    let before = connection.rights
    let limits = hub.limits.seen(by: caller.standing)
    let ended = connection.set(limits: limits, rights: hub.rights(of: peer))
    if connection.rights != before {
      decoder = RequestDecoder(rights: connection.rights, batchMax: limits.batch)
      encoder = newEncoder
      tried = nil
    }
    for subscription in ended { hub.engine.unsubscribe(subscription) }
    run()
  }

  /// Answers what is left and closes.
  func stop() {
    for subscription in connection.stop() { hub.engine.unsubscribe(subscription) }
    run()
  }

  /// Answers queries that are still waiting.
  func giveUpQueries() {
    connection.giveUpQueries()
    run()
  }

  // MARK: Doing

  /// Does what the connection says until it has nothing more to say.
  func run() {
    // What happens while something is done is said to the connection, and done in its turn.
    guard !isRunning else { return }
    isRunning = true
    while let action = connection.next() { perform(action) }
    isRunning = false
  }

  private func perform(_ action: Connection.Action) {
    switch action {
    case .decode(let item):
      if encoder == nil { encoder = newEncoder }
      connection.take(decoded(item))
    case .record(let number, let command): record(number, command)
    case .answerHere(let call): answerHere(call)
    case .begin(let call): begin(call)
    case .lookUp(let number, let request): lookUp(number, request)
    case .handOver: handOver()
    case .perform(let call): connection.answer(call.number, result { () throws(Refusal) in try answer(call) })
    case .reply(let reply):
      if encoder == nil { encoder = newEncoder }
      write(reply)
    case .events(let subscription, let content): write(content, of: subscription)
    case .ended(let ended): write { encoder, out in encoder.appendEnded(ended, into: &out) }
    case .drop(let content): hub.engine.took(content.byteCount, caller)
    case .send(let bytes): send(bytes)
    case .read: home.readOn(self)
    case .close: close()
    case .closeLater: after(.milliseconds(Limits.discardMilliseconds)) { $0.close() }
    case .hold(let need): hold(need)
    case .holdAnyway(let bytes): account.takeAnyway(bytes)
    case .giveBack(let bytes): account.give(bytes)
    case .askBudget: connection.sees(isBudgetFull: account.isFull)
    case .countUnfinished(let bytes):
      if !hub.count(unfinishedBytes: bytes, of: caller) { connection.tooManyUnfinished(bytes) }
    case .askTime: if let end = connection.unfinished(at: home.eventLoop.now) { watchAge(until: end) }
    case .watchUnread(let seconds): watchUnread(seconds)
    }
  }

  private var newEncoder: ReplyEncoder? {
    guard let framing = connection.framing else { return nil }
    return ReplyEncoder(framing: framing, hidesPersonal: !connection.seesPersonal)
  }

  private func decoded(_ item: InboundItem) -> InboundMessage {
    switch item {
    case .json(let line): decoder.decodeLine(line.readableBytesUInt8Span)
    case .frame(let message): .one(decoder.decodeFrame(message.readableBytesUInt8Span))
    case .tooLarge, .malformed: preconditionFailure("what cannot be read is refused, not decoded")
    }
  }

  /// What comes of something that may be refused.
  func result(_ body: () throws(Refusal) -> [UInt8]) -> Result<[UInt8], Refusal> {
    do throws(Refusal) {
      return .success(try body())
    } catch {
      return .failure(error)
    }
  }

  // MARK: Memory

  private func hold(_ need: Connection.Need) {
    if account.take(need.bytes, need.use) { return connection.granted(need.bytes) }
    let (givenBack, claimed) = connection.claim(need)
    account.give(givenBack)
    account.claim(claimed, need.use, receiver: home, number: UInt64(number))
  }

  // MARK: Time

  /// Does something later. A connection that ends earlier takes what it has read with it: a timer does not keep it.
  private func after(_ time: TimeAmount, _ body: @escaping (Session) -> Void) {
    home.eventLoop.assumeIsolated().scheduleTask(in: time) { [weak self] in
      if let self { body(self) }
    }
  }

  private func watchAge(until end: NIODeadline) {
    home.eventLoop.assumeIsolated().scheduleTask(deadline: end) { [weak self] in
      guard let self else { return }
      if let end = connection.judgeAge(at: home.eventLoop.now) { watchAge(until: end) }
      run()
    }
  }

  private func watchUnread(_ seconds: Int) {
    after(.seconds(Int64(seconds))) { session in
      let action = session.connection.judgeUnread { session.account.isWanted }
      if case .close = action {
        session.hub.logger.notice(
          "A client of user \(session.peer.uid) that took no answer for \(seconds) s was closed: others wait.")
      }
      if let action { session.perform(action) }
    }
  }
}
