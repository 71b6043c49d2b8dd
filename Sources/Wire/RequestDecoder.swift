import APISchema
import Bytes
import Descriptors
import FactSchema
public import Rights

/// Reads requests in either framing into checked method calls.
///
/// Never traps, whatever the bytes. What a caller may not call is refused before any look at the parameters.
public struct RequestDecoder: Sendable {
  private let rights: Rights
  private let batchMax: Int

  /// A decoder for a client with these rights that accepts batches of at most `batchMax` requests.
  public init(rights: Rights, batchMax: Int) {
    self.rights = rights
    self.batchMax = batchMax
  }

  // MARK: JSON

  /// Reads one line of JSON: a request, a notification or a batch. Linear in the line's length.
  public func decodeLine(_ line: Span<UInt8>) -> InboundMessage {
    let end = line.count
    guard line.isUTF8 else {
      return .one(.refused(.null, WireError(.notJSON, "the line is not UTF-8")))
    }
    var at = 0
    JSONScanner.skipSpace(line, &at, end)
    guard at < end else { return .one(notJSON) }
    switch line[at] {
    case UInt8(ascii: "{"):
      let outcome = Envelope.read(line, &at, end, depth: 0)
      JSONScanner.skipSpace(line, &at, end)
      return .one(at == end ? request(outcome, line) : notJSON)
    case UInt8(ascii: "["): return decodeBatch(line, at)
    default:
      return .one(JSONScanner.isValid(line) ? notRequest(.null, "a request is an object") : notJSON)
    }
  }

  private var notJSON: InboundRequest {
    .refused(
      .null, WireError(.notJSON, "the line is not one JSON value, or is nested deeper than \(JSONScanner.depthMax)"))
  }

  private func notRequest(_ id: RequestID, _ problem: String) -> InboundRequest {
    .refused(id, WireError(.notRequest, problem))
  }

  private func decodeBatch(_ line: Span<UInt8>, _ start: Int) -> InboundMessage {
    var at = start
    let end = line.count
    guard JSONScanner.isValid(line) else { return .one(notJSON) }
    at += 1
    var requests: [InboundRequest] = []
    while true {
      JSONScanner.skipSpace(line, &at, end)
      if JSONScanner.skip("]", line, &at, end) { break }
      if JSONScanner.skip(",", line, &at, end) { JSONScanner.skipSpace(line, &at, end) }
      if requests.count == batchMax {
        let error = WireError(.tooLarge, "a batch has at most \(batchMax) requests; nothing of it was done")
        return .one(.refused(.null, error))
      }
      if line[at] == UInt8(ascii: "{") {
        requests.append(request(Envelope.read(line, &at, end, depth: 1), line))
      } else {
        _ = JSONScanner.skipValue(line, &at, end, depth: 1)
        requests.append(notRequest(.null, "a request is an object"))
      }
    }
    return requests.isEmpty ? .one(notRequest(.null, "a batch has at least one request")) : .batch(requests)
  }

  private func request(_ outcome: Envelope.Outcome, _ line: Span<UInt8>) -> InboundRequest {
    switch outcome {
    case .notJSON: return notJSON
    case .notRequest(let id, let problem): return notRequest(id, problem)
    case .request(let envelope):
      guard let target = target(envelope.method, line) else {
        return .refused(envelope.id, noSuchMethod(EchoedName.text(JSONText.content(envelope.method, line))))
      }
      if let refusal = refusal(of: target.method, fact: target.fact) { return .refused(envelope.id, refusal) }
      do throws(WireError) {
        let (request, counts) =
          envelope.params < 0
          ? try JSONReader.encodeChecked(Self.noParams.span, from: 0, of: target)
          : try JSONReader.encodeChecked(line, from: envelope.params, of: target)
        try checkAsked(request.span, 0..<request.count, target.method)
        return .call(
          MethodCall(
            id: envelope.id, method: target.method, fact: target.fact, request: request, entries: counts.entries,
            hasReferences: counts.references > 0))
      } catch {
        return .refused(envelope.id, error)
      }
    }
  }

  /// What the name between these quotes calls; its escapes are resolved when it has any.
  private func target(_ name: Range<Int>, _ line: Span<UInt8>) -> MethodCatalogue.Target? {
    if let target = MethodCatalogue.target(line, name) { return target }
    guard line.firstIndex(of: UInt8(ascii: "\\"), in: name) != nil else { return nil }
    let content = JSONText.content(name, line)
    return MethodCatalogue.target(content.span, 0..<content.count)
  }

  private static let noParams = Array("{}".utf8)

  // MARK: Binary

  /// Reads one binary message. Linear in its length.
  public func decodeFrame(_ message: Span<UInt8>) -> InboundRequest {
    var id: UInt64 = 0
    var number: UInt64 = 0
    var methods = 0
    var content = 0..<0
    var reader = ProtobufReader(0..<message.count)
    while !reader.isAtEnd {
      guard let tag = reader.tag(message) else { return malformed(id) }
      if tag.number == Request.Field.id {
        guard tag.wireType == .varint, let value = reader.varint(message) else {
          return malformed(id)
        }
        id = value
      } else if tag.wireType == .delimited {
        guard let range = reader.delimited(message) else { return malformed(id) }
        number = tag.number
        content = range
        methods += 1
      } else {
        return malformed(id)
      }
    }
    guard methods == 1 else {
      return .refused(.number(id), WireError(.notRequest, "a request has exactly one method"))
    }
    guard let method = Method(rawValue: Int(number)) else {
      return .refused(.number(id), noSuchMethod("\(number)"))
    }
    if let refusal = refusal(of: method) { return .refused(.number(id), refusal) }
    do throws(WireError) {
      let counts = try StrictCheck.check(message, content, method.request.index)
      try checkAsked(message, content, method)
      return .call(
        MethodCall(
          id: .number(id), method: method, request: [UInt8](copying: message.extracting(content)),
          entries: counts.entries,
          hasReferences: counts.references > 0))
    } catch {
      return .refused(.number(id), error)
    }
  }

  private func malformed(_ id: UInt64) -> InboundRequest {
    .refused(.number(id), WireError(.notJSON, "the frame is not an encoded Request"))
  }

  // MARK: Both

  private func noSuchMethod(_ name: String) -> WireError { WireError(.noSuchMethod, "there is no method \(name)") }

  private func refusal(of method: Method, fact number: Int? = nil) -> WireError? {
    let fact = number.flatMap { FactType(rawValue: UInt32($0)) }
    let needs = method.needs.union(fact?.needs ?? [])
    if rights.allow(needs) { return nil }
    return WireError(rights.refusal(of: "call \(fact?.name ?? method.name)", needs), lacking: needs, rights)
  }

  /// Refuses to ask by a personal field: the answer would say whose it is.
  private func checkAsked(_ request: Span<UInt8>, _ range: Range<Int>, _ method: Method) throws(WireError) {
    guard !rights.allow(.personal), let field = PersonalFields().askedBy(request, range, method.request.index) else {
      return
    }
    throw WireError(rights.refusal(of: "ask by it", .personal), field: field, lacking: .personal, rights)
  }
}
