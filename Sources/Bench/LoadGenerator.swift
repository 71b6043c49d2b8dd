/// Where the requests of a load come from.
protocol RequestSource {
  /// The form of the requests.
  var framing: Framing { get }
  /// Appends the connection's next request; false when there is none left.
  mutating func appendRequest(of connection: Int, to bytes: inout [UInt8]) -> Bool
  /// The oldest unanswered request of the connection was answered or refused.
  mutating func answered(connection: Int, refused: Bool)
  /// Whether requests are sent only when nothing is in flight, as many as may be, and then what ends the batch.
  var sendsInBatches: Bool { get }
  /// Appends what ends a batch of requests.
  func appendBatchEnd(to bytes: inout [UInt8])
  /// Does what a new connection needs before its first request.
  func greet(_ socket: Socket) throws(BenchError)
}

extension RequestSource {
  var sendsInBatches: Bool { false }
  mutating func answered(connection: Int, refused: Bool) {}
  func appendBatchEnd(to bytes: inout [UInt8]) {}
  func greet(_ socket: Socket) throws(BenchError) {}
}

/// What came of a load.
struct LoadResult {
  /// From the first request to the last reply that counts.
  var seconds = 0.0
  /// Replies within that time, refusals included.
  var replies: UInt64 = 0
  var refused: UInt64 = 0
  /// Replies after it: they were waited for and do not count.
  var late: UInt64 = 0
  var replyBytes: UInt64 = 0
  var latency = Histogram()
  /// The first refusal's bytes, for the person who wonders.
  var firstRefusal: [UInt8] = []

  /// Replies a second.
  var rate: Double { seconds > 0 ? Double(replies) / seconds : 0 }
}

/// Sends in a closed loop: each connection has as many requests in flight as it may, and sends the next when one is
/// answered.
final class LoadGenerator<Source: RequestSource> {
  var source: Source
  private let inFlightMax: Int
  private let connections: [Connection]
  private var poller = Poller()
  private var ready: [Int] = []
  private var result = LoadResult()

  private final class Connection {
    let socket: Socket
    /// When each unanswered request was sent; a ring.
    var sent: [UInt64]
    var first = 0
    var inFlight = 0
    var exhausted = false
    var writing = false

    init(_ socket: Socket, inFlightMax: Int) {
      self.socket = socket
      sent = [UInt64](repeating: 0, count: inFlightMax)
    }
  }

  init(path: String, connections count: Int, inFlight: Int, source: Source) throws(BenchError) {
    self.source = source
    inFlightMax = inFlight
    var opened: [Connection] = []
    for number in 0..<count {
      let socket = try Socket(path: path)
      try source.greet(socket)
      socket.stopBlocking()
      poller.add(socket, number: number)
      opened.append(Connection(socket, inFlightMax: inFlight))
    }
    connections = opened
  }

  /// Runs for that long, or until the source is exhausted, and waits for what is in flight then.
  func run(seconds limit: Double) throws(BenchError) -> LoadResult {
    result = LoadResult()
    let start = nanoseconds()
    let end = limit.isFinite ? start + UInt64(limit * 1e9) : .max
    var lastReply = start
    for (number, connection) in connections.enumerated() { try send(connection, number, at: start) }
    while connections.contains(where: { $0.inFlight > 0 }) {
      var now = nanoseconds()
      guard now < lastReply + 60_000_000_000 else { throw BenchError("no reply for a minute") }
      poller.wait(milliseconds: 1_000, ready: &ready)
      for number in ready {
        let connection = connections[number]
        _ = try connection.socket.fill()
        now = nanoseconds()
        if takeReplies(connection, number, at: now, counting: now <= end) { lastReply = now }
        if now < end { try send(connection, number, at: now) } else { try flush(connection, number) }
      }
    }
    result.seconds = Double(min(lastReply, end) - start) / 1e9
    return result
  }

  private func send(_ connection: Connection, _ number: Int, at now: UInt64) throws(BenchError) {
    if source.sendsInBatches, connection.inFlight > 0 { return try flush(connection, number) }
    while connection.inFlight < inFlightMax, !connection.exhausted {
      guard source.appendRequest(of: number, to: &connection.socket.output) else {
        connection.exhausted = true
        break
      }
      connection.sent[(connection.first + connection.inFlight) % inFlightMax] = now
      connection.inFlight += 1
    }
    if source.sendsInBatches, connection.inFlight > 0 { source.appendBatchEnd(to: &connection.socket.output) }
    try flush(connection, number)
  }

  private func flush(_ connection: Connection, _ number: Int) throws(BenchError) {
    guard !connection.socket.output.isEmpty || connection.writing else { return }
    let left = try !connection.socket.flush()
    if left != connection.writing {
      connection.writing = left
      poller.watch(number: number, writing: left)
    }
  }

  /// Takes all whole replies that have arrived. True when there was one.
  private func takeReplies(_ connection: Connection, _ number: Int, at now: UInt64, counting: Bool) -> Bool {
    let before = connection.inFlight
    let scanner = ReplyScanner(framing: source.framing)
    while let reply = scanner.next(in: connection.socket) {
      if counting {
        result.replies += 1
        result.refused += reply.refused ? 1 : 0
        result.replyBytes += UInt64(reply.bytes.count)
        result.latency.add(now - connection.sent[connection.first])
      } else {
        result.late += 1
      }
      if reply.refused, result.firstRefusal.isEmpty {
        result.firstRefusal = Array(connection.socket.input[reply.bytes])
      }
      source.answered(connection: number, refused: reply.refused)
      connection.first = (connection.first + 1) % inFlightMax
      connection.inFlight -= 1
      connection.socket.taken = reply.bytes.upperBound
    }
    return connection.inFlight < before
  }
}
