import FactSchema
import Yams

extension ImportMapping.SubjectRule {
  typealias Reader = ImportMapping.Reader

  /// What `contact.find` looks by.
  private static let findable = ["externalId", "email", "phone", "name"]

  static func read(_ name: String, _ node: Node) throws(MappingError) -> Self {
    let allowed = ["key", "find", "type", "data", "occurredAt", "when", "unless"]
    let keys = try Reader.keys(of: node, in: "the subject '\(name)'", allowed: allowed)
    guard let key = keys["key"] else {
      throw MappingError(
        line: Reader.line(node), "the subject '\(name)' needs a key: what tells one from another, such as ${id}")
    }
    var find: [(field: String, template: ImportMapping.Source)] = []
    if let node = keys["find"] {
      for (field, value) in try Reader.pairs(node) {
        guard findable.contains(field) else {
          // What has only the beginnings of the words is often somebody else.
          let hint = field == "text" ? "; for a contact of exactly that name say name" : ""
          throw MappingError(
            line: Reader.line(value), "find knows \(findable.joined(separator: ", ")), not '\(field)'\(hint)")
        }
        find.append((field, try Reader.source(value, "find")))
      }
    }
    var fact: ImportMapping.FactRule?
    var kind = SubjectKind.contact
    if keys["type"] != nil || keys["data"] != nil {
      let rule = try ImportMapping.FactRule.read(keys, line: Reader.line(node) ?? 0, typeWhenAbsent: "ContactCreated")
      guard let created = FactCatalogue.creates(rule.type.name) else {
        throw MappingError(
          line: Reader.line(node), "the subject '\(name)': \(rule.type.name) creates nothing; use a fact that does")
      }
      kind = created
      fact = rule
    } else if find.isEmpty {
      throw MappingError(line: Reader.line(node), "the subject '\(name)' needs data to be created from, or find")
    }
    guard find.isEmpty || kind == .contact else {
      throw MappingError(line: Reader.line(node), "only contacts can be found")
    }
    return Self(
      name: name, key: try Reader.source(key, "key"), kind: kind, find: find, fact: fact,
      line: Reader.line(node) ?? 0)
  }
}

extension ImportMapping.FactRule {
  typealias Reader = ImportMapping.Reader

  static func read(_ node: Node) throws(MappingError) -> Self {
    let keys = try Reader.keys(
      of: node, in: "a fact", allowed: ["type", "as", "when", "unless", "occurredAt", "data"])
    return try read(keys, line: Reader.line(node) ?? 0, typeWhenAbsent: nil)
  }

  static func read(
    _ keys: [String: Node], line: Int, typeWhenAbsent: String?
  ) throws(MappingError) -> Self {
    let name: String
    if let node = keys["type"] {
      name = try Reader.text(node, "type")
    } else if let typeWhenAbsent {
      name = typeWhenAbsent
    } else {
      throw MappingError(line: line, "a fact needs a type, such as OrderPlaced")
    }
    guard let type = FactCatalogue.table(named: name) else {
      let hint = Nearest.hint(for: name, among: FactCatalogue.names)
      throw MappingError(line: keys["type"].flatMap(Reader.line) ?? line, "there is no fact '\(name)'\(hint)")
    }
    var alias: String?
    if let node = keys["as"] {
      alias = try Reader.text(node, "as")
      guard FactCatalogue.creates(type.name) != nil else {
        throw MappingError(line: Reader.line(node), "\(type.name) creates nothing that 'as' could name")
      }
    }
    var data: [(field: String, node: ImportMapping.DataNode)] = []
    if let node = keys["data"] { data = try Self.fields(node, type) }
    let given = Set(data.map(\.field))
    for field in type.fields where field.isRequired && !given.contains(field.jsonName) {
      throw MappingError(line: line, "\(type.name) needs data.\(field.jsonName)")
    }
    return Self(
      type: type, alias: alias, when: try keys["when"].map(Self.condition) ?? ImportMapping.Condition(),
      unless: try keys["unless"].map(Self.condition),
      occurredAt: try keys["occurredAt"].map { node throws(MappingError) in try Reader.source(node, "occurredAt") },
      data: data, line: line)
  }

  private static func condition(_ node: Node) throws(MappingError) -> ImportMapping.Condition {
    var condition = ImportMapping.Condition()
    if node.scalar != nil {
      condition.isPresent = [try Reader.source(node, "a condition")]
      return condition
    }
    for (column, value) in try Reader.pairs(node) {
      var texts: [String] = []
      if value.sequence != nil {
        for text in try Reader.list(value, column) { texts.append(try Reader.text(text, column)) }
      } else {
        texts = [try Reader.text(value, column)]
      }
      condition.isOneOf.append((ImportMapping.Source(text: column, line: Reader.line(value) ?? 0), texts))
    }
    return condition
  }

  private static func fields(
    _ node: Node, _ table: MessageTable
  ) throws(MappingError) -> [(field: String, node: ImportMapping.DataNode)] {
    var result: [(field: String, node: ImportMapping.DataNode)] = []
    for (name, value) in try Reader.pairs(node) {
      guard let field = table.fields.first(where: { $0.jsonName == name }) else {
        let hint = Nearest.hint(for: name, among: table.fields.map(\.jsonName))
        throw MappingError(line: Reader.line(value), "\(table.name) has no field '\(name)'\(hint)")
      }
      result.append((name, try dataNode(value, field)))
    }
    return result
  }

  private static func dataNode(_ node: Node, _ field: FieldTable) throws(MappingError) -> ImportMapping.DataNode {
    if node.sequence != nil {
      guard field.label == .repeated else {
        throw MappingError(line: Reader.line(node), "\(field.jsonName) takes one value, not a list")
      }
      var list: [ImportMapping.DataNode] = []
      for entry in try Reader.list(node, field.jsonName) { list.append(try single(entry, field)) }
      return .list(list)
    }
    return try single(node, field)
  }

  private static func single(_ node: Node, _ field: FieldTable) throws(MappingError) -> ImportMapping.DataNode {
    guard node.mapping != nil else { return .template(try Reader.source(node, field.jsonName)) }
    guard case .message(let name) = field.kind, let table = DraftWriter.table(named: name) else {
      throw MappingError(line: Reader.line(node), "\(field.jsonName) takes a plain value")
    }
    return .fields(try fields(node, table))
  }
}
