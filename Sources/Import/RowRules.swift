import FactSchema

/// A mapping's rules put together with the columns that a file has: names looked up, templates read.
struct RowRules: Sendable {
  let mapping: ImportMapping
  let columns: [String: Int]
  let subjects: [Subject]
  let facts: [Fact]

  struct Subject: Sendable {
    let rule: ImportMapping.SubjectRule
    let key: Template
    let find: [(field: String, template: Template)]
    let fact: Fact?
  }

  struct Fact: Sendable {
    let type: MessageTable
    let alias: String?
    let creates: SubjectKind?
    let when: Condition
    let unless: Condition?
    let occurredAt: Template?
    let data: [(field: String, node: Node)]
  }

  struct Condition: Sendable {
    let isPresent: [Template]
    let isOneOf: [(column: Int, texts: Set<String>)]
  }

  indirect enum Node: Sendable {
    case template(Template)
    case list([Node])
    case fields([(field: String, node: Node)])
  }

  init(_ mapping: ImportMapping, columns names: [String]) throws(MappingError) {
    self.mapping = mapping
    columns = Dictionary(
      names.enumerated().filter { !$0.element.isEmpty }.map { ($0.element, $0.offset) }, uniquingKeysWith: { a, _ in a }
    )
    var compiler = Compiler(mapping: mapping, columns: columns)
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
      let settings = Conversion.Settings(zone: mapping.zone, tables: mapping.tables)
      do throws(TemplateError) { return try Template(source.text, names: names, settings: settings) } catch {
        throw MappingError(line: source.line, error.description)
      }
    }

    func fact(_ rule: ImportMapping.FactRule) throws(MappingError) -> Fact {
      Fact(
        type: rule.type, alias: rule.alias, creates: FactCatalogue.creates(rule.type.name),
        when: try condition(rule.when),
        unless: try rule.unless.map { unless throws(MappingError) in try condition(unless) },
        occurredAt: try rule.occurredAt.map { source throws(MappingError) in try template(source) },
        data: try fields(rule.data))
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
