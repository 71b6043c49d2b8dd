public import APISchema
import Bytes
import Descriptors
import FactSchema

/// All methods and the facts that can be called by name, as the schema has them.
public enum MethodCatalogue {
  /// What the schema says of one method.
  struct Entry: Sendable {
    let name: String
    let request: MessageType
    let reply: MessageType
    let isQuery: Bool
    let replyBytes: Int
  }

  /// What a name on the wire calls: a method, or `record` of one fact.
  public struct Target: Sendable, Equatable {
    /// The method.
    public let method: Method
    /// The fact's number when a fact is called by its name.
    public let fact: Int?
  }

  /// What this name calls; nil for an unknown name. Constant time.
  public static func target(named name: String) -> Target? {
    let bytes = Array(name.utf8)
    return target(bytes.span, 0..<bytes.count)
  }

  /// The same for a name in a line.
  static func target(_ name: Span<UInt8>, _ range: Range<Int>) -> Target? { table.target(name, range) }

  /// Every name that can be called: methods in the order of the schema, then the facts.
  public static let names: [String] = Method.allCases.map(\.name) + facts.map(\.name)

  /// The facts by name and number, in the order of the schema.
  public static let facts: [(name: String, number: Int)] = DescriptorPool.shared.facts

  static func entry(_ method: Method) -> Entry {
    guard let entry = entries[method.rawValue] else {
      preconditionFailure("the schema has no method \(method.rawValue)")
    }
    return entry
  }

  /// By the method's number.
  private static let entries: [Entry?] = {
    let pool = DescriptorPool.shared
    guard let requests = SchemaTables.message(named: "Request"), let replies = SchemaTables.message(named: "Reply")
    else {
      preconditionFailure("the schema has no Request and Reply")
    }
    var entries: [Entry?] = Array(repeating: nil, count: (requests.fields.map(\.number).max() ?? 0) + 1)
    for field in requests.fields {
      guard case .message(let request) = field.kind,
        let outcome = replies.fields.first(where: { $0.number == field.number }), let replyBytes = outcome.maxBytes,
        case .message(let reply) = outcome.kind,
        let table = SchemaTables.message(named: request)
      else { continue }
      entries[field.number] = Entry(
        name: wireName(field.protoName), request: pool.type(named: request), reply: pool.type(named: reply),
        isQuery: table.fields.contains { $0.protoName == "at_least" }, replyBytes: replyBytes)
    }
    return entries
  }()

  private static let table = NameTable(
    Method.allCases.map { ($0.name, Target(method: $0, fact: nil)) }
      + facts.map { ($0.name, Target(method: .record, fact: $0.number)) })

  /// `contact_get` is `contact.get`.
  private static func wireName(_ protoName: String) -> String {
    guard let underscore = protoName.firstIndex(of: "_") else { return protoName }
    return protoName[..<underscore] + "." + protoName[protoName.index(after: underscore)...]
  }
}

/// Finds what a name stands for by the name's bytes, without making a string of them.
struct NameTable<Target: Sendable>: Sendable {
  private let names: [[UInt8]]
  private let targets: [Target]
  /// Hash slots to indexes; -1 where there is none.
  private var slots: [Int]

  init(_ targets: [(String, Target)]) {
    names = targets.map { Array($0.0.utf8) }
    self.targets = targets.map(\.1)
    // At most half full.
    var count = 4
    while count < 2 * targets.count { count *= 2 }
    slots = Array(repeating: -1, count: count)
    for (index, name) in names.enumerated() {
      var slot = DescriptorPool.hash(name.span, 0..<name.count) & (count - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (count - 1) }
      slots[slot] = index
    }
  }

  func target(_ name: Span<UInt8>, _ range: Range<Int>) -> Target? {
    if range.isEmpty { return nil }
    let mask = slots.count - 1
    var slot = DescriptorPool.hash(name, range) & mask
    while slots[slot] >= 0 {
      let index = slots[slot]
      if names[index].count == range.count, name.extracting(range).isEqual(to: names[index], at: 0) {
        return targets[index]
      }
      slot = (slot + 1) & mask
    }
    return nil
  }
}
