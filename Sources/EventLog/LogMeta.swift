import Bytes
public import FactSchema
import LMDB

/// What the log keeps about itself, in the main table of its environment.
enum LogMeta {
  /// The format of the whole log that this release writes.
  static let format: UInt32 = 2
  static let identityKey = Array("kith.log".utf8)
  static let stateKey = Array("kith.state".utf8)
  static let recordsTable = "records"

  /// The key of what is kept for a reader of the facts under that name.
  static func keptKey(_ name: String) -> [UInt8] { Array("kith.\(name)".utf8) }

  /// How many bytes stand before the digest that ends them; nil where it is not theirs. So in every format from 2 on.
  static func undigested(_ bytes: [UInt8]) -> Int? {
    let count = bytes.count - 32
    guard count >= 0, Digest256(bytes.span, at: count) == Hashing.digest(bytes.span, 0..<count) else { return nil }
    return count
  }

  static func appendDigest(to bytes: inout [UInt8], from start: Int) {
    Hashing.digest(bytes.span, start..<bytes.count).append(to: &bytes)
  }
}

/// The log that another one was copied from, at its end.
public struct LogSource: Sendable, Equatable {
  /// Who it is.
  public let origin: LogOrigin
  /// Its last position.
  public let head: Position
  /// Its audit tree's root there.
  public let root: Digest256
}

/// Written once, when the log is made: `format u32 | origin 16 | created at i64 | source: origin 16, head u64, root 32, or
/// zeros | SHA-256`. In format 1 it ends before the source, and is written anew when such a log is opened.
struct LogIdentity: Equatable {
  let origin: LogOrigin
  let createdAt: Instant
  var source: LogSource?
  /// The format that it was read in.
  var format = LogMeta.format

  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.appendBigEndian(LogMeta.format)
    bytes.appendBigEndian(origin.value)
    bytes.appendBigEndian(createdAt.microseconds)
    bytes.appendBigEndian(source?.origin.value ?? 0)
    bytes.appendBigEndian(source?.head.value ?? 0)
    (source?.root ?? .zero).append(to: &bytes)
    LogMeta.appendDigest(to: &bytes, from: 0)
    return bytes
  }

  init(origin: LogOrigin, createdAt: Instant, source: LogSource? = nil) {
    self.origin = origin
    self.createdAt = createdAt
    self.source = source
  }

  init(_ bytes: [UInt8], path: String) throws(EventLogError) {
    let isOfFormat1 = bytes.count == 28 && bytes.span.bigEndian(at: 0, as: UInt32.self) == 1
    guard isOfFormat1 || LogMeta.undigested(bytes).map({ $0 >= 4 }) ?? false else {
      throw .notALog(path: path, reason: "its identity is damaged" + Self.remedy)
    }
    format = bytes.span.bigEndian(at: 0)
    guard format <= LogMeta.format else { throw .newerFormat(format, upTo: LogMeta.format) }
    guard isOfFormat1 || bytes.count == 116 && format == LogMeta.format else {
      throw .notALog(path: path, reason: "its identity is damaged" + Self.remedy)
    }
    origin = LogOrigin(bytes.span.bigEndian(at: 4))
    createdAt = Instant(microseconds: bytes.span.bigEndian(at: 20))
    guard !isOfFormat1 else { return }
    let from = LogOrigin(bytes.span.bigEndian(at: 28))
    guard from.value != 0 || bytes[28..<84].allSatisfy({ $0 == 0 }) else {
      throw .notALog(path: path, reason: "its identity is damaged" + Self.remedy)
    }
    guard from.value != 0 else { return }
    source = LogSource(
      origin: from, head: Position(bytes.span.bigEndian(at: 44)), root: Digest256(bytes.span, at: 52))
  }

  private static let remedy = ": put a sound copy of the log back"
}

/// Written with every batch that the log's file takes over: `head u64 | next free slot u64 | epoch u32 | edge, 32 bytes a
/// node | SHA-256`. In format 1 without epoch and digest.
struct LogState: Equatable {
  var tree = AuditTree()
  var nextSlot: UInt64 = 1
  /// That of the last record of format 2.
  var epoch: UInt32 = 1

  var head: Position { Position(tree.size) }

  init() {}

  /// The state of a log whose identity is of the format.
  init(_ bytes: [UInt8], format: UInt32, path: String) throws(EventLogError) {
    let fixed = format == 1 ? 16 : 20
    let end = format == 1 ? bytes.count : LogMeta.undigested(bytes) ?? 0
    guard end >= fixed, (end - fixed) % 32 == 0, format == 1 || bytes.span.bigEndian(at: 16, as: UInt32.self) > 0 else {
      throw .notALog(path: path, reason: "its state is damaged" + Self.remedy)
    }
    let edge = (0..<((end - fixed) / 32)).map { Digest256(bytes.span, at: fixed + 32 * $0) }
    guard let tree = AuditTree(size: bytes.span.bigEndian(at: 0), edge: edge) else {
      throw .notALog(path: path, reason: "its audit tree's edge does not fit its head" + Self.remedy)
    }
    self.tree = tree
    nextSlot = bytes.span.bigEndian(at: 8)
    if format > 1 { epoch = bytes.span.bigEndian(at: 16) }
  }

  func encode(to bytes: inout [UInt8]) {
    let start = bytes.count
    bytes.appendBigEndian(tree.size)
    bytes.appendBigEndian(nextSlot)
    bytes.appendBigEndian(epoch)
    for node in tree.edge { node.append(to: &bytes) }
    LogMeta.appendDigest(to: &bytes, from: start)
  }

  private static let remedy = ": put a sound copy of the log back"
}

extension Position {
  /// The key of the record, 8 bytes big-endian.
  var key: [UInt8] {
    var bytes: [UInt8] = []
    bytes.appendBigEndian(value)
    return bytes
  }
}
