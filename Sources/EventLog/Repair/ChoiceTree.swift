import FactSchema

/// The audit tree over records of some of which there is more than one to choose from: which of them give the nodes that
/// a log demands.
///
/// A node is known by every root that the choices below it can give, the likelier ones first and at most so many. Where there
/// is nothing to choose, as nearly everywhere, that is one.
struct ChoiceTree {
  /// A way to make a node, and its root.
  struct Variant {
    var root: Digest256
    var chosen: Chosen
  }

  /// What was chosen below a node.
  indirect enum Chosen {
    case nothing
    case source(Int, at: UInt64)
    case both(Chosen, Chosen)

    /// The source that was chosen at each position where there was a choice.
    func collect(into found: inout [UInt64: Int]) {
      switch self {
      case .nothing: break
      case .source(let source, let position): found[position] = source
      case .both(let left, let right):
        left.collect(into: &found)
        right.collect(into: &found)
      }
    }
  }

  /// Full subtrees by their first position and the number of their leaves.
  struct Span: Hashable {
    var first: UInt64
    var count: UInt64
    var range: ClosedRange<UInt64> { first...first + count - 1 }
  }

  /// The most roots of a node that are kept.
  static let variantsMax = 256

  /// The position of the first leaf; all before it is in other subtrees.
  private let first: UInt64
  /// Nodes of which is known from elsewhere what they should be.
  private let given: [Span: [Digest256]]
  private var size: UInt64 = 0
  /// The variants of the full subtrees' roots, the largest first; none of one that cannot be made.
  private(set) var edge: [[Variant]] = []
  /// What was not made from leaves, because they are not there, but is one of the nodes that were given.
  private(set) var assumed: [ClosedRange<UInt64>] = []

  init(from first: UInt64, given: [Span: [Digest256]] = [:]) {
    self.first = first
    self.given = given
  }

  /// Adds what the next leaf can be, the likeliest first: its digest, and a number that says where it is from.
  mutating func append(_ candidates: [(leaf: Digest256, source: Int)]) {
    let position = first + size
    var node = candidates.map { candidate in
      Variant(
        root: candidate.leaf,
        chosen: candidates.count == 1 ? .nothing : .source(candidate.source, at: position))
    }
    var full = size
    size += 1
    assume(&node, Span(first: position, count: 1))
    var count: UInt64 = 1
    while full & 1 == 1, let left = edge.popLast() {
      node = Self.joined(left, node)
      full >>= 1
      count <<= 1
      assume(&node, Span(first: first + size - count, count: count))
    }
    edge.append(node)
  }

  /// Takes what was given for a node that cannot be made.
  private mutating func assume(_ node: inout [Variant], _ span: Span) {
    guard node.isEmpty, let roots = given[span] else { return }
    node = roots.map { Variant(root: $0, chosen: .nothing) }
    assumed.append(span.range)
  }

  private static func joined(_ left: [Variant], _ right: [Variant]) -> [Variant] {
    guard !left.isEmpty, !right.isEmpty else { return [] }
    var joined: [Variant] = []
    // Those that leave the likeliest choices least often come first.
    for distance in 0...(left.count + right.count - 2) {
      for index in max(0, distance - right.count + 1)...min(distance, left.count - 1) {
        guard joined.count < variantsMax else { return joined }
        let (one, other) = (left[index], right[distance - index])
        joined.append(Variant(root: Hashing.node(one.root, other.root), chosen: both(one.chosen, other.chosen)))
      }
    }
    return joined
  }

  private static func both(_ left: Chosen, _ right: Chosen) -> Chosen {
    switch (left, right) {
    case (.nothing, _): right
    case (_, .nothing): left
    default: .both(left, right)
    }
  }
}

extension AuditTree {
  /// The full subtrees that the edge has the roots of.
  var spans: [ChoiceTree.Span] {
    var spans: [ChoiceTree.Span] = []
    var first: UInt64 = 1
    for bit in (0..<UInt64(64)).reversed() where size >> bit & 1 == 1 {
      spans.append(.init(first: first, count: 1 << bit))
      first += 1 << bit
    }
    return spans
  }
}
