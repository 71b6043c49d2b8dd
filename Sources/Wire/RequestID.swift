import Bytes

/// What a client called its request, as it comes back in the reply.
public enum RequestID: Sendable, Equatable {
  /// A notification: obeyed and never answered.
  case none
  /// JSON's `null`, and the id of an answer to something that was no request.
  case null
  /// A whole number without sign; every id of the binary framing.
  case number(UInt64)
  /// Any other JSON number or string, as the bytes that were sent.
  case raw([UInt8])

  /// The longest id that is accepted, in bytes, quotes included.
  public static let bytesMax = 256

  /// Appends the id as JSON; `none` as `null`.
  func append(to out: inout [UInt8]) {
    switch self {
    case .none, .null: out.append(literal: "null")
    case .number(let number): out.append(decimal: number)
    case .raw(let bytes): out.append(contentsOf: bytes)
    }
  }

  /// The id in the binary framing; 0 where there is none.
  var binary: UInt64 {
    if case .number(let number) = self { number } else { 0 }
  }
}
