/// Adds to a row: what both come to. `older` is nil where there is no row, and may be an addition itself.
///
/// Several additions are joined in any grouping, always the older one first, so that `sum(sum(a, b), c)` must equal
/// `sum(a, sum(b, c))`.
public typealias MergeOperator = @Sendable (_ older: [UInt8]?, _ addition: [UInt8]) -> [UInt8]

extension SortedRun.Found {
  /// What this, the older, and a newer one come to.
  func joined(with newer: SortedRun.Found?, by sum: MergeOperator) -> SortedRun.Found {
    guard let newer else { return self }
    guard case .addition(let addition) = newer else { return newer }
    switch self {
    case .value(let value): return .value(sum(value, addition))
    case .deleted: return .value(sum(nil, addition))
    case .addition(let value): return .addition(sum(value, addition))
    }
  }
}
