import CLMDB
import Glibc

/// What the disk, the database and the socket can do without the daemon: the same run's measure for all else.
enum Ceilings {
  /// Records a second that plain LMDB commits durably, so many records in a commit.
  static func commits(folder: String, records: Int, seconds limit: Double) throws(BenchError) -> Double {
    let raw = try RawDatabase(folder: folder, flags: 0)
    let value = [UInt8](repeating: 0x55, count: 300)
    var position: UInt64 = 0
    let start = nanoseconds()
    while seconds(since: start) < limit {
      try raw.write { put throws(BenchError) in
        for _ in 0..<records {
          position += 1
          try put(position.bigEndian, value, true)
        }
      }
    }
    return Double(position) / seconds(since: start)
  }

  /// Random puts and gets a second of 100 bytes over `rows` rows, without waiting for the disk.
  static func putsAndGets(folder: String, rows: Int) throws(BenchError) -> (puts: Double, gets: Double) {
    let raw = try RawDatabase(folder: folder, flags: UInt32(MDB_NOSYNC | MDB_WRITEMAP))
    let value = [UInt8](repeating: 0x55, count: 100)
    var dice = Dice(seed: 3)
    let start = nanoseconds()
    for _ in stride(from: 0, to: rows, by: 10_000) {
      try raw.write { put throws(BenchError) in
        for _ in 0..<min(10_000, rows) { try put(Dice.mix(UInt64(dice.roll(below: rows))), value, false) }
      }
    }
    let puts = Double(rows) / seconds(since: start)
    let reading = nanoseconds()
    let found = try raw.gets(count: rows) { Dice.mix(UInt64(dice.roll(below: rows))) }
    guard found > 0 else { throw BenchError("the raw database lost its rows") }
    return (puts, Double(rows) / seconds(since: reading))
  }

  /// Round trips a second of a bare echo over a Unix socket: 256 bytes in, 32 bytes out.
  static func echo(folder: String, connections: Int, inFlight: Int, seconds limit: Double) throws(BenchError) -> Double
  {
    let server = try EchoServer(path: folder + "/echo")
    defer { server.stop() }
    let load = try LoadGenerator(
      path: server.path, connections: connections, inFlight: inFlight, source: EchoLoad())
    return try load.run(seconds: limit).rate
  }
}

/// Requests that only the echo server understands: a frame of 256 bytes.
private struct EchoLoad: RequestSource {
  let framing = Framing.binary
  private let frame: [UInt8] = [0, 0, 0, 0, 251] + [UInt8](repeating: 1, count: 251)

  mutating func appendRequest(of connection: Int, to bytes: inout [UInt8]) -> Bool {
    bytes.append(contentsOf: frame)
    return true
  }
}
