import Bytes
public import FactSchema
import Glibc

/// Facts that are known to have been acknowledged and are not in the log any more.
public struct Loss: Sendable, Equatable {
  /// The first position that was lost.
  public var from: Position
  /// The last position that is known to have been lost.
  public var to: Position
  /// The audit tree's leaf of the fact that stood there.
  public var leaf: Digest256

  /// Puts a loss together.
  public init(from: Position, to: Position, leaf: Digest256) {
    self.from = from
    self.to = to
    self.leaf = leaf
  }

  /// Both as one: from the earlier beginning to the later end.
  func joined(with other: Loss?) -> Loss {
    guard let other else { return self }
    let last = to < other.to ? other : self
    return Loss(from: min(from, other.from), to: last.to, leaf: last.leaf)
  }
}

/// The file `log/loss`: a loss that the operator has accepted and that is not recorded as a fact yet.
///
/// It is there before what proves the loss is removed, and until the fact is on disk.
enum LossNote {
  static func read(_ path: String) throws(EventLogError) -> Loss? {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      guard errno == ENOENT else { throw EventLogError.failed("open", path) }
      return nil
    }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: count)
    guard try readAll(descriptor, &bytes, at: 0, path: path) == count,
      Digest256(bytes.span, at: 48) == Hashing.digest(bytes.span, 0..<48)
    else { throw .notALog(path: path, reason: "the note of an accepted loss is damaged: delete it") }
    return Loss(
      from: Position(bytes.span.bigEndian(at: 0)), to: Position(bytes.span.bigEndian(at: 8)),
      leaf: Digest256(bytes.span, at: 16))
  }

  static func write(_ loss: Loss, _ path: String) throws(EventLogError) {
    var bytes: [UInt8] = []
    bytes.appendBigEndian(loss.from.value)
    bytes.appendBigEndian(loss.to.value)
    loss.leaf.append(to: &bytes)
    Hashing.digest(bytes.span, 0..<48).append(to: &bytes)
    try replaceFile(path, with: bytes)
  }

  static func remove(_ path: String) throws(EventLogError) {
    guard unsafe unlink(path) == 0 || errno == ENOENT else { throw EventLogError.failed("unlink", path) }
    try syncFolder(parent(of: path))
  }

  private static let count = 80
}
