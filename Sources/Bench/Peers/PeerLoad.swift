/// A system of the comparison, as the load generator sees it.
protocol PeerDialect {
  /// How its replies are cut.
  var framing: Framing { get }
  /// Whether several commands are sent only together, as one transaction.
  var sendsInBatches: Bool { get }
  /// Appends one command.
  mutating func append(_ command: PeerCommand, to bytes: inout [UInt8])
  /// Appends what ends a batch.
  func appendBatchEnd(to bytes: inout [UInt8])
  /// Does what a connection needs before its first command.
  func greet(_ socket: Socket) throws(BenchError)
}

extension PeerDialect {
  var sendsInBatches: Bool { false }
  func appendBatchEnd(to bytes: inout [UInt8]) {}
  func greet(_ socket: Socket) throws(BenchError) {}
}

/// The comparison's stream for one system: every command encoded before the load begins, a contact's commands on one
/// connection, in order.
struct PeerLoad: RequestSource {
  let dialect: any PeerDialect
  private var streams: [Stream]
  /// Replies that were refusals, and replies that were not what they should be.
  private(set) var conflicts = 0
  /// Accepted where a refusal was due, or refused where none was.
  private(set) var wrong = 0
  /// Accepted commands that created a contact.
  private(set) var contactsCreated = 0

  var framing: Framing { dialect.framing }
  var sendsInBatches: Bool { dialect.sendsInBatches }

  private struct Stream {
    var bytes: [UInt8] = []
    /// Where each request ends, and what is to become of it.
    var requests: [(end: Int, isAccepted: Bool, creates: Bool)] = []
    var next = 0
    var answered = 0
  }

  /// Encodes that many commands for that many connections.
  init(_ dialect: some PeerDialect, commands: Int, connections: Int) {
    var dialect = dialect
    streams = [Stream](repeating: Stream(), count: connections)
    for command in PeerStream(commands: commands) {
      let number = command.contact % connections
      dialect.append(command, to: &streams[number].bytes)
      streams[number].requests.append((streams[number].bytes.count, command.isAccepted, command.type == 1))
    }
    self.dialect = dialect
  }

  mutating func appendRequest(of connection: Int, to bytes: inout [UInt8]) -> Bool {
    let next = streams[connection].next
    guard next < streams[connection].requests.count else { return false }
    let start = next == 0 ? 0 : streams[connection].requests[next - 1].end
    bytes.append(contentsOf: streams[connection].bytes[start..<streams[connection].requests[next].end])
    streams[connection].next = next + 1
    return true
  }

  func appendBatchEnd(to bytes: inout [UInt8]) { dialect.appendBatchEnd(to: &bytes) }

  func greet(_ socket: Socket) throws(BenchError) { try dialect.greet(socket) }

  mutating func answered(connection: Int, refused: Bool) {
    let request = streams[connection].requests[streams[connection].answered]
    streams[connection].answered += 1
    conflicts += refused ? 1 : 0
    wrong += refused == request.isAccepted ? 1 : 0
    contactsCreated += request.creates && !refused ? 1 : 0
  }
}
