import Bytes
import FactSchema
import LMDB

/// What the log keeps about itself, in the main table of its environment.
enum LogMeta {
  /// The format of the whole log that this release writes.
  static let format: UInt32 = 1
  static let identityKey = Array("kith.log".utf8)
  static let stateKey = Array("kith.state".utf8)
  static let recordsTable = "records"

  /// The key of what is kept for a reader of the facts under that name.
  static func keptKey(_ name: String) -> [UInt8] { Array("kith.\(name)".utf8) }
}

/// Written once, when the log is made: `format u32 | origin 16 | created at i64`.
struct LogIdentity: Equatable {
  let origin: LogOrigin
  let createdAt: Instant

  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.appendBigEndian(LogMeta.format)
    bytes.appendBigEndian(origin.value)
    bytes.appendBigEndian(createdAt.microseconds)
    return bytes
  }

  init(origin: LogOrigin, createdAt: Instant) {
    self.origin = origin
    self.createdAt = createdAt
  }

  init(_ bytes: [UInt8], path: String) throws(EventLogError) {
    guard bytes.count >= 4 else { throw .notALog(path: path, reason: "its identity is damaged") }
    let format: UInt32 = bytes.span.bigEndian(at: 0)
    guard format == LogMeta.format else { throw .newerFormat(format, upTo: LogMeta.format) }
    guard bytes.count == 28 else { throw .notALog(path: path, reason: "its identity is damaged") }
    origin = LogOrigin(bytes.span.bigEndian(at: 4))
    createdAt = Instant(microseconds: bytes.span.bigEndian(at: 20))
  }
}

/// Written with every batch: `head u64 | next free slot u64 | edge, 32 bytes a node`.
struct LogState: Equatable {
  var tree = AuditTree()
  var nextSlot: UInt64 = 1

  var head: Position { Position(tree.size) }

  init() {}

  init(_ bytes: [UInt8], path: String) throws(EventLogError) {
    guard bytes.count >= 16, (bytes.count - 16) % 32 == 0 else {
      throw .notALog(path: path, reason: "its state is damaged")
    }
    let edge = (0..<((bytes.count - 16) / 32)).map { Digest256(bytes.span, at: 16 + 32 * $0) }
    guard let tree = AuditTree(size: bytes.span.bigEndian(at: 0), edge: edge) else {
      throw .notALog(path: path, reason: "its audit tree's edge does not fit its head")
    }
    self.tree = tree
    nextSlot = bytes.span.bigEndian(at: 8)
  }

  func encode(to bytes: inout [UInt8]) {
    bytes.appendBigEndian(tree.size)
    bytes.appendBigEndian(nextSlot)
    for node in tree.edge { node.append(to: &bytes) }
  }
}

extension Position {
  /// The key of the record, 8 bytes big-endian.
  var key: [UInt8] {
    var bytes: [UInt8] = []
    bytes.appendBigEndian(value)
    return bytes
  }
}
