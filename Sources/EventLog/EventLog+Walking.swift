import Glibc
import LMDB
public import Schema

/// How a walk through the log in another process ended.
public enum WalkEnd: Sendable, Equatable {
  /// It came to the head.
  case whole
  /// Something killed it.
  case killed
  /// It could not be made, and why.
  case failed(String)
}

extension EventLog {
  /// Walks the log from a position on in a process of its own, which calls ``walk(folder:from:reached:)``; `reached` is
  /// told what that tells.
  public typealias Walk = @Sendable (_ from: Position, _ reached: (Position) -> Void) -> WalkEnd

  /// Reads every byte of every record from a position on, changing nothing and trusting nothing: what kills it, kills it.
  ///
  /// `reached` is told 0 when the file is open, then each of the first positions before it is read, and later the first of
  /// each stretch of them.
  public static func walk(
    folder: String, from: Position, reached: (Position) -> Void
  ) throws(EventLogError) {
    do throws(LMDBError) {
      let path = folder + "/log"
      let environment = try Environment(
        .init(path: path, mapSize: 0, maxTables: 4, durability: .synced, readOnly: true))
      let records = try environment.openTable(LogMeta.recordsTable, create: false)
      let meta = try environment.openMainTable()
      let stored = try environment.read().get(LogMeta.stateKey, in: meta)
      reached(.zero)
      guard let stored, let state = try? LogState(stored, path: path) else { return }
      var position = from
      while position <= state.head {
        let distance = position.value - from.value
        if distance < walkStretch || distance % walkStretch == 0 { reached(position) }
        touch(position, environment, records)
        position = position.next
      }
    } catch {
      throw EventLogError(error)
    }
  }

  /// Does with the record what any reader may do.
  private static func touch(_ position: Position, _ environment: Environment, _ records: Table) {
    _ = try? environment.read().withValue(of: position.key, in: records) { bytes in
      guard let layout = try? RecordLayout(bytes) else { return }
      _ = try? layout.verifiedLeaf(bytes, position: position)
      try? layout.verifyOpen(bytes)
      try? layout.verifySeals(bytes)
    }
  }

  /// How many positions are told one by one, and how far apart the others are that are told.
  static let walkStretch: UInt64 = 1024
  /// The most positions that may kill: more are not looked for one by one.
  static let deathsMax = 16_384

  /// The positions that kill whoever reads them, found by walks that each begin behind what killed the one before.
  static func shunned(path: String, _ walk: Walk) throws(EventLogError) -> [ClosedRange<UInt64>] {
    var list = DamageList(origin: LogOrigin(0))
    var from = Position(1)
    var deaths = 0
    while true {
      var last: Position?
      switch walk(from, { last = $0 }) {
      case .whole: return list.shunned
      case .failed(let reason): throw .notALog(path: path, reason: "it could not be examined: \(reason)")
      case .killed: break
      }
      deaths += 1
      guard let last, last > .zero, deaths <= deathsMax else {
        throw .notALog(
          path: path, reason: "too many of its pages are damaged, or its first ones: put a sound copy back")
      }
      if last.value - from.value < walkStretch {
        list.shun(last.value)
        from = last.next
      } else {
        // Somewhere in the stretch that begins there: now one by one.
        from = last
      }
    }
  }
}
