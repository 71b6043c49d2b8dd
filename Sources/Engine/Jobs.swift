public import APISchema
public import Domain
public import FactSchema
public import ReadModels

/// Where an outcome goes: an event loop of the daemon, not a connection.
public protocol OutcomeReceiver: AnyObject, Sendable {
  /// Takes the outcomes of a batch, on a thread of the engine: one call per batch and receiver. It must not wait.
  func deliver(_ outcomes: [Outcome])
}

/// Whose answer it is.
public struct Ticket: Sendable {
  /// Who asks.
  public let caller: Caller
  /// Its receiver's own number; comes back in the outcome.
  public let number: UInt64

  /// A ticket of that connection.
  public init(caller: Caller, number: UInt64) {
    self.caller = caller
    self.number = number
  }

  /// Who is told.
  public var receiver: any OutcomeReceiver { caller.receiver }
}

/// What became of a command or a query.
public struct Outcome: Sendable {
  /// The ticket's number.
  public let number: UInt64
  /// The encoded reply message, or why it was refused.
  public let result: Result<[UInt8], Refusal>
  /// The position of an accepted command's last fact: what later queries of its connection must see.
  public let position: Position?

  /// The outcome of the ticket with that number.
  public init(number: UInt64, result: Result<[UInt8], Refusal>, position: Position? = nil) {
    self.number = number
    self.result = result
    self.position = position
  }
}

/// A query of read models. The outcome is the query's encoded reply.
public struct QueryJob: Sendable {
  /// What is asked.
  public var query: Query
  /// The position of its connection's last accepted command.
  public var after: Position
  /// Who is told the outcome.
  public var ticket: Ticket

  /// Puts a job together.
  public init(query: Query, after: Position, ticket: Ticket) {
    self.query = query
    self.after = after
    self.ticket = ticket
  }
}

/// A question about the engine and its read models themselves. The outcome is what `answer` gives, on a query thread.
public struct StatusJob: Sendable {
  /// The read model that must have come that far; nil for all of them.
  public var projection: String?
  /// How far; zero for a question that waits for nothing.
  public var atLeast: Position
  /// How long it may wait for that.
  public var timeoutMilliseconds: Int
  /// Makes the encoded reply message; may read files.
  public var answer: @Sendable () throws(Refusal) -> [UInt8]
  /// Who is told the outcome.
  public var ticket: Ticket

  /// Puts a job together; throws `.invalid` for a wait, in milliseconds, that is longer than any may be, or zero.
  public init(
    projection: String? = nil, atLeast: Position = .zero, timeout: UInt32? = nil, ticket: Ticket,
    answer: @escaping @Sendable () throws(Refusal) -> [UInt8]
  ) throws(Refusal) {
    self.projection = projection
    self.atLeast = atLeast
    timeoutMilliseconds = try Query.timeout(timeout)
    self.answer = answer
    self.ticket = ticket
  }
}

/// Identities to make under the log's secret. The outcome is an encoded LogIdentifyReply.
public struct LogIdentifyJob: Sendable {
  /// What is asked.
  public var request: LogIdentifyRequest
  /// Who is told the outcome.
  public var ticket: Ticket

  /// Puts a job together.
  public init(request: LogIdentifyRequest, ticket: Ticket) {
    self.request = request
    self.ticket = ticket
  }
}

/// What was recorded together. The outcome is an encoded CommandGetReply.
public struct CommandGetJob: Sendable {
  /// What is asked.
  public var request: CommandGetRequest
  /// Who is told the outcome.
  public var ticket: Ticket

  /// Puts a job together.
  public init(request: CommandGetRequest, ticket: Ticket) {
    self.request = request
    self.ticket = ticket
  }
}

/// What is recorded about a person. The outcome is an encoded ContactDiscloseReply.
public struct DisclosureJob: Sendable {
  /// What is asked.
  public var request: ContactDiscloseRequest
  /// Who is told the outcome.
  public var ticket: Ticket

  /// Puts a job together.
  public init(request: ContactDiscloseRequest, ticket: Ticket) {
    self.request = request
    self.ticket = ticket
  }
}

/// A page of the log. The outcome is an encoded LogReadReply.
public struct LogReadJob: Sendable {
  /// What is asked.
  public var request: LogReadRequest
  /// Who is told the outcome.
  public var ticket: Ticket

  /// Puts a job together.
  public init(request: LogReadRequest, ticket: Ticket) {
    self.request = request
    self.ticket = ticket
  }
}

/// A verification of one read model. The outcome is an encoded ProjectionVerifyReply.
public struct VerifyJob: Sendable {
  /// The read model's name.
  public var projection: String
  /// Who is told the outcome.
  public var ticket: Ticket

  /// Puts a job together.
  public init(projection: String, ticket: Ticket) {
    self.projection = projection
    self.ticket = ticket
  }
}

/// Where the facts of subscriptions go: an event loop of the daemon.
public protocol SubscriptionReceiver: AnyObject, Sendable {
  /// Takes what is due, on a thread of the engine: one call per round and receiver. It must not wait.
  func deliver(_ deliveries: [SubscriptionDelivery])
}

/// What one subscription gets.
public struct SubscriptionDelivery: Sendable {
  /// What it is.
  public enum Content: Sendable {
    /// Encoded Event messages, in order; each took one credit.
    case events([[UInt8]])
    /// The engine ended the subscription: up to where it was served, and why.
    case ended(position: Position, code: Refusal.Code)

    /// The bytes of its events, which count as not taken until ``Engine/took(_:_:)`` says otherwise.
    public var byteCount: Int {
      switch self {
      case .events(let events): events.reduce(0) { $0 + $1.count }
      case .ended: 0
      }
    }
  }

  /// The receiver's own number for it.
  public let number: UInt64
  /// What is given.
  public let content: Content

  /// Something for the subscription with that number.
  public init(number: UInt64, content: Content) {
    self.number = number
    self.content = content
  }
}

/// Names a subscription to the engine.
public struct SubscriptionID: Hashable, Sendable {
  /// The number.
  public let value: UInt64

  /// The subscription with that number.
  public init(_ value: UInt64) { self.value = value }
}
