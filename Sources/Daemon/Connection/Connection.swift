import APISchema
import Domain
import Engine
import FactSchema
import NIOCore
import Rights
import Wire

/// One connection as a pure machine: bytes in, calls in order, replies in the same order.
///
/// It knows no channel, no engine, no lock and no clock. What happened is said by its transitions, and ``next()`` returns
/// what is to be done, one action after the other until nothing is left: that is a turn. A request is a place in a queue.
/// Commands go to the engine as soon as they are read, together, and everything else when the outcomes of the commands
/// before it are known: `frontier` is the first request that is not that far. Replies leave from the queue's head.
struct Connection {
  /// What the connection is at.
  enum Phase {
    case serving
    /// Answers what it has read and closes; nothing more is read.
    case draining
    /// Throws away what it reads until the client has seen why, and closes.
    case discarding
    case closed
  }

  /// What a turn is at, in this order.
  enum Stage { case idle, requests, queries, replies, sending, watching, budget, ending, reading }

  var phase = Phase.serving
  var stage = Stage.idle
  /// Whether another turn follows the one that is under way.
  var turnsAgain = false
  private(set) var limits: Limits
  private(set) var rights: Rights
  /// Whether the client is given personal fields.
  private(set) var seesPersonal: Bool
  var isStopping = false

  // MARK: Requests

  var framer: InboundFramer
  /// Nil before the first byte.
  var framing: Framing?
  var pending = PendingRequests()
  /// The first request of which it is not known whether it is a command that is to be given to the engine.
  var commandFrontier: UInt64 = 0
  var frontier: UInt64 = 0
  /// What queries must see: all that was acknowledged to anybody before the connection began, and then the position of
  /// its own last accepted command. Two commands of a shell script are two connections.
  var lastPosition: Position
  /// Whether something was made that the engine is to be given.
  var isHandOverDue = false
  /// Of the turn: how many queries were answered at once, the bytes of answers before them, and the last that was tried.
  var answeredHere = 0
  var answerBytesBefore = 0
  var triedHere: UInt64?

  // MARK: Replies

  /// Written and not yet sent, and for how many requests.
  var outBytes = 0
  var outRequests = 0
  /// Of these, the bytes of events.
  var outEventBytes = 0
  /// Sent and not yet taken by the kernel.
  var unsentBytes = 0
  var unsentRequests = 0
  /// Whether the batch at the queue's head has an answer written.
  var isBatchBegun = false
  /// Whether a batch is at the queue's head, some of it answered.
  var isInBatch = false
  /// Whether replies are left in the queue until the kernel takes some.
  var isOutFull = false
  /// Whether the reply at the queue's head may be written though it is large.
  var mayBeLarge = false

  // MARK: Memory

  /// The bytes of answers in the queue, and what the requests in it take.
  var answerBytes = 0
  var requestBytes = 0
  /// Queries at the engine, and the most bytes that they may answer.
  var running = 0
  var reservedBytes = 0
  /// What the connection may hold, and what it has asked for.
  var grantedBytes = Limits.budgetOfConnection
  var claims: Set<ClientBudget.Use> = []
  /// A request that was cut and waits for room.
  var heldItem: InboundItem?
  /// Whether a large reply was written since the budget was last looked at.
  var wroteMuch = false
  /// How many writes the kernel has taken, and at the last look at whether the client reads.
  var takenWrites: UInt64 = 0
  var takenAtWatch: UInt64 = 0
  var isUnreadWatched = false

  // MARK: Subscriptions

  var subscriptions: [UInt64: Subscription] = [:]
  var lastSubscription: UInt64 = 0
  /// Words of subscriptions' ends, and what subscriptions got, that wait for a batch to be answered.
  var endings = CircularBuffer<LogEnded>()
  var deliveries = CircularBuffer<SubscriptionDelivery>()

  // MARK: Reading

  var isReading = false
  var hasRead = false
  var isInputClosed = false
  /// Whether messages may be left in the framer for want of room.
  var isHeldBack = false
  /// Whether the turn has cut a request.
  var tookRequest = false
  /// The bytes of a request that is not all here, how many of them are counted, and since when.
  var unfinishedBytes = 0
  var countedBytes = 0
  var unfinishedSince: NIODeadline?
  var isAgeWatched = false
  var isClosing = false

  /// A connection that must see everything up to `position`.
  init(limits: Limits, rights: Rights, after position: Position) {
    self.limits = limits
    self.rights = rights
    seesPersonal = rights.allow(.personal)
    lastPosition = position
    framer = InboundFramer(messageBytes: limits.requestBytes)
  }

  // MARK: Turns

  /// Asks for a turn: takes what was read, starts what can start, writes what is answered.
  mutating func turn() {
    guard phase != .closed else { return }
    if stage == .idle { stage = .requests } else { turnsAgain = true }
  }

  /// Asks for the end of a turn only: looks at what is held, and reads on.
  mutating func readOn() {
    if stage == .idle, phase != .closed { stage = .watching }
  }

  /// What is to be done next; nil when there is nothing until something happens.
  mutating func next() -> Action? {
    while true {
      switch stage {
      case .idle: return nil
      case .requests:
        if let action = nextRequest() { return action }
        beginQueries()
      case .queries:
        if let action = nextQuery() { return action }
        stage = .replies
        isOutFull = false
        guard isHandOverDue else { continue }
        isHandOverDue = false
        return .handOver
      case .replies:
        if let action = nextReply() { return action }
        stage = .sending
      case .sending:
        if let write = flush() { return .send(write) }
        stage = turnsAgain ? .requests : .watching
        turnsAgain = false
      case .watching, .budget, .ending, .reading:
        if let action = nextOfRest() { return action }
      }
    }
  }

  /// What is done when all is written.
  private mutating func nextOfRest() -> Action? {
    switch stage {
    case .watching:
      stage = .budget
      return watchUnread()
    case .budget:
      stage = .ending
      return balanceBudget()
    case .ending:
      stage = .reading
      return end()
    default:
      stage = turnsAgain ? .requests : .idle
      turnsAgain = false
      return read()
    }
  }

  // MARK: Settings

  /// Takes over new rights and limits; the subscriptions that the engine is to end. A connection from which a permission
  /// was taken answers what it has read and closes.
  mutating func set(limits: Limits, rights: Rights) -> [SubscriptionID] {
    self.limits = limits
    guard rights != self.rights else { return [] }
    let keeps = rights.allow(self.rights.permissions)
    self.rights = rights
    seesPersonal = rights.allow(.personal)
    guard !keeps else { return [] }
    let ended = endSubscriptions()
    if phase == .serving { phase = .draining }
    forgetUnfinished()
    turn()
    return ended
  }
}
