import APISchema
import Bytes
import Cryptography
import Domain
import FactSchema
import RowStore
import SwiftProtobuf

/// A page's bounds as a request states them, and the cursor that leads to the next page.
///
/// A cursor is `version (1) | epoch (4) | query (8) | place`, in base64url: the place is that of the last entry given, in
/// terms of keys, so that it holds through restarts and rebuilds; the epoch is the log's, in another one of which there may
/// be something else; the query is a hash of the request without its page.
struct PageBounds: Sendable {
  let limit: Int
  /// Where the page begins: past the last entry of the one before; nil for the first.
  let place: [UInt8]?
  /// The numbers of the reply's fields.
  let entriesField: UInt64
  let cursorField: UInt64
  private let request: any PageRequest
  /// That of the log: of the cursor given, until ``of(_:)`` has held it against the log's own.
  private var epoch: UInt32 = 0

  static let limitDefault = 50
  static let limitMax = 1_000
  /// Raised when places mean something else than before.
  private static let version: UInt8 = 3
  private static let headBytes = 13

  /// Reads limit and cursor of a request whose form was checked.
  init<Request: PageRequest>(_ request: Request, default limitDefault: Int = limitDefault) throws(Refusal) {
    entriesField = Request.Answer.entriesField
    cursorField = Request.Answer.cursorField
    let limit = (request as? any ListRequest).flatMap { $0.hasLimit ? $0.limit : nil }
    self.limit = limit.map { min(Int($0), Self.limitMax) } ?? limitDefault
    self.request = request
    guard request.hasCursor else {
      place = nil
      return
    }
    let bytes = try QueryCheck.read(Self.bytes(of: request.cursor))
    guard bytes[0] == Self.version else { throw Self.forged }
    guard try Array(bytes[5..<Self.headBytes]) == Self.digest(request) else {
      throw .invalid("cursor", "belongs to another query: repeat the query that gave it, with the same filters")
    }
    epoch = bytes.span.bigEndian(at: 1)
    place = Array(bytes[Self.headBytes...])
  }

  /// The same for the log that a query is answered from; refuses a cursor that was given in another epoch of it.
  func of(_ context: QueryContext) throws(Refusal) -> PageBounds {
    guard place == nil || epoch == context.epoch else {
      throw Refusal(
        .historyTruncated,
        "cursor: is of epoch \(epoch), and since facts were lost the log is in epoch \(context.epoch): ask again for the "
          + "first page", field: "cursor", reason: .epoch)
    }
    var bounds = self
    bounds.epoch = context.epoch
    return bounds
  }

  /// The bytes of a text that has the form of a cursor; nil when it has not.
  static func bytes(of cursor: String) -> [UInt8]? {
    guard let bytes = Base64URL.decode(cursor), bytes.count >= headBytes else { return nil }
    return bytes
  }

  /// The cursor that leads past this place.
  func cursor(past place: [UInt8]) throws(Refusal) -> String {
    var head = [Self.version]
    head.appendBigEndian(epoch)
    return Base64URL.encode(head + (try Self.digest(request)) + place)
  }

  /// The key that the page begins after; it must lie under the prefix.
  func key(under prefix: RowKey) throws(Refusal) -> RowKey? {
    guard let place else { return nil }
    guard let key = RowKey(place), key.hasPrefix(prefix) else { throw Self.forged }
    return key
  }

  /// The refusal of a cursor that no result gave.
  static var forged: Refusal { .invalid("cursor", "must be one that a result gave") }

  /// What tells the query from others: its method and its conditions.
  private static func digest<Request: PageRequest>(_ request: Request) throws(Refusal) -> [UInt8] {
    do {
      var bytes: [UInt8] = []
      bytes.appendVarint(UInt64(Request.method.rawValue))
      bytes += try request.conditions.serializedBytes() as [UInt8]
      return Array(SHA256.digest(bytes).bytes.prefix(headBytes - 5))
    } catch {
      throw .internal("a request could not be encoded")
    }
  }
}

/// RFC 4648's base64 for URLs, without padding.
enum Base64URL {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
  /// The most characters that are looked at: a place in the order of names holds a whole name.
  static let charactersMax = 8_192

  static func encode(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      var bits: UInt32 = 0
      for byte in group { bits = bits << 8 | UInt32(byte) }
      bits <<= UInt32(8 * (3 - group.count))
      for index in 0...group.count { text.append(alphabet[Int(bits >> UInt32(18 - 6 * index)) & 63]) }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The bytes; nil when it is not such text.
  static func decode(_ text: String) -> [UInt8]? {
    guard text.utf8.count <= charactersMax, text.utf8.count % 4 != 1 else { return nil }
    var bytes: [UInt8] = []
    var bits: UInt32 = 0
    var count = 0
    for character in text.utf8 {
      guard let value = value(of: character) else { return nil }
      bits = bits << 6 | UInt32(value)
      count += 6
      if count >= 8 {
        count -= 8
        bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
      }
    }
    guard bits & (1 << UInt32(count) - 1) == 0 else { return nil }
    return bytes
  }

  private static func value(of character: UInt8) -> UInt8? {
    switch character {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): character - UInt8(ascii: "A")
    case UInt8(ascii: "a")...UInt8(ascii: "z"): character - UInt8(ascii: "a") + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0") + 52
    case UInt8(ascii: "-"): 62
    case UInt8(ascii: "_"): 63
    default: nil
    }
  }
}
