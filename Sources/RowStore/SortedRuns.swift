import LMDB

/// The runs of a build, from the oldest to the newest.
struct SortedRuns {
  private(set) var runs: [SortedRun] = []
  let folder: String
  private var scratch: [UInt8] = []

  init(folder: String) { self.folder = folder }

  var isEmpty: Bool { runs.isEmpty }

  /// What the runs that know the key say of it together; nil when none does.
  mutating func find(_ key: RowKey, _ sum: MergeOperator) throws(LMDBError) -> SortedRun.Found? {
    var total: SortedRun.Found?
    for run in runs.reversed() {
      guard let older = try run.find(key, &scratch) else { continue }
      total = older.joined(with: total, by: sum)
      guard case .addition = total else { break }
    }
    return total
  }

  /// Adds the newest run; as many of one size as make a larger one are merged.
  mutating func add(_ run: SortedRun, _ sum: MergeOperator) throws(LMDBError) {
    runs.append(run)
    while let level = runs.last?.level,
      runs.suffix(Self.mergedCount).count(where: { $0.level == level }) == Self.mergedCount
    {
      let merged = try merged(runs.suffix(Self.mergedCount), sum, level: level + 1)
      runs.removeLast(Self.mergedCount)
      runs.append(merged)
    }
  }

  private func merged(_ runs: ArraySlice<SortedRun>, _ sum: MergeOperator, level: Int) throws(LMDBError) -> SortedRun {
    var merge = try MergeIterator(runs)
    var writer = try RunWriter(in: folder, findable: runs.reduce(0) { $0 + $1.filter.rows })
    // What is deleted stays so for older runs and for the file, and what is to be added stays to be added.
    while try merge.next(sum, { (key, kind, value) throws(LMDBError) in try writer.append(key, kind, value) }) {}
    return try writer.finish(level: level)
  }

  /// So many runs of one size are merged into one: more than a build of tens of millions of facts makes, so that its rows
  /// are merged once; few enough to look through for a key.
  static let mergedCount = 128
}
