/// Where the requests of a load come from.
protocol RequestSource {
  /// The form of the requests.
  var framing: Framing { get }
  /// Appends the connection's next request; false when there is none left.
  mutating func appendRequest(of connection: Int, to bytes: inout [UInt8]) -> Bool
  /// The oldest unanswered request of the connection was answered or refused.
  mutating func answered(connection: Int, refused: Bool)
}

extension RequestSource {
  mutating func answered(connection: Int, refused: Bool) {}
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
    while connection.inFlight < inFlightMax, !connection.exhausted {
      guard source.appendRequest(of: number, to: &connection.socket.output) else {
        connection.exhausted = true
        break
      }
      connection.sent[(connection.first + connection.inFlight) % inFlightMax] = now
      connection.inFlight += 1
    }
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

/// Finds where a reply ends and whether it is a refusal, without decoding it.
struct ReplyScanner {
  let framing: Framing

  /// The next whole reply of what was read, where it stands in the buffer, or nil.
  @inline(__always)
  func next(in socket: Socket) -> (bytes: Range<Int>, refused: Bool)? {
    framing == .binary ? nextFrame(in: socket) : nextLine(in: socket)
  }

  @inline(__always)
  private func nextFrame(in socket: Socket) -> (bytes: Range<Int>, refused: Bool)? {
    let start = socket.taken
    guard socket.filled - start >= 5 else { return nil }
    var length = 0
    for offset in 1...4 { length = length << 8 | Int(socket.input[start + offset]) }
    let end = start + 5 + length
    guard end <= socket.filled else { return nil }
    // The id (1: a tag and one byte), then the outcome; an error is field 2.
    return (start..<end, length > 2 && socket.input[start + 7] == 0x12)
  }

  private func nextLine(in socket: Socket) -> (bytes: Range<Int>, refused: Bool)? {
    let start = socket.taken
    guard let end = socket.input[start..<socket.filled].firstIndex(of: UInt8(ascii: "\n")) else { return nil }
    let head = socket.input[start..<min(end, start + 48)]
    return (start..<(end + 1), !head.isEmpty && head.contains(sequence: #""error""#.utf8))
  }
}

extension ArraySlice where Element == UInt8 {
  /// Whether these bytes stand in it.
  func contains(sequence: String.UTF8View) -> Bool {
    let wanted = Array(sequence)
    guard count >= wanted.count else { return false }
    return (startIndex...(endIndex - wanted.count)).contains { self[$0..<($0 + wanted.count)].elementsEqual(wanted) }
  }
}
