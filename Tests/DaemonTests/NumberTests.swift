import APISchema
import Bytes
import Descriptors
import FactSchema
import Foundation
import TestSupport
import Testing

@testable import Daemon
@testable import Wire

/// The least and the greatest numbers of every type, in every numeric field of every method, in both framings.
@Suite struct `Numbers from clients` {
  @Test(arguments: [Framing.json, .binary])
  func `are answered whatever they are, and facts are recorded and told behind each`(framing: Framing) async throws {
    try await withDaemon { running in
      let honest = try running.client()
      let contact = try honest.makeContact()
      let sender = try Sender(running, framing)
      // A subscription that is asked to begin past everything stays open while facts come.
      var recorded = 0
      for probe in Probe.all(sample: [
        "contact": contact, "subject": contact, "projection": "contacts", "metric": "contacts.created",
      ]) {
        let answer = try #require(try sender.send(probe), "\(probe.name): the connection was closed")
        #expect(answer != "-32603", "\(probe.name)")
        let reply = try honest.call("NoteAdded", ["contact": contact, "text": "behind \(recorded)"])
        let position = try #require(reply["position"] as? Int)
        recorded += 1
        if recorded % 50 == 0 {
          let card = try honest.call("contact.get", ["contact": contact, "atLeast": position])
          #expect(card["contact"] != nil)
        }
      }
      #expect(recorded > 100)
    }
  }

  /// Sends probes over one connection and takes the answer to each, passing over what subscriptions are told.
  private final class Sender {
    private let lines: LineClient?
    private let frames: FrameClient?

    init(_ running: RunningDaemon, _ framing: Framing) throws {
      lines = framing == .json ? try LineClient(path: running.path) : nil
      frames = framing == .binary ? try running.frames() : nil
    }

    /// The error's number or word, or "" of a result; nil when the connection ended.
    func send(_ probe: Probe) throws -> String? {
      if let lines {
        try lines.send(line: #"{"jsonrpc":"2.0","id":1,"method":"\#(probe.method.name)","params":\#(probe.json)}"#)
        while let line = try lines.readLine() {
          guard let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] else {
            return nil
          }
          guard object["id"] is Int else { continue }
          guard let error = object["error"] as? [String: Any] else { return "" }
          return "\(error["code"] ?? "")"
        }
        return nil
      }
      guard let frames else { return nil }
      let call = ProtobufBytes.field(Int(probe.method.rawValue), content: probe.message)
      try frames.send(BinaryFrames.frame([8, 1] + call))
      while let reply = try frames.receive() {
        guard reply.id == 1 else { continue }
        guard case .error(let error) = reply.outcome else { return "" }
        return "\(error.number)"
      }
      return nil
    }
  }
}

/// A request with an extreme in one numeric field, as JSON and as an encoded message.
struct Probe {
  var name: String
  var method: APISchema.Method
  var json: String
  var message: [UInt8]

  /// A probe for each extreme of each numeric field that can be sent.
  static func all(sample: [String: String]) -> [Probe] {
    var probes: [Probe] = []
    for method in APISchema.Method.allCases {
      let table = method.request.table
      for path in numericPaths(of: table) {
        for number in extremes(of: path[path.count - 1]) {
          let made = Maker(sample: sample, path: path, number: number).object(table, at: 0)
          let name = "\(method.name) \(path.map(\.jsonName).joined(separator: ".")) \(number)"
          probes.append(Probe(name: name, method: method, json: made.json, message: made.message))
        }
      }
    }
    return probes
  }

  /// The ways from a message to its numeric fields, through the messages that it holds.
  private static func numericPaths(of table: MessageTable) -> [[FieldTable]] {
    table.fields.flatMap { field -> [[FieldTable]] in
      switch field.kind {
      case .bool, .string: return []
      case .int32, .int64, .uint32, .uint64, .double, .enumeration, .timestamp: return [[field]]
      case .message(let name):
        guard let inner = SchemaTables.message(named: name) else { return [] }
        return numericPaths(of: inner).map { [field] + $0 }
      }
    }
  }

  private static func extremes(of field: FieldTable) -> [Int128] {
    switch field.kind {
    case .int32: [Int128(Int32.min), -1, 0, 1, Int128(Int32.max)]
    case .int64: [Int128(Int64.min), Int128(Int64.min) + 1, -1, 0, 1, Int128(Int64.max)]
    case .uint32: [0, 1, Int128(UInt32.max) - 1, Int128(UInt32.max)]
    case .uint64:
      [0, 1, Int128(Int64.max), Int128(Int64.max) + 1, Int128(UInt64.max) - 1, Int128(UInt64.max)]
    case .enumeration: [Int128(Int32.min), -1, 0, 1, Int128(Int32.max)]
    // Seconds; the first are the least and the greatest that RFC 3339 can say.
    case .timestamp: [-62_135_596_800, 253_402_300_799, Int128(Int64.min), Int128(Int64.max), -1]
    default: [0, -1, 1 << 53, 1 << 100]
    }
  }

  /// Makes a request that has what is required, and the number where the path leads.
  private struct Maker {
    let sample: [String: String]
    let path: [FieldTable]
    let number: Int128

    func object(_ table: MessageTable, at depth: Int) -> (json: String, message: [UInt8]) {
      if table.name == "Fact" { return fact(at: depth) }
      var members: [String] = []
      var message: [UInt8] = []
      for field in table.fields {
        let isMeant = depth < path.count && path[depth].number == field.number && isOnPath(table, depth)
        // A position that is never reached is not waited for.
        let isTimeout = field.jsonName == "timeoutMs" && path.last?.jsonName != "timeoutMs"
        guard isMeant || field.isRequired || isTimeout else { continue }
        let value =
          isTimeout
          ? scalar(1, field) : isMeant && depth == path.count - 1 ? scalar(number, field) : part(field, depth, isMeant)
        if field.kind == .message("Fact") {
          members.append(value.json)
        } else {
          members.append("\"\(field.jsonName)\":" + (field.label == .repeated ? "[\(value.json)]" : value.json))
        }
        message += value.message
      }
      return ("{" + members.joined(separator: ",") + "}", message)
    }

    /// Whether the field of the path at this depth is one of this message's.
    private func isOnPath(_ table: MessageTable, _ depth: Int) -> Bool {
      table.fields.contains { $0.number == path[depth].number && $0.jsonName == path[depth].jsonName }
    }

    /// The fact that the path leads through, or a note: `type` and `data` in JSON.
    private func fact(at depth: Int) -> (json: String, message: [UInt8]) {
      let facts = SchemaTables.message(named: "Fact")?.fields ?? []
      let isMeant =
        depth < path.count && facts.contains { $0.number == path[depth].number && $0.kind == path[depth].kind }
      guard let field = isMeant ? path[depth] : facts.first(where: { $0.protoName == "note_added" }),
        case .message(let name) = field.kind, let table = SchemaTables.message(named: name)
      else { return ("", []) }
      let inner = object(table, at: isMeant ? depth + 1 : path.count)
      return ("\"type\":\"\(name)\",\"data\":\(inner.json)", ProtobufBytes.field(field.number, content: inner.message))
    }

    private func part(_ field: FieldTable, _ depth: Int, _ isMeant: Bool) -> (json: String, message: [UInt8]) {
      switch field.kind {
      case .string:
        let text = sample[field.jsonName] ?? "x"
        return ("\"\(text)\"", ProtobufBytes.field(field.number, content: text.utf8))
      case .message(let name):
        guard let inner = SchemaTables.message(named: name) else { return ("{}", []) }
        let made = object(inner, at: isMeant ? depth + 1 : path.count)
        return (made.json, ProtobufBytes.field(field.number, content: made.message))
      case .timestamp: return scalar(1_700_000_000, field)
      default: return scalar(1, field)
      }
    }

    private func scalar(_ number: Int128, _ field: FieldTable) -> (json: String, message: [UInt8]) {
      var message: [UInt8] = []
      switch field.kind {
      case .timestamp:
        message.appendMessage(UnixTime(seconds: Int64(clamping: number), nanos: 0))
        return ("\"\(Self.time(Int64(clamping: number)))\"", ProtobufBytes.field(field.number, content: message))
      case .double:
        message = ProtobufBytes.field(field.number, doubleBits: Double(number).bitPattern)
      default:
        message = ProtobufBytes.field(field.number, varint: UInt64(truncatingIfNeeded: number))
      }
      return ("\(number)", message)
    }

    private static func time(_ seconds: Int64) -> String {
      switch seconds {
      case 253_402_300_799: "9999-12-31T23:59:59.999Z"
      case Int64.min...(-62_135_596_800): "0001-01-01T00:00:00+14:00"
      case 253_402_300_800...: "9999-12-31T23:59:60-14:00"
      default: "1969-12-31T23:59:59Z"
      }
    }
  }
}
