import LMDB

/// What was spilled last: still found in memory while it is sorted and written as a run, on whatever thread.
struct Spill: Sendable {
  let memtable: Memtable
  let inserts: PendingInserts
  let run = Handover<SortedRun>()

  /// Makes the run of all changes, in the order of their keys; once.
  func make(in folder: String) {
    run.make { () throws(LMDBError) in try sorted(in: folder) }
  }

  private func sorted(in folder: String) throws(LMDBError) -> SortedRun {
    var run = try RunWriter(in: folder, findable: memtable.changed.count)
    let rows = inserts.rows
    let values = inserts.values
    let none: [UInt8] = []
    for step in FlushOrder(memtable, inserts).steps {
      switch step {
      case .insert(let index):
        let row = rows[Int(index)]
        try run.append(row.key, .inserted, values.span.extracting(row.start..<row.start + Int(row.count)))
      case .change(let index):
        let entry = memtable.entries[Int(index)]
        if let value = entry.value {
          try run.append(entry.key, entry.isAddition ? .addition : .value, value.span)
        } else {
          try run.append(entry.key, .deleted, none.span)
        }
      }
    }
    return try run.finish(level: 0)
  }
}
