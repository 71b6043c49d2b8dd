public import APISchema
import Bytes
import Descriptors

/// The contacts that an encoded request names otherwise than by their ids.
public struct NamedContacts: Sendable {
  /// In the order of the request, each with its field's path.
  public private(set) var places: [(path: String, reference: ContactReference)] = []
  /// The position that a query wants its answer to have reached.
  public private(set) var atLeast: UInt64?
  /// How long it may wait for that, in milliseconds.
  public private(set) var timeoutMilliseconds: UInt32?

  /// Those of a request of that method that was checked.
  public init(in request: [UInt8], of method: Method) {
    _ = RequestRewriter().message(request.span, 0..<request.count, method.request.index, "") { path, reference in
      places.append((path, reference))
      return nil
    }
    for (name, value) in RequestRewriter.numbers(request.span, method.request.index) {
      if name == "atLeast" { atLeast = value }
      if name == "timeoutMs" { timeoutMilliseconds = UInt32(truncatingIfNeeded: value) }
    }
  }

  /// The places of the facts in a `RecordRequest` that was checked which name a contact so.
  public static func events(in request: [UInt8]) -> Set<Int> {
    Set(NamedContacts(in: request, of: .record).places.compactMap { Self.event($0.path) })
  }

  /// The place of the fact that a path leads into, such as `events[2].data.contact`; nil where it leads elsewhere.
  public static func event(_ path: String) -> Int? {
    let prefix = "events["
    return path.hasPrefix(prefix) ? Int(path.dropFirst(prefix.count).prefix { $0 != "]" }) : nil
  }

  /// The same request with these ids in the places of references.
  public static func replaced(
    in request: [UInt8], of method: Method, by ids: [ContactReference: String]
  ) -> [UInt8] {
    RequestRewriter().message(request.span, 0..<request.count, method.request.index, "") { ids[$1] }
  }
}

/// Copies an encoded request, with other texts in the places where contacts are named.
private struct RequestRewriter {
  private let pool = DescriptorPool.shared

  /// The fields of a message that was checked; `id` gives the text for a place, or nil to leave it.
  func message(
    _ bytes: Span<UInt8>, _ range: Range<Int>, _ index: Int, _ path: String,
    _ id: (_ path: String, _ reference: ContactReference) -> String?
  ) -> [UInt8] {
    let message = pool.messages[index]
    var out: [UInt8] = []
    out.reserveCapacity(range.count)
    var counts: [UInt64: Int] = [:]
    var reader = ProtobufReader(range)
    while !reader.isAtEnd {
      let start = reader.index
      guard let tag = reader.tag(bytes) else { return out }
      let order = pool.order(ofNumber: tag.number, in: message)
      guard order >= 0, tag.wireType == .delimited else {
        guard reader.skip(tag.wireType, bytes) else { return out }
        out.append(bytes.extracting(start..<reader.index))
        continue
      }
      guard let content = reader.delimited(bytes) else { return out }
      let field = pool.fields[message.firstField + order]
      var place = path
      if field.kind != .fact {
        let name = index == pool.factMessage ? "data" : pool.name(of: field)
        place += path.isEmpty ? name : ".\(name)"
      }
      if field.label == .repeated {
        place += "[\(counts[field.number, default: 0])]"
        counts[field.number, default: 0] += 1
      }
      if field.kind == .message || field.kind == .fact {
        out.appendField(tag.number, self.message(bytes, content, field.target, place, id))
      } else if field.isContact, let reference = ContactReference(bytes, content), let text = id(place, reference) {
        out.appendPresentField(tag.number, text)
      } else {
        out.append(bytes.extracting(start..<reader.index))
      }
    }
    return out
  }

  /// The numbers in a message's own fields, by name.
  static func numbers(_ bytes: Span<UInt8>, _ index: Int) -> [(name: String, value: UInt64)] {
    let pool = DescriptorPool.shared
    let message = pool.messages[index]
    var numbers: [(name: String, value: UInt64)] = []
    var reader = ProtobufReader(0..<bytes.count)
    while let tag = reader.tag(bytes) {
      let order = pool.order(ofNumber: tag.number, in: message)
      if tag.wireType == .varint, order >= 0 {
        guard let value = reader.varint(bytes) else { break }
        numbers.append((pool.name(of: pool.fields[message.firstField + order]), value))
      } else if !reader.skip(tag.wireType, bytes) {
        break
      }
    }
    return numbers
  }
}
