import APISchema
import Domain
import Engine
import FactSchema
import NIOCore
import Wire

extension Connection {
  /// What a connection wants done. Whoever runs it does it at once; what comes of it is said by the transition that is
  /// named here.
  enum Action {
    /// Decode what was cut from the client's bytes: ``Connection/take(_:)``.
    case decode(InboundItem)
    /// Make a command, for the next hand-over: its outcome comes to ``Connection/accept(_:)``, or
    /// ``Connection/refuse(_:_:)`` where it cannot be made.
    case record(UInt64, PendingRequest.Command)
    /// Answer a query if that takes next to nothing: ``Connection/answeredHere(_:_:)``, or ``Connection/refuse(_:_:)``.
    case answerHere(Call)
    /// Have it answered: ``Connection/accept(_:)``, or ``Connection/refuse(_:_:)`` where it asks for what cannot be.
    case begin(Call)
    /// Look a contact up: ``Connection/accept(_:)``.
    indirect case lookUp(UInt64, ContactFindRequest)
    /// Hand over the commands and queries that were made, in one piece each.
    case handOver
    /// Do what concerns this connection: ``Connection/answer(_:_:)``.
    case perform(Call)

    /// Write a reply: ``Connection/wrote(_:)``.
    case reply(Reply)
    /// Write events of a subscription: ``Connection/wrote(_:events:)``.
    case events(subscription: UInt64, SubscriptionDelivery.Content)
    /// Write that a subscription has ended: ``Connection/wrote(_:)``.
    indirect case ended(LogEnded)
    /// Let go of events that nobody wants any more.
    case drop(SubscriptionDelivery.Content)
    /// Give the kernel all that was written: ``Connection/sent(_:)`` when it has taken it.
    case send(Write)
    /// Ask for more bytes: ``Connection/received(_:)`` and ``Connection/readCompleted()``.
    case read
    case close

    /// Take so many bytes of the budget, if they fit: ``Connection/granted(_:)``, else ``Connection/claim(_:)``.
    case hold(Need)
    /// Take so many bytes that are held already.
    case holdAnyway(Int)
    /// Give so many bytes back.
    case giveBack(Int)
    /// See whether the user holds all it may: ``Connection/sees(isBudgetFull:)``.
    case askBudget
    /// Count so many more bytes of unfinished requests, or fewer: ``Connection/tooManyUnfinished()`` where there are too
    /// many.
    case countUnfinished(Int)
    /// See what time it is: ``Connection/unfinished(at:)``.
    case askTime
    /// Say in so many seconds whether others wait for memory: ``Connection/judgeUnread(isMemoryWanted:)``.
    case watchUnread(seconds: Int)
    /// Close when the client had the time to read why.
    case closeLater
  }

  /// A call that is to be answered.
  struct Call {
    /// The request's number.
    var number: UInt64
    var method: Method
    /// The encoded request message.
    var request: [UInt8]
    /// What the answer must see, at least.
    var after: Position
  }

  /// What is replied to a request.
  struct Reply {
    var id: RequestID
    var method: Method
    var fact: Int?
    var answer: PendingRequest.Answer
    var batch: PendingRequest.BatchPlace
    /// Written before it: the answers to a batch stand in one line, each as soon as it is known.
    var mark: UInt8?
    /// Whether the line of a batch ends here.
    var endsLine: Bool
  }

  /// Bytes that are given to the kernel at once.
  struct Write {
    var bytes: Int
    var requests: Int
    /// The bytes of events among them.
    var eventBytes: Int
  }

  /// Bytes of the budget that are needed now.
  struct Need {
    /// What is to be held more.
    var more: Int
    /// What is to be taken for that.
    var bytes: Int
    var use: ClientBudget.Use
  }

  /// One subscription of the connection.
  struct Subscription {
    var id: SubscriptionID
    /// How many more events its client wants.
    var credits: Int
    var position: Position
  }
}
