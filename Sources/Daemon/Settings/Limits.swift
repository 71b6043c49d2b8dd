import Engine

/// Every bound of the socket's side. `hello` tells them to clients.
public struct Limits: Sendable, Equatable {
  /// Requests of one connection that are read and whose replies the kernel has not taken; past it the daemon stops
  /// reading from that connection.
  public var inFlight = 4_096
  /// Bytes of unsent replies of one connection; past it the daemon stops reading from that connection.
  public var replyBytes = 4 << 20
  /// Bytes of one request.
  public var requestBytes = 4 << 20
  /// Requests in one JSON-RPC batch.
  public var batch = 1_000
  /// Facts in one `record`.
  public var events = 1_000
  /// Credits of a subscription that names none.
  public var credits = 1_000
  /// Open connections.
  public var connections = 1_024
  /// Subscriptions over all connections.
  public var subscriptions = 1_024
  /// Queries over all connections that wait for a position.
  public var waitingQueries = 1_024
  /// Bytes of unfinished requests over all connections.
  public var unfinishedBytes = 64 << 20
  /// Seconds that a request may stay unfinished.
  public var unfinishedSeconds = 60
  /// What one uid may hold of each limit that all share, in hundredths.
  public var sharePercent = 25
  /// Seconds after which a connection without a role is closed.
  public var strangerSeconds = 5
  /// Seconds that a query may take.
  public var querySeconds = 10
  /// Bytes of memory that all clients together may make the daemon hold.
  public var clientBytes = 256 << 20
  /// Seconds after which a client that takes no answer is closed, while others wait for the memory that it holds.
  public var unreadSeconds = 30
  /// Seconds that a stop may take before what is left is given up.
  public var stopSeconds = 10

  /// The limits as they are without a setting.
  public init() {}

  /// Entries in one page.
  public static let page = 1_000
  /// Milliseconds that a query may wait for a position.
  public static let timeoutMilliseconds = 60_000
  /// Milliseconds that bytes after an oversized request are discarded for, so that its refusal arrives.
  static let discardMilliseconds: Int64 = 1_000
  /// Milliseconds that queries may go on waiting when the daemon stops.
  static let stopQueryMilliseconds: Int64 = 1_000
  /// Bytes of a socket's path, without its final zero.
  static let socketPathBytes = 107
  /// Connections that wait to be accepted.
  static let backlog: Int32 = 512
  /// Queries of one connection at the engine.
  static let queriesAtOnce = 64
  /// Brief queries of one connection that are answered on its event loop before others have their turn.
  static let answersATurn = 16
  /// Bytes of such answers after which others have their turn.
  static let answerBytesATurn = 256 << 10
  /// Credits that one subscription can gather.
  static let creditsMax = 1 << 30
  /// Bytes that every connection may hold beside the clients' budget, and how many of that it asks for at least.
  static let budgetOfConnection = 16 << 10
  static let budgetStep = 64 << 10
  /// Bytes up to which an answer is small: a card.
  static let smallAnswer = 512 << 10
  /// How many times its encoded bytes an answer takes more as text, and how many bytes at most, mostly.
  static let textFactor = 3
  static let textBytes = 1 << 20
  /// How many times `replyBytes` the answers may be that a connection's queries are making.
  static let reservedReplies = 4
  /// The bytes after which a connection that has read as many waits for its user's turn where there are others.
  static let readMuch = 4_096
  /// Between two such turns, in microseconds.
  static let readingTurnMicroseconds: Int64 = 100
  /// Bytes of a connection's reply buffer that are kept for the next replies.
  static let keptOutBytes = 256 << 10
  /// Groups of one peer that are looked at.
  static let peerGroups = 65_536
}

extension Limits {
  /// The limits of a connection that stands so: one without a role can say hello, and needs room for that.
  func seen(by standing: Standing) -> Limits {
    guard standing == .stranger else { return self }
    var limits = self
    limits.inFlight = min(inFlight, 16)
    limits.batch = min(batch, 16)
    limits.requestBytes = min(requestBytes, 16 << 10)
    limits.replyBytes = min(replyBytes, 64 << 10)
    return limits
  }

  /// How the connections are shared, of which there are no more than there are files for.
  func connectionRule(atMost files: Int) -> Shares.Rule {
    Shares.Rule(total: max(1, min(connections, files)), percent: sharePercent)
  }

  /// How the bytes of unfinished requests are shared.
  var unfinishedRule: Shares.Rule { Shares.Rule(total: unfinishedBytes, percent: sharePercent) }
}
