import FactSchema

/// A log beside its copies: which records the log's audit tree demands, and where they are.
struct Comparison {
  /// What is known of the records below a node that the log demands.
  enum Verdict {
    /// They are those that the log has itself.
    case own
    /// They are those that were chosen: of each source by its number, where there was a choice; all from `pure`, if that
    /// is given. Of what is in `assumed` no more is known than the node above it.
    case chosen([UInt64: Int], pure: Int?, assumed: [ClosedRange<UInt64>])
    /// The node cannot be made, because the record at the position is nowhere.
    case unknown(UInt64)
    /// Whatever is chosen gives another node.
    case mismatch
  }

  /// How a copy compares with the log.
  struct Copy {
    /// The first positions where both have a whole record, and not the same one.
    var differences: [UInt64] = []
    /// Whether its records are those that its own audit tree was made of.
    var isWhole = false
  }

  private(set) var verdicts: [(range: ClosedRange<UInt64>, verdict: Verdict)] = []
  private(set) var copies: [Copy]

  /// The most differences of a copy that are looked at.
  private static let differencesMax = 1000

  private let target: StoredLog
  private let survey: Survey
  private let others: [CopySource]

  /// A copy that is compared.
  struct CopySource {
    /// Its number among all that were named, from 1 on.
    var number: Int
    var log: StoredLog
    var state: LogState?
    var later: [JournalEntry]

    func source() throws(EventLogError) -> RecordSource { try RecordSource(log.pages, log.records, later: later) }
  }

  init(
    _ target: StoredLog, _ survey: Survey, demanded: AuditTree, with others: [CopySource]
  ) throws(EventLogError) {
    self.target = target
    self.survey = survey
    self.others = others
    copies = Array(repeating: Copy(), count: others.count)
    var own = try RecordSource(target.pages, target.records, elsewhere: survey.elsewhere)
    var sources: [RecordSource] = []
    for other in others { sources.append(try other.source()) }
    var trees = others.map { _ in AuditTree() }
    let given = Self.given(others)
    for (index, span) in demanded.spans.enumerated() {
      let isProven = survey.tree.edge[index].first?.root == demanded.edge[index]
      var node = Node(span.first, given, others.map(\.number))
      for position in span.range {
        let mine = try own.record(at: position).flatMap { StoredRecord.leaf($0.bytes, Position(position)) }
        let theirs = try leaves(&sources, position, &trees)
        note(mine, theirs, position)
        guard !isProven else { continue }
        node.append(mine, theirs, position)
      }
      let verdict = isProven ? .own : node.verdict(demanded.edge[index])
      verdicts.append((span.range, verdict))
    }
    for index in others.indices { try complete(index, &sources[index], &trees[index]) }
  }

  /// What the copies say of the tree's nodes.
  private static func given(_ others: [CopySource]) -> [ChoiceTree.Span: [Digest256]] {
    var given: [ChoiceTree.Span: [Digest256]] = [:]
    for case let tree? in others.map(\.state?.tree) {
      for (span, root) in zip(tree.spans, tree.edge) where !(given[span] ?? []).contains(root) {
        given[span, default: []].append(root)
      }
    }
    return given
  }

  /// The leaf of each copy's record there, if that is whole enough to have one.
  private func leaves(
    _ sources: inout [RecordSource], _ position: UInt64, _ trees: inout [AuditTree]
  ) throws(EventLogError) -> [Digest256?] {
    var leaves: [Digest256?] = []
    for index in sources.indices {
      let found = try sources[index].record(at: position).flatMap { StoredRecord.leaf($0.bytes, Position(position)) }
      let leaf = found.flatMap { $0.isChecked ? $0.leaf : nil }
      leaves.append(leaf)
      let end = others[index].state?.head.value ?? 0
      if let leaf, trees[index].size + 1 == position, position <= end { trees[index].append(leaf) }
    }
    return leaves
  }

  private mutating func note(
    _ mine: (leaf: Digest256, isChecked: Bool)?, _ theirs: [Digest256?], _ position: UInt64
  ) {
    guard let mine, mine.isChecked else { return }
    for (index, leaf) in theirs.enumerated() {
      guard let leaf, leaf != mine.leaf, copies[index].differences.count < Self.differencesMax else { continue }
      copies[index].differences.append(position)
    }
  }

  /// Reads what a copy has behind the log's head.
  private mutating func complete(
    _ index: Int, _ source: inout RecordSource, _ tree: inout AuditTree
  ) throws(EventLogError) {
    guard let state = others[index].state else { return }
    while tree.size < state.head.value {
      let position = tree.size + 1
      guard let found = try source.record(at: position),
        let leaf = StoredRecord.leaf(found.bytes, Position(position)), leaf.isChecked
      else { return }
      tree.append(leaf.leaf)
    }
    copies[index].isWhole = tree == state.tree
  }

  // MARK: Answers

  func verdict(at position: UInt64) -> Verdict {
    verdicts.first { $0.range.contains(position) }?.verdict ?? .mismatch
  }

  /// Where the copy is a log of its own that has another record than this one: nothing may be taken from it.
  func parting(of index: Int) -> UInt64? {
    guard copies[index].isWhole else { return nil }
    return copies[index].differences.first { position in
      guard case .chosen(let chosen, let pure, _) = verdict(at: position) else { return true }
      return (pure ?? chosen[position] ?? 0) != others[index].number
    }
  }

  /// Where the copy has a record that was changed: it does not fit its own audit tree, and is not the one demanded.
  func change(in index: Int) -> UInt64? {
    guard !copies[index].isWhole else { return nil }
    return copies[index].differences.first { position in
      if case .own = verdict(at: position) { return true }
      guard case .chosen(let chosen, let pure, _) = verdict(at: position) else { return false }
      return (pure ?? chosen[position] ?? 0) != others[index].number
    }
  }
}

/// A node that a log demands, on its way to being made of what the log and its copies have.
private struct Node {
  private let numbers: [Int]
  /// With the leaves of headers that their records do not bear out, where there are no others.
  private var choice: ChoiceTree
  /// Without these, and with the nodes that copies keep in their place.
  private var strict: ChoiceTree
  /// Of each copy alone.
  private var pures: [ChoiceTree]
  /// The first position of which no record bears out its header.
  private var missing: UInt64?

  init(_ first: UInt64, _ given: [ChoiceTree.Span: [Digest256]], _ numbers: [Int]) {
    self.numbers = numbers
    choice = ChoiceTree(from: first)
    strict = ChoiceTree(from: first, given: given)
    pures = numbers.map { _ in ChoiceTree(from: first) }
  }

  /// Adds what the leaf can be, the log's own first.
  mutating func append(_ mine: (leaf: Digest256, isChecked: Bool)?, _ theirs: [Digest256?], _ position: UInt64) {
    var candidates: [(leaf: Digest256, source: Int)] = []
    if let mine, mine.isChecked { candidates.append((mine.leaf, 0)) }
    for (index, leaf) in theirs.enumerated() {
      pures[index].append(leaf.map { [($0, 0)] } ?? [])
      if let leaf, !candidates.contains(where: { $0.leaf == leaf }) { candidates.append((leaf, numbers[index])) }
    }
    strict.append(candidates)
    if candidates.isEmpty {
      missing = missing ?? position
      candidates = mine.map { [($0.leaf, 0)] } ?? []
    }
    choice.append(candidates)
  }

  func verdict(_ demanded: Digest256) -> Comparison.Verdict {
    for (index, pure) in pures.enumerated() where pure.edge.first?.first?.root == demanded {
      return .chosen([:], pure: numbers[index], assumed: [])
    }
    for tree in [choice, strict] {
      guard let fitting = tree.edge.first?.first(where: { $0.root == demanded }) else { continue }
      var chosen: [UInt64: Int] = [:]
      fitting.chosen.collect(into: &chosen)
      return .chosen(chosen, pure: nil, assumed: tree.assumed)
    }
    return missing.map { .unknown($0) } ?? .mismatch
  }
}
