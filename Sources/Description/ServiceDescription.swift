import APISchema
import Bytes
import Descriptors
import FactSchema
import Wire

/// The service in words that programs read: an OpenRPC 1.2.6 document made from the schema, what `rpc.discover` answers.
public enum ServiceDescription {
  /// The document as JSON text. Made at the first use.
  public static let document: String = String(decoding: documentBytes, as: UTF8.self)

  /// The encoded `DiscoverReply` that holds the document.
  public static let reply: [UInt8] = {
    var reply: [UInt8] = []
    let start = reply.begin(delimited: DiscoverReply.Field.document)
    reply.append(contentsOf: documentBytes)
    reply.end(delimited: start)
    return reply
  }()

  private static let documentBytes: [UInt8] = {
    var bytes: [UInt8] = []
    tree.append(to: &bytes)
    return bytes
  }()

  private static var tree: JSONTree {
    .object([
      ("openrpc", .string("1.2.6")),
      (
        "info",
        .object([
          ("title", .string("Kith")), ("version", .string("1")),
          ("description", .string("A CRM daemon: facts in, positions out, read models beside the log.")),
        ])
      ),
      ("methods", .array(Method.allCases.map(method) + factTables.map(method))),
      ("x-notifications", .array(notifications)),
      (
        "components",
        .object([
          ("schemas", .object(schemas)),
          ("errors", .object(ErrorWord.allCases.map { ($0.rawValue, $0.tree) })),
        ])
      ),
    ])
  }

  private static var factTables: [MessageTable] {
    JSONSchemas.recordableNames.compactMap { SchemaTables.message(named: $0) }
  }

  private static func method(_ method: Method) -> JSONTree {
    let request = method.request.table
    let params = request.fields.map { parameter($0, in: request) }
    let result =
      method == .rpcDiscover
      ? JSONTree.object([("type", .string("object")), ("required", .strings(["openrpc", "info", "methods"]))])
      : JSONSchemas.reference(method.reply.table.name, .result)
    return describe(method.name, request.doc, params, MessageRules.of(request), result, method)
  }

  /// A fact called by its name: its own fields, and beside them those of the event and the request.
  private static func method(_ fact: MessageTable) -> JSONTree {
    var params = fact.fields.map { parameter($0, in: fact) }
    for message in ["ProposedEvent", "RecordRequest"] {
      guard let table = SchemaTables.message(named: message) else { continue }
      params += table.fields.filter { RecordForm.reserved.contains($0.jsonName) }.map { parameter($0, in: table) }
    }
    let result = JSONSchemas.reference("RecordReply", .result)
    let needs = FactType.allCases.first { $0.name == fact.name }?.needs ?? .unopened
    return describe(fact.name, fact.doc, params, MessageRules.of(fact), result, .record, needs)
  }

  private static func describe(
    _ name: String, _ doc: String, _ params: [JSONTree], _ rules: [JSONTree], _ result: JSONTree, _ method: Method,
    _ fact: Permissions = []
  ) -> JSONTree {
    let needs = method.needs.union(fact)
    let roles = ([.none] + Role.predefined).filter { $0.permissions.isSuperset(of: needs) }
    return .object(
      [("name", .string(name))] + (doc.isEmpty ? [] : [("description", .string(doc))]) + [
        ("paramStructure", .string("by-name")), ("params", .array(params)),
      ] + (rules.isEmpty ? [] : [("x-paramsSchema", .object([("allOf", .array(rules))]))]) + [
        ("result", .object([("name", .string("result")), ("schema", result)])),
        ("errors", .array(ErrorWord.of(method).map(\.reference))),
        ("x-maxReplyBytes", .number(Int64(method.replyBytes))),
        ("x-permissions", .strings(needs.named.map(\.word))), ("x-roles", .strings(roles.map(\.word))),
      ])
  }

  private static func parameter(_ field: FieldTable, in table: MessageTable) -> JSONTree {
    var members: [(String, JSONTree)] = [("name", .string(field.jsonName))]
    if !field.doc.isEmpty { members.append(("description", .string(field.doc))) }
    members.append(("required", .bool(field.isRequired)))
    members.append(("schema", JSONSchemas.schema(of: field, in: table, .request)))
    return .object(members)
  }

  /// What the daemon sends of its own accord.
  private static var notifications: [JSONTree] {
    [("log.event", "LogEvent"), ("log.ended", "LogEnded")].map { name, message in
      .object([("name", .string(name)), ("params", JSONSchemas.reference(message, .result))])
    }
  }

  /// The schemas of all messages that a request or a result can hold, facts included.
  private static var schemas: [(String, JSONTree)] {
    var schemas: [String: JSONTree] = [:]
    var sent: [MessageTable] = []
    func add(_ name: String, _ direction: JSONSchemas.Direction) {
      let key = JSONSchemas.name(name, direction)
      guard schemas[key] == nil, let table = SchemaTables.message(named: name) else { return }
      schemas[key] = JSONSchemas.schema(of: table, direction)
      if direction == .request { sent.append(table) }
      for field in table.fields {
        guard case .message(let inner) = field.kind else { continue }
        if inner == "Fact" {
          for fact in direction == .request ? JSONSchemas.recordableNames : JSONSchemas.factNames {
            add(fact, direction)
          }
        } else {
          add(inner, direction)
        }
      }
    }
    for method in Method.allCases where method != .rpcDiscover {
      add(method.request.table.name, .request)
      add(method.reply.table.name, .result)
    }
    add("LogEvent", .result)
    add("LogEnded", .result)
    schemas["ErrorData"] = ErrorWord.dataSchema
    for (name, schema) in SharedForms.all(in: sent) { schemas[name] = schema }
    schemas["ContactReference"] = JSONSchemas.ofContactReference
    return schemas.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }
}
