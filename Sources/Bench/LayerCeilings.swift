import Bytes
import LMDB

/// The same work as ``Ceilings``' through our own Swift layer: what the layer costs.
enum LayerCeilings {
  /// Records a second that the layer commits durably, so many records in a commit.
  static func commits(folder: String, records: Int, seconds limit: Double) throws(BenchError) -> Double {
    let rows = try Rows(folder: folder, durability: .synced)
    let value = [UInt8](repeating: 0x55, count: 300)
    var position: UInt64 = 0
    let start = nanoseconds()
    do throws(LMDBError) {
      while seconds(since: start) < limit {
        var transaction = try rows.environment.write()
        for _ in 0..<records {
          position += 1
          var key = StackBytes<8>()
          key.appendBigEndian(position)
          try key.withSpan { (key) throws(LMDBError) in try transaction.append(key, value.span, in: rows.table) }
        }
        try transaction.commit()
      }
    } catch {
      throw BenchError("the Swift layer: \(error)")
    }
    return Double(position) / seconds(since: start)
  }

  /// Random puts and gets a second of 100 bytes over `rows` rows, without waiting for the disk.
  static func putsAndGets(folder: String, rows count: Int) throws(BenchError) -> (puts: Double, gets: Double) {
    let rows = try Rows(folder: folder, durability: .derived)
    let value = [UInt8](repeating: 0x55, count: 100)
    var dice = Dice(seed: 3)
    do throws(LMDBError) {
      let start = nanoseconds()
      for _ in stride(from: 0, to: count, by: 10_000) {
        var transaction = try rows.environment.write()
        for _ in 0..<min(10_000, count) {
          var key = StackBytes<8>()
          key.appendBigEndian(Dice.mix(UInt64(dice.roll(below: count))))
          try key.withSpan { (key) throws(LMDBError) in try transaction.put(key, value.span, in: rows.table) }
        }
        try transaction.commit()
      }
      let puts = Double(count) / seconds(since: start)
      let reading = nanoseconds()
      let transaction = try rows.environment.read()
      var found = 0
      for _ in 0..<count {
        var key = StackBytes<8>()
        key.appendBigEndian(Dice.mix(UInt64(dice.roll(below: count))))
        let size = try key.withSpan { (key) throws(LMDBError) in
          try transaction.withValue(of: key, in: rows.table) { $0.count }
        }
        found += (size ?? 0) > 0 ? 1 : 0
      }
      guard found > 0 else { throw LMDBError(.corrupted, operation: "get") }
      return (puts, Double(count) / seconds(since: reading))
    } catch {
      throw BenchError("the Swift layer: \(error)")
    }
  }

  private struct Rows {
    let environment: Environment
    let table: Table

    init(folder: String, durability: Environment.Durability) throws(BenchError) {
      do throws(LMDBError) {
        environment = try Environment(Environment.Options(path: folder, mapSize: 1 << 30, durability: durability))
        table = try environment.openTable("rows")
      } catch {
        throw BenchError("the Swift layer: \(error)")
      }
    }
  }
}
