import CLMDB
import Glibc

/// LMDB by its C interface and nothing between: the ceiling that the Swift layer is held against.
@safe final class RawDatabase {
  private let environment: OpaquePointer
  private let table: MDB_dbi

  init(folder: String, flags: UInt32) throws(BenchError) {
    unsafe mkdir(folder, 0o700)
    var environment: OpaquePointer?
    try unsafe Self.check(mdb_env_create(&environment), "mdb_env_create")
    guard let opened = unsafe environment else { throw BenchError("mdb_env_create gave nothing") }
    unsafe self.environment = opened
    try unsafe Self.check(mdb_env_set_mapsize(opened, 4 << 30), "mdb_env_set_mapsize")
    try unsafe Self.check(mdb_env_set_maxdbs(opened, 4), "mdb_env_set_maxdbs")
    try unsafe Self.check(mdb_env_open(opened, folder, flags, 0o600), "mdb_env_open")
    var transaction: OpaquePointer?
    var table: MDB_dbi = 0
    try unsafe Self.check(mdb_txn_begin(opened, nil, 0, &transaction), "mdb_txn_begin")
    try unsafe Self.check(mdb_dbi_open(transaction, "rows", UInt32(MDB_CREATE), &table), "mdb_dbi_open")
    try unsafe Self.check(mdb_txn_commit(transaction), "mdb_txn_commit")
    self.table = table
  }

  deinit { unsafe mdb_env_close(environment) }

  /// One write transaction; `put` takes a key, a value and whether the key is the greatest.
  func write(
    _ body: (_ put: (UInt64, [UInt8], Bool) throws(BenchError) -> Void) throws(BenchError) -> Void
  ) throws(BenchError) {
    var transaction: OpaquePointer?
    try unsafe Self.check(mdb_txn_begin(environment, nil, 0, &transaction), "mdb_txn_begin")
    let open = unsafe transaction
    let table = table
    try body { key, value, append throws(BenchError) in
      var key = key
      let result = unsafe withUnsafeMutableBytes(of: &key) { keyBytes in
        unsafe value.withUnsafeBytes { valueBytes in
          var keyValue = unsafe MDB_val(mv_size: 8, mv_data: keyBytes.baseAddress)
          var dataValue = unsafe MDB_val(
            mv_size: valueBytes.count, mv_data: UnsafeMutableRawPointer(mutating: valueBytes.baseAddress))
          return unsafe mdb_put(open, table, &keyValue, &dataValue, append ? UInt32(MDB_APPEND) : 0)
        }
      }
      try Self.check(result, "mdb_put")
    }
    try unsafe Self.check(mdb_txn_commit(open), "mdb_txn_commit")
  }

  /// Looks up that many keys in one read transaction; how many were there.
  func gets(count: Int, key: () -> UInt64) throws(BenchError) -> Int {
    var transaction: OpaquePointer?
    try unsafe Self.check(mdb_txn_begin(environment, nil, UInt32(MDB_RDONLY), &transaction), "mdb_txn_begin")
    defer { unsafe mdb_txn_abort(transaction) }
    var found = 0
    for _ in 0..<count {
      var key = key()
      let size = unsafe withUnsafeMutableBytes(of: &key) { bytes in
        var keyValue = unsafe MDB_val(mv_size: 8, mv_data: bytes.baseAddress)
        var dataValue = unsafe MDB_val()
        guard unsafe mdb_get(transaction, table, &keyValue, &dataValue) == 0 else { return 0 }
        return unsafe dataValue.mv_size
      }
      found += size > 0 ? 1 : 0
    }
    return found
  }

  private static func check(_ code: Int32, _ call: String) throws(BenchError) {
    guard code != 0 else { return }
    throw BenchError("\(call): \(unsafe String(cString: mdb_strerror(code)))")
  }
}
