public import APISchema
public import Descriptors
public import NIOCore
public import NIOPosix
import SwiftProtobuf
import Wire

/// A connection to `kithd`, in the binary framing.
///
/// Any number of tasks may use it at once. Requests are answered in the order in which they were sent; a query sees what
/// this connection recorded before. At most `inFlightMax` requests are in flight: further callers wait, in their order.
public final class KithClient: Sendable {
  private let channel: any Channel
  let exchange: Exchange

  /// How a connection is used.
  public struct Options: Sendable {
    /// Requests that may be in flight: at least 1. More than 2,000 may stand still against a daemon that stops reading.
    public var inFlightMax: Int
    /// The largest reply that is taken, in bytes.
    public var replyBytesMax: Int

    /// 1,000 requests in flight, replies of 64 MiB.
    public init(inFlightMax: Int = 1000, replyBytesMax: Int = 64 << 20) {
      self.inFlightMax = max(1, inFlightMax)
      self.replyBytesMax = replyBytesMax
    }
  }

  private init(channel: any Channel, exchange: Exchange) {
    self.channel = channel
    self.exchange = exchange
  }

  /// Connects to the socket at `path`. Throws `noDaemon` when nobody answers there.
  public static func connect(
    path: String, options: Options = Options(), group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton
  ) async throws(KithError) -> KithClient {
    guard path.utf8.count <= 107 else {
      throw KithError(.noDaemon, "the socket's path is over 107 bytes long, more than a socket can have: \(path)")
    }
    let exchange = Exchange(inFlightMax: options.inFlightMax)
    do {
      let channel = try await ClientBootstrap(group: group)
        .channelInitializer { channel in
          channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.addHandler(
              ReplyHandler(exchange: exchange, replyBytesMax: options.replyBytesMax))
          }
        }
        .connect(unixDomainSocketPath: path).get()
      return KithClient(channel: channel, exchange: exchange)
    } catch {
      throw KithError(.noDaemon, "nobody answers on \(path): \(Self.reason(error))", isRetryable: true)
    }
  }

  /// Connects to the first socket of the search that answers. Throws `noDaemon` with all that were tried.
  public static func connect(
    _ search: SocketSearch, options: Options = Options(),
    group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton
  ) async throws(KithError) -> KithClient {
    var failures: [String] = []
    for path in search.paths {
      do throws(KithError) { return try await connect(path: path, options: options, group: group) } catch {
        failures.append(error.message)
      }
    }
    throw KithError(.noDaemon, failures.joined(separator: "; "), isRetryable: true)
  }

  /// Sends a request and waits for its reply.
  public func call<Request: MethodRequest>(_ request: Request) async throws(KithError) -> Request.Answer {
    let bytes = try await send(Request.method, encoded: Self.encode(request)).encoded
    return try Self.decode(bytes)
  }

  /// Calls a method, or a fact by its name, with `params` as JSON text; gives the result as JSON text.
  ///
  /// Throws what the daemon throws; `invalid` also for what is no request here, before anything is sent.
  public func call(method: String, params: String = "{}") async throws(KithError) -> String {
    let (method, request) = try Self.request(named: method, params: params)
    let bytes = try await send(method, encoded: request).encoded
    return try Self.json(bytes, as: method.reply)
  }

  /// Sends an encoded request message; waits only for room among those in flight.
  ///
  /// Requests sent by one task are obeyed in the order of the calls.
  public func send(_ method: APISchema.Method, encoded request: [UInt8]) async throws(KithError) -> PendingReply {
    let reply = PendingReply()
    await exchange.reserve()
    submit(method, request) { reply.finish($0) }
    return reply
  }

  /// Ends the connection; what was not answered fails with `disconnected`.
  public func close() async {
    try? await channel.close().get()
  }

  /// Why the connection ended, or nil while it is open.
  public var failure: KithError? { exchange.failure }

  /// The encoded request of a method or fact by its name, from JSON text.
  public static func request(
    named name: String, params: String
  ) throws(KithError) -> (method: APISchema.Method, encoded: [UInt8]) {
    do throws(WireError) {
      let (method, request) = try RequestEncoder.request(named: name, params: params)
      return (method, request)
    } catch { throw KithError(error.reply) }
  }

  /// The JSON text of an encoded message.
  public static func json(_ encoded: [UInt8], as messageType: MessageType) throws(KithError) -> String {
    do throws(WireError) { return try JSONWriter.text(encoded, as: messageType) } catch { throw KithError(error.reply) }
  }

  /// Hands a request over whose place was reserved. `completion` is called once, on the event loop or, when the
  /// connection has ended, at once.
  func submit(
    _ method: APISchema.Method, _ request: [UInt8], completion: @escaping @Sendable (Result<[UInt8], KithError>) -> Void
  ) {
    guard exchange.submit(method, request, completion: completion) else { return }
    let channel = channel
    let exchange = exchange
    channel.eventLoop.execute {
      let bytes = exchange.takeBytes()
      if !bytes.isEmpty { channel.writeAndFlush(ByteBuffer(bytes: bytes), promise: nil) }
    }
  }

  static func encode(_ message: some Message) throws(KithError) -> [UInt8] {
    do { return try message.serializedBytes() } catch {
      throw KithError(.invalid, "the request cannot be encoded: \(error)")
    }
  }

  static func decode<Reply: Message>(_ bytes: [UInt8]) throws(KithError) -> Reply {
    do { return try Reply(serializedBytes: bytes) } catch {
      throw KithError(.malformed, "the daemon's answer cannot be decoded: \(error)")
    }
  }

  private static func reason(_ error: any Error) -> String {
    guard let error = error as? IOError else { return String(describing: error) }
    switch error.errnoCode {
    case 2: return "there is no such socket"
    case 13: return "this user may not open it"
    case 111: return "the daemon that made it is gone"
    default: return String(describing: error)
    }
  }
}
