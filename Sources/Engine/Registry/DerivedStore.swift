import Bytes
import FactSchema
import Foundation
import LMDB
import Synchronization

/// An environment made from the log alone: rows and the position up to which they hold, always committed together.
///
/// What it says is believed only when it was made from this log, by this release's rules, and left so that the pages
/// can be trusted; else it is made again from nothing.
final class DerivedStore: Sendable {
  /// The file as it is open, which another one takes the place of when it is written anew.
  private struct Opened {
    let environment: Environment
    let rows: Table
    let meta: Table

    init(path: String, readersMax: Int) throws(LMDBError) {
      environment = try Environment(
        Environment.Options(
          path: path, mapSize: DerivedStore.initialBytes, maxTables: 2, maxReaders: readersMax, readAhead: false))
      rows = try environment.openTable("rows")
      meta = try environment.openTable("meta")
    }
  }

  private let opened: Mutex<Opened>
  private let path: String
  private let readersMax: Int
  private let identity: Identity
  private let mark: Mutex<Mark>

  /// What a store must have been made for.
  struct Identity: Sendable, Equatable {
    /// Of the rows' format; another one is made again.
    var version: UInt64
    /// The log's origin.
    var origin: String
    /// By which the secret is told that its keys were made under; empty where none were.
    var secretMark = ""
    /// This boot of the machine.
    var bootID: String
  }

  /// Up to where the rows hold.
  struct Mark: Sendable, Equatable {
    var position = Position.zero
    /// The leaf of the record at the position.
    var leaf = Digest256.zero
    /// Whether everything is on disk and nothing was written since.
    var isClean = true
  }

  /// The size of a new file, all of it on the device.
  private static let initialBytes = 4 << 20

  /// A row to write; nil removes it.
  struct Row: Sendable {
    var key: [UInt8]
    var value: [UInt8]?
  }

  private init(path: String, identity: Identity, readersMax: Int) throws(LMDBError) {
    opened = Mutex(try Opened(path: path, readersMax: readersMax))
    self.path = path
    self.readersMax = readersMax
    self.identity = identity
    self.mark = Mutex(Mark())
  }

  var environment: Environment { opened.withLock { $0.environment } }
  var rows: Table { opened.withLock { $0.rows } }
  private var meta: Table { opened.withLock { $0.meta } }

  /// Opens the store in a folder, making it anew when `isTrue` does not find its position and leaf in the log, which ends
  /// at `head`.
  ///
  /// - Returns: The store, and why it was made again, if it was.
  static func open(
    path: String, identity: Identity, readersMax: Int, head: Position, isTrue: (Position, Digest256) -> Bool
  ) throws(LMDBError) -> (store: DerivedStore, remade: String?) {
    for left in [Self.rewritten(path), Self.old(path)] { try? FileManager.default.removeItem(atPath: left) }
    let existed = FileManager.default.fileExists(atPath: path + "/data.mdb")
    let reason: String
    do throws(LMDBError) {
      let store = try DerivedStore(path: path, identity: identity, readersMax: readersMax)
      guard existed else {
        try store.write(Mark())
        return (store, head == .zero ? nil : "it was not there")
      }
      guard let found = try store.distrust(isTrue) else { return (store, nil) }
      reason = found
    } catch {
      guard error.isOfDamage else { throw error }
      reason = "its file is damaged"
    }
    try? FileManager.default.removeItem(atPath: path)
    let store = try DerivedStore(path: path, identity: identity, readersMax: readersMax)
    try store.write(Mark())
    return (store, reason)
  }

  /// An empty store for the same log.
  func makeCopy(path: String, readersMax: Int) throws(LMDBError) -> DerivedStore {
    let store = try DerivedStore(path: path, identity: identity, readersMax: readersMax)
    try store.write(Mark())
    return store
  }

  /// How far the store in a folder had come, when it was made from the log of that origin and can be trusted, whatever the
  /// form of its rows; changes nothing.
  static func mark(in folder: String, origin: String, bootID: String) -> Mark? {
    guard let rows = PageWalk.rows(of: "meta", in: folder + "/data.mdb") else { return nil }
    func text(_ key: String) -> String? { rows[Array(key.utf8)].map { String(decoding: $0, as: UTF8.self) } }
    let isClean = text("clean") == "yes"
    guard text("origin") == origin, isClean || text("boot") == bootID,
      let position = text("position").flatMap({ UInt64($0) }), let leaf = rows[Array("leaf".utf8)], leaf.count == 32
    else { return nil }
    return Mark(position: Position(position), leaf: Digest256(leaf), isClean: isClean)
  }

  /// Why the store must not be believed; nil when it may.
  private func distrust(_ isTrue: (Position, Digest256) -> Bool) throws(LMDBError) -> String? {
    let transaction = try environment.read()
    func number(_ key: String) throws(LMDBError) -> UInt64? {
      try transaction.get(Array(key.utf8), in: meta).flatMap { UInt64(String(decoding: $0, as: UTF8.self)) }
    }
    func text(_ key: String) throws(LMDBError) -> String? {
      try transaction.get(Array(key.utf8), in: meta).map { String(decoding: $0, as: UTF8.self) }
    }
    guard let position = try number("position"),
      let leaf = try transaction.get(Array("leaf".utf8), in: meta), leaf.count == 32
    else { return "it was never finished" }
    guard try number("version") == identity.version else { return "another release made it" }
    guard try text("origin") == identity.origin else { return "it belongs to another log" }
    guard try text("secret") ?? "" == identity.secretMark else { return "the log has another secret" }
    let isClean = try text("clean") == "yes"
    let bootID = try text("boot")
    guard isClean || bootID == identity.bootID else { return "the machine stopped while it was written" }
    let found = Mark(position: Position(position), leaf: Digest256(leaf), isClean: isClean)
    guard isTrue(found.position, found.leaf) else { return "its position is not in the log" }
    mark.withLock { $0 = found }
    return nil
  }

  /// Up to where the committed rows hold.
  var position: Position { mark.withLock { $0.position } }

  /// Up to where the rows hold of a store of which everything is on disk; nil of any other.
  var closedMark: Mark? {
    let mark = mark.withLock { $0 }
    return mark.isClean ? mark : nil
  }

  /// Up to where the rows hold that a transaction sees.
  func position(in transaction: borrowing ReadTransaction) throws(LMDBError) -> Position {
    let text = try transaction.get(Array("position".utf8), in: meta).map { String(decoding: $0, as: UTF8.self) }
    guard let position = text.flatMap({ UInt64($0) }) else { throw LMDBError(.corrupted, operation: "position") }
    return Position(position)
  }

  /// Writes rows, and the position with them; grows the file when it is full.
  func write(_ rows: LayerRows, position: Position, leaf: Digest256) throws(LMDBError) {
    try write(position: position, leaf: leaf) { (transaction) throws(LMDBError) in
      try rows.put(into: &transaction, in: self.rows)
    }
  }

  /// Writes what `body` puts into ``rows``, and the position with it; calls it again after growing a full file.
  func write(
    position: Position, leaf: Digest256, _ body: (inout WriteTransaction) throws(LMDBError) -> Void
  ) throws(LMDBError) {
    if mark.withLock({ $0.isClean }) {
      // What is on disk must say so before it stops being trustworthy.
      environment.withdrawDigest()
      var dirty = mark.withLock { $0 }
      dirty.isClean = false
      try write(dirty)
      try environment.sync()
    }
    try write(Mark(position: position, leaf: leaf, isClean: false), body)
  }

  // MARK: Writing anew

  /// Writes all rows into a new file that takes the place of the old one, of which nothing is left: what was removed may still
  /// lie there. Nothing else may write meanwhile; those who read go on with what they see, by the same tables.
  func rewrite() throws(LMDBError) {
    let (new, old) = (Self.rewritten(path), Self.old(path))
    for left in [new, old] { try? FileManager.default.removeItem(atPath: left) }
    try copy(to: new)
    do {
      try FileManager.default.moveItem(atPath: path, toPath: old)
      try FileManager.default.moveItem(atPath: new, toPath: path)
    } catch {
      throw LMDBError(.system(EIO), operation: "rename", path: path)
    }
    let opened = try Opened(path: path, readersMax: readersMax)
    self.opened.withLock { $0 = opened }
    // The new file does not say that nothing was written since it was closed.
    mark.withLock { $0.isClean = false }
    try? FileManager.default.removeItem(atPath: old)
  }

  private func copy(to path: String) throws(LMDBError) {
    let copy = try DerivedStore(path: path, identity: identity, readersMax: readersMax)
    let (from, into) = (rows, copy.rows)
    let transaction = try environment.read()
    var mark = mark.withLock { $0 }
    mark.isClean = false
    var last: [UInt8]?
    while true {
      var stretch: [Row] = []
      try transaction.scan(from, from: last.map { .after($0) } ?? .end) { key, value in
        stretch.append(Row(key: Array(copying: key), value: Array(copying: value)))
        return stretch.count < Self.copiedRows ? .next : .stop
      }
      guard let end = stretch.last?.key else { break }
      try copy.write(mark) { (transaction) throws(LMDBError) in
        for row in stretch { if let value = row.value { try transaction.append(row.key, value, in: into) } }
      }
      last = end
    }
    try copy.write(mark)
  }

  private static let copiedRows = 1 << 15
  private static func rewritten(_ path: String) -> String { path + ".rewritten" }
  private static func old(_ path: String) -> String { path + ".old" }

  /// Puts everything on disk and says so there.
  func close() throws(LMDBError) {
    var clean = mark.withLock { $0 }
    guard !clean.isClean else { return }
    try environment.sync()
    clean.isClean = true
    try write(clean)
    try environment.sync()
  }

  private func write(
    _ mark: Mark, _ body: (inout WriteTransaction) throws(LMDBError) -> Void = { _ throws(LMDBError) in }
  ) throws(LMDBError) {
    while true {
      do throws(LMDBError) {
        var transaction = try environment.write()
        try body(&transaction)
        try put(mark, in: &transaction)
        try transaction.commit()
        self.mark.withLock { $0 = mark }
        return
      } catch {
        guard error.code == .mapFull else { throw error }
      }
      try environment.grow()
    }
  }

  private func put(_ mark: Mark, in transaction: inout WriteTransaction) throws(LMDBError) {
    func put(_ key: String, _ value: String) throws(LMDBError) {
      try transaction.put(Array(key.utf8), Array(value.utf8), in: meta)
    }
    try put("version", String(identity.version))
    try put("origin", identity.origin)
    if !identity.secretMark.isEmpty { try put("secret", identity.secretMark) }
    try put("boot", identity.bootID)
    try put("clean", mark.isClean ? "yes" : "no")
    try put("position", String(mark.position.value))
    try transaction.put(Array("leaf".utf8), mark.leaf.bytes, in: meta)
  }
}
