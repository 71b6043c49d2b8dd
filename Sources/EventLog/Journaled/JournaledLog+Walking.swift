public import FactSchema
import Glibc
import LMDB

/// How a walk through the log in another process ended.
public enum WalkEnd: Sendable, Equatable {
  /// It came to the head.
  case whole
  /// Something killed it.
  case killed
  /// It could not be made, and why.
  case failed(String)
}

/// What a walk tells, a line each.
public enum WalkStep: Sendable, Equatable, LosslessStringConvertible {
  /// 0 when the file is open; then each of the first positions before it is read, and later the first of each stretch.
  case reached(Position)
  /// LMDB does not find the record under its key: whoever came upon its page from the one beside it might be killed there.
  case unreachable(Position)

  /// What the line says; nil for any other.
  public init?(_ line: String) {
    let isLost = line.hasPrefix("!")
    guard let value = UInt64(isLost ? line.dropFirst() : line[...]) else { return nil }
    self = isLost ? .unreachable(Position(value)) : .reached(Position(value))
  }

  /// The line.
  public var description: String {
    switch self {
    case .reached(let position): "\(position)"
    case .unreachable(let position): "!\(position)"
    }
  }
}

extension LocalLog {
  /// Walks the log from a position on in a process of its own, which calls ``walk(folder:from:say:)``; `hear` is told what
  /// that says.
  public typealias Walk = @Sendable (_ from: Position, _ hear: (WalkStep) -> Void) -> WalkEnd

  /// Reads every byte of every record from a position on, changing nothing and trusting nothing: what kills it, kills it.
  public static func walk(folder: String, from: Position, say: (WalkStep) -> Void) throws(EventLogError) {
    do throws(LMDBError) {
      let path = folder + "/log"
      let environment = try Environment(
        .init(path: path, mapSize: 0, maxTables: 4, durability: .synced, readOnly: true))
      let records = try environment.openTable(LogMeta.recordsTable, create: false)
      let meta = try environment.openMainTable()
      let identity = try environment.read().get(LogMeta.identityKey, in: meta)
      let stored = try environment.read().get(LogMeta.stateKey, in: meta)
      say(.reached(.zero))
      guard let stored, let format = try? identity.map({ try LogIdentity($0, path: path).format }),
        let state = try? LogState(stored, format: format, path: path)
      else { return }
      var position = from
      while position <= state.head {
        let distance = position.value - from.value
        if distance < JournaledLog.walkStretch || distance % JournaledLog.walkStretch == 0 { say(.reached(position)) }
        if !JournaledLog.touch(position, environment, records) { say(.unreachable(position)) }
        position = position.next
      }
    } catch {
      throw EventLogError(error)
    }
  }
}

extension JournaledLog {
  /// Does with the record what any reader may do; whether it stands under its key at all.
  fileprivate static func touch(_ position: Position, _ environment: Environment, _ records: Table) -> Bool {
    let found: Void?? = try? environment.read().withValue(of: position.key, in: records) { bytes in
      guard let layout = try? RecordLayout(bytes) else { return }
      _ = try? layout.verifiedLeaf(bytes, position: position)
      try? layout.verifyOpen(bytes)
      try? layout.verifySeals(bytes)
    }
    return found.flatMap { $0 } != nil
  }

  /// How many positions are told one by one, and how far apart the others are that are told.
  static let walkStretch: UInt64 = 1024
  /// The most positions that may kill: more are not looked for one by one.
  static let deathsMax = 16_384
  /// The most runs of positions that are kept.
  static let runsMax = 65_536

  /// The positions that kill whoever reads them or comes upon them, found by walks that each begin behind what killed the
  /// one before.
  static func shunned(path: String, _ walk: LocalLog.Walk) throws(EventLogError) -> [ClosedRange<UInt64>] {
    var list = DamageList(origin: LogOrigin(0))
    var from = Position(1)
    var deaths = 0
    while true {
      var last: Position?
      let end = walk(from) { step in
        switch step {
        case .reached(let position): last = position
        case .unreachable(let position): list.shun(position.value)
        }
      }
      switch end {
      case .whole where list.shunned.count <= runsMax: return list.shunned
      case .failed(let reason): throw .notALog(path: path, reason: "it could not be examined: \(reason)")
      case .killed, .whole: break
      }
      deaths += 1
      guard let last, last > .zero, deaths <= deathsMax, list.shunned.count <= runsMax else {
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
