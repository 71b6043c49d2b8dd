import LMDB

/// The runs of a build, from the oldest to the newest.
struct RowRuns {
  private(set) var runs: [RowRun] = []
  let folder: String
  private var scratch: [UInt8] = []

  init(folder: String) { self.folder = folder }

  var isEmpty: Bool { runs.isEmpty }

  /// What the newest run that knows the key says of it; nil when none does.
  mutating func find(_ key: RowKey) throws(LMDBError) -> RowRun.Found? {
    for run in runs.reversed() {
      if let found = try run.find(key, &scratch) { return found }
    }
    return nil
  }

  /// The keys with the prefix that some run knows, and whether their rows are deleted.
  mutating func keys(prefix: RowKey) throws(LMDBError) -> [RowKey: Bool] {
    var keys: [RowKey: Bool] = [:]
    for run in runs {
      try run.keys(prefix: prefix, &scratch) { key, isDeleted in keys[key] = isDeleted }
    }
    return keys
  }

  /// Adds the newest run; as many of one size as make a larger one are merged.
  mutating func add(_ run: RowRun) throws(LMDBError) {
    runs.append(run)
    while let level = runs.last?.level,
      runs.suffix(Self.mergedCount).count(where: { $0.level == level }) == Self.mergedCount
    {
      let merged = try merged(runs.suffix(Self.mergedCount), level: level + 1)
      runs.removeLast(Self.mergedCount)
      runs.append(merged)
    }
  }

  private func merged(_ runs: ArraySlice<RowRun>, level: Int) throws(LMDBError) -> RowRun {
    var merge = try RunMerge(runs)
    var writer = try RunWriter(in: folder, rows: runs.reduce(0) { $0 + $1.filter.rows })
    // What is deleted stays so for older runs and for the file.
    while try merge.next({ (key, isDeleted, value) throws(LMDBError) in
      try writer.append(key, isDeleted ? nil : value)
    }) {}
    return try writer.finish(level: level)
  }

  /// So many runs of one size are merged into one: few enough to look through for a key.
  private static let mergedCount = 16
}
