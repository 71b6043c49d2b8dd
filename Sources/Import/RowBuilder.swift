package import Schema

/// Makes facts of rows: a mapping put together with the columns that a file has.
package struct RowBuilder: Sendable {
  package let mapping: ImportMapping
  private let columns: [String: Int]
  private let subjects: [Subject]
  private let facts: [Fact]
  private var occurrences: [UInt128: Int] = [:]

  private struct Subject: Sendable {
    let rule: ImportMapping.SubjectRule
    let key: Template
    let find: [(field: String, template: Template)]
    let fact: Fact?
  }

  private struct Fact: Sendable {
    let type: String
    let ownField: String?
    let alias: String?
    let creates: SubjectKind?
    let when: Condition
    let unless: Condition?
    let occurredAt: Template?
    let data: [(field: String, node: Node)]
    let line: Int
  }

  private struct Condition: Sendable {
    let isPresent: [Template]
    let isOneOf: [(column: Int, texts: Set<String>)]
  }

  private indirect enum Node: Sendable {
    case template(Template)
    case list([Node])
    case fields([(field: String, node: Node)])
  }

  /// What a row becomes before it is known which subjects there are.
  package struct Plan: Sendable {
    package var row: SourceRow
    /// The command id of the row's facts.
    package var commandID: String
    /// The subjects it speaks of.
    package var subjects: [SubjectPlan]
  }

  /// A subject that a row speaks of.
  package struct SubjectPlan: Sendable {
    package var name: String
    /// Tells it from other subjects of that name.
    package var key: String
    package var kind: SubjectKind
    /// The id that it is created with.
    package var id: String
    /// The command id of its creation.
    package var commandID: String
    /// The `events` of the command that creates it, as JSON; nil when it must be found.
    package var events: String?
    /// The parameters of the `contact.find` that looks for it first, as JSON.
    package var find: String?
  }

  /// Puts the mapping's templates together with the columns.
  package init(_ mapping: ImportMapping, columns: [String]) throws(MappingError) {
    self.mapping = mapping
    self.columns = Dictionary(
      columns.enumerated().filter { !$0.element.isEmpty }.map { ($0.element, $0.offset) },
      uniquingKeysWith: { a, _ in a })
    var compiler = Compiler(mapping: mapping, columns: self.columns)
    var subjects: [Subject] = []
    for rule in mapping.subjects {
      try compiler.checkFree(rule.name, line: rule.line)
      let fact = try rule.fact.map { fact throws(MappingError) in try compiler.fact(fact) }
      var find: [(field: String, template: Template)] = []
      for (field, source) in rule.find { find.append((field, try compiler.template(source))) }
      subjects.append(Subject(rule: rule, key: try compiler.template(rule.key), find: find, fact: fact))
      compiler.names.insert(rule.name)
    }
    var facts: [Fact] = []
    for rule in mapping.facts {
      facts.append(try compiler.fact(rule))
      if let alias = rule.alias {
        try compiler.checkFree(alias, line: rule.line)
        compiler.names.insert(alias)
      }
    }
    self.subjects = subjects
    self.facts = facts
  }

  /// What the row becomes. Counts the row: rows must come in the order of the file, each once.
  package mutating func plan(_ row: SourceRow) throws(RowError) -> Plan {
    if let fault = row.fault { throw RowError(fault) }
    let content = StableID.content(of: row.fields)
    let occurrence = occurrences[content, default: 0] + 1
    occurrences[content] = occurrence
    let command = StableID.command(mapping: mapping.name, row: row.fields, occurrence: occurrence)
    var plan = Plan(row: row, commandID: command, subjects: [])
    var scope = Scope(columns: columns, fields: row.fields)
    for subject in subjects {
      let key = try subject.key.text(in: scope).trimmed
      guard !key.isEmpty else {
        scope.ids[subject.rule.name] = ""
        continue
      }
      let made = try self.plan(subject, key: key, scope: scope)
      plan.subjects.append(made)
      scope.ids[made.name] = made.id
    }
    return plan
  }

  /// The `events` of the row's command as JSON, with the subjects' ids as they are now known by name; nil when no fact
  /// of the mapping is for this row.
  package func events(of plan: Plan, ids: [String: String]) throws(RowError) -> String? {
    var scope = Scope(columns: columns, fields: plan.row.fields)
    for subject in subjects { scope.ids[subject.rule.name] = ids[subject.rule.name] ?? "" }
    var events: [String] = []
    for fact in facts {
      var id: String?
      if let kind = fact.creates, let alias = fact.alias {
        id = StableID.subject(kind, command: plan.commandID, fact: alias).description
      }
      if let event = try event(fact, id: id, scope: scope) {
        events.append(event)
        if let alias = fact.alias { scope.ids[alias] = id }
      } else if let alias = fact.alias {
        scope.ids[alias] = ""
      }
    }
    return events.isEmpty ? nil : "[\(events.joined(separator: ","))]"
  }

  private func plan(_ subject: Subject, key: String, scope: Scope) throws(RowError) -> SubjectPlan {
    let name = subject.rule.name
    let id = StableID.subject(subject.rule.kind, mapping: mapping.name, subject: name, key: key).description
    var plan = SubjectPlan(
      name: name, key: key, kind: subject.rule.kind, id: id,
      commandID: StableID.command(mapping: mapping.name, subject: name, key: key))
    if let fact = subject.fact, let event = try event(fact, id: id, scope: scope) { plan.events = "[\(event)]" }
    var find: [String] = []
    for (field, template) in subject.find {
      let text = try template.text(in: scope).trimmed
      if !text.isEmpty { find.append("\"\(field)\":\(JSONText.quoted(text))") }
    }
    if !find.isEmpty { plan.find = "{\(find.joined(separator: ",")),\"limit\":5}" }
    return plan
  }

  /// The event as JSON; nil when the fact is not for this row.
  private func event(_ fact: Fact, id: String?, scope: Scope) throws(RowError) -> String? {
    guard try holds(fact.when, scope) else { return nil }
    if let unless = fact.unless, try holds(unless, scope) { return nil }
    var fields = try self.fields(fact.data, scope)
    if let id, let own = fact.ownField, !fields.contains(where: { $0.name == own }) {
      fields.append(DraftValue.Field(own, .text(id)))
    }
    var event = DraftValue.Field("data", .fields(fields))
    guard let table = FactCatalogue.table(named: fact.type) else { return nil }
    do throws(DraftError) { event.value = .json(try DraftWriter.json(event.value, as: table)) } catch {
      throw RowError("\(fact.type) \(error.description)")
    }
    guard case .json(let data) = event.value else { return nil }
    var json = "{\"type\":\"\(fact.type)\",\"data\":\(data)"
    if let text = try fact.occurredAt?.text(in: scope), !text.trimmed.isEmpty {
      guard let time = TimeText.timestamp(text.trimmed, offset: mapping.offset) else {
        throw RowError("\(fact.type) occurredAt: expected a time or a date; use the conversion date with a pattern")
      }
      json += ",\"occurredAt\":\"\(time)\""
    }
    return json + "}"
  }

  private func fields(
    _ data: [(field: String, node: Node)], _ scope: Scope
  ) throws(RowError) -> [DraftValue.Field] {
    var fields: [DraftValue.Field] = []
    for (field, node) in data {
      if let value = try value(node, scope) { fields.append(DraftValue.Field(field, value)) }
    }
    return fields
  }

  /// The value; nil when there is nothing: an empty text leaves its field out.
  private func value(_ node: Node, _ scope: Scope) throws(RowError) -> DraftValue? {
    switch node {
    case .template(let template):
      let texts = try template.texts(in: scope)
      return texts.count > 1 ? .list(texts.map { .text($0) }) : texts.first.map { .text($0) }
    case .list(let nodes):
      var values: [DraftValue] = []
      for node in nodes {
        switch try value(node, scope) {
        case .list(let several)?: values += several
        case let one?: values.append(one)
        case nil: break
        }
      }
      return values.isEmpty ? nil : .list(values)
    case .fields(let data):
      let fields = try fields(data, scope)
      return fields.isEmpty ? nil : .fields(fields)
    }
  }

  private func holds(_ condition: Condition, _ scope: Scope) throws(RowError) -> Bool {
    for template in condition.isPresent where try template.text(in: scope).trimmed.isEmpty { return false }
    return condition.isOneOf.allSatisfy { $0.texts.contains(scope.fields[$0.column].trimmed) }
  }

  private struct Scope: Template.Scope {
    let columns: [String: Int]
    let fields: [String]
    var ids: [String: String] = [:]

    func text(of name: String) throws(RowError) -> String {
      if let index = columns[name] { return fields[index] }
      return ids[name] ?? ""
    }
  }

  private struct Compiler {
    let mapping: ImportMapping
    let columns: [String: Int]
    var names: Set<String>

    init(mapping: ImportMapping, columns: [String: Int]) {
      self.mapping = mapping
      self.columns = columns
      self.names = Set(columns.keys)
    }

    func checkFree(_ name: String, line: Int) throws(MappingError) {
      guard !names.contains(name) else {
        throw MappingError(line: line, "the name '\(name)' is a column or is given twice; choose another")
      }
    }

    func template(_ source: ImportMapping.Source) throws(MappingError) -> Template {
      let settings = Conversion.Settings(offset: mapping.offset, tables: mapping.tables)
      do throws(TemplateError) { return try Template(source.text, names: names, settings: settings) } catch {
        throw MappingError(line: source.line, error.description)
      }
    }

    func fact(_ rule: ImportMapping.FactRule) throws(MappingError) -> Fact {
      let kind = FactCatalogue.creates(rule.type.name)
      return Fact(
        type: rule.type.name, ownField: kind?.prefix, alias: rule.alias, creates: kind, when: try condition(rule.when),
        unless: try rule.unless.map { unless throws(MappingError) in try condition(unless) },
        occurredAt: try rule.occurredAt.map { source throws(MappingError) in try template(source) },
        data: try fields(rule.data), line: rule.line)
    }

    private func condition(_ condition: ImportMapping.Condition) throws(MappingError) -> Condition {
      var present: [Template] = []
      for source in condition.isPresent { present.append(try template(source)) }
      var oneOf: [(column: Int, texts: Set<String>)] = []
      for (column, texts) in condition.isOneOf {
        guard let index = columns[column.text] else {
          throw MappingError(
            line: column.line,
            "there is no column '\(column.text)'\(Nearest.hint(for: column.text, among: columns.keys))")
        }
        oneOf.append((index, Set(texts)))
      }
      return Condition(isPresent: present, isOneOf: oneOf)
    }

    private func fields(
      _ data: [(field: String, node: ImportMapping.DataNode)]
    ) throws(MappingError) -> [(field: String, node: Node)] {
      var result: [(field: String, node: Node)] = []
      for (field, value) in data { result.append((field, try node(value))) }
      return result
    }

    private func node(_ data: ImportMapping.DataNode) throws(MappingError) -> Node {
      switch data {
      case .template(let source): return .template(try template(source))
      case .list(let list):
        var nodes: [Node] = []
        for entry in list { nodes.append(try node(entry)) }
        return .list(nodes)
      case .fields(let data): return .fields(try fields(data))
      }
    }
  }
}
