import Cryptography
import FactSchema
import Foundation
import LMDB
import RowStore
import Synchronization

/// The files of what is derived, held against what was said of them when they were closed in good order: a byte that
/// another hand or a failing disk has changed is found before the first answer is made from it.
///
/// They are read as plain bytes, before LMDB looks at them: it believes what its pages say, and a damaged one may end the
/// process.
struct DerivedFiles: Sendable {
  /// The data folder.
  let folder: String
  let key: LinkKey
  let randomBytes: @Sendable (_ count: Int) -> [UInt8]

  /// What holding a file against its statement comes to.
  enum Verdict: Sendable {
    /// Every byte is what it was when the file was closed in good order.
    case holds
    /// It is to be made again.
    case differs
    /// Nothing was said of it, because it was not closed in good order, or it cannot be read now. As far as it can be, its pages
    /// are sound: nobody who goes through them comes to grief.
    case isUnknown
  }

  /// The words in which a notice says that a file differs.
  static let cause = ViewError.altered.description

  private func database(_ name: String) -> String { "\(folder)/\(name)/data.mdb" }
  private func statementPath(_ name: String) -> String { "\(folder)/\(name)/\(Environment.digestName)" }

  /// Whether anything was said of the file in the folder of that name below the data folder.
  func isStated(_ name: String) -> Bool { FileManager.default.fileExists(atPath: statementPath(name)) }

  /// What was said of it; nil where nothing was, or what is there was not said by a daemon of this log.
  func statement(_ name: String) -> FileStatement? {
    (try? storedStatement(name)).flatMap { $0 }.flatMap { FileStatement($0, about: name, key) }
  }

  private func storedStatement(_ name: String) throws(LMDBError) -> [UInt8]? {
    guard let file = try PlainFile(statementPath(name)) else { return nil }
    // One that is longer is not one of ours.
    var stored = [UInt8](repeating: 0, count: min(try file.size(), FileStatement.storedBytes + 1))
    try file.read(into: &stored, at: 0)
    return stored
  }

  // MARK: Saying

  /// Says what the file is now, of which so many bytes are in use, that nobody writes to and that is on the disk. What
  /// cannot be said is looked after when it is opened again.
  func state(_ name: String, bytes: Int, position: Position, leaf: Digest256) {
    let nonce = randomBytes(8).reduce(0) { $0 << 8 | UInt64($1) }
    do {
      guard let blocks = try blocks(name, bytes: bytes, nonce: nonce, mayGoOn: { true }) else { return }
      let statement = FileStatement(
        bytes: UInt64(bytes), nonce: nonce, position: position, leaf: leaf, blocks: blocks)
      try PlainFile.replace(statementPath(name), with: statement.encoded(about: name, key))
    } catch {
      return
    }
  }

  // MARK: Holding

  /// Holds the file against what was said of it; unknown also when `mayGoOn` ended that.
  func hold(_ name: String, mayGoOn: @escaping @Sendable () -> Bool = { true }) -> Verdict {
    do {
      guard let stored = try storedStatement(name) else {
        return PageWalk.fault(in: database(name), mayGoOn: mayGoOn) == nil ? .isUnknown : .differs
      }
      guard let said = FileStatement(stored, about: name, key), let bytes = Int(exactly: said.bytes) else {
        return .differs
      }
      guard let blocks = try blocks(name, bytes: bytes, nonce: said.nonce, mayGoOn: mayGoOn) else { return .isUnknown }
      return blocks == said.blocks ? .holds : .differs
    } catch let error as LMDBError {
      return error.code == .corrupted || error.code == .system(EIO) ? .differs : .isUnknown
    } catch {
      return .isUnknown
    }
  }

  // MARK: Reading

  private static let blockBytes = 256 << 10
  /// From so many bytes on two threads share them.
  private static let sharedBytes = 16 << 20

  /// The digest of the codes of a file's first bytes, block by block; nil when the file is not there or `mayGoOn` ended it.
  private func blocks(
    _ name: String, bytes: Int, nonce: UInt64, mayGoOn: @escaping @Sendable () -> Bool
  ) throws -> Digest256? {
    let count = (bytes + Self.blockBytes - 1) / Self.blockBytes
    guard bytes >= Self.sharedBytes else {
      return try codes(name, 0..<count, of: bytes, nonce: nonce, mayGoOn).map { SHA256.digest($0) }
    }
    let middle = count / 2
    let other = Half()
    let beside = EngineThread("kith-hold-2") { [self] in
      let codes = Result { try self.codes(name, middle..<count, of: bytes, nonce: nonce, mayGoOn) }
      other.result.withLock { $0 = codes }
    }
    let first = Result { try self.codes(name, 0..<middle, of: bytes, nonce: nonce, mayGoOn) }
    beside.join()
    guard let one = try first.get(), let two = try other.result.withLock({ $0 }).get() else { return nil }
    return SHA256.digest(one + two)
  }

  /// What the other thread found.
  private final class Half: Sendable {
    let result = Mutex<Result<[UInt8]?, any Error>>(.success(nil))
  }

  private func codes(
    _ name: String, _ blocks: Range<Int>, of bytes: Int, nonce: UInt64, _ mayGoOn: () -> Bool
  ) throws -> [UInt8]? {
    guard let file = try PlainFile(database(name)) else { return nil }
    let cipher = AES256GCM()
    var codes: [UInt8] = []
    codes.reserveCapacity(blocks.count * LinkKey.blockCodeBytes + AES256GCM.nonceBytes)
    var block = [UInt8](repeating: 0, count: Self.blockBytes)
    for number in blocks {
      guard mayGoOn() else { return nil }
      let start = number * Self.blockBytes
      if bytes - start < block.count { block.removeLast(block.count - (bytes - start)) }
      try file.read(into: &block, at: start)
      try key.appendCode(
        ofBlock: block.span, number: UInt32(truncatingIfNeeded: number), nonce: nonce, by: cipher, to: &codes)
    }
    return codes
  }
}
