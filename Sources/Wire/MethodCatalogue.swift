import Schema

/// All methods and the facts that can be called by name, as the schema has them.
public enum MethodCatalogue {
  /// What the schema says of one method.
  struct Entry: Sendable {
    let name: String
    let request: MessageShape
    let reply: MessageShape
    let isQuery: Bool
  }

  /// What a name on the wire calls: a method, or `record` of one fact.
  public struct Target: Sendable, Equatable {
    public let method: Method
    /// The fact's number when a fact is called by its name.
    public let fact: Int?
  }

  /// What this name calls; nil for an unknown name. Constant time.
  public static func target(named name: String) -> Target? { targets[name] }

  /// Every name that can be called: methods in the order of the schema, then the facts.
  public static let names: [String] = Method.allCases.map(\.name) + facts.map(\.name)

  /// The facts by name and number, in the order of the schema.
  public static let facts: [(name: String, number: Int)] = ShapeIndex.shared.facts

  static func entry(_ method: Method) -> Entry {
    guard let entry = entries[method.rawValue] else {
      preconditionFailure("the schema has no method \(method.rawValue)")
    }
    return entry
  }

  private static let entries: [Int: Entry] = {
    let shapes = ShapeIndex.shared
    guard let requests = SchemaTables.message(named: "Request"),
      let replies = SchemaTables.message(named: "Reply")
    else {
      preconditionFailure("the schema has no Request and Reply")
    }
    var entries: [Int: Entry] = [:]
    for field in requests.fields {
      guard case .message(let request) = field.kind,
        case .message(let reply)? = replies.fields.first(where: { $0.number == field.number })?.kind,
        let table = SchemaTables.message(named: request)
      else { continue }
      entries[field.number] = Entry(
        name: wireName(field.protoName), request: shapes.shape(named: request),
        reply: shapes.shape(named: reply),
        isQuery: table.fields.contains { $0.protoName == "at_least" })
    }
    return entries
  }()

  private static let targets: [String: Target] = {
    var targets: [String: Target] = [:]
    for method in Method.allCases { targets[method.name] = Target(method: method, fact: nil) }
    for fact in facts { targets[fact.name] = Target(method: .record, fact: fact.number) }
    return targets
  }()

  /// `contact_get` is `contact.get`.
  private static func wireName(_ protoName: String) -> String {
    guard let underscore = protoName.firstIndex(of: "_") else { return protoName }
    return protoName[..<underscore] + "." + protoName[protoName.index(after: underscore)...]
  }
}

extension SchemaTables {
  /// The message of that name, without the package.
  static func message(named name: String) -> MessageTable? { messages.first { $0.name == name } }

  /// The enum of that name, without the package.
  static func enumeration(named name: String) -> EnumTable? { enums.first { $0.name == name } }
}
