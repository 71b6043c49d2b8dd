import Bytes
import Yams

extension ImportMapping {
  /// Reads a mapping file's text.
  package init(yaml: String) throws(MappingError) {
    let root: Node?
    do {
      root = try Yams.compose(yaml: yaml)
    } catch {
      throw Reader.refusal(error)
    }
    guard let root else { throw MappingError("the mapping is empty") }
    let top = try Reader.keys(
      of: root, in: "the mapping", allowed: ["name", "input", "timeZone", "tables", "subjects", "facts"])
    guard let nameNode = top["name"] else { throw MappingError("the mapping needs a name") }
    name = try Reader.text(nameNode, "name")
    guard !name.isEmpty, name.utf8.count <= 64 else {
      throw MappingError(line: Reader.line(nameNode), "name must have 1 to 64 bytes")
    }
    input = try top["input"].map(InputFormat.read) ?? InputFormat()
    self.zone = .utc
    if let zone = top["timeZone"] {
      let name = try Reader.text(zone, "timeZone")
      guard let found = TimeText.offset(name).map({ Zone(minutes: $0) }) ?? Zone(name) else {
        let names = Zone.names(like: name)
        throw MappingError(
          line: Reader.line(zone),
          "timeZone must be UTC, an offset such as +02:00, or the name of a time zone such as Europe/Berlin"
            + (names.isEmpty ? "" : "; did you mean \(names.joined(separator: " or "))?"))
      }
      self.zone = found
    }
    tables = [:]
    for (table, node) in try top["tables"].map(Reader.pairs) ?? [] {
      var words: [String: String] = [:]
      for (text, word) in try Reader.pairs(node) { words[text] = try Reader.text(word, text) }
      tables[table] = words
    }
    subjects = []
    for (subject, node) in try top["subjects"].map(Reader.pairs) ?? [] {
      subjects.append(try SubjectRule.read(subject, node))
    }
    facts = []
    for node in try top["facts"].map({ node throws(MappingError) in try Reader.list(node, "facts") }) ?? [] {
      facts.append(try FactRule.read(node))
    }
    // A list of contacts, or of whatever else has a key, needs no facts beside what creates them.
    guard facts.isEmpty, subjects.allSatisfy({ $0.fact == nil }) else { return }
    guard let factsNode = top["facts"] else { throw MappingError("the mapping needs facts: what a row becomes") }
    throw MappingError(line: Reader.line(factsNode), "facts is empty")
  }

  /// Reads pieces of YAML with the place in every complaint.
  enum Reader {
    static func line(_ node: Node) -> Int? { node.mark?.line }

    /// What the library refuses.
    static func refusal(_ error: any Error) -> MappingError {
      switch error as? YamlError {
      case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
        .composer(_, let problem, let mark, _):
        MappingError(line: mark.line, "this is no YAML: \(problem)")
      case .duplicatedKeysInMapping(let keys, let context):
        MappingError(line: context.mark.line, "'\(keys.first ?? "")' stands twice")
      default: MappingError("this is no YAML")
      }
    }

    static func text(_ node: Node, _ what: String) throws(MappingError) -> String {
      guard let scalar = node.scalar else { throw MappingError(line: line(node), "\(what) must be text") }
      return scalar.string
    }

    static func source(_ node: Node, _ what: String) throws(MappingError) -> Source {
      Source(text: try text(node, what), line: line(node) ?? 0)
    }

    static func list(_ node: Node, _ what: String) throws(MappingError) -> [Node] {
      guard let sequence = node.sequence else {
        throw MappingError(line: line(node), "\(what) must be a list, each entry after '- '")
      }
      return Array(sequence)
    }

    static func pairs(_ node: Node) throws(MappingError) -> [(String, Node)] {
      guard let mapping = node.mapping else { throw MappingError(line: line(node), "expected 'key: value' lines") }
      var pairs: [(String, Node)] = []
      for (key, value) in mapping { pairs.append((try text(key, "a key"), value)) }
      return pairs
    }

    static func keys(of node: Node, in what: String, allowed: [String]) throws(MappingError) -> [String: Node] {
      guard let mapping = node.mapping else {
        throw MappingError(line: line(node), "\(what) must be 'key: value' lines")
      }
      var result: [String: Node] = [:]
      for (key, value) in mapping {
        let name = try text(key, "a key")
        guard allowed.contains(name) else {
          throw MappingError(
            line: line(key),
            "\(what) has no '\(name)'\(Nearest.hint(for: name, among: allowed)); it has "
              + allowed.joined(separator: ", "))
        }
        result[name] = value
      }
      return result
    }
  }
}

extension InputFormat {
  fileprivate static func read(_ node: Node) throws(MappingError) -> InputFormat {
    typealias Reader = ImportMapping.Reader
    let keys = try Reader.keys(
      of: node, in: "input", allowed: ["delimiter", "header", "columns", "quote", "encoding", "skip"])
    var format = InputFormat()
    if let node = keys["delimiter"] {
      format.separator = try separator(node)
      if format.separator == .whitespace { format.quote = nil }
    }
    if let node = keys["quote"] {
      let text = try Reader.text(node, "quote")
      guard text == "none" || text.isEmpty || text.utf8.count == 1 else {
        throw MappingError(line: Reader.line(node), "quote must be one ASCII character or none")
      }
      format.quote = text == "none" ? nil : text.utf8.first
    }
    if let node = keys["header"] {
      guard let isThere = node.bool else { throw MappingError(line: Reader.line(node), "header must be true or false") }
      format.hasHeader = isThere
    }
    if let node = keys["columns"] {
      var columns: [String] = []
      for column in try Reader.list(node, "columns") { columns.append(try Reader.text(column, "a column's name")) }
      guard !columns.isEmpty, Set(columns).count == columns.count else {
        throw MappingError(line: Reader.line(node), "columns must be different names, at least one")
      }
      format.columns = columns
    } else if !format.hasHeader {
      throw MappingError(line: Reader.line(node), "a file without a header needs columns: [name, ...]")
    }
    if let node = keys["encoding"] {
      let text = try Reader.text(node, "encoding")
      guard let encoding = TextEncoding(rawValue: text.lowercased()) else {
        let known = TextEncoding.allCases.map(\.rawValue).joined(separator: ", ")
        throw MappingError(line: Reader.line(node), "encoding must be one of \(known)")
      }
      format.encoding = encoding
    }
    if let node = keys["skip"] {
      guard let lines = node.int, (0...InputFormat.linesSkippedMax).contains(lines) else {
        throw MappingError(
          line: Reader.line(node),
          "skip must be the number of lines before the header, from 0 to \(InputFormat.linesSkippedMax)")
      }
      format.linesSkipped = lines
    }
    return format
  }

  private static func separator(_ node: Node) throws(MappingError) -> Separator {
    let text = try ImportMapping.Reader.text(node, "delimiter")
    switch text {
    case "whitespace": return .whitespace
    case "tab", "\\t": return .byte(UInt8(ascii: "\t"))
    case "comma": return .byte(UInt8(ascii: ","))
    case "semicolon": return .byte(UInt8(ascii: ";"))
    case "pipe": return .byte(UInt8(ascii: "|"))
    default:
      guard let byte = text.utf8.first, text.utf8.count == 1, byte < 0x80, byte != 0x0A, byte != 0x0D else {
        throw MappingError(
          line: ImportMapping.Reader.line(node), "delimiter must be one ASCII character, tab or whitespace")
      }
      return .byte(byte)
    }
  }
}
