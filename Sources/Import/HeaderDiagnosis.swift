/// Finds out why a file's header has not the columns that a mapping names: another delimiter, or lines before it.
package struct HeaderDiagnosis {
  private let format: InputFormat
  private let wanted: Set<String>
  private let lines: [[UInt8]]

  /// How many lines are looked at.
  static let linesMax = 50
  /// How much of a line is shown.
  private static let shownMax = 60

  /// `start` is the beginning of the file, in bytes; `wanted` are the columns that the mapping names.
  package init(_ format: InputFormat, wanted: Set<String>, start: [UInt8]) {
    self.format = format
    self.wanted = wanted
    var bytes = start[...]
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
    lines = bytes.split(separator: UInt8(ascii: "\n"), maxSplits: Self.linesMax, omittingEmptySubsequences: false)
      .prefix(Self.linesMax).map { Array($0.last == UInt8(ascii: "\r") ? $0.dropLast() : $0) }
  }

  /// What was found and what to write into the mapping; nil when neither is the cause.
  package var advice: String? {
    let header = format.linesSkipped
    guard !wanted.isEmpty, header < lines.count else { return nil }
    if names(header, format.separator)?.isSuperset(of: wanted) == true { return nil }
    let others = InputFormat.Separator.common.filter { $0 != format.separator }
    for separator in [format.separator] + others {
      guard let line = lines.indices.first(where: { names($0, separator)?.isSuperset(of: wanted) == true }) else {
        continue
      }
      return advice(line: line, separator: separator)
    }
    // No line has all the columns; a header that falls apart at another mark still says which.
    guard names(header, format.separator)?.count == 1,
      let separator = others.first(where: { names(header, $0).map { $0.count > 1 } ?? false })
    else { return nil }
    return "line \(header + 1) is one column with \(format.separator.name) as the delimiter: \(shown(header)); with "
      + "\(separator.name) it is \(names(header, separator)?.count ?? 0): say delimiter: \(yaml(separator)) under input"
  }

  private func advice(line: Int, separator: InputFormat.Separator) -> String {
    var found = "line \(format.linesSkipped + 1) was read as the header: \(shown(format.linesSkipped))"
    var wanted: [String] = []
    if line != format.linesSkipped {
      found += "; the columns stand in line \(line + 1)"
      wanted.append("skip: \(line)")
    }
    if separator != format.separator {
      found += "; between them stands \(separator.name), not \(format.separator.name)"
      wanted.append("delimiter: \(yaml(separator))")
    }
    return "\(found): say \(wanted.joined(separator: " and ")) under input"
  }

  private func yaml(_ separator: InputFormat.Separator) -> String {
    if case .byte(let byte) = separator, byte != UInt8(ascii: "\t") {
      return "\"\(Character(Unicode.Scalar(byte)))\""
    }
    return separator.name
  }

  /// The names in a line that is cut there.
  private func names(_ line: Int, _ separator: InputFormat.Separator) -> Set<String>? {
    let (parts, fault) = FieldSplitter(separator: separator, quote: format.quote).split(lines[line])
    guard fault == nil else { return nil }
    return Set(parts.compactMap { format.encoding.decode($0)?.trimmed }.filter { !$0.isEmpty })
  }

  private func shown(_ line: Int) -> String {
    let text = (format.encoding.decode(lines[line]) ?? String(decoding: lines[line], as: UTF8.self)).trimmed
    return text.isEmpty ? "it is empty" : "'\(text.prefix(Self.shownMax))\(text.count > Self.shownMax ? "..." : "")'"
  }
}

extension ImportMapping {
  /// The columns that the mapping names.
  package var columnNames: Set<String> {
    var names: Set<String> = []
    func add(_ source: Source) { names.formUnion(Template.names(in: source.text)) }
    func add(_ condition: Condition?) {
      condition?.isPresent.forEach(add)
      for (column, _) in condition?.isOneOf ?? [] { names.insert(column.text) }
    }
    func add(_ node: DataNode) {
      switch node {
      case .template(let source): add(source)
      case .list(let nodes): nodes.forEach(add)
      case .fields(let fields): for (_, node) in fields { add(node) }
      }
    }
    func add(_ fact: FactRule) {
      add(fact.when)
      add(fact.unless)
      fact.occurredAt.map(add)
      for (_, node) in fact.data { add(node) }
    }
    for subject in subjects {
      add(subject.key)
      for (_, source) in subject.find { add(source) }
      subject.fact.map(add)
    }
    facts.forEach(add)
    return names.subtracting(subjects.map(\.name) + facts.compactMap(\.alias))
  }
}
