public import Schema

/// Reads requests in either framing into checked method calls.
///
/// A refusal to a role comes before any look at the parameters.
public struct RequestDecoder: Sendable {
  private let role: Role
  private let batchMax: Int

  /// A decoder for a client of this role that accepts batches of at most `batchMax` requests.
  public init(role: Role, batchMax: Int) {
    self.role = role
    self.batchMax = batchMax
  }

  /// Reads one line of JSON: a request, a notification or a batch.
  public func decodeLine(_ line: Span<UInt8>) -> InboundMessage {
    .one(.refused(.null, WireError(.notJSON, "not built yet")))
  }

  /// Reads one binary message.
  public func decodeFrame(_ message: Span<UInt8>) -> InboundRequest {
    .refused(.null, WireError(.notJSON, "not built yet"))
  }
}
