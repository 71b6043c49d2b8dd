import FactSchema

/// The right edge of the log's Merkle tree (RFC 6962, section 2.1): enough to add leaves and to know the root.
struct AuditTree: Equatable, Sendable {
  /// The number of leaves.
  private(set) var size: UInt64
  /// The roots of the full subtrees, the largest first: one for each bit of `size` that is set.
  private(set) var edge: [Digest256]

  init() {
    size = 0
    edge = []
  }

  /// An edge as it was stored; nil when it does not fit the size.
  init?(size: UInt64, edge: [Digest256]) {
    guard edge.count == size.nonzeroBitCount else { return nil }
    self.size = size
    self.edge = edge
  }

  /// Adds a leaf; a constant number of hashes on average.
  mutating func append(_ leaf: Digest256) {
    var node = leaf
    var full = size
    while full & 1 == 1, let left = edge.popLast() {
      node = Hashing.node(left, node)
      full >>= 1
    }
    edge.append(node)
    size += 1
  }

  /// The root over all leaves; of no leaves, SHA-256 of nothing. A hash for each level at most.
  var root: Digest256 {
    guard var root = edge.last else { return Hashing.empty }
    for left in edge.dropLast().reversed() { root = Hashing.node(left, root) }
    return root
  }
}
