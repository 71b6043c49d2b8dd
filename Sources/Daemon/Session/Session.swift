import Engine
import FactSchema
import NIOCore
import Rights
import Wire

/// One connection: bytes in, calls in order, replies in the same order.
///
/// A request is a slot in a ring. Commands go to the engine as soon as they are read, together, and everything else
/// when the outcomes of the commands before it are known: `frontier` is the first slot that is not that far. Replies
/// leave from the ring's head. Everything runs on the connection's event loop; `turn` does all there is to do.
final class Session: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  /// What the connection is at.
  enum Phase {
    case serving
    /// Answers what it has read and closes; nothing more is read.
    case draining
    /// Throws away what it reads until the client has seen why, and closes.
    case discarding
    case closed
  }

  let number: UInt32
  let home: SessionLoop
  let hub: SessionHub
  let peer: PeerCredentials
  /// The connection as the engine knows it.
  let caller: Caller
  var rights: Rights
  var limits: Limits
  var context: ChannelHandlerContext?

  var phase = Phase.serving
  var framer: InboundFramer
  var decoder: RequestDecoder
  var encoder: ReplyEncoder?
  var slots = SlotRing()
  var frontier: UInt64 = 0
  /// What queries must see: all that was acknowledged to anybody before the connection began, and then the position of
  /// its own last accepted command. Two commands of a shell script are two connections.
  var lastPosition: Position
  /// Read and for the engine, until the end of the turn.
  var commands: [Command] = []
  var queries: [QueryJob] = []

  /// Written and not yet flushed, and for how many requests.
  var out: [UInt8] = []
  var outRequests = 0
  /// Whether the batch at the ring's head has an answer written.
  var isBatchBegun = false
  /// Whether a batch is at the ring's head, some of it answered.
  var isInBatch = false
  /// Of `out`, the bytes of events.
  var outEventBytes = 0
  /// Flushed and not yet taken by the kernel.
  var unsentBytes = 0
  var unsentRequests = 0
  /// The bytes of answers in the ring, and what the requests in it take.
  var answerBytes = 0
  var requestBytes = 0
  /// Calls in the ring that name contacts which are not known yet; commands behind them wait.
  var unresolved = 0
  /// Queries at the engine, and the most bytes that they may answer.
  var running = 0
  var reservedBytes = 0

  /// The user's account with the budget of all clients, what the connection may hold, and what it has asked for.
  let account: ClientAccount
  var grantedBytes = Limits.budgetOfConnection
  var claims: Set<ClientBudget.Use> = []
  /// A request that was cut and waits for room.
  var heldItem: InboundItem?
  /// How many writes the kernel has taken, and at the last look at whether the client reads.
  var takenWrites: UInt64 = 0
  var takenAtWatch: UInt64 = 0
  var isUnreadWatched = false

  var subscriptions: [UInt64: Subscription] = [:]
  var lastSubscription: UInt64 = 0
  /// Words of subscriptions' ends, and what subscriptions got, while a batch is being answered.
  var heldEnds: [UInt8] = []
  var heldDeliveries: [SubscriptionDelivery] = []

  var isReading = false
  private var hasRead = false
  /// The bytes that were read at the last time.
  private(set) var readBytes = 0
  var isInputClosed = false
  /// Whether messages may be left in the framer for want of room.
  var isHeldBack = false
  var unfinishedBytes = 0
  var unfinishedSince: NIODeadline?
  var isTouched = false
  var isAgeWatched = false
  /// Whether replies are left in the ring until the kernel takes some.
  var isOutFull = false
  var isClosing = false
  private var isTurning = false
  private var turnsAgain = false

  init(
    number: UInt32, home: SessionLoop, hub: SessionHub, peer: PeerCredentials, rights: Rights, caller: Caller,
    account: ClientAccount
  ) {
    self.number = number
    self.home = home
    self.hub = hub
    self.peer = peer
    self.rights = rights
    self.caller = caller
    lastPosition = hub.engine.head
    limits = hub.limits.seen(by: caller.standing)
    self.account = account
    framer = InboundFramer(messageBytes: limits.requestBytes)
    decoder = RequestDecoder(rights: rights, batchMax: limits.batch)
  }

  func handlerAdded(context: ChannelHandlerContext) { self.context = context }

  func channelActive(context: ChannelHandlerContext) {
    if caller.standing == .stranger {
      context.eventLoop.assumeIsolated().scheduleTask(in: .seconds(Int64(limits.strangerSeconds))) { [weak self] in
        self?.close()
      }
    }
    readOn()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let bytes = Self.unwrapInboundIn(data)
    readBytes = bytes.readableBytes
    hasRead = true
    guard phase == .serving else { return }
    framer.feed(bytes)
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    isReading = false
    // At the end of the stream this comes without bytes, and then the event of that end: a turn here might meet a client
    // that is gone and close the channel under NIO, which is about to close its input.
    guard hasRead else { return readOn() }
    hasRead = false
    turn()
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    guard let event = event as? ChannelEvent, event == .inputClosed else { return }
    isInputClosed = true
    // A last line needs no line end.
    if phase == .serving, framer.framing == .json { framer.feed(ByteBuffer(bytes: [UInt8(ascii: "\n")])) }
    turn()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

  func channelInactive(context: ChannelHandlerContext) { leave() }

  /// Also of a channel that was closed before it ever became active: nothing else tells of its end.
  func handlerRemoved(context: ChannelHandlerContext) { leave() }

  private func leave() {
    guard context != nil else { return }
    context = nil
    phase = .closed
    setUnfinished(0)
    endSubscriptions(.none)
    slots = SlotRing()
    heldItem = nil
    leaveBudget()
    home.remove(number)
    hub.leave(caller)
  }

  /// Takes what was read, starts what can start, writes what is answered.
  func turn() {
    if isTurning {
      turnsAgain = true
      return
    }
    isTurning = true
    repeat {
      turnsAgain = false
      if phase == .closed { break }
      takeRequests()
      advance()
      submit()
      answer()
      flush()
    } while turnsAgain
    isTurning = false
    if phase != .closed { settleBudget() }
    endWhenDone()
    readOn()
  }

  /// Whether another request may be taken.
  var hasRoom: Bool {
    slots.count + unsentRequests + outRequests < limits.inFlight && requestBytes < 4 * limits.requestBytes
      && unsentBytes + out.count + answerBytes < limits.replyBytes
  }

  /// Asks for more bytes when there is room for what they may hold.
  func readOn() {
    guard !isReading, !isInputClosed, !isHeldBack, phase == .serving || phase == .discarding, hasRoom else { return }
    isReading = true
    home.readOn(self)
  }

  /// Asks for the bytes, now that it is its turn.
  func read() { context?.read() }
}
